/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TEXTURE_CACHE (rushes_texture_cache_get_type ())
G_DECLARE_FINAL_TYPE (RushesTextureCache, rushes_texture_cache, RUSHES, TEXTURE_CACHE, GObject)

RushesTextureCache *rushes_texture_cache_new    (gsize               limit_bytes);
GdkTexture         *rushes_texture_cache_lookup (RushesTextureCache *self,
                                                 const char         *key);
void                rushes_texture_cache_insert (RushesTextureCache *self,
                                                 const char         *key,
                                                 GdkTexture         *texture);
void                rushes_texture_cache_remove (RushesTextureCache *self,
                                                 const char         *key);
void                rushes_texture_cache_clear  (RushesTextureCache *self);

G_END_DECLS
