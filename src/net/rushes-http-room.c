/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-http-room.h"

#include "rushes-error.h"
#include "rushes-room.h"

#include <glib/gi18n.h>

/* What cannot fit need not be begun; of what nobody said how long it is, and where others write, the disk is looked at again and again. */

#define LOOK_AGAIN (16 * 1000 * 1000) /* bytes */

struct _RushesHttpRoom
{
  GMutex mutex;
  gint64 promised; /* bytes that are still to be written */
};

RushesHttpRoom *
rushes_http_room_new (void)
{
  RushesHttpRoom *self = g_new0 (RushesHttpRoom, 1);

  g_mutex_init (&self->mutex);
  return self;
}

/* When nothing is downloaded any more. */
void
rushes_http_room_free (RushesHttpRoom *self)
{
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* @room: bytes for clips, beside what is kept free and what others are downloading; @scarce: there is none for any other clip. What one server says of one
 * clip is no reason to stop the others. */
static gboolean
fail (GError **error, gint64 length, gint64 room, gboolean scarce)
{
  g_autofree char *needed = g_format_size (MAX (0, length)), *have = g_format_size (MAX (0, room)), *kept = g_format_size (RUSHES_ROOM_KEPT);

  if (length >= 0)
    rushes_error_set_room (error, scarce ? RUSHES_ERROR_DISK_FULL : RUSHES_ERROR_NO_ROOM, MIN (length, G_MAXINT64 - RUSHES_ROOM_KEPT) + RUSHES_ROOM_KEPT,
                           _("Of the clip %s are to come, and there is room for %s; %s are kept free"), needed, have, kept);
  else
    rushes_error_set_room (error, RUSHES_ERROR_DISK_FULL, RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP, _("There is no more room for the clip; %s are kept free"), kept);
  return FALSE;
}

/**
 * rushes_http_share_begin:
 * @self: (out caller-allocates): cleared when nothing is written any more
 * @part: the file that is to grow
 * @length: bytes that are to come; -1: not known
 *
 * Blocking. Returns: whether there is room for that beside what others are downloading; else %RUSHES_ERROR_DISK_FULL, or %RUSHES_ERROR_NO_ROOM where
 * there would be for another clip
 */
gboolean
rushes_http_share_begin (RushesHttpShare *self, RushesHttpRoom *room, const char *part, gint64 length, GError **error)
{
  gint64 left;
  gboolean fits, scarce;

  *self = (RushesHttpShare) { .room = room, .folder = g_path_get_dirname (part), .told = length >= 0 };
  left = rushes_room_get (self->folder);
  scarce = left < RUSHES_ROOM_KEPT + RUSHES_ROOM_CLIP;
  g_mutex_lock (&room->mutex);
  fits = left < 0 || MAX (length, 1) <= left - RUSHES_ROOM_KEPT - room->promised;
  if (fits)
    self->left = MAX (length, 0);
  room->promised += self->left;
  left -= RUSHES_ROOM_KEPT + room->promised;
  g_mutex_unlock (&room->mutex);
  return fits || fail (error, length, left, scarce);
}

/* What nobody said the length of has taken all there was: it may never end, and others still have theirs when it goes. */
static gboolean
fail_endless (RushesHttpShare *self, GError **error)
{
  g_autofree char *so_far = g_format_size (self->written), *kept = g_format_size (RUSHES_ROOM_KEPT);

  rushes_error_set_room (error, RUSHES_ERROR_NO_ROOM, RUSHES_ROOM_KEPT + self->written + RUSHES_ROOM_CLIP,
                         _("The clip is longer than %s, and there is no more room for it; %s are kept free"), so_far, kept);
  return FALSE;
}

/* Others need room as well, this program or another. */
static gboolean
look (RushesHttpShare *self, GError **error)
{
  gint64 left = rushes_room_get (self->folder);

  self->unseen = 0;
  if (left >= 0 && left < RUSHES_ROOM_KEPT && !self->told && self->written >= RUSHES_ROOM_CLIP)
    return fail_endless (self, error);
  return left < 0 || left >= RUSHES_ROOM_KEPT || fail (error, self->left > 0 ? self->left : -1, left - RUSHES_ROOM_KEPT, TRUE);
}

/* @n: bytes that were written. Blocking. Returns: whether there is still room; else %RUSHES_ERROR_DISK_FULL, or %RUSHES_ERROR_NO_ROOM where there is when
 * what was written goes again */
gboolean
rushes_http_share_write (RushesHttpShare *self, gint64 n, GError **error)
{
  gint64 kept = MIN (n, self->left);

  g_mutex_lock (&self->room->mutex);
  self->left -= kept;
  self->room->promised -= kept;
  g_mutex_unlock (&self->room->mutex);
  self->unseen += n;
  self->written += n;
  return self->unseen < LOOK_AGAIN || look (self, error);
}

void
rushes_http_share_clear (RushesHttpShare *self)
{
  if (self->room != NULL)
    {
      g_mutex_lock (&self->room->mutex);
      self->room->promised -= self->left;
      g_mutex_unlock (&self->room->mutex);
    }
  g_clear_pointer (&self->folder, g_free);
  self->room = NULL;
}
