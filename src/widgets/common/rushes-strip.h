/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-thumbnailer.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The filmstrip of a clip, from its start to its end. Signals “pressed”: (double) where, from 0 to 1, again and again while it is
 * dragged; “scrubbing”: (gboolean) whether it is. Notes stand on it as marks, and how loud the clip is.
 * It is shown while it has something to show. */
#define RUSHES_TYPE_STRIP (rushes_strip_get_type ())
G_DECLARE_FINAL_TYPE (RushesStrip, rushes_strip, RUSHES, STRIP, GtkWidget)

void rushes_strip_load  (RushesStrip       *self,
                         RushesThumbnailer *thumbnailer,
                         const char        *id,
                         const char        *path);
void rushes_strip_load_sound (RushesStrip  *self,
                              RushesThumbnailer *thumbnailer,
                              const char   *id,
                              const char   *path);
void rushes_strip_clear (RushesStrip       *self);
void rushes_strip_set_notes (RushesStrip   *self,
                             GVariant      *notes,
                             gint64         duration_us,
                             double         rate);
void rushes_strip_set_marks (RushesStrip   *self,
                             double         position,
                             double         in,
                             double         out);
void rushes_strip_set_cached (RushesStrip  *self,
                             GArray        *cached);

G_END_DECLS
