/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-filter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void rushes_filter_values_fill (GActionMap *actions,
                                const char *facet,
                                GPtrArray  *names,
                                GSettings  *settings);
void rushes_filter_values_show (GActionMap *actions,
                                const char *facet,
                                GVariant   *filter);

G_END_DECLS
