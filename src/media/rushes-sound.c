/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sound.h"

#include "rushes-frames.h"
#include "rushes-missing-message.h"

#include <gst/gst.h>
#include <gst/pbutils/pbutils.h>

/* A pipeline plays by the clock of the sound card, and whoever tells it where to be by another: it is told again and again, and goes
 * there when it has strayed so far that one could hear it. Of several wishes while one is carried out the latest counts. Whatever may
 * block happens on a worker. */

#define STRAY 0.08    /* seconds */
#define SILENT "fakesink sync=true"
#define PATIENCE (200 * GST_MSECOND) /* after so long it is looked at whether anybody still waits */

typedef struct
{
  gboolean playing, closing;
  double seconds; /* where it is to be, at ... */
  gint64 us;      /* ... this monotonic time */
  double stop;    /* where it ends; 0: with the file */
  double speed;
} Wish;

typedef struct
{
  GstElement *pipeline;
  GMutex mutex;
  Wish wish;           /* under the mutex, as the next */
  gboolean ordered;    /* the worker has not taken it yet */
  int closing;         /* atomic */
  int playing;         /* atomic: what is, not what is wished */
  gboolean opened;     /* worker, as all that follows */
  double stop, speed;  /* of the last seek */
  double prepared;     /* where it stands, when it does not play */
} Shared;

struct _RushesSound
{
  Shared *shared; /* an atomic box */
  GThreadPool *worker;
  guint bus_watch;
  char *problem;
  GSourceOnceFunc on_problem;
  gpointer data;
};

static int n_live; /* pipelines there are; atomic */

/* How many pipelines this process has, those being closed included. */
int
rushes_sound_count_live (void)
{
  return g_atomic_int_get (&n_live);
}

static void
clear_shared (gpointer data)
{
  Shared *shared = data;

  gst_object_unref (shared->pipeline);
  g_mutex_clear (&shared->mutex);
}

static void
release (Shared *shared)
{
  g_atomic_rc_box_release_full (shared, clear_shared);
}

/* It can be sought when its first sound is there. */
static void
open_it (Shared *shared)
{
  GstStateChangeReturn change = gst_element_set_state (shared->pipeline, GST_STATE_PAUSED);

  while (change == GST_STATE_CHANGE_ASYNC && !g_atomic_int_get (&shared->closing))
    change = gst_element_get_state (shared->pipeline, NULL, NULL, PATIENCE);
  shared->opened = TRUE;
  shared->speed = 1;
}

static void
set_state (Shared *shared, GstState state)
{
  gst_element_set_state (shared->pipeline, state);
  g_atomic_int_set (&shared->playing, state == GST_STATE_PLAYING);
}

static void
go_to (Shared *shared, const Wish *wish, double seconds)
{
  gint64 stop = wish->stop > 0 ? (gint64) (wish->stop * GST_SECOND) : -1;

  gst_element_seek (shared->pipeline, wish->speed, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                    (gint64) (seconds * GST_SECOND), GST_SEEK_TYPE_SET, stop);
  shared->stop = wish->stop;
  shared->speed = wish->speed;
  shared->prepared = seconds;
}

static double
get_position (Shared *shared)
{
  gint64 position = 0;

  gst_element_query_position (shared->pipeline, GST_FORMAT_TIME, &position);
  return (double) position / GST_SECOND;
}

/* Where there is nothing to be heard any more. */
static gboolean
is_over (Shared *shared, const Wish *wish, double seconds)
{
  gint64 duration = 0;

  if (wish->stop > 0 && seconds >= wish->stop)
    return TRUE;
  return gst_element_query_duration (shared->pipeline, GST_FORMAT_TIME, &duration) && duration > 0 && seconds * GST_SECOND >= duration;
}

static gboolean
has_strayed (Shared *shared, const Wish *wish, double seconds)
{
  double from = g_atomic_int_get (&shared->playing) ? get_position (shared) : shared->prepared;

  return shared->speed != wish->speed || shared->stop != wish->stop || ABS (from - seconds) > STRAY * MAX (1, wish->speed);
}

static void
play (Shared *shared, const Wish *wish)
{
  double seconds = wish->seconds + (double) (g_get_monotonic_time () - wish->us) / G_USEC_PER_SEC * wish->speed;

  if (is_over (shared, wish, seconds))
    {
      set_state (shared, GST_STATE_PAUSED);
      return;
    }
  if (has_strayed (shared, wish, seconds))
    go_to (shared, wish, seconds);
  if (!g_atomic_int_get (&shared->playing))
    set_state (shared, GST_STATE_PLAYING);
}

/* It waits where it will be needed. */
static void
rest (Shared *shared, const Wish *wish)
{
  if (g_atomic_int_get (&shared->playing))
    {
      set_state (shared, GST_STATE_PAUSED);
      shared->prepared = get_position (shared);
    }
  if (has_strayed (shared, wish, wish->seconds) && !is_over (shared, wish, wish->seconds))
    go_to (shared, wish, wish->seconds);
}

static void
close_it (Shared *shared)
{
  set_state (shared, GST_STATE_NULL);
  g_atomic_int_dec_and_test (&n_live);
  g_main_context_wakeup (NULL); /* for who waits for that */
}

static Wish
take_wish (Shared *shared)
{
  Wish wish;

  g_mutex_lock (&shared->mutex);
  wish = shared->wish;
  shared->ordered = FALSE;
  g_mutex_unlock (&shared->mutex);
  return wish;
}

/* On the worker. */
static void
carry_out (gpointer data, gpointer user_data)
{
  Shared *shared = data;
  Wish wish = take_wish (shared);

  if (!wish.closing && !shared->opened)
    open_it (shared);
  if (wish.closing)
    close_it (shared);
  else if (wish.playing)
    play (shared, &wish);
  else
    rest (shared, &wish);
  release (shared);
}

static void
give_wish (RushesSound *self, Wish wish)
{
  gboolean ordered;

  wish.us = g_get_monotonic_time ();
  g_mutex_lock (&self->shared->mutex);
  self->shared->wish = wish;
  ordered = self->shared->ordered;
  self->shared->ordered = TRUE;
  g_mutex_unlock (&self->shared->mutex);
  if (!ordered)
    g_thread_pool_push (self->worker, g_atomic_rc_box_acquire (self->shared), NULL);
}

static void
set_problem (RushesSound *self, const char *problem)
{
  if (self->problem != NULL)
    return;
  self->problem = g_strdup (problem);
  self->on_problem (self->data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesSound *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL, *name = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    {
      gst_message_parse_error (message, &error, NULL);
      set_problem (self, error->message);
    }
  else if (gst_is_missing_plugin_message (message) && rushes_missing_message_read (message, &detail, &name))
    g_debug ("A sound lacks %s", name);
  return G_SOURCE_CONTINUE;
}

/* Only the sound is decoded. Slower or faster, voices keep their pitch. */
static GstElement *
build (const char *path, double volume)
{
  gboolean silent = g_strcmp0 (g_getenv ("RUSHES_AUDIO_SINK"), "fakesink") == 0;
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GstElementFactory) tempo = gst_element_factory_find ("scaletempo");
  g_autofree char *text = g_strdup_printf ("uridecodebin name=source expose-all-streams=false caps=audio/x-raw ! audioconvert ! audioresample !"
                                           " %s ! audioconvert ! audioresample ! volume name=volume ! %s", tempo != NULL ? "scaletempo" : "identity", silent ? SILENT : "autoaudiosink");
  GstElement *pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstElement) source = NULL, loudness = NULL;

  if (pipeline == NULL)
    return NULL;
  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  loudness = gst_bin_get_by_name (GST_BIN (pipeline), "volume");
  g_object_set (loudness, "volume", CLAMP (volume, 0, 10), NULL);
  return gst_object_ref_sink (pipeline);
}

static void
connect_bus (RushesSound *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->shared->pipeline);

  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
}

/**
 * rushes_sound_new:
 * @volume: 1: as it is
 * @on_problem: it cannot be heard; never before this has returned, nor after it has been closed
 *
 * Opens it; it rests until it is told to play.
 *
 * Returns: (transfer full) (nullable): to be closed; %NULL: nothing plays sound here
 */
RushesSound *
rushes_sound_new (const char *path, double volume, GSourceOnceFunc on_problem, gpointer data)
{
  RushesSound *self;
  GstElement *pipeline;

  rushes_media_init ();
  pipeline = build (path, volume);
  if (pipeline == NULL)
    return NULL;
  self = g_new (RushesSound, 1);
  *self = (RushesSound) { .worker = g_thread_pool_new (carry_out, NULL, 1, FALSE, NULL), .on_problem = on_problem, .data = data };
  self->shared = g_atomic_rc_box_new0 (Shared);
  self->shared->pipeline = pipeline;
  g_mutex_init (&self->shared->mutex);
  g_atomic_int_inc (&n_live);
  connect_bus (self);
  give_wish (self, (Wish) { .speed = 1 });
  return self;
}

/* Soon; the sound ends now. */
void
rushes_sound_close (RushesSound *self)
{
  g_source_remove (self->bus_watch);
  g_atomic_int_set (&self->shared->closing, TRUE);
  give_wish (self, (Wish) { .closing = TRUE });
  g_thread_pool_free (self->worker, FALSE, FALSE);
  release (self->shared);
  g_free (self->problem);
  g_free (self);
}

/* @seconds: where it is to be now. @stop: where it ends; 0: with the file. @speed: 1: as it is */
void
rushes_sound_play (RushesSound *self, double seconds, double stop, double speed)
{
  give_wish (self, (Wish) { .playing = TRUE, .seconds = seconds, .stop = stop, .speed = speed });
}

/* @seconds and so on: how it will play next */
void
rushes_sound_rest (RushesSound *self, double seconds, double stop, double speed)
{
  give_wish (self, (Wish) { .seconds = MAX (0, seconds), .stop = stop, .speed = speed });
}

void
rushes_sound_set_volume (RushesSound *self, double volume)
{
  g_autoptr (GstElement) loudness = gst_bin_get_by_name (GST_BIN (self->shared->pipeline), "volume");

  g_object_set (loudness, "volume", CLAMP (volume, 0, 10), NULL);
}

/* Whether it does, and not whether it was told to. */
gboolean
rushes_sound_is_playing (RushesSound *self)
{
  return g_atomic_int_get (&self->shared->playing);
}

/* Seconds of the file: what is heard. */
double
rushes_sound_get_position (RushesSound *self)
{
  return get_position (self->shared);
}

/* Returns: (nullable): why nothing is heard */
const char *
rushes_sound_get_problem (RushesSound *self)
{
  return self->problem;
}
