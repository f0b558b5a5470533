/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-picture.h"

#include "rushes-filmstrip.h"
#include "rushes-scratch.h"

/* What stands for a shot on paper. */

/* No larger than it is. */
static GdkPixbuf *
load (const char *path, int longest, GError **error)
{
  int width = 0, height = 0;

  gdk_pixbuf_get_file_info (path, &width, &height);
  if (width > 0 && MAX (width, height) < longest)
    return gdk_pixbuf_new_from_file (path, error);
  return gdk_pixbuf_new_from_file_at_scale (path, longest, longest, TRUE, error);
}

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
    picture = load (frame != NULL ? frame : shot->media->path, longest, &error);
  if (picture == NULL)
    g_debug ("Shot %s has no picture on the sheet: %s", shot->number, error != NULL ? error->message : "no folder for it");
  if (scratch != NULL)
    rushes_scratch_remove (scratch);
  return picture;
}
