/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The frame of a board: whatever shape a shot has, it is seen in that of the board, as in its film. */
#define RUSHES_TYPE_ANIMATIC_FRAME (rushes_animatic_frame_get_type ())
G_DECLARE_FINAL_TYPE (RushesAnimaticFrame, rushes_animatic_frame, RUSHES, ANIMATIC_FRAME, GObject)

RushesAnimaticFrame *rushes_animatic_frame_new           (GdkPaintable        *content);
void                 rushes_animatic_frame_set_size      (RushesAnimaticFrame *self,
                                                          int                  width,
                                                          int                  height);
void                 rushes_animatic_frame_set_meanwhile (RushesAnimaticFrame *self,
                                                          GdkTexture          *texture,
                                                          int                  cell);
gboolean             rushes_animatic_frame_has_meanwhile (RushesAnimaticFrame *self);

G_END_DECLS
