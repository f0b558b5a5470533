/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-timecode.h"

#include <gst/video/video.h>

#define ROUNDING 0.05 /* of a frame: times are kept in milliseconds by some containers */

/* Only these drop numbers, so that the clock keeps up with the time: 29.97 and 59.94. */
static gboolean
drops_frames (int n, int d)
{
  return d == 1001 && (n == 30000 || n == 60000);
}

/**
 * rushes_timecode_format:
 * @seconds: from the clip's start
 * @rate: frames per second; the mean where it varies
 *
 * Returns: (transfer full): the SMPTE timecode of the frame that is seen then, hours:minutes:seconds:frames; a semicolon before the
 * frames where it is drop-frame
 */
char *
rushes_timecode_format (double seconds, double rate)
{
  GstVideoTimeCode code;
  char *text;
  int n, d;
  gboolean drop;

  gst_video_guess_framerate ((GstClockTime) (GST_SECOND / MAX (rate, 1)), &n, &d);
  drop = drops_frames (n, d);
  gst_video_time_code_init (&code, drop ? n : MAX (1, (n + d / 2) / d), drop ? d : 1, NULL,
                            drop ? GST_VIDEO_TIME_CODE_FLAGS_DROP_FRAME : GST_VIDEO_TIME_CODE_FLAGS_NONE, 0, 0, 0, 0, 0);
  gst_video_time_code_add_frames (&code, (gint64) (MAX (seconds, 0) * rate + ROUNDING));
  text = gst_video_time_code_to_string (&code);
  gst_video_time_code_clear (&code);
  return text;
}
