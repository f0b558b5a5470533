/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-stacks.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TILE (rushes_tile_get_type ())
G_DECLARE_FINAL_TYPE (RushesTile, rushes_tile, RUSHES, TILE, GtkWidget)

/* Returns: (transfer full) (nullable): what is dragged when the tile is */
typedef GdkContentProvider *(*RushesTileDragFunc) (RushesTile *self,
                                                   gpointer    data);

RushesTile *rushes_tile_new        (RushesLibrary     *library,
                                    RushesThumbnailer *thumbnailer,
                                    RushesTileDragFunc drag,
                                    gpointer           data);
void        rushes_tile_show       (RushesTile        *self,
                                    GObject           *item,
                                    const RushesEntry *entry,
                                    RushesClip        *first);
GObject    *rushes_tile_get_item   (RushesTile        *self);
void        rushes_tile_scrub_by   (RushesTile        *self,
                                    int                frames);
void        rushes_tile_stop_scrub (RushesTile        *self);
RushesTile *rushes_tile_find       (GtkWidget         *at);

G_END_DECLS
