/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-filter.h"
#include "rushes-index.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Facets without fixed values, in the order of RushesValues: tags, models, connections. */
#define RUSHES_FILTER_N_VALUES RUSHES_N_VALUES

GMenuModel *rushes_filter_menu_new       (GMenu      *saved,
                                          GMenu      *values[RUSHES_FILTER_N_VALUES]);
void        rushes_filter_menu_fill      (GMenu      *saved,
                                          GVariant   *filters);
gboolean    rushes_filter_menu_fill_values (GMenu      *values,
                                            RushesValues what,
                                            GPtrArray  *names);
const char *rushes_filter_menu_get_facet (RushesValues what);
char       *rushes_filter_menu_dup_label (const char *facet,
                                          const char *value);

G_END_DECLS
