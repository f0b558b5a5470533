/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* How loud the scratch track of a board is when. */
typedef struct _RushesStripSound RushesStripSound;

RushesStripSound *rushes_strip_sound_new      (const RushesBoardContext *context,
                                               GtkWidget                *widget,
                                               GCallback                 on_more);
void              rushes_strip_sound_free     (RushesStripSound         *self);
void              rushes_strip_sound_look     (RushesStripSound         *self);
gboolean          rushes_strip_sound_is_there (RushesStripSound         *self);
double            rushes_strip_sound_get      (RushesStripSound         *self,
                                               double                    seconds);

G_END_DECLS
