/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a video file is. */
typedef struct
{
  const char *extension; /* static: "mp4", "webm", "gif" … by content */
  int width, height;     /* pixels */
  double fps;            /* 0 if not known */
  gint64 duration_ms;
  gint64 size_bytes;
  char *missing_decoder; /* "H.264 (Main Profile) decoder", or NULL if it plays here */
} RushesProbe;

RushesProbe *rushes_probe_new      (const char  *path,
                                    GError     **error);
void         rushes_probe_free     (RushesProbe *self);
void         rushes_media_init     (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesProbe, rushes_probe_free)

G_END_DECLS
