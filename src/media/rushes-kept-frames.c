/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-kept-frames.h"

#include "rushes-frame-index.h"

/* Of most generated clips the first frame is the only one that can be sought: what is gone to is decoded from there, which takes as long as that
 * takes. So what was looked at once is kept, of a few clips, and shown at once. */

#define CLIPS 2
#define NANOSECONDS 1e9

typedef struct
{
  RushesKeptFrames *owner;
  char *path;
  RushesFrameIndex *index;
  RushesReel *reel; /* NULL until the index has been read */
  int playhead;     /* around which they are decoded */
} Kept;

struct _RushesKeptFrames
{
  GQueue clips; /* Kept: the one that was looked at last is the first */
  int width, height;
  RushesKeptShown on_shown;
  gpointer data;
};

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->reel, rushes_reel_close);
  rushes_frame_index_free (kept->index);
  g_free (kept->path);
  g_free (kept);
}

/* @on_shown: a frame that was asked for. Returns: (transfer full) */
RushesKeptFrames *
rushes_kept_frames_new (RushesKeptShown on_shown, gpointer data)
{
  RushesKeptFrames *self = g_new0 (RushesKeptFrames, 1);

  g_queue_init (&self->clips);
  self->on_shown = on_shown;
  self->data = data;
  return self;
}

/* All of them go, on threads of their own. */
void
rushes_kept_frames_clear (RushesKeptFrames *self)
{
  g_queue_clear_full (&self->clips, kept_free);
}

void
rushes_kept_frames_free (RushesKeptFrames *self)
{
  rushes_kept_frames_clear (self);
  g_free (self);
}

/* @width, @height: the pixels that there are for a frame; 0: all of its own are wanted */
void
rushes_kept_frames_set_room (RushesKeptFrames *self, int width, int height)
{
  self->width = width;
  self->height = height;
  for (GList *link = self->clips.head; link != NULL; link = link->next)
    if (((Kept *) link->data)->reel != NULL)
      rushes_reel_set_room (((Kept *) link->data)->reel, width, height);
}

/* (nullable) */
static GList *
find (RushesKeptFrames *self, const char *path)
{
  for (GList *link = self->clips.head; link != NULL; link = link->next)
    if (g_str_equal (((Kept *) link->data)->path, path))
      return link;
  return NULL;
}

static void
on_picture (gpointer data, int frame, GdkTexture *texture, int width, int height)
{
  Kept *kept = data;

  kept->owner->on_shown (kept->owner->data, kept->path, frame, texture);
}

static void
on_cached (gpointer data)
{
}

static void
open_reel (gpointer data)
{
  Kept *kept = data;
  RushesFrames *frames = rushes_frame_index_get_frames (kept->index);

  if (frames == NULL) /* one that cannot be read */
    return;
  kept->reel = rushes_reel_new (kept->path, frames, RUSHES_REEL_BYTES / CLIPS, kept->owner->width, kept->owner->height, on_picture, on_cached, kept);
  rushes_reel_follow (kept->reel, kept->playhead, 0);
}

static Kept *
add (RushesKeptFrames *self, const char *path)
{
  Kept *kept = g_new0 (Kept, 1);

  if (self->clips.length >= CLIPS)
    kept_free (g_queue_pop_tail (&self->clips));
  kept->owner = self;
  kept->path = g_strdup (path);
  kept->index = rushes_frame_index_new (path, 0, open_reel, kept);
  g_queue_push_head (&self->clips, kept);
  return kept;
}

static int
find_frame (Kept *kept, const RushesPart *part, RushesRate rate, gint64 at)
{
  RushesFrames *frames = rushes_frame_index_get_frames (kept->index);

  if (part->variable && frames != NULL)
    return rushes_frames_find (frames, (gint64) (rushes_part_find_time (part, rate, at) * NANOSECONDS));
  return (int) rushes_part_find (part, rate, at);
}

static gboolean
is_clip (const RushesPart *part)
{
  return part->path != NULL && !part->picture;
}

/**
 * rushes_kept_frames_keep:
 * @rate: the film's
 * @at: frames of the film since the part began: what is looked at
 *
 * Has the frames around it decoded, in the place of those of the clip that was looked at longest ago. A picture or a card needs that not.
 */
void
rushes_kept_frames_keep (RushesKeptFrames *self, const RushesPart *part, RushesRate rate, gint64 at)
{
  GList *link = is_clip (part) ? find (self, part->path) : NULL;
  Kept *kept;

  if (!is_clip (part))
    return;
  if (link != NULL)
    {
      g_queue_unlink (&self->clips, link);
      g_queue_push_head_link (&self->clips, link);
    }
  kept = link != NULL ? link->data : add (self, part->path);
  kept->playhead = find_frame (kept, part, rate, at);
  if (kept->reel != NULL)
    rushes_reel_follow (kept->reel, kept->playhead, 0);
}

/* Returns: which frame of the clip that is, if it is kept: then its picture comes soon, unless another is asked for before; −1: it is not */
int
rushes_kept_frames_show (RushesKeptFrames *self, const RushesPart *part, RushesRate rate, gint64 at)
{
  GList *link = is_clip (part) ? find (self, part->path) : NULL;
  Kept *kept = link != NULL ? link->data : NULL;
  int frame = kept != NULL && kept->reel != NULL ? find_frame (kept, part, rate, at) : -1;

  return frame >= 0 && rushes_reel_show (kept->reel, frame) ? frame : -1;
}

/* Returns: how many frames of that clip are kept */
int
rushes_kept_frames_count (RushesKeptFrames *self, const char *path)
{
  GList *link = find (self, path);
  Kept *kept = link != NULL ? link->data : NULL;
  int first, last = -1, n = 0;

  while (kept != NULL && kept->reel != NULL && rushes_reel_find_cached (kept->reel, last + 1, &first, &last))
    n += last - first + 1;
  return n;
}

static gboolean
is_whole (RushesKeptFrames *self, Kept *kept)
{
  return kept->reel != NULL && rushes_kept_frames_count (self, kept->path) == rushes_frames_get_count (rushes_frame_index_get_frames (kept->index));
}

/* Something plays, which needs the processor: what is not there yet does not come. */
void
rushes_kept_frames_rest (RushesKeptFrames *self)
{
  for (GList *link = self->clips.head, *next; link != NULL; link = next)
    {
      next = link->next;
      if (is_whole (self, link->data))
        continue;
      kept_free (link->data);
      g_queue_delete_link (&self->clips, link);
    }
}
