/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_ROOM_KEPT (G_GINT64_CONSTANT (200) * 1000 * 1000) /* bytes that stay free on the library's disk, whatever comes */
#define RUSHES_ROOM_CLIP (G_GINT64_CONSTANT (50) * 1000 * 1000)  /* what a clip may need of which nothing is known yet */

gint64   rushes_room_get          (const char *folder);
gboolean rushes_room_is_same_disk (const char *path,
                                   const char *other);
gboolean rushes_room_can_ever     (const char *folder,
                                   gint64      wanted);
gboolean rushes_room_check        (const char *folder,
                                   gint64      needed,
                                   gint64      kept,
                                   GError    **error);
char    *rushes_room_dup_paused   (gint64      free_bytes,
                                   gint64      wanted);

G_END_DECLS
