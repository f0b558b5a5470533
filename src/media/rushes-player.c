/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player.h"

#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-missing.h"
#include "rushes-pipeline.h"

#include <gst/pbutils/pbutils.h>

/* One clip with picture and sound. Whatever may block is an order (rushes-pipeline.c); everything here is on the main
 * thread. */

#define POSITION_MS 50
#define PATIENCE_MS 1000
#define LAST_S 0.25  /* a clip's last frame begins within */
#define LAST_MS 400  /* and stays no longer */
#define LONGER_S 0.1 /* so much longer than the picture, the sound is cut */

struct _RushesPlayer
{
  GObject parent_instance;
  GstElement *pipeline; /* NULL while nothing is open */
  GdkPaintable *paintable;
  GThreadPool *worker; /* one thread: orders are carried out one after the other */
  guint bus_watch, timer;
  gboolean playing, loop, muted, seeking, at_end;
  double volume, rate, position, duration, fps;
  RushesFrames *frames;  /* NULL until they have been read */
  GCancellable *reading; /* of the frames */
  gboolean bounded;      /* seeks end with the picture */
  double next_seek; /* where to go when the seek under way has arrived; < 0: nowhere */
  gboolean next_exact;
  char *problem;
  char *missing;  /* which decoder is missing, as GStreamer's installer details say it, or NULL */
  gboolean silent; /* its sound cannot be decoded */
  gint64 stood_at; /* of such a one, nanoseconds */
  guint waited_ms, patience_ms; /* of such a one, until it knows where it is */
};

typedef enum
{
  PROP_PLAYING = 1,
  PROP_LOOP,
  PROP_MUTED,
  PROP_VOLUME,
  PROP_RATE,
  PROP_POSITION,
  PROP_DURATION,
  PROP_PROBLEM,
} RushesPlayerProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (RushesPlayer, rushes_player, G_TYPE_OBJECT)

static void
give_order (RushesPlayer *self, RushesPlayOrder order)
{
  if (self->pipeline != NULL)
    rushes_pipeline_give_order (self->pipeline, self->worker, order);
}

/* How many pipelines this process has, those being closed included. */
int
rushes_player_count_live (void)
{
  return rushes_pipeline_count_live ();
}

static void
set_problem (RushesPlayer *self, const char *problem)
{
  if (g_strcmp0 (self->problem, problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* The picture's, once its frames are known; until then that of the longest stream. */
static void
update_duration (RushesPlayer *self)
{
  gint64 longest = 0;
  double duration;

  gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &longest);
  duration = (self->frames != NULL ? rushes_frames_get_length (self->frames) : longest) / (double) GST_SECOND;
  self->bounded = self->frames != NULL && longest / (double) GST_SECOND > duration + LONGER_S;
  if (duration <= 0 || self->duration == duration)
    return;
  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
}

static void
update_position (RushesPlayer *self)
{
  gint64 position;

  if (self->pipeline == NULL)
    return;
  update_duration (self);
  if (!self->seeking && gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    {
      self->position = (double) position / GST_SECOND;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
    }
}

static void
on_arrived (RushesPlayer *self)
{
  self->seeking = FALSE;
  update_position (self);
  if (self->next_seek >= 0)
    {
      double to = self->next_seek;
      self->next_seek = -1;
      rushes_player_seek (self, to, self->next_exact);
    }
}

static void
on_end (RushesPlayer *self)
{
  if (self->loop)
    {
      rushes_player_seek (self, 0, TRUE);
      return;
    }
  self->at_end = TRUE;
  rushes_player_set_playing (self, FALSE);
}

static void
on_error (RushesPlayer *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  rushes_pipeline_set_broken (self->pipeline);
  /* A missing decoder was reported before, in better words. */
  if (self->problem == NULL)
    set_problem (self, error->message);
  rushes_player_set_playing (self, FALSE);
}

/* decodebin3 may choose a sound that it cannot decode and then wait for it for ever. Without sounds in the first place that
 * is rare, so it may have to be begun anew more than once. */
static void
begin_without_sound (RushesPlayer *self)
{
  self->silent = self->seeking = TRUE;
  self->waited_ms = 0;
  rushes_pipeline_leave_out_sound (self->pipeline);
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STATE, .state = GST_STATE_READY });
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STATE, .state = self->playing ? GST_STATE_PLAYING : GST_STATE_PAUSED });
}

static gboolean
stands_at_end (RushesPlayer *self, gint64 position)
{
  return self->playing && !self->seeking && position == self->stood_at && position >= (gint64) ((self->duration - LAST_S) * GST_SECOND);
}

/* Its end may never be told either, when it was begun anew: it is where the clip stands on its last frame. */
static void
look_after_silent (RushesPlayer *self)
{
  gint64 position = -1;
  gboolean known = gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position), ended = known && stands_at_end (self, position);

  self->stood_at = position;
  self->waited_ms = known && !ended ? 0 : self->waited_ms + POSITION_MS;
  if (ended && self->waited_ms >= LAST_MS)
    {
      self->waited_ms = 0;
      on_end (self);
    }
  if (known || self->waited_ms < self->patience_ms)
    return;
  self->patience_ms *= 2; /* it may be the computer that is slow */
  begin_without_sound (self);
}

/* Where only the video decoder is missing, playbin3 plays the sound and reports nothing else. A clip whose sound cannot be
 * decoded plays without. */
static void
on_missing (RushesPlayer *self, GstMessage *message)
{
  g_autofree char *detail = gst_missing_plugin_message_get_installer_detail (message);
  g_autofree char *what = detail != NULL ? rushes_missing_dup_name (detail) : gst_missing_plugin_message_get_description (message);

  if (detail != NULL && strstr (detail, "|decoder-audio/") != NULL)
    {
      if (!self->silent)
        begin_without_sound (self);
      return;
    }
  g_free (self->missing);
  self->missing = g_strdup (detail != NULL ? detail : what);
  set_problem (self, what);
}

static gboolean
on_timer (gpointer data)
{
  RushesPlayer *self = data;

  if (self->silent)
    look_after_silent (self);
  update_position (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesPlayer *self = data;

  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      on_error (self, message);
      break;
    case GST_MESSAGE_EOS:
      on_end (self);
      break;
    case GST_MESSAGE_ASYNC_DONE:
      on_arrived (self);
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_is_missing_plugin_message (message))
        on_missing (self, message);
      break;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

static void
read_frames (GTask *task, gpointer self, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  RushesFrames *frames = rushes_frames_read (path, cancellable, &error);

  if (frames != NULL)
    g_task_return_pointer (task, frames, (GDestroyNotify) rushes_frames_free);
  else
    g_task_return_error (task, error);
}

/* A sound that goes on after the picture would hold up the end: what plays already is told where to stop. */
static void
on_frames (GObject *object, GAsyncResult *result, gpointer data)
{
  RushesPlayer *self = RUSHES_PLAYER (object);
  RushesFrames *frames = g_task_propagate_pointer (G_TASK (result), NULL);

  if (frames == NULL)
    return;
  g_clear_object (&self->reading);
  self->frames = frames;
  update_duration (self);
  if (self->bounded)
    rushes_player_seek (self, self->position, TRUE);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]); /* frames have numbers now */
}

static void
start_reading (RushesPlayer *self, const char *path)
{
  g_autoptr (GTask) task = NULL;

  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, on_frames, NULL);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, read_frames);
}

/**
 * rushes_player_open:
 * @fps: frames per second for stepping until the frames' own times have been read, 0 if not known
 *
 * Opens a clip, paused on its first frame. One that was open is closed.
 */
void
rushes_player_open (RushesPlayer *self, const char *path, double fps)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GstBus) bus = NULL;

  rushes_player_close (self);
  rushes_media_init ();
  self->fps = fps > 0 ? fps : 24;
  self->pipeline = rushes_pipeline_new (&self->paintable);
  if (self->pipeline == NULL)
    {
      set_problem (self, "playbin3");
      return;
    }
  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
  g_object_set (self->pipeline, "uri", uri, "mute", self->muted, "volume", self->volume, NULL);
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_OPEN });
  self->seeking = TRUE; /* until the first frame is there */
  self->patience_ms = PATIENCE_MS;
  self->timer = g_timeout_add (POSITION_MS, on_timer, self);
  start_reading (self, path);
}

/* Frees the pipeline; the last frame stays in nobody's hands. */
void
rushes_player_close (RushesPlayer *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->pipeline != NULL)
    give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_CLOSE });
  g_clear_pointer (&self->pipeline, gst_object_unref);
  g_clear_object (&self->paintable);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->frames, rushes_frames_free);
  g_clear_pointer (&self->missing, g_free);
  self->bounded = self->playing = self->seeking = self->at_end = self->silent = FALSE;
  self->position = self->duration = 0;
  self->next_seek = -1;
  self->rate = 1;
  set_problem (self, NULL);
}

/* Returns: (transfer none) (nullable): what the picture appears in; new with every clip */
GdkPaintable *
rushes_player_get_paintable (RushesPlayer *self)
{
  return self->paintable;
}

void
rushes_player_set_playing (RushesPlayer *self, gboolean playing)
{
  if (self->pipeline == NULL || self->playing == !!playing)
    return;
  if (playing && self->at_end)
    rushes_player_seek (self, 0, TRUE);
  self->playing = !!playing;
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STATE, .state = playing ? GST_STATE_PLAYING : GST_STATE_PAUSED });
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLAYING]);
}

gboolean
rushes_player_get_playing (RushesPlayer *self)
{
  return self->playing;
}

/* @exact: on the very frame; else the key frame before it, which is quicker. While one seek is under way
 * only the latest wish is kept. */
void
rushes_player_seek (RushesPlayer *self, double seconds, gboolean exact)
{
  if (self->pipeline == NULL)
    return;
  seconds = CLAMP (seconds, 0, MAX (0, self->duration));
  self->at_end = FALSE;
  self->position = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
  if (self->seeking)
    {
      self->next_seek = seconds;
      self->next_exact = exact;
      return;
    }
  self->seeking = TRUE;
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_SEEK,
                              .position = (gint64) (seconds * GST_SECOND + 0.5),
                              .stop = self->bounded ? rushes_frames_get_length (self->frames) : 0,
                              .rate = self->rate,
                              .exact = exact });
}

/* Which frame is seen, from 0. */
int
rushes_player_get_frame (RushesPlayer *self)
{
  if (self->frames != NULL)
    return rushes_frames_find (self->frames, (gint64) (self->position * GST_SECOND));
  return (int) (self->position * self->fps + 0.01);
}

/* How many frames the clip has, 0 while it is not known. */
int
rushes_player_get_n_frames (RushesPlayer *self)
{
  if (self->frames != NULL)
    return rushes_frames_get_count (self->frames);
  return (int) (self->duration * self->fps + 0.5);
}

/* One frame on or back, paused. Back is an exact seek: to that frame's own time, or into its middle while only the rate
 * is known. */
void
rushes_player_step (RushesPlayer *self, int frames)
{
  int to = rushes_player_get_frame (self) + frames;

  rushes_player_set_playing (self, FALSE);
  if (self->frames != NULL && to >= rushes_frames_get_count (self->frames))
    return;
  if (frames == 1 && !self->seeking)
    give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STEP });
  else if (self->frames != NULL)
    rushes_player_seek (self, (double) rushes_frames_get_time (self->frames, to) / GST_SECOND, TRUE);
  else
    rushes_player_seek (self, (to + 0.5) / self->fps, TRUE);
}

/* 0.25 to 4. */
void
rushes_player_set_rate (RushesPlayer *self, double rate)
{
  if (self->rate == rate || self->pipeline == NULL)
    return;
  self->rate = rate;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
  rushes_player_seek (self, self->position, TRUE);
}

/* Returns: (nullable): the decoder without which the picture cannot be shown here, for rushes_missing_dup_advice () */
const char *
rushes_player_get_missing (RushesPlayer *self)
{
  return self->missing;
}

/* Seconds. */
double
rushes_player_get_position (RushesPlayer *self)
{
  return self->position;
}

/* Seconds, 0 while it is not known. */
double
rushes_player_get_duration (RushesPlayer *self)
{
  return self->duration;
}

static void
rushes_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  switch ((RushesPlayerProperty) id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->muted);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case PROP_DURATION:
      g_value_set_double (value, self->duration);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  switch ((RushesPlayerProperty) id)
    {
    case PROP_PLAYING:
      rushes_player_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_LOOP:
      self->loop = g_value_get_boolean (value);
      break;
    case PROP_MUTED:
      self->muted = g_value_get_boolean (value);
      if (self->pipeline != NULL)
        g_object_set (self->pipeline, "mute", self->muted, NULL);
      break;
    case PROP_VOLUME:
      self->volume = g_value_get_double (value);
      if (self->pipeline != NULL)
        g_object_set (self->pipeline, "volume", self->volume, NULL);
      break;
    case PROP_RATE:
      rushes_player_set_rate (self, g_value_get_double (value));
      break;
    case PROP_POSITION:
    case PROP_DURATION:
    case PROP_PROBLEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_player_dispose (GObject *object)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  if (self->worker != NULL)
    {
      rushes_player_close (self);
      g_thread_pool_free (g_steal_pointer (&self->worker), FALSE, FALSE);
    }
  G_OBJECT_CLASS (rushes_player_parent_class)->dispose (object);
}

static void
rushes_player_finalize (GObject *object)
{
  g_free (RUSHES_PLAYER (object)->problem);
  G_OBJECT_CLASS (rushes_player_parent_class)->finalize (object);
}

static void
rushes_player_class_init (RushesPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rushes_player_get_property;
  object_class->set_property = rushes_player_set_property;
  object_class->dispose = rushes_player_dispose;
  object_class->finalize = rushes_player_finalize;
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writable);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.25, 4, 1, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_player_init (RushesPlayer *self)
{
  self->volume = 1;
  self->rate = 1;
  self->next_seek = -1;
  self->worker = rushes_pipeline_new_worker ();
}

RushesPlayer *
rushes_player_new (void)
{
  return g_object_new (RUSHES_TYPE_PLAYER, NULL);
}
