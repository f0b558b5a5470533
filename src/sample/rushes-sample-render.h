/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a clip shall show. */
typedef struct
{
  char *prompt;
  gint64 seed;
  int width, height, frames; /* width and height in pixels */
  double fps;
} RushesSampleClip;

void        rushes_sample_clip_clear    (RushesSampleClip       *clip);
gboolean    rushes_sample_render        (const RushesSampleClip *clip,
                                         const char             *path,
                                         GCancellable           *cancellable,
                                         GError                **error);
GBytes     *rushes_sample_render_still  (const RushesSampleClip *clip,
                                         double                  done);
const char *rushes_sample_get_encoder   (void);

G_END_DECLS
