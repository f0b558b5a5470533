/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel-store.h"

#include "rushes-reel-picture.h"

void
rushes_reel_store_init (RushesReelStore *self, int n_frames, gsize limit)
{
  *self = (RushesReelStore) { .window = { .n = n_frames }, .limit = limit };
  self->kept = g_new0 (GstSample *, n_frames);
  self->tried = g_new0 (gboolean, n_frames);
}

static void
drop (RushesReelStore *self, int frame)
{
  if (self->kept[frame] != NULL)
    self->bytes -= rushes_reel_picture_get_size (self->kept[frame]);
  g_clear_pointer (&self->kept[frame], gst_sample_unref);
  self->tried[frame] = FALSE;
}

void
rushes_reel_store_clear (RushesReelStore *self)
{
  for (int i = 0; i < self->window.n; i++)
    drop (self, i);
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->tried, g_free);
  self->window.n = 0;
}

/* All are decoded again, in another size; what is kept stays until then. */
void
rushes_reel_store_begin_anew (RushesReelStore *self)
{
  self->frame_bytes = 0;
  for (int i = 0; i < self->window.n; i++)
    self->tried[i] = FALSE;
}

/* @frame_bytes: what one takes. Returns: whether any can be kept */
gboolean
rushes_reel_store_set_size (RushesReelStore *self, gsize frame_bytes)
{
  self->frame_bytes = frame_bytes;
  self->window.first = self->window.end = 0;
  if (frame_bytes == 0 || frame_bytes > self->limit)
    return FALSE;
  self->window.capacity = (int) MIN (self->limit / frame_bytes, G_MAXINT);
  return TRUE;
}

/* See rushes_reel_window_follow (); what is not wanted any more goes. Returns: whether others are wanted now */
gboolean
rushes_reel_store_follow (RushesReelStore *self, int playhead, int direction)
{
  if (!rushes_reel_window_follow (&self->window, playhead, direction))
    return FALSE;
  for (int i = 0; i < self->window.n; i++)
    if (i < self->window.first || i >= self->window.end)
      drop (self, i);
  return TRUE;
}

/* Of those in the size of before the one farthest from what is looked at. Returns: whether there was one */
static gboolean
drop_outdated (RushesReelStore *self, int playhead)
{
  int farthest = -1;

  for (int i = self->window.first; i < self->window.end; i++)
    if (self->kept[i] != NULL && !self->tried[i] && (farthest < 0 || ABS (i - playhead) > ABS (farthest - playhead)))
      farthest = i;
  if (farthest >= 0)
    drop (self, farthest);
  return farthest >= 0;
}

/* @sample: (transfer full): of that frame; of two that come the later one is right */
void
rushes_reel_store_keep (RushesReelStore *self, int frame, GstSample *sample, int playhead)
{
  gsize size = rushes_reel_picture_get_size (sample);

  if (frame >= self->window.first && frame < self->window.end)
    {
      drop (self, frame);
      while (self->bytes + size > self->limit && drop_outdated (self, playhead))
        ;
      if (self->bytes + size <= self->limit)
        self->kept[frame] = rushes_reel_picture_copy (sample);
      if (self->kept[frame] != NULL)
        self->bytes += size;
      self->tried[frame] = TRUE;
    }
  gst_sample_unref (sample);
}

/* What did not come from @first up to @end is not asked for again. */
void
rushes_reel_store_give_up (RushesReelStore *self, int first, int end)
{
  for (int i = MAX (first, self->window.first); i < MIN (end, self->window.end); i++)
    self->tried[i] = TRUE;
}

/* @first, @end: (out): what is to be decoded next. Returns: whether there is something */
gboolean
rushes_reel_store_find_run (RushesReelStore *self, int *first, int *end)
{
  *first = self->window.first;
  while (*first < self->window.end && self->tried[*first])
    ++*first;
  *end = *first;
  while (*end < self->window.end && !self->tried[*end])
    ++*end;
  return *end > *first;
}

/* @first, @last: (out): the next frames in a row that are kept, at @from or behind it. Returns: whether there are any */
gboolean
rushes_reel_store_find_cached (RushesReelStore *self, int from, int *first, int *last)
{
  int i = MAX (0, from);

  while (i < self->window.n && self->kept[i] == NULL)
    i++;
  *first = i;
  while (i < self->window.n && self->kept[i] != NULL)
    i++;
  *last = i - 1;
  return *last >= *first;
}

/* Returns: (transfer none) (nullable): the frame, if it is kept */
GstSample *
rushes_reel_store_get (RushesReelStore *self, int frame)
{
  return frame >= 0 && frame < self->window.n ? self->kept[frame] : NULL;
}
