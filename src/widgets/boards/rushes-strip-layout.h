/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"

G_BEGIN_DECLS

/* Where the shots of a board lie on a strip: to scale of their lengths, as large as the zoom wants, moved by what is scrolled. */
typedef struct
{
  RushesBoardView *view; /* (nullable): borrowed */
  GArray *starts;        /* gint64: frames before each shot, and at the end all of them */
  guint longer;          /* the shot that is being dragged at its edge; %G_MAXUINT: none */
  gint64 longer_by;
  double scale;          /* pixels a frame */
  double scroll;         /* pixels that are out of sight before */
  double zoom;           /* 0: all of the board is in sight, to 1 */
  double frozen;         /* the scale while an edge is dragged; 0: none */
  int width;
} RushesStripLayout;

void   rushes_strip_layout_init       (RushesStripLayout *self);
void   rushes_strip_layout_clear      (RushesStripLayout *self);
void   rushes_strip_layout_lay        (RushesStripLayout *self,
                                       RushesBoardView   *view,
                                       int                width);
void   rushes_strip_layout_zoom       (RushesStripLayout *self,
                                       double             zoom,
                                       double             around);
void   rushes_strip_layout_scroll_to  (RushesStripLayout *self,
                                       double             scroll);
void   rushes_strip_layout_reveal     (RushesStripLayout *self,
                                       gint64             frame);
guint  rushes_strip_layout_get_n      (RushesStripLayout *self);
gint64 rushes_strip_layout_get_length (RushesStripLayout *self);
gint64 rushes_strip_layout_get_start  (RushesStripLayout *self,
                                       guint              shot);
double rushes_strip_layout_to_x       (RushesStripLayout *self,
                                       gint64             frame);
gint64 rushes_strip_layout_to_frame   (RushesStripLayout *self,
                                       double             x);
guint  rushes_strip_layout_find       (RushesStripLayout *self,
                                       gint64             frame);
guint  rushes_strip_layout_find_edge  (RushesStripLayout *self,
                                       double             x);
guint  rushes_strip_layout_find_gap   (RushesStripLayout *self,
                                       double             x);

G_END_DECLS
