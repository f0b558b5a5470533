/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FILTER_BAR (rushes_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (RushesFilterBar, rushes_filter_bar, RUSHES, FILTER_BAR, GtkGrid)

void          rushes_filter_bar_set_up      (RushesFilterBar *self,
                                             RushesLibrary   *library,
                                             GSettings       *settings);
GActionGroup *rushes_filter_bar_get_actions (RushesFilterBar *self);
void          rushes_filter_bar_to_query    (RushesFilterBar *self,
                                             RushesQuery     *query);
gboolean      rushes_filter_bar_is_active   (RushesFilterBar *self);
void          rushes_filter_bar_steer       (RushesFilterBar *self,
                                             GtkWidget       *list);
void          rushes_filter_bar_set_narrow  (RushesFilterBar *self,
                                             gboolean         narrow);

G_END_DECLS
