/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-damage.h"

#include "rushes-container.h"

#include <gst/gst.h>

#define LESS GST_SECOND /* so much is no rounding */

/* An MP4 whose boxes are all there is whole, whatever length it tells. */
static gboolean
may_be_cut (const char *path)
{
  static const char *const boxes[] = { "mp4", "mov", "3gp", "m4a", NULL };
  const char *extension = rushes_container_get_extension (path, NULL);

  return extension != NULL && (!g_strv_contains (boxes, extension) || !rushes_container_check (path, NULL, NULL));
}

/**
 * rushes_damage_find:
 * @frames: of that file
 *
 * Blocking.
 *
 * Returns: nanoseconds: how long a file was meant to be of which a part is missing or cannot be read; 0: it is whole, as far as can be told
 */
gint64
rushes_damage_find (const char *path, const RushesFrames *frames)
{
  gint64 told = MAX (rushes_frames_get_told (frames), rushes_container_get_promise (path) * (gint64) GST_MSECOND);

  if (!rushes_frames_is_complete (frames) || told <= rushes_frames_get_end (frames) + (gint64) LESS)
    return 0;
  return may_be_cut (path) ? told : 0;
}
