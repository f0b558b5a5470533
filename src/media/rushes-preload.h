/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_PRELOAD_MAX 2 /* pictures: of the clip before and of the one after */

/* The first pictures of clips that may be opened next. They are made one after the other on a worker, when the main loop has nothing
 * else to do. Main thread. */
typedef struct _RushesPreload RushesPreload;

RushesPreload *rushes_preload_new      (void);
void           rushes_preload_free     (RushesPreload      *self);
void           rushes_preload_want     (RushesPreload      *self,
                                        const char *const  *paths,
                                        int                 width,
                                        int                 height);
void           rushes_preload_stop     (RushesPreload      *self);
gboolean       rushes_preload_is_ready (RushesPreload      *self,
                                        const char         *path);
GdkTexture    *rushes_preload_take     (RushesPreload      *self,
                                        const char         *path,
                                        int                *width,
                                        int                *height);

G_END_DECLS
