/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-band.h"
#include "rushes-strip-paint.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_BAND_DRAG_NONE,
  RUSHES_BAND_DRAG_SEEK,
  RUSHES_BAND_DRAG_PRESSED, /* a shot, which may be moved */
  RUSHES_BAND_DRAG_MOVE,
  RUSHES_BAND_DRAG_EDGE,
} RushesBandDrag;

struct _RushesShotBand
{
  GtkWidget parent_instance;
  const RushesBoardContext *context; /* of the page */
  RushesBoardView *view;             /* those that are listened to */
  RushesFilteredShots *shown;
  GtkSelectionModel *selection;
  RushesThumbnailer *thumbnailer;
  RushesStripLayout layout;
  RushesStripPictures *pictures;     /* NULL while no board is open */
  RushesStripSound *sound;
  GPtrArray *jobs;                   /* RushesJob: whose progress is seen */
  GskRenderNode *node;               /* (nullable): all but the playhead */
  gint64 position;
  RushesBandDrag dragging;
  guint pressed;                     /* the shot under the pointer when it was pressed */
  int gap, taker;                    /* where something that is held would go, see rushes-strip-paint.h */
  double held_at;                    /* where the pointer is, with something in hand, */
  gboolean held_moves;               /* which is a shot that comes from elsewhere */
  double pressed_at;                 /* where a drag of its own began, */
  double scroll_at_begin;            /* of the layout, when a drag began */
  gboolean narrow;
};

void rushes_shot_band_redraw    (GtkWidget      *widget);
void rushes_shot_band_lay       (RushesShotBand *self);
gboolean rushes_shot_band_scroll_by (RushesShotBand *self,
                                 double          pixels);
void rushes_shot_band_change    (RushesShotBand *self,
                                 GVariant       *change);
void rushes_shot_band_open_shot (RushesShotBand *self,
                                 RushesShot     *shot);

G_END_DECLS
