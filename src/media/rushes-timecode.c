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

/* @code: to be cleared */
static void
init_code (GstVideoTimeCode *code, double rate, const guint parts[4])
{
  gboolean drop;
  int n, d;

  gst_video_guess_framerate ((GstClockTime) (GST_SECOND / MAX (rate, 1)), &n, &d);
  drop = drops_frames (n, d);
  gst_video_time_code_init (code, drop ? n : MAX (1, (n + d / 2) / d), drop ? d : 1, NULL,
                            drop ? GST_VIDEO_TIME_CODE_FLAGS_DROP_FRAME : GST_VIDEO_TIME_CODE_FLAGS_NONE, parts[0], parts[1], parts[2], parts[3], 0);
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

  init_code (&code, rate, (const guint[4]) { 0 });
  gst_video_time_code_add_frames (&code, (gint64) (MAX (seconds, 0) * rate + ROUNDING));
  text = gst_video_time_code_to_string (&code);
  gst_video_time_code_clear (&code);
  return text;
}

/* Returns: (transfer full): “from–to”, microseconds from the clip's start; one timecode where both are the same */
char *
rushes_timecode_format_range (gint64 from_us, gint64 to_us, double rate)
{
  g_autofree char *from = rushes_timecode_format (from_us / (double) G_USEC_PER_SEC, rate);
  g_autofree char *to = rushes_timecode_format (to_us / (double) G_USEC_PER_SEC, rate);

  return to_us > from_us ? g_strdup_printf ("%s–%s", from, to) : g_steal_pointer (&from);
}

/* Returns: whether all of it is digits */
static gboolean
read_part (const char *text, guint *part)
{
  guint64 value = 0;
  gboolean whole = g_ascii_string_to_unsigned (text, 10, 0, 9999, &value, NULL);

  *part = value;
  return whole;
}

static gboolean
parse_frames (char **parts, double rate, double *seconds)
{
  GstVideoTimeCode code;
  guint numbers[4];
  gboolean valid;

  for (int i = 0; i < 4; i++)
    if (!read_part (parts[i], &numbers[i]))
      return FALSE;
  init_code (&code, rate, numbers);
  valid = gst_video_time_code_is_valid (&code);
  if (valid)
    *seconds = gst_video_time_code_frames_since_daily_jam (&code) / MAX (rate, 1);
  gst_video_time_code_clear (&code);
  return valid;
}

/* The last part may have a fraction, those before it are whole. */
static gboolean
parse_seconds (char **parts, guint n, double *seconds)
{
  char *end;
  double last = g_ascii_strtod (parts[n - 1], &end), sum = 0;
  guint number;

  if (!g_ascii_isdigit (*parts[n - 1]) || *end != '\0' || strpbrk (parts[n - 1], "xXeE") != NULL || (n > 1 && last >= 60))
    return FALSE;
  for (guint i = 0; i + 1 < n; i++)
    {
      if (!read_part (parts[i], &number) || (i > 0 && number >= 60))
        return FALSE;
      sum = (sum + number) * 60;
    }
  *seconds = sum + last;
  return TRUE;
}

/**
 * rushes_timecode_parse:
 * @text: as people write it: seconds, minutes:seconds, hours:minutes:seconds, each with a fraction, or a timecode as above
 * @rate: frames per second
 * @seconds: (out): from the clip's start
 *
 * Returns: whether it is one of these
 */
gboolean
rushes_timecode_parse (const char *text, double rate, double *seconds)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ":;", 5);
  guint n = g_strv_length (parts);

  if (n == 4)
    return parse_frames (parts, rate, seconds);
  return n >= 1 && n <= 3 && strchr (text, ';') == NULL && parse_seconds (parts, n, seconds);
}
