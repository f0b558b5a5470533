/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_FILTERED_SHOTS (rushes_filtered_shots_get_type ())
G_DECLARE_FINAL_TYPE (RushesFilteredShots, rushes_filtered_shots, RUSHES, FILTERED_SHOTS, GObject)

RushesFilteredShots *rushes_filtered_shots_new        (RushesBoardView     *view);
void                 rushes_filtered_shots_set_states (RushesFilteredShots *self,
                                                       guint                states);
guint                rushes_filtered_shots_get_states (RushesFilteredShots *self);
RushesShot          *rushes_filtered_shots_get_shot   (RushesFilteredShots *self,
                                                       guint                position);
guint                rushes_filtered_shots_find       (RushesFilteredShots *self,
                                                       gint64               number);
void                 rushes_filtered_shots_keep       (RushesFilteredShots *self,
                                                       GArray              *numbers);
void                 rushes_filtered_shots_reveal     (RushesFilteredShots *self,
                                                       gint64               number);
void                 rushes_filtered_shots_hold       (RushesFilteredShots *self,
                                                       gboolean             hold);

G_END_DECLS
