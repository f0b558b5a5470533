/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-filtered-shots.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A scene of the board, and where its heading lies. */
typedef struct
{
  RushesBoardItem *item; /* lives as long as the board that the view shows */
  gint64 id;
  guint first, count;    /* those of its shots that are shown, by their position among these */
  guint n_all;           /* all its shots */
  gint64 frames;         /* the same together */
  GdkRectangle heading;
  int end;               /* where the next one begins */
} RushesScenePlace;

/* Where something that is dropped would stand. */
typedef struct
{
  gint64 scene;
  guint before;      /* position, among those that are shown, of the shot behind it; %G_MAXUINT: the scene's end */
  GdkRectangle mark; /* a line between two cards */
} RushesDropPlace;

typedef struct
{
  GArray *shots;  /* GdkRectangle of each shot that is shown */
  GArray *scenes; /* RushesScenePlace */
  int width, height, columns;
  int line; /* how high a line of text is */
  gboolean narrow, mirrored;
} RushesShotLayout;

RushesShotLayout *rushes_shot_layout_new       (void);
void              rushes_shot_layout_free      (RushesShotLayout    *self);
void              rushes_shot_layout_lay       (RushesShotLayout    *self,
                                                RushesBoardView     *view,
                                                RushesFilteredShots *shown,
                                                int                  width,
                                                int                  text_height);
int               rushes_shot_layout_find_at   (RushesShotLayout    *self,
                                                int                  x,
                                                int                  y);
int               rushes_shot_layout_find_next (RushesShotLayout    *self,
                                                guint                from,
                                                GtkDirectionType     way);
gboolean          rushes_shot_layout_find_drop (RushesShotLayout    *self,
                                                int                  x,
                                                int                  y,
                                                RushesDropPlace     *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesShotLayout, rushes_shot_layout_free)

G_END_DECLS
