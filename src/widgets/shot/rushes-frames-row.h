/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-rate.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FRAMES_ROW (rushes_frames_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesFramesRow, rushes_frames_row, RUSHES, FRAMES_ROW, AdwActionRow)

GtkWidget *rushes_frames_row_new (void);
void       rushes_frames_row_set (RushesFramesRow *self,
                                  RushesRate       rate,
                                  gint64           n_frames,
                                  const char      *origin);
gint64     rushes_frames_row_get (RushesFramesRow *self);

G_END_DECLS
