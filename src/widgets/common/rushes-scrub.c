/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-scrub.h"

#include "rushes-filmstrip.h"

struct _RushesScrub
{
  RushesPoster *poster;
  GCancellable *loading;
  GdkTexture *strip; /* NULL until it is there */
  gint64 duration_ms;
  double at;         /* 0 to 1 */
};

static char *
dup_time (gint64 ms)
{
  int seconds = (int) (ms / 1000);

  return g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
}

static void
show (RushesScrub *self)
{
  g_autofree char *now = dup_time ((gint64) (self->at * self->duration_ms)), *all = dup_time (self->duration_ms + 500);
  g_autofree char *text = g_strdup_printf ("%s / %s", now, all);

  rushes_poster_set_scrub (self->poster, self->strip, self->at, text);
}

static void
on_strip (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) strip = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);
  RushesScrub *self = data;

  if (strip == NULL) /* broken, or cancelled: then there is no self any more */
    return;
  g_set_object (&self->strip, strip);
  show (self);
}

/**
 * rushes_scrub_new:
 * @poster: which shows it; it outlives this
 * @id: of the clip
 * @path: of its file
 *
 * Asks for the filmstrip; until it comes, the poster stays.
 *
 * Returns: (transfer full): to be freed with rushes_scrub_free(), which brings the poster back
 */
RushesScrub *
rushes_scrub_new (RushesPoster *poster, RushesThumbnailer *thumbnailer, const char *id, const char *path, gint64 duration_ms)
{
  RushesScrub *self = g_new0 (RushesScrub, 1);
  GdkTexture *strip = rushes_thumbnailer_peek (thumbnailer, id, RUSHES_THUMBNAIL_FILMSTRIP);

  self->poster = poster;
  self->duration_ms = duration_ms;
  self->loading = g_cancellable_new ();
  g_set_object (&self->strip, strip);
  if (strip == NULL)
    rushes_thumbnailer_load_async (thumbnailer, id, path, RUSHES_THUMBNAIL_FILMSTRIP, self->loading, on_strip, self);
  return self;
}

void
rushes_scrub_free (RushesScrub *self)
{
  g_cancellable_cancel (self->loading);
  g_object_unref (self->loading);
  g_clear_object (&self->strip);
  rushes_poster_set_scrub (self->poster, NULL, 0, NULL);
  g_free (self);
}

/* @at: 0 to 1 */
void
rushes_scrub_to (RushesScrub *self, double at)
{
  self->at = CLAMP (at, 0, 1);
  show (self);
}

/* On or back by so many of the strip's frames, to the middle of one. */
void
rushes_scrub_by (RushesScrub *self, int frames)
{
  int frame = CLAMP ((int) (self->at * RUSHES_FILMSTRIP_FRAMES) + frames, 0, RUSHES_FILMSTRIP_FRAMES - 1);

  rushes_scrub_to (self, (frame + .5) / RUSHES_FILMSTRIP_FRAMES);
}
