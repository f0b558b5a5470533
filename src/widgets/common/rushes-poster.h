/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_POSTER (rushes_poster_get_type ())
G_DECLARE_FINAL_TYPE (RushesPoster, rushes_poster, RUSHES, POSTER, GtkWidget)

GtkWidget    *rushes_poster_new           (void);
void          rushes_poster_set_paintable (RushesPoster *self,
                                           GdkPaintable *paintable);
GdkPaintable *rushes_poster_get_paintable (RushesPoster *self);
void          rushes_poster_set_marks     (RushesPoster *self,
                                           const char   *start,
                                           const char   *end,
                                           gboolean      dimmed);
void          rushes_poster_set_words     (RushesPoster *self,
                                           const char   *start,
                                           const char   *end);
void          rushes_poster_set_scrub     (RushesPoster *self,
                                           GdkTexture   *strip,
                                           double        at,
                                           const char   *time);

G_END_DECLS
