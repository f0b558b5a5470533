/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_THUMBNAIL_POSTER,
  RUSHES_THUMBNAIL_FILMSTRIP,
  RUSHES_THUMBNAIL_WAVEFORM, /* white on nothing */
  RUSHES_THUMBNAIL_STILL,    /* of a picture, not of a clip: read anew from its file, which is quick, and not kept in the folder */
} RushesThumbnail;

const char *rushes_thumbnail_file_get_suffix (RushesThumbnail kind);
gint64     rushes_thumbnail_file_get_time (const char       *path);
gboolean   rushes_thumbnail_file_is_kept  (const char       *cache_dir,
                                           const char       *id,
                                           const char       *path,
                                           RushesThumbnail   kind);
GdkPixbuf *rushes_thumbnail_file_load     (const char       *cache_dir,
                                           const char       *id,
                                           const char       *path,
                                           RushesThumbnail   kind,
                                           GError          **error);
char      *rushes_thumbnail_file_find     (const char       *cache_dir,
                                           const char       *id,
                                           const char       *path,
                                           RushesThumbnail   kind,
                                           gboolean          make);

G_END_DECLS
