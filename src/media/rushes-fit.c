/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fit.h"

/* Whoever draws a picture and whoever makes it count the same whole pixels: then it is drawn as it is. */

static int
scale (int length, double factor, int room)
{
  int scaled = MAX (1, (int) (length * factor + 0.5));

  return ABS (scaled - room) <= 1 ? room : scaled; /* a picture that was fitted once fits again */
}

/**
 * rushes_fit:
 * @width, @height: of a picture
 * @fit_width, @fit_height: (out): of the same, as large as there is room
 */
void
rushes_fit (int width, int height, int room_width, int room_height, int *fit_width, int *fit_height)
{
  double factor = MIN ((double) room_width / MAX (1, width), (double) room_height / MAX (1, height));

  *fit_width = scale (width, factor, room_width);
  *fit_height = scale (height, factor, room_height);
}

/**
 * rushes_fit_centre:
 * @area: (out): where a picture lies in room of another shape: in the middle, as large as there is room; the rest is black
 */
void
rushes_fit_centre (int width, int height, int room_width, int room_height, RushesFitArea *area)
{
  rushes_fit (width, height, room_width, room_height, &area->width, &area->height);
  area->x = (room_width - area->width) / 2;
  area->y = (room_height - area->height) / 2;
}

/**
 * rushes_fit_inside:
 * @room_width, @room_height: 0: it is wanted as large as it is
 * @made_width, @made_height: (out): in which size it is made: no more pixels than it has
 */
void
rushes_fit_inside (int width, int height, int room_width, int room_height, int *made_width, int *made_height)
{
  if (room_width > 0 && room_height > 0)
    rushes_fit (width, height, room_width, room_height, made_width, made_height);
  if (room_width <= 0 || room_height <= 0 || *made_width >= width || *made_height >= height)
    {
      *made_width = width;
      *made_height = height;
    }
}
