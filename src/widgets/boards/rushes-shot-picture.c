/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-picture.h"

/* The same for cards, strip and list as the animatic shows: the take that counts, and where that is not there the shot's still. */

static RushesShotPicture *
new_picture (RushesThumbnail kind, const char *id, char *path)
{
  RushesShotPicture *self = g_new (RushesShotPicture, 1);

  *self = (RushesShotPicture) { kind, g_strdup (id != NULL ? id : path), path };
  return self;
}

void
rushes_shot_picture_free (RushesShotPicture *self)
{
  g_free (self->id);
  g_free (self->path);
  g_free (self);
}

/**
 * rushes_shot_picture_find:
 * @context: of the page; its view may be %NULL
 *
 * Reads nothing. Main thread.
 *
 * Returns: (transfer full) (nullable): NULL: nothing stands for it
 */
RushesShotPicture *
rushes_shot_picture_find (const RushesBoardContext *context, RushesShot *shot)
{
  RushesBoardItem *item = context->view != NULL ? rushes_shot_get_item (shot) : NULL;
  const char *still = item != NULL ? rushes_board_item_get_string (item, RUSHES_BOARD_STILL) : NULL, *id = item != NULL ? rushes_shot_get_clip (shot) : NULL;
  RushesClip *clip = item != NULL ? rushes_board_view_get_clip (context->view, id) : NULL;

  if (clip != NULL && (still == NULL || !rushes_clip_get_missing (clip)))
    return new_picture (RUSHES_THUMBNAIL_POSTER, id, rushes_library_dup_path (context->library, clip));
  if (still != NULL && *still != '\0')
    return new_picture (RUSHES_THUMBNAIL_STILL, NULL, g_canonicalize_filename (still, rushes_board_view_get_folder (context->view)));
  return NULL;
}

/* Returns: (transfer none) (nullable): if it is in memory */
GdkTexture *
rushes_shot_picture_peek (const RushesShotPicture *self, RushesThumbnailer *thumbnailer)
{
  return rushes_thumbnailer_peek (thumbnailer, self->id, self->kind);
}

/* @callback: ends with rushes_thumbnailer_load_finish(). Read on a worker; main thread. */
void
rushes_shot_picture_load_async (const RushesShotPicture *self, RushesThumbnailer *thumbnailer, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  rushes_thumbnailer_load_async (thumbnailer, self->id, self->path, self->kind, cancellable, callback, data);
}
