/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* How far the pixels of two pictures are from each other, made on a worker: black where they are the same. Main thread. */
typedef struct _RushesDifference RushesDifference;

RushesDifference *rushes_difference_new    (GSourceOnceFunc   on_ready,
                                            gpointer          data);
void              rushes_difference_free   (RushesDifference *self);
void              rushes_difference_forget (RushesDifference *self);
gboolean          rushes_difference_want   (RushesDifference *self,
                                            GdkTexture       *first,
                                            GdkTexture       *second);
GdkTexture       *rushes_difference_get    (RushesDifference *self);

G_END_DECLS
