/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_ROOM_KEPT (G_GINT64_CONSTANT (200) * 1000 * 1000)  /* bytes that stay free on a disk to which something large is written, whatever comes */
#define RUSHES_ROOM_CLIP (G_GINT64_CONSTANT (50) * 1000 * 1000)   /* what a clip may need of which nothing is known yet */
#define RUSHES_ROOM_LEDGER (G_GINT64_CONSTANT (50) * 1000 * 1000) /* what stays free for the databases, or nothing is sent: it could not be taken down */

gint64   rushes_room_get          (const char *folder);
gboolean rushes_room_can_ever     (const char *folder,
                                   gint64      wanted);
gint64   rushes_room_get_size     (const char *path);
gint64   rushes_room_get_tree     (const char *folder);
gboolean rushes_room_check        (const char *folder,
                                   gint64      needed,
                                   GError    **error);
gboolean rushes_room_check_known  (const char *shown,
                                   gint64      room,
                                   gint64      needed,
                                   GError    **error);
char    *rushes_room_dup_paused   (gint64      free_bytes,
                                   gint64      wanted);
char    *rushes_room_dup_ledger   (const char *folder,
                                   gint64      free_bytes);
char    *rushes_room_dup_state    (const char *clips,
                                   const char *ledger);

G_END_DECLS
