/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-filtered-shots.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SHOT_SELECTION (rushes_shot_selection_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotSelection, rushes_shot_selection, RUSHES, SHOT_SELECTION, GObject)

RushesShotSelection *rushes_shot_selection_new       (RushesBoardView     *view,
                                                      RushesFilteredShots *shown);
GtkSelectionModel   *rushes_shot_selection_get_model (RushesShotSelection *self);
RushesShot          *rushes_shot_selection_get_shot  (RushesShotSelection *self);
GPtrArray           *rushes_shot_selection_list      (RushesShotSelection *self);
void                 rushes_shot_selection_select    (RushesShotSelection *self,
                                                      gint64               number);

G_END_DECLS
