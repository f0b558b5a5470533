/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-strip-layout.h"

#include <math.h>

#define LARGEST 12.0 /* pixels a frame */
#define NEAR 5.0     /* how near an edge the pointer has to be */

/* Time runs from left to right in every language. */

void
rushes_strip_layout_init (RushesStripLayout *self)
{
  *self = (RushesStripLayout) { .starts = g_array_new (FALSE, TRUE, sizeof (gint64)), .longer = G_MAXUINT, .scale = 1 };
  g_array_set_size (self->starts, 1);
}

void
rushes_strip_layout_clear (RushesStripLayout *self)
{
  g_clear_pointer (&self->starts, g_array_unref);
  self->view = NULL;
}

static double
get_fitting (RushesStripLayout *self)
{
  return MAX (1, self->width) / (double) MAX (1, rushes_strip_layout_get_length (self));
}

static void
note_starts (RushesStripLayout *self)
{
  guint n = self->view != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->view)) : 0;
  gint64 start = 0;

  g_array_set_size (self->starts, n + 1);
  for (guint i = 0; i < n; i++)
    {
      gint64 length = rushes_shot_get_played (rushes_board_view_get_shot (self->view, i));
      g_array_index (self->starts, gint64, i) = start;
      start += length == 0 ? 0 : MAX (1, length + (i == self->longer ? self->longer_by : 0));
    }
  g_array_index (self->starts, gint64, n) = start;
}

/* @view: (nullable): as it is now */
void
rushes_strip_layout_lay (RushesStripLayout *self, RushesBoardView *view, int width)
{
  double fitting;

  self->view = view;
  self->width = width;
  note_starts (self);
  fitting = get_fitting (self);
  self->scale = self->frozen > 0 ? self->frozen : fitting * pow (MAX (1, LARGEST / fitting), self->zoom);
  rushes_strip_layout_scroll_to (self, self->scroll);
}

void
rushes_strip_layout_scroll_to (RushesStripLayout *self, double scroll)
{
  self->scroll = CLAMP (scroll, 0, MAX (0, rushes_strip_layout_get_length (self) * self->scale - self->width));
}

/* @around: the pixel that stays where it is */
void
rushes_strip_layout_zoom (RushesStripLayout *self, double zoom, double around)
{
  double frame = (self->scroll + around) / self->scale;

  self->zoom = CLAMP (zoom, 0, 1);
  rushes_strip_layout_lay (self, self->view, self->width);
  rushes_strip_layout_scroll_to (self, frame * self->scale - around);
}

/* Brings it into sight, with some of what follows. */
void
rushes_strip_layout_reveal (RushesStripLayout *self, gint64 frame)
{
  double x = rushes_strip_layout_to_x (self, frame);

  if (x < 0 || x > self->width - 2)
    rushes_strip_layout_scroll_to (self, frame * self->scale - self->width / 8.0);
}

guint
rushes_strip_layout_get_n (RushesStripLayout *self)
{
  return self->starts->len - 1;
}

/* Returns: all of it, in frames */
gint64
rushes_strip_layout_get_length (RushesStripLayout *self)
{
  return g_array_index (self->starts, gint64, self->starts->len - 1);
}

/* @shot: the number of shots gives the end */
gint64
rushes_strip_layout_get_start (RushesStripLayout *self, guint shot)
{
  return g_array_index (self->starts, gint64, MIN (shot, self->starts->len - 1));
}

double
rushes_strip_layout_to_x (RushesStripLayout *self, gint64 frame)
{
  return frame * self->scale - self->scroll;
}

/* Returns: one of the board, be @x where it will */
gint64
rushes_strip_layout_to_frame (RushesStripLayout *self, double x)
{
  gint64 frame = (gint64) floor ((x + self->scroll) / self->scale);

  return CLAMP (frame, 0, MAX (1, rushes_strip_layout_get_length (self)) - 1);
}

/* Returns: the shot in which it is; %G_MAXUINT: there is none */
guint
rushes_strip_layout_find (RushesStripLayout *self, gint64 frame)
{
  guint low = 0, high = rushes_strip_layout_get_n (self);

  if (high == 0)
    return G_MAXUINT;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (self->starts, gint64, middle) <= frame)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Returns: the shot that ends there; %G_MAXUINT: none does */
guint
rushes_strip_layout_find_edge (RushesStripLayout *self, double x)
{
  guint shot = rushes_strip_layout_find (self, rushes_strip_layout_to_frame (self, x));

  if (shot == G_MAXUINT)
    return G_MAXUINT;
  if (fabs (rushes_strip_layout_to_x (self, rushes_strip_layout_get_start (self, shot + 1)) - x) <= NEAR)
    return shot;
  if (shot > 0 && fabs (rushes_strip_layout_to_x (self, rushes_strip_layout_get_start (self, shot)) - x) <= NEAR)
    return shot - 1;
  return G_MAXUINT;
}

/* Returns: the shot before which something that is dropped there would stand; the number of shots: the end */
guint
rushes_strip_layout_find_gap (RushesStripLayout *self, double x)
{
  guint shot = rushes_strip_layout_find (self, rushes_strip_layout_to_frame (self, x));
  double from, to;

  if (shot == G_MAXUINT)
    return 0;
  from = rushes_strip_layout_to_x (self, rushes_strip_layout_get_start (self, shot));
  to = rushes_strip_layout_to_x (self, rushes_strip_layout_get_start (self, shot + 1));
  return x < (from + to) / 2 ? shot : shot + 1;
}
