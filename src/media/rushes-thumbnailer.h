/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-thumbnail-file.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_THUMBNAILER_BYTES (96 * 1024 * 1024) /* of the pictures that are kept in memory, at most */

#define RUSHES_TYPE_THUMBNAILER (rushes_thumbnailer_get_type ())
G_DECLARE_FINAL_TYPE (RushesThumbnailer, rushes_thumbnailer, RUSHES, THUMBNAILER, GObject)

RushesThumbnailer *rushes_thumbnailer_new         (const char          *cache_dir);
void               rushes_thumbnailer_set_side    (RushesThumbnailer   *self,
                                                   int                  side);
GdkTexture        *rushes_thumbnailer_peek        (RushesThumbnailer   *self,
                                                   const char          *id,
                                                   RushesThumbnail      kind);
void               rushes_thumbnailer_load_async  (RushesThumbnailer   *self,
                                                   const char          *id,
                                                   const char          *path,
                                                   RushesThumbnail      kind,
                                                   GCancellable        *cancellable,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             data);
void               rushes_thumbnailer_ask_again (RushesThumbnailer *self);
void               rushes_thumbnailer_look_at_stills
                                                  (RushesThumbnailer   *self);
void               rushes_thumbnailer_forget_failures
                                                  (RushesThumbnailer   *self,
                                                   const char          *id);
GdkTexture        *rushes_thumbnailer_load_finish (RushesThumbnailer   *self,
                                                   GAsyncResult        *result,
                                                   GError             **error);

G_END_DECLS
