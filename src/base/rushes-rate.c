/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-rate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What people write, and what is meant. */
static const struct
{
  const char *shown;
  RushesRate rate;
} named[] = {
  { "23.976", { 24000, 1001 } }, { "23.98", { 24000, 1001 } }, { "29.97", { 30000, 1001 } },
  { "47.952", { 48000, 1001 } }, { "59.94", { 60000, 1001 } }, { "119.88", { 120000, 1001 } },
};

#define HIGHEST 1000 /* frames per second */

/* Returns: whether @text (“24”, “23.976”, “24000/1001”) is a rate */
gboolean
rushes_rate_parse (const char *text, RushesRate *rate)
{
  RushesRate read = { 0, 1 };
  char rest;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (g_str_equal (text, named[i].shown))
      {
        *rate = named[i].rate;
        return TRUE;
      }
  if (strlen (text) > 16 || !g_ascii_isdigit (*text))
    return FALSE;
  if (sscanf (text, "%d/%d%c", &read.frames, &read.seconds, &rest) != 2 && (sscanf (text, "%d%c", &read.frames, &rest) != 1 || strchr (text, '/') != NULL))
    return FALSE;
  if (read.frames <= 0 || read.seconds <= 0 || read.frames / read.seconds > HIGHEST)
    return FALSE;
  *rate = read;
  return TRUE;
}

/* Returns: (transfer full): as it stands in a file, exact: “24”, “24000/1001” */
char *
rushes_rate_dup_text (RushesRate rate)
{
  return rate.seconds == 1 ? g_strdup_printf ("%d", rate.frames) : g_strdup_printf ("%d/%d", rate.frames, rate.seconds);
}

/* Returns: (transfer full): as people write it: “23.976” */
char *
rushes_rate_dup_shown (RushesRate rate)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (named[i].rate.frames == rate.frames && named[i].rate.seconds == rate.seconds)
      return g_strdup (named[i].shown);
  return rushes_rate_dup_text (rate);
}

double
rushes_rate_to_seconds (RushesRate rate, gint64 n_frames)
{
  return (double) n_frames * rate.seconds / rate.frames;
}

/* Returns: the number of frames next to it */
gint64
rushes_rate_to_frames (RushesRate rate, double seconds)
{
  return llround (seconds * rate.frames / rate.seconds);
}
