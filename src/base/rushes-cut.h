/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a picture becomes a frame of another shape. All zeros: it fills the frame, and its middle is kept. */
typedef struct
{
  gboolean fit; /* the whole picture, with bars; else it fills the frame, and what sticks out is cut off */
  double x, y;  /* what is kept where it sticks out: -1 the left or the top, 0 the middle, 1 the right or the bottom */
} RushesCut;

/* Where a picture lies in a frame. */
typedef struct
{
  double x, y;  /* of its left upper corner, in the frame's pixels; negative where it sticks out */
  double scale; /* frame pixels per picture pixel */
} RushesPlacement;

RushesPlacement rushes_cut_place (const RushesCut *cut,
                                  int              picture_width,
                                  int              picture_height,
                                  double           frame_width,
                                  double           frame_height);
void            rushes_cut_move  (RushesCut       *cut,
                                  int              picture_width,
                                  int              picture_height,
                                  double           frame_ratio,
                                  double           by_x,
                                  double           by_y);

G_END_DECLS
