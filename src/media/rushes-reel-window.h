/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which frames of a clip a reel keeps when it cannot keep all: as many as fit, around the playhead, more of them where it goes. */
typedef struct
{
  int n, capacity; /* frames: of the clip, and how many may be kept */
  int first, end;  /* those that are kept: from, and up to but without */
} RushesReelWindow;

gboolean rushes_reel_window_follow (RushesReelWindow *self,
                                    int               playhead,
                                    int               direction);

G_END_DECLS
