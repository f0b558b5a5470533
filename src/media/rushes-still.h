/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* A picture that stands still, read on a worker as large as it is drawn. Main thread. */
typedef struct _RushesStill RushesStill;

RushesStill *rushes_still_new         (const char      *path,
                                       int              width,
                                       int              height,
                                       GSourceOnceFunc  on_read,
                                       gpointer         data);
void         rushes_still_free        (RushesStill     *self);
gboolean     rushes_still_is_read     (RushesStill     *self);
GdkTexture  *rushes_still_get_texture (RushesStill     *self,
                                       int             *width,
                                       int             *height);
const char  *rushes_still_get_problem (RushesStill     *self);

G_END_DECLS
