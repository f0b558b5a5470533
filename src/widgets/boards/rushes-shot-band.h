/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* All shots of a board to scale of their lengths, with ruler, scenes, sound and the playhead. Properties “position” (int64: frames of the
 * board) and “zoom” (0 to 1). Signals “sought” (int64): the user went there; “change” (a{sv}); “open-shot”. */
#define RUSHES_TYPE_SHOT_BAND (rushes_shot_band_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotBand, rushes_shot_band, RUSHES, SHOT_BAND, GtkWidget)

void   rushes_shot_band_set_context  (RushesShotBand           *self,
                                      const RushesBoardContext *context);
void   rushes_shot_band_set_narrow   (RushesShotBand           *self,
                                      gboolean                  narrow);
void   rushes_shot_band_set_position (RushesShotBand           *self,
                                      gint64                    position);
gint64 rushes_shot_band_get_position (RushesShotBand           *self);
void   rushes_shot_band_seek         (RushesShotBand           *self,
                                      gint64                    position);
guint  rushes_shot_band_get_shot     (RushesShotBand           *self);
void   rushes_shot_band_settle       (RushesShotBand           *self);
double rushes_shot_band_get_x        (RushesShotBand           *self,
                                      gint64                    frame);

G_END_DECLS
