/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player.h"

#include "rushes-error.h"
#include "rushes-frame-index.h"
#include "rushes-frames.h"
#include "rushes-missing.h"
#include "rushes-pipeline.h"

#include <gst/pbutils/pbutils.h>

/* One clip with picture and sound. Whatever may block is an order (rushes-pipeline.c); everything here is on the main
 * thread. */

#define POSITION_MS 50
#define LONGER_S 0.1 /* so much longer than the picture, the sound is cut */

struct _RushesPlayer
{
  GObject parent_instance;
  GstElement *pipeline; /* NULL while nothing is open */
  GdkPaintable *paintable;
  GThreadPool *worker; /* one thread: orders are carried out one after the other */
  guint bus_watch, timer;
  gboolean playing, loop, muted, seeking, at_end;
  double volume, rate, position, duration;
  RushesFrameIndex *index; /* NULL while nothing is open */
  gboolean bounded;      /* seeks end with the picture */
  int in_point, out_point; /* frames; -1: none */
  double next_seek; /* where to go when the seek under way has arrived; < 0: nowhere */
  gboolean next_exact;
  char *problem;
  char *missing;  /* which decoder is missing, as GStreamer's installer details say it, or NULL */
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
  PROP_IN_POINT,
  PROP_OUT_POINT,
} RushesPlayerProperty;

static GParamSpec *properties[PROP_OUT_POINT + 1];

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
  duration = (rushes_frame_index_is_read (self->index) ? rushes_frame_index_get_length (self->index) : longest) / (double) GST_SECOND;
  self->bounded = longest / (double) GST_SECOND > duration + LONGER_S;
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
      self->position = self->at_end && self->out_point >= 0 ? rushes_frame_index_get_time (self->index, self->out_point)
                                                            : (double) position / GST_SECOND;
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

/* Seconds: where playing begins. */
static double
get_start (RushesPlayer *self)
{
  return self->in_point > 0 ? rushes_frame_index_get_time (self->index, self->in_point) : 0;
}

/* Nanoseconds: where playing that begins at @seconds ends; 0: with the clip. Who looks behind the out point plays on. */
static gint64
get_stop (RushesPlayer *self, double seconds)
{
  double out = self->out_point >= 0 ? rushes_frame_index_get_time (self->index, self->out_point + 1) : 0;

  if (seconds < out)
    return (gint64) (out * GST_SECOND + 0.5);
  return self->bounded ? rushes_frame_index_get_length (self->index) : 0;
}

static void
on_end (RushesPlayer *self)
{
  if (self->loop)
    {
      rushes_player_seek (self, get_start (self), TRUE);
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
  /* A missing decoder was reported before, in better words. */
  if (self->problem == NULL)
    set_problem (self, error->message);
  rushes_player_set_playing (self, FALSE);
}

/* Where only the video decoder is missing, playbin plays the sound and reports nothing else. A clip whose sound cannot be
 * decoded plays without. */
static void
on_missing (RushesPlayer *self, GstMessage *message)
{
  g_autofree char *detail = gst_missing_plugin_message_get_installer_detail (message);
  g_autofree char *what = detail != NULL ? rushes_missing_dup_name (detail) : gst_missing_plugin_message_get_description (message);

  if (detail != NULL && strstr (detail, "|decoder-audio/") != NULL)
    return;
  g_free (self->missing);
  self->missing = g_strdup (detail != NULL ? detail : what);
  set_problem (self, what);
}

static gboolean
on_timer (gpointer self)
{
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

/* A sound that goes on after the picture would hold up the end: what plays already is told where to stop. */
static void
on_frames (gpointer data)
{
  RushesPlayer *self = data;

  update_duration (self);
  if (self->bounded)
    rushes_player_seek (self, self->position, TRUE);
  else
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]); /* frames have numbers now */
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
  self->pipeline = rushes_pipeline_new (&self->paintable);
  if (self->pipeline == NULL)
    {
      set_problem (self, "playbin");
      return;
    }
  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
  g_object_set (self->pipeline, "uri", uri, "mute", self->muted, "volume", self->volume, NULL);
  give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_OPEN });
  self->seeking = TRUE; /* until the first frame is there */
  self->timer = g_timeout_add (POSITION_MS, on_timer, self);
  self->index = rushes_frame_index_new (path, fps, on_frames, self);
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
  g_clear_pointer (&self->index, rushes_frame_index_free);
  g_clear_pointer (&self->missing, g_free);
  self->bounded = self->playing = self->seeking = self->at_end = FALSE;
  self->position = self->duration = 0;
  self->next_seek = -1;
  self->rate = 1;
  rushes_player_set_range (self, -1, -1);
  set_problem (self, NULL);
}

/* Returns: (transfer none) (nullable): what the picture appears in; new with every clip */
GdkPaintable *
rushes_player_get_paintable (RushesPlayer *self)
{
  return self->paintable;
}

/* What is played is what lies between the points, from its start if that is not where it stands. */
static void
go_into_range (RushesPlayer *self)
{
  int frame = rushes_player_get_frame (self);
  gboolean ranged = self->in_point >= 0 || self->out_point >= 0;
  gboolean outside = frame < self->in_point || (self->out_point >= 0 && frame >= self->out_point);

  if (self->at_end || outside)
    rushes_player_seek (self, get_start (self), TRUE);
  else if (ranged)
    rushes_player_seek (self, self->position, TRUE);
}

static void
set_point (RushesPlayer *self, int *point, RushesPlayerProperty property, int frame)
{
  if (*point == frame)
    return;
  *point = frame;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* The part that is played, frames from 0, both included; -1: from the start, to the end. A point that would come to lie on
 * the other side of the other takes that away. */
void
rushes_player_set_range (RushesPlayer *self, int in_point, int out_point)
{
  if (in_point >= 0 && out_point >= 0 && in_point > out_point)
    {
      if (in_point != self->in_point)
        out_point = -1;
      else
        in_point = -1;
    }
  set_point (self, &self->in_point, PROP_IN_POINT, in_point);
  set_point (self, &self->out_point, PROP_OUT_POINT, out_point);
  if (self->playing)
    go_into_range (self);
}

/* @in_point, @out_point: (out): frames, or -1 */
void
rushes_player_get_range (RushesPlayer *self, int *in_point, int *out_point)
{
  *in_point = self->in_point;
  *out_point = self->out_point;
}

/* Frames per second, the mean where it varies; 0 while nothing is open. */
double
rushes_player_get_frame_rate (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_get_rate (self->index) : 0;
}

void
rushes_player_set_playing (RushesPlayer *self, gboolean playing)
{
  if (self->pipeline == NULL || self->playing == !!playing)
    return;
  if (playing)
    go_into_range (self);
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
                              .stop = get_stop (self, seconds),
                              .rate = self->rate,
                              .exact = exact });
}

/* Which frame is seen, from 0. */
int
rushes_player_get_frame (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_find (self->index, self->position) : 0;
}

/* How many frames the clip has, 0 while it is not known. */
int
rushes_player_get_n_frames (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_get_count (self->index, self->duration) : 0;
}

/* One frame on or back, paused. Back is an exact seek: to that frame's own time, or into its middle while only the rate
 * is known. */
void
rushes_player_step (RushesPlayer *self, int frames)
{
  int to = rushes_player_get_frame (self) + frames;

  if (self->index == NULL)
    return;
  rushes_player_set_playing (self, FALSE);
  if (rushes_frame_index_is_read (self->index) && to >= rushes_frame_index_get_count (self->index, 0))
    return;
  if (frames == 1 && !self->seeking)
    give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_STEP });
  else if (rushes_frame_index_is_read (self->index))
    rushes_player_seek (self, rushes_frame_index_get_time (self->index, to), TRUE);
  else
    rushes_player_seek (self, (to + 0.5) / rushes_frame_index_get_rate (self->index), TRUE);
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
    case PROP_IN_POINT:
      g_value_set_int (value, self->in_point);
      break;
    case PROP_OUT_POINT:
      g_value_set_int (value, self->out_point);
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
    case PROP_IN_POINT:
    case PROP_OUT_POINT:
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
  properties[PROP_IN_POINT] = g_param_spec_int ("in-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  properties[PROP_OUT_POINT] = g_param_spec_int ("out-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_player_init (RushesPlayer *self)
{
  self->volume = 1;
  self->rate = 1;
  self->next_seek = -1;
  self->in_point = self->out_point = -1;
  self->worker = rushes_pipeline_new_worker ();
}

RushesPlayer *
rushes_player_new (void)
{
  return g_object_new (RUSHES_TYPE_PLAYER, NULL);
}
