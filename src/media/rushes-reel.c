/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-reel.h"

#include "rushes-fit.h"
#include "rushes-reel-picture.h"
#include "rushes-reel-source.h"
#include "rushes-reel-store.h"

/* A step back is an exact seek, which decodes from the key frame before it: of a clip that has one key frame, all that comes
 * before. So the frames around the playhead are kept as they were decoded, up to a limit of bytes, and become pictures one by
 * one when they are shown. Whoever owns the reel says where the playhead is and which frame is shown; its thread does the rest,
 * what is shown first. It ends by itself when the reel is closed, which nobody waits for. */

#define TELL_MS 50 /* what is cached changes with each frame */
#define NO_SEEK 12 /* frames: so few are decoded in vain rather than sought over */

struct _RushesReel
{
  int ref_count; /* atomic */
  char *path;
  RushesFrames *frames;
  RushesReelShown on_shown; /* main thread, as the next two; NULL when it is closed */
  GSourceOnceFunc on_cached;
  gpointer data;

  GMutex mutex; /* for all that follows */
  GCond cond;
  gboolean woken, closed, telling;
  gint64 look_again; /* monotonic time, or 0 */
  RushesReelStore store;
  int room_width, room_height; /* pixels that there are for a frame; 0: all of its own are wanted */
  int width, height;           /* of a frame, as it is shown; 0 until one has been decoded */
  int playhead, direction, wish; /* wish: the frame that is to be shown, or -1 */
  guint wishes;                  /* how often a wish was taken back */
  GdkTexture *ready;             /* a picture on its way to the main thread */
  int ready_frame;
  int shown;        /* what is seen, as far as it is known here; -1: nothing */
  gsize shown_size; /* bytes of that frame */

  RushesReelSource *source; /* its own thread, as all that follows; NULL: everything has been decoded */
  RushesReelPicture *picture;
  int source_width, source_height; /* the room for which frames are made */
  gboolean broken;   /* nothing can be decoded of it */
  gboolean has_come; /* a frame, since the source was opened */
  int next, run_end; /* the frame that comes next, and the first that is not wanted any more */
};

static int n_live; /* reels with frames in them; atomic */

/* How many this process has, those being closed included. */
int
rushes_reel_count_live (void)
{
  return g_atomic_int_get (&n_live);
}

static void
rushes_reel_unref (gpointer data)
{
  RushesReel *self = data;

  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_clear_object (&self->ready);
  rushes_reel_store_clear (&self->store);
  rushes_frames_unref (self->frames);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->path);
  g_free (self);
}

static RushesReel *
rushes_reel_ref (RushesReel *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
wake (gpointer data)
{
  RushesReel *self = data;

  g_mutex_lock (&self->mutex);
  self->woken = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Main thread. */
static gboolean
tell_now (gpointer data)
{
  RushesReel *self = data;

  g_mutex_lock (&self->mutex);
  self->telling = FALSE;
  g_mutex_unlock (&self->mutex);
  if (self->on_cached != NULL)
    self->on_cached (self->data);
  return G_SOURCE_REMOVE;
}

/* Main thread. */
static gboolean
hand_over (gpointer data)
{
  RushesReel *self = data;
  g_autoptr (GdkTexture) texture = NULL;
  int frame, width, height;

  g_mutex_lock (&self->mutex);
  texture = g_steal_pointer (&self->ready);
  frame = self->ready_frame;
  width = self->width;
  height = self->height;
  g_mutex_unlock (&self->mutex);
  if (texture != NULL && self->on_shown != NULL)
    self->on_shown (self->data, frame, texture, width, height);
  return G_SOURCE_REMOVE;
}

/* The rest is on the reel's own thread, under the mutex, but where something blocks. */

static void
tell (RushesReel *self)
{
  if (!self->telling)
    g_timeout_add_full (G_PRIORITY_DEFAULT, TELL_MS, tell_now, rushes_reel_ref (self), rushes_reel_unref);
  self->telling = TRUE;
}

/* Which one a frame is its own time says. A first one after a seek may be the end of another, with a time that was cut: the later one is
 * right. What is seen in another size is made anew. @sample: (transfer full) */
static void
keep (RushesReel *self, int frame, GstSample *sample)
{
  rushes_reel_store_keep (&self->store, frame, sample, self->playhead);
  if (frame == self->shown && self->wish < 0 && self->shown_size != self->store.frame_bytes)
    self->wish = frame;
  tell (self);
}

static void
give_up_run (RushesReel *self)
{
  rushes_reel_store_give_up (&self->store, self->next, self->run_end);
  self->next = self->run_end;
}

static void
close_source (RushesReel *self)
{
  RushesReelSource *source = g_steal_pointer (&self->source);

  g_mutex_unlock (&self->mutex);
  g_clear_pointer (&source, rushes_reel_source_free);
  g_mutex_lock (&self->mutex);
}

static void
open_source (RushesReel *self)
{
  int width = self->room_width, height = self->room_height;
  RushesReelSource *source;

  self->source_width = width;
  self->source_height = height;
  g_mutex_unlock (&self->mutex);
  source = rushes_reel_source_new (self->path, width, height, wake, self);
  g_mutex_lock (&self->mutex);
  self->source = source;
  self->next = self->run_end = -1;
  self->has_come = FALSE;
}

/* The first frame says how many there is room for. */
static void
find_size (RushesReel *self)
{
  GstSample *sample = rushes_reel_source_peek (self->source);

  rushes_reel_source_get_size (self->source, &self->width, &self->height);
  self->broken = !rushes_reel_store_set_size (&self->store, sample != NULL ? rushes_reel_picture_get_size (sample) : 0);
  g_clear_pointer (&sample, gst_sample_unref);
}

/* Whether frames are wanted in another size than they are made in. */
static gboolean
is_outdated (RushesReel *self)
{
  int width, height, made_width, made_height;

  rushes_fit_inside (self->width, self->height, self->room_width, self->room_height, &width, &height);
  rushes_fit_inside (self->width, self->height, self->source_width, self->source_height, &made_width, &made_height);
  return width != made_width || height != made_height;
}

static void
begin_anew (RushesReel *self)
{
  rushes_reel_store_begin_anew (&self->store);
  self->broken = FALSE;
  close_source (self);
  open_source (self);
}

static void
seek (RushesReel *self, int frame)
{
  gint64 time = rushes_frames_get_target (self->frames, frame);

  g_mutex_unlock (&self->mutex);
  rushes_reel_source_seek (self->source, time);
  g_mutex_lock (&self->mutex);
  self->next = frame;
}

/* Returns: whether there is more to decode */
static gboolean
go_to_next_run (RushesReel *self)
{
  int first, end;

  if (!rushes_reel_store_find_run (&self->store, &first, &end))
    return FALSE;
  if (self->next < 0 || first < self->next || first > self->next + NO_SEEK)
    seek (self, first);
  self->run_end = end;
  return TRUE;
}

/* @sample: (transfer full) */
static void
take (RushesReel *self, GstSample *sample)
{
  guint64 time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
  int frame = rushes_frames_find (self->frames, (gint64) time);

  if (time == GST_CLOCK_TIME_NONE)
    {
      gst_sample_unref (sample);
      return;
    }
  rushes_reel_store_give_up (&self->store, self->next, frame); /* there is none */
  self->next = MAX (self->next, frame + 1);
  keep (self, frame, sample);
}

/* A damaged file has frames up to some place: those behind it do not come, and a source that has given up is opened anew for others. */
static void
break_off (RushesReel *self)
{
  give_up_run (self);
  self->broken = !self->has_come;
  close_source (self);
}

/* Takes one frame, if there is one. Returns: whether there may be more to do at once */
static gboolean
decode (RushesReel *self)
{
  GstSample *sample = rushes_reel_source_pull (self->source);

  if (sample != NULL)
    {
      self->has_come = TRUE;
      take (self, sample);
    }
  else if (rushes_reel_source_is_at_end (self->source))
    give_up_run (self);
  else if (rushes_reel_source_is_broken (self->source, &self->look_again))
    break_off (self);
  else
    return FALSE;
  return TRUE;
}

static gboolean
get_ready (RushesReel *self)
{
  if (self->source == NULL)
    open_source (self);
  if (!rushes_reel_source_is_ready (self->source))
    {
      self->broken = rushes_reel_source_is_broken (self->source, &self->look_again) || rushes_reel_source_is_at_end (self->source);
      return self->broken;
    }
  if (self->store.frame_bytes == 0)
    find_size (self);
  return TRUE;
}

/* Returns: whether something was done */
static gboolean
fill (RushesReel *self)
{
  gboolean sized = self->store.frame_bytes > 0;
  int first, end;

  if (sized && is_outdated (self))
    {
      begin_anew (self);
      return TRUE;
    }
  if (sized && rushes_reel_store_follow (&self->store, self->playhead, self->direction))
    self->run_end = self->next; /* what is wanted is looked for anew */
  if (self->broken || (sized && !rushes_reel_store_find_run (&self->store, &first, &end)))
    {
      /* One that waits for the playhead is kept open. */
      if (self->source == NULL || (!self->broken && self->store.window.end - self->store.window.first < self->store.window.n))
        return FALSE;
      close_source (self);
      return TRUE;
    }
  if (self->source == NULL || !rushes_reel_source_is_ready (self->source) || !sized)
    return get_ready (self);
  if (self->next >= self->run_end && !go_to_next_run (self))
    return FALSE;
  return decode (self);
}

static void
show_wish (RushesReel *self)
{
  int frame = self->wish;
  GstSample *sample = rushes_reel_store_get (&self->store, frame);
  gsize size;
  GdkTexture *texture = NULL;
  guint wishes = self->wishes;

  self->wish = -1;
  if (sample == NULL)
    return;
  gst_sample_ref (sample);
  size = rushes_reel_picture_get_size (sample);
  g_mutex_unlock (&self->mutex);
  texture = rushes_reel_picture_show (self->picture, sample);
  gst_sample_unref (sample);
  g_mutex_lock (&self->mutex);
  if (wishes != self->wishes)
    g_clear_object (&texture);
  if (texture == NULL)
    return;
  if (self->ready == NULL)
    g_idle_add_full (GDK_PRIORITY_REDRAW - 10, hand_over, rushes_reel_ref (self), rushes_reel_unref);
  g_clear_object (&self->ready);
  self->ready = texture;
  self->ready_frame = self->shown = frame;
  self->shown_size = size;
}

static void
sleep_until_woken (RushesReel *self)
{
  while (!self->woken)
    if (self->look_again == 0)
      g_cond_wait (&self->cond, &self->mutex);
    else if (!g_cond_wait_until (&self->cond, &self->mutex, self->look_again))
      break;
  self->woken = FALSE;
  self->look_again = 0;
}

static gpointer
run (gpointer data)
{
  RushesReel *self = data;

  self->picture = rushes_reel_picture_new ();
  g_mutex_lock (&self->mutex);
  while (!self->closed)
    if (self->wish >= 0)
      show_wish (self);
    else if (!fill (self))
      sleep_until_woken (self);
  close_source (self);
  rushes_reel_store_clear (&self->store);
  g_mutex_unlock (&self->mutex);
  rushes_reel_picture_free (self->picture);
  g_atomic_int_dec_and_test (&n_live);
  rushes_reel_unref (self);
  return NULL;
}

/**
 * rushes_reel_new:
 * @limit: bytes
 * @width, @height: see rushes_reel_set_room ()
 * @on_shown: a picture that was asked for by rushes_reel_show ()
 * @on_cached: more frames are kept, or others
 *
 * Begins at once to decode. Both functions are called on the main thread, and not after rushes_reel_close ().
 *
 * Returns: (transfer full): for rushes_reel_close ()
 */
RushesReel *
rushes_reel_new (const char *path, RushesFrames *frames, gsize limit, int width, int height, RushesReelShown on_shown, GSourceOnceFunc on_cached,
                 gpointer data)
{
  RushesReel *self = g_new0 (RushesReel, 1);

  self->ref_count = 2; /* whoever owns it, and its thread */
  self->path = g_strdup (path);
  self->frames = rushes_frames_ref (frames);
  self->room_width = width;
  self->room_height = height;
  self->on_shown = on_shown;
  self->on_cached = on_cached;
  self->data = data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  rushes_reel_store_init (&self->store, rushes_frames_get_count (frames), limit);
  self->wish = self->shown = -1;
  g_atomic_int_inc (&n_live);
  g_thread_unref (g_thread_new ("reel", run, self));
  return self;
}

/* Its frames go soon, on its thread. */
void
rushes_reel_close (RushesReel *self)
{
  self->on_shown = NULL;
  self->on_cached = NULL;
  g_mutex_lock (&self->mutex);
  self->closed = self->woken = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  rushes_reel_unref (self);
}

/* @width, @height: the pixels that there are for a frame; no more are made; 0: all of its own are. What is kept, and what is seen of it, stays
 * until it is there in the new size. */
void
rushes_reel_set_room (RushesReel *self, int width, int height)
{
  g_mutex_lock (&self->mutex);
  self->room_width = width;
  self->room_height = height;
  self->woken = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Tells where the playhead is; @direction: -1: it goes back, 1: on, 0: either way. */
void
rushes_reel_follow (RushesReel *self, int playhead, int direction)
{
  g_mutex_lock (&self->mutex);
  self->playhead = CLAMP (playhead, 0, rushes_frames_get_count (self->frames) - 1);
  self->direction = direction;
  self->woken = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Returns: whether it is kept: then its picture comes soon, unless another one is asked for before */
gboolean
rushes_reel_show (RushesReel *self, int frame)
{
  gboolean kept;

  g_mutex_lock (&self->mutex);
  kept = rushes_reel_store_get (&self->store, frame) != NULL;
  if (kept)
    {
      self->wish = frame;
      self->woken = TRUE;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
  return kept;
}

/* A picture that was asked for and has not come yet does not come any more. */
void
rushes_reel_take_back (RushesReel *self)
{
  g_mutex_lock (&self->mutex);
  self->wish = self->shown = -1;
  self->wishes++;
  g_clear_object (&self->ready);
  g_mutex_unlock (&self->mutex);
}

/**
 * rushes_reel_find_cached:
 * @first, @last: (out): the next frames in a row that are kept, at @from or behind it
 *
 * Returns: whether there are any
 */
gboolean
rushes_reel_find_cached (RushesReel *self, int from, int *first, int *last)
{
  gboolean found;

  g_mutex_lock (&self->mutex);
  found = rushes_reel_store_find_cached (&self->store, from, first, last);
  g_mutex_unlock (&self->mutex);
  return found;
}

gsize
rushes_reel_get_bytes (RushesReel *self)
{
  gsize bytes;

  g_mutex_lock (&self->mutex);
  bytes = self->store.bytes;
  g_mutex_unlock (&self->mutex);
  return bytes;
}
