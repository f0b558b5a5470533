/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-context.h"

G_BEGIN_DECLS

/* Which picture stands for a shot where there is room for one. */
typedef struct
{
  RushesThumbnail kind; /* of a clip, or a still */
  char *id;             /* what the thumbnailer calls it */
  char *path;           /* the clip, or the picture */
} RushesShotPicture;

RushesShotPicture *rushes_shot_picture_find       (const RushesBoardContext *context,
                                                   RushesShot               *shot);
void               rushes_shot_picture_free       (RushesShotPicture        *self);
GdkTexture        *rushes_shot_picture_peek       (const RushesShotPicture  *self,
                                                   RushesThumbnailer        *thumbnailer);
void               rushes_shot_picture_load_async (const RushesShotPicture  *self,
                                                   RushesThumbnailer        *thumbnailer,
                                                   GCancellable             *cancellable,
                                                   GAsyncReadyCallback       callback,
                                                   gpointer                  data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesShotPicture, rushes_shot_picture_free)

G_END_DECLS
