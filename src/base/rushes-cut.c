/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-cut.h"

/* The geometry of a cut, for the preview and for what is sent: they must agree. */

/* Where a picture of that size lies in the frame. */
RushesPlacement
rushes_cut_place (const RushesCut *cut, int picture_width, int picture_height, double frame_width, double frame_height)
{
  double by_width = frame_width / picture_width, by_height = frame_height / picture_height;
  double scale = cut->fit ? MIN (by_width, by_height) : MAX (by_width, by_height);
  double x = cut->fit ? 0 : CLAMP (cut->x, -1, 1), y = cut->fit ? 0 : CLAMP (cut->y, -1, 1);

  return (RushesPlacement) { .x = (frame_width - picture_width * scale) * (1 + x) / 2,
                             .y = (frame_height - picture_height * scale) * (1 + y) / 2,
                             .scale = scale };
}

/* @room: picture pixels that stick out */
static double
move_one (double at, double room, double by)
{
  return room < 0.5 ? 0 : CLAMP (at + 2 * by / room, -1, 1);
}

/* Moves what is kept over the picture. @frame_ratio: its width by its height. @by_x, @by_y: picture pixels */
void
rushes_cut_move (RushesCut *cut, int picture_width, int picture_height, double frame_ratio, double by_x, double by_y)
{
  double kept_width = MIN (picture_width, picture_height * frame_ratio);
  double kept_height = MIN (picture_height, picture_width / frame_ratio);

  cut->x = move_one (cut->x, picture_width - kept_width, by_x);
  cut->y = move_one (cut->y, picture_height - kept_height, by_y);
}
