/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-picture.h"

#include "rushes-filmstrip.h"
#include "rushes-picture.h"
#include "rushes-scratch.h"

/* What stands for a shot on paper. */

/* A RushesPictureFunc; @data: the rate of the board, a RushesRate. */
GdkPixbuf *
rushes_board_picture_load (const RushesSequenceShot *shot, int longest, gpointer data)
{
  const RushesRate *rate = data;
  g_autofree char *scratch = shot->media->n_frames > 0 ? rushes_scratch_make () : NULL;
  g_autofree char *frame = scratch != NULL ? g_build_filename (scratch, "frame.png", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  GdkPixbuf *picture = NULL;

  if (frame == NULL || rushes_filmstrip_save_frame (shot->media->path, rushes_rate_to_seconds (*rate, shot->in), frame, &error))
    picture = rushes_picture_load (frame != NULL ? frame : shot->media->path, longest, &error);
  if (picture == NULL)
    g_debug ("Shot %s has no picture on the sheet: %s", shot->number, error != NULL ? error->message : "no folder for it");
  if (scratch != NULL)
    rushes_scratch_remove (scratch);
  return picture;
}
