/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the downloads that are under way will still write, so that two do not count on the same room. Any thread. */
typedef struct _RushesHttpRoom RushesHttpRoom;

/* One download's. */
typedef struct
{
  RushesHttpRoom *room;
  char *folder;
  gint64 left;    /* bytes that are still to come, as far as is known */
  gint64 unseen;  /* written since the disk was looked at */
  gint64 written; /* in all */
  gboolean told;  /* it is known how many come */
} RushesHttpShare;

RushesHttpRoom *rushes_http_room_new    (void);
void            rushes_http_room_free   (RushesHttpRoom  *self);
gboolean        rushes_http_share_begin (RushesHttpShare *self,
                                         RushesHttpRoom  *room,
                                         const char      *part,
                                         gint64           length,
                                         GError         **error);
gboolean        rushes_http_share_write (RushesHttpShare *self,
                                         gint64           n,
                                         GError         **error);
void            rushes_http_share_clear (RushesHttpShare *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesHttpShare, rushes_http_share_clear)

G_END_DECLS
