/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a video file is. */
typedef struct
{
  const char *extension; /* static: "mp4", "mkv", "gif" … by content */
  int width, height;     /* as it is shown: upright, with square pixels */
  double fps;            /* the mean where it varies; 0 if not known */
  gboolean variable;     /* frames stay for different times */
  int n_frames;          /* 0 if not known */
  gint64 duration_ms;    /* of the picture; 0: a single one */
  gint64 size_bytes;
  gint64 promised_ms;    /* what the file says it holds where much of that is missing, else 0 */
  char *missing_decoder; /* "H.264 (Main Profile) decoder", or NULL if its picture can be shown here */
  char *codec;           /* "H.264 (High Profile), Matroska", for people */
  char *sound;           /* "MPEG-4 AAC, stereo, 48 kHz", or NULL if there is none */
} RushesProbe;

RushesProbe *rushes_probe_new         (const char        *path,
                                       GError           **error);
void         rushes_probe_free        (RushesProbe       *self);
gboolean     rushes_probe_check_whole (const RushesProbe *self,
                                       GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesProbe, rushes_probe_free)

G_END_DECLS
