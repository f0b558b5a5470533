/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-code.h"

/* SMPTE timecode by the number of a frame, exactly; what is seen in the player goes by seconds (media/rushes-timecode). */

/* The frames that a second counts. */
static gint64
get_nominal (RushesRate rate)
{
  return MAX (1, (rate.frames + rate.seconds / 2) / rate.seconds);
}

/* Whether numbers are left out, so that the code keeps up with the clock: 29.97 and 59.94. */
gboolean
rushes_frame_code_drops (RushesRate rate)
{
  return rate.seconds == 1001 && (rate.frames == 30000 || rate.frames == 60000);
}

/* In each minute but each tenth the first two numbers are left out (four at 59.94). Returns: the number that a frame gets */
static gint64
skip_dropped (RushesRate rate, gint64 frame)
{
  gint64 nominal = get_nominal (rate), dropped = nominal / 15;
  gint64 minute = nominal * 60 - dropped, ten_minutes = minute * 10 + dropped;
  gint64 tens = frame / ten_minutes, rest = frame % ten_minutes;

  frame += tens * 9 * dropped;
  if (rest >= nominal * 60)
    frame += dropped * (1 + (rest - nominal * 60) / minute);
  return frame;
}

/* Returns: the frame that is called 01:00:00:00, where timelines begin */
gint64
rushes_frame_code_get_start (RushesRate rate)
{
  gint64 nominal = get_nominal (rate);

  return 3600 * nominal - (rushes_frame_code_drops (rate) ? 54 * (nominal / 15) : 0);
}

/* Returns: (transfer full): hours:minutes:seconds:frames, with colons also where numbers are dropped; it begins anew after a day */
char *
rushes_frame_code_format (RushesRate rate, gint64 frame)
{
  gint64 nominal = get_nominal (rate), number = rushes_frame_code_drops (rate) ? skip_dropped (rate, frame) : frame;
  gint64 seconds = number / nominal;

  return g_strdup_printf ("%02d:%02d:%02d:%02d", (int) (seconds / 3600 % 24), (int) (seconds / 60 % 60), (int) (seconds % 60), (int) (number % nominal));
}
