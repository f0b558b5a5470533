/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-preview.h"
#include "rushes-scrub.h"
#include "rushes-tile.h"

G_BEGIN_DECLS

struct _RushesTile
{
  GtkWidget parent_instance;
  GtkWidget *picture, *caption, *take;
  int caption_height; /* 0 until it is known, which does not depend on its words */
  GtkWidget *badge, *heart, *noted, *broken, *cover, *count; /* NULL until they are needed */
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GObject *item;
  RushesEntry entry;   /* how it stands; all 0: alone */
  gboolean same_words; /* as the first in its open stack */
  GCancellable *cancellable;
  RushesPreview *preview; /* of a job */
  RushesTileDragFunc drag;
  gpointer drag_data;
  RushesScrub *scrub; /* while it is leafed through */
};

/* rushes-tile-layout.c */
void rushes_tile_layout_measure  (RushesTile    *self,
                                  GtkOrientation orientation,
                                  int            for_size,
                                  int           *minimum,
                                  int           *natural);
void rushes_tile_layout_allocate (RushesTile    *self,
                                  int            width,
                                  int            height);
void rushes_tile_layout_draw_dot (RushesTile    *self,
                                  GtkSnapshot   *snapshot,
                                  int            label);

G_END_DECLS
