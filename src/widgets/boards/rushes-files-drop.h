/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* @change: (transfer none): what was dropped where, as a change of the board */
typedef void (*RushesDropFunc) (GVariant *change,
                                gpointer  data);

/* Where files on a board go: into a shot, or between two. */
typedef struct
{
  RushesShot *taker;  /* (nullable): gets them as takes; else each is a shot of its own */
  gint64 scene;       /* 0: the last one */
  RushesShot *before; /* (nullable): NULL: at the end of the scene */
} RushesFilesPlace;

void rushes_files_drop (GtkWidget                *widget,
                        const RushesBoardContext *context,
                        GSList                   *files,
                        const RushesFilesPlace   *place,
                        RushesDropFunc            func,
                        gpointer                  data);

G_END_DECLS
