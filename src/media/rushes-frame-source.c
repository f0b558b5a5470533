/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-source.h"

#include "rushes-disposable.h"
#include "rushes-filmstrip.h"
#include "rushes-frame-index.h"
#include "rushes-frame-orders.h"
#include "rushes-frame-paintable.h"
#include "rushes-frames.h"
#include "rushes-missing-message.h"
#include "rushes-scaler.h"
#include "rushes-shown.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>
#include <gst/app/app.h>
#include <gst/pbutils/pbutils.h>

/* Decodes into a sink that never waits for a clock and stops when it is full: whoever holds several of these decides what time
 * it is. Pictures are scaled down before they are converted, so that several cost little more than one. */

#define AHEAD 4         /* frames the sink holds */
#define GRACE_MS 500
#define FAR 24          /* frames: what is further on is sought */
#define FIRST_WIDTH 640 /* until it is known how large it is drawn */
#define FIRST_HEIGHT 360

typedef struct
{
  GdkTexture *texture; /* or NULL: no frame */
  int width, height;   /* as it is shown */
  double time;         /* seconds */
} Frame;

struct _RushesFrameSource
{
  GObject parent_instance;
  GstElement *pipeline, *sink; /* NULL when it is closed */
  RushesScaler *scaler;        /* the same */
  RushesFramePaintable *paintable;
  RushesFrameIndex *index;
  RushesFrameOrders *orders;
  guint bus_watch;
  int told;            /* atomic: “changed” is on its way */
  gboolean failing;    /* it has reported an error: what it still has is shown, and then nothing comes */
  int begun;           /* atomic: there was a frame, or there will be none: it can seek */
  int has_picture;     /* atomic: there was a frame */
  int has_sound;       /* atomic */
  int ends_at;         /* the frame before which it failed; -1: it has not */
  gboolean seeking;
  gboolean outdated;   /* what is seen may be of another size than what comes */
  gboolean stuck;      /* it does not get to what is wanted: it shows what it has */
  Frame held;          /* the latest that is not past what is wanted */
  Frame next;          /* what comes after it */
  int wanted, sought, shown; /* frames; -1: none */
  guint grace;
  char *problem, *missing;
};

static void update_problem (RushesFrameSource *self);

G_DEFINE_FINAL_TYPE (RushesFrameSource, rushes_frame_source, G_TYPE_OBJECT)

static guint signal_changed, signal_closed;
/* How many pipelines this process has, those being closed included. */
int
rushes_frame_source_count_live (void)
{
  return rushes_frame_orders_count_live ();
}

static gboolean
tell (gpointer data)
{
  RushesFrameSource *self = data;

  g_atomic_int_set (&self->told, FALSE);
  if (self->pipeline == NULL)
    return G_SOURCE_REMOVE;
  update_problem (self);
  g_signal_emit (self, signal_changed, 0);
  return G_SOURCE_REMOVE;
}

/* Any thread. */
static void
tell_soon (RushesFrameSource *self)
{
  if (g_atomic_int_compare_and_exchange (&self->told, FALSE, TRUE))
    g_idle_add_full (G_PRIORITY_DEFAULT, tell, g_object_ref (self), g_object_unref);
}

static void
begin (RushesFrameSource *self)
{
  g_atomic_int_set (&self->begun, TRUE);
  tell_soon (self);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer way_back)
{
  RushesFrameSource *self = g_weak_ref_get (way_back);

  if (self == NULL)
    return GST_FLOW_OK;
  g_atomic_int_set (&self->has_picture, TRUE);
  begin (self);
  rushes_worker_let_go (self);
  return GST_FLOW_OK;
}

static void
on_end (GstAppSink *sink, gpointer way_back)
{
  RushesFrameSource *self = g_weak_ref_get (way_back);

  if (self == NULL)
    return;
  begin (self);
  rushes_worker_let_go (self);
}

static void
set_problem (RushesFrameSource *self, const char *problem)
{
  if (self->problem != NULL)
    return;
  self->problem = g_strdup (problem);
  tell_soon (self);
}

/* Only the picture is decoded: whatever else is said to be missing is not missed. */
static void
on_missing (RushesFrameSource *self, GstMessage *message)
{
  g_autofree char *detail = NULL, *what = NULL;

  if (!rushes_missing_message_read (message, &detail, &what))
    return;
  g_free (self->missing);
  self->missing = g_steal_pointer (&detail);
  set_problem (self, what);
}

static gboolean
on_grace (gpointer data)
{
  RushesFrameSource *self = data;

  self->grace = 0;
  tell_soon (self);
  return G_SOURCE_REMOVE;
}

/* A damaged file is shown as far as it goes: the first picture may still be on its way. */
static void
fail (RushesFrameSource *self)
{
  self->failing = TRUE;
  self->grace = g_timeout_add (GRACE_MS, on_grace, self);
}

/* Nothing comes any more. A sink that has not begun calls itself at its end. */
static gboolean
is_ended (RushesFrameSource *self)
{
  return (self->failing && self->grace == 0) || (g_atomic_int_get (&self->begun) && gst_app_sink_is_eos (GST_APP_SINK (self->sink)));
}

/* Of the whole file nothing can be shown, as far as is known: what it lacks is told when that is. */
static void
update_problem (RushesFrameSource *self)
{
  const char *fault = rushes_frame_index_get_fault (self->index);

  if (g_atomic_int_get (&self->has_picture))
    {
      g_clear_pointer (&self->problem, g_free); /* it came after all */
      return;
    }
  if (self->problem != NULL || !rushes_frame_index_is_final (self->index))
    return;
  if (fault != NULL && !self->failing)
    fail (self);
  if (is_ended (self))
    set_problem (self, fault != NULL ? fault : _("None of its pictures can be decoded"));
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesFrameSource *self = data;
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR && !self->failing)
    {
      gst_message_parse_error (message, &error, NULL);
      g_debug ("A clip: %s", error->message);
      fail (self);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ELEMENT && gst_is_missing_plugin_message (message))
    on_missing (self, message);
  return G_SOURCE_CONTINUE;
}

/* The sound stays compressed: nobody hears it here. */
static gboolean
on_continue (GstElement *bin, GstPad *pad, GstCaps *caps, gpointer way_back)
{
  RushesFrameSource *self = g_weak_ref_get (way_back);
  gboolean sound = g_str_has_prefix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "audio/");

  if (sound && self != NULL)
    {
      g_atomic_int_set (&self->has_sound, TRUE);
      tell_soon (self);
    }
  if (self != NULL)
    rushes_worker_let_go (self);
  return !sound;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static GWeakRef *
new_way_back (RushesFrameSource *self)
{
  GWeakRef *way_back = g_new (GWeakRef, 1);

  g_weak_ref_init (way_back, self);
  return way_back;
}

static void
free_way_back (gpointer data, GClosure *closure)
{
  weak_ref_free (data);
}

static void
add_callbacks (RushesFrameSource *self)
{
  GstAppSinkCallbacks callbacks = { .eos = on_end, .new_sample = on_sample };
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, new_way_back (self), weak_ref_free);
  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
}

static gboolean
build (RushesFrameSource *self, const char *path, int n_threads)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("uridecodebin name=source ! " RUSHES_SHOWN_UPRIGHT " ! " RUSHES_SCALER " ! videoconvert !"
                                           " appsink name=sink sync=false max-buffers=%d caps=\"" RUSHES_FRAME_CAPS "\"", AHEAD);
  g_autoptr (GstElement) source = NULL;

  self->pipeline = gst_parse_launch (text, NULL);
  if (self->pipeline == NULL)
    return FALSE;
  gst_object_ref_sink (self->pipeline);
  rushes_filmstrip_use_threads (G_OBJECT (self->pipeline), n_threads);
  rushes_disposable_skip (GST_BIN (self->pipeline));
  source = gst_bin_get_by_name (GST_BIN (self->pipeline), "source");
  g_object_set (source, "uri", uri, NULL);
  g_signal_connect_data (source, "autoplug-continue", G_CALLBACK (on_continue), new_way_back (self), free_way_back, 0);
  self->sink = gst_bin_get_by_name (GST_BIN (self->pipeline), "sink");
  self->scaler = rushes_scaler_new (self->pipeline);
  rushes_scaler_set_room (self->scaler, FIRST_WIDTH, FIRST_HEIGHT);
  add_callbacks (self);
  return TRUE;
}

/**
 * rushes_frame_source_new:
 * @fps: frames per second until the frames' own times have been read, 0 if not known
 * @n_threads: that may decode it
 *
 * Returns: (transfer full): to be closed
 */
RushesFrameSource *
rushes_frame_source_new (const char *path, double fps, int n_threads)
{
  RushesFrameSource *self = g_object_new (RUSHES_TYPE_FRAME_SOURCE, NULL);

  rushes_media_init ();
  self->index = rushes_frame_index_new (path, fps, (GSourceOnceFunc) tell_soon, self);
  if (!build (self, path, n_threads))
    {
      set_problem (self, "uridecodebin");
      return self;
    }
  rushes_frame_orders_open (self->orders, self->pipeline, path);
  return self;
}

static void
drop (Frame *frame)
{
  g_clear_object (&frame->texture);
}

/* Frees the decoder, which takes a moment: see “closed”. What was shown last stays. */
void
rushes_frame_source_close (RushesFrameSource *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->grace, g_source_remove);
  rushes_frame_orders_close (self->orders);
  gst_clear_object (&self->sink);
  g_clear_pointer (&self->scaler, rushes_scaler_unref);
  gst_clear_object (&self->pipeline);
  drop (&self->next);
  drop (&self->held);
}

/* Returns: (transfer none): what frames are shown in */
GdkPaintable *
rushes_frame_source_get_paintable (RushesFrameSource *self)
{
  return GDK_PAINTABLE (self->paintable);
}

/* @paintable: a RushesFramePaintable: its frames are shown there, beside those of others. */
void
rushes_frame_source_set_paintable (RushesFrameSource *self, GdkPaintable *paintable)
{
  g_set_object (&self->paintable, RUSHES_FRAME_PAINTABLE (paintable));
}

static double
get_time_of (GstSample *sample)
{
  GstClockTime time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));

  return GST_CLOCK_TIME_IS_VALID (time) ? (double) time / GST_SECOND : 0;
}

static int
get_number (RushesFrameSource *self, const Frame *frame)
{
  return rushes_frame_index_find (self->index, frame->time);
}

/* Frames that cannot be read are left out. */
static gboolean
pull (RushesFrameSource *self, Frame *frame)
{
  while (frame->texture == NULL)
    {
      GstSample *sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), 0);
      if (sample == NULL)
        return FALSE;
      frame->texture = rushes_frame_paintable_new_texture (sample, &frame->width, &frame->height);
      frame->time = get_time_of (sample);
      rushes_scaler_get_size (self->scaler, &frame->width, &frame->height);
      gst_sample_unref (sample);
    }
  return TRUE;
}

/* Takes what has been decoded, up to what is wanted. Before frames have their numbers only the first can be told. */
static void
advance (RushesFrameSource *self)
{
  if (!rushes_frame_index_is_final (self->index))
    {
      pull (self, &self->held);
      return;
    }
  while (pull (self, &self->next) && (self->held.texture == NULL || get_number (self, &self->next) <= self->wanted))
    {
      drop (&self->held);
      self->held = self->next;
      self->next.texture = NULL;
    }
}

static gboolean
is_at_hand (RushesFrameSource *self)
{
  if (self->stuck)
    return TRUE;
  if (self->held.texture == NULL)
    return is_ended (self);
  if (!rushes_frame_index_is_final (self->index))
    return self->wanted == 0;
  return get_number (self, &self->held) == self->wanted ||
         (get_number (self, &self->held) < self->wanted && (self->next.texture != NULL || is_ended (self)));
}

static void
seek (RushesFrameSource *self)
{
  RushesFrames *frames = rushes_frame_index_get_frames (self->index);
  double seconds = frames != NULL ? (double) rushes_frames_get_target (frames, self->wanted) / GST_SECOND
                                  : (self->wanted + 0.5) / rushes_frame_index_get_rate (self->index);

  self->seeking = TRUE;
  self->outdated = self->failing = FALSE;
  g_clear_handle_id (&self->grace, g_source_remove);
  self->sought = self->wanted;
  rushes_frame_orders_seek (self->orders, seconds);
}

static void
on_sought (gpointer source, gboolean arrived)
{
  RushesFrameSource *self = source;

  self->seeking = FALSE;
  if (self->pipeline == NULL)
    return;
  self->stuck = !arrived;
  drop (&self->next);
  if (arrived)
    drop (&self->held); /* what comes is what is wanted, or was */
  g_signal_emit (self, signal_changed, 0);
}

static void
on_closed (gpointer source)
{
  g_signal_emit (source, signal_closed, 0);
}

/* It failed before the frame that is wanted. */
static void
note_end (RushesFrameSource *self)
{
  int held = self->held.texture != NULL && rushes_frame_index_is_final (self->index) ? get_number (self, &self->held) : self->wanted;

  if (!self->failing || self->grace != 0 || held >= self->wanted || self->ends_at > held)
    return;
  self->ends_at = held + 1;
  tell_soon (self);
}

/* What lies behind, or far ahead, is sought, once. Returns: whether it is there: a decoder that gives another frame than it was
 * asked for is left with that. */
static gboolean
seek_if_elsewhere (RushesFrameSource *self)
{
  gboolean behind = self->held.texture != NULL && get_number (self, &self->held) > self->wanted;
  gboolean far = self->held.texture != NULL && get_number (self, &self->held) + FAR < self->wanted;

  if (!rushes_frame_index_is_final (self->index))
    return FALSE;
  if (self->sought == self->wanted)
    self->stuck = behind;
  else if (behind || far)
    seek (self);
  return self->stuck;
}

/**
 * rushes_frame_source_go_to:
 * @frame: from 0; behind the end the last one is meant
 *
 * Returns: whether it can be shown now; else “changed” tells when to ask again. A clip with a problem keeps nobody waiting.
 */
gboolean
rushes_frame_source_go_to (RushesFrameSource *self, int frame)
{
  int n = rushes_frame_source_get_count (self);

  frame = n > 0 ? CLAMP (frame, 0, n - 1) : 0;
  if (frame != self->wanted)
    {
      self->stuck = FALSE;
      self->sought = -1;
    }
  self->wanted = frame;
  if (self->pipeline == NULL || self->problem != NULL)
    return TRUE;
  if (self->seeking)
    return FALSE;
  advance (self);
  note_end (self);
  return is_at_hand (self) || seek_if_elsewhere (self);
}

/* Shows what was gone to. */
void
rushes_frame_source_show (RushesFrameSource *self)
{
  if (self->held.texture == NULL || self->seeking)
    return;
  self->shown = get_number (self, &self->held);
  rushes_frame_paintable_show (self->paintable, self->held.texture, self->held.width, self->held.height);
}

/**
 * rushes_frame_source_set_room:
 * @width, @height: the pixels that there are for it; no more are made; 0: all of its own are
 * @again: the one that is seen is made again, too; else it takes effect with those that come
 */
void
rushes_frame_source_set_room (RushesFrameSource *self, int width, int height, gboolean again)
{
  if (self->pipeline == NULL)
    return;
  self->outdated |= rushes_scaler_set_room (self->scaler, width, height);
  if (again && self->outdated && g_atomic_int_get (&self->begun) && !self->seeking)
    seek (self);
}

/* Returns: the frame that is seen, from 0 */
int
rushes_frame_source_get_shown (RushesFrameSource *self)
{
  return self->shown;
}

/* Which one is seen then, from 0. */
int
rushes_frame_source_find (RushesFrameSource *self, double seconds)
{
  return rushes_frame_index_find (self->index, seconds);
}

/* Seconds: when it begins to be seen. */
double
rushes_frame_source_get_time (RushesFrameSource *self, int frame)
{
  return rushes_frame_index_get_time (self->index, frame);
}

/* 0 while it is not known. */
int
rushes_frame_source_get_count (RushesFrameSource *self)
{
  return rushes_frame_index_get_count (self->index, rushes_frame_source_get_length (self));
}

double
rushes_frame_source_get_rate (RushesFrameSource *self)
{
  return rushes_frame_index_get_rate (self->index);
}

/* Seconds of picture; 0 while that is not known. */
double
rushes_frame_source_get_length (RushesFrameSource *self)
{
  gint64 length = rushes_frame_index_get_length (self->index);

  if (length == 0 && self->pipeline != NULL && !gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &length))
    length = 0;
  return (double) length / GST_SECOND;
}

/* Whether there is one in it, once there is a picture. */
gboolean
rushes_frame_source_has_sound (RushesFrameSource *self)
{
  return g_atomic_int_get (&self->has_sound);
}

/* Returns: (nullable): why there is no picture */
const char *
rushes_frame_source_get_problem (RushesFrameSource *self)
{
  return self->problem;
}

/**
 * rushes_frame_source_get_damage:
 * @plays, @promised: (out): seconds: how much is shown, and of how much
 *
 * Returns: whether a part of the file is missing, or cannot be read
 */
gboolean
rushes_frame_source_get_damage (RushesFrameSource *self, double *plays, double *promised)
{
  gint64 promise = rushes_frame_index_get_promise (self->index);

  *plays = self->ends_at >= 0 ? rushes_frame_index_get_time (self->index, self->ends_at) : rushes_frame_source_get_length (self);
  *promised = promise > 0 ? (double) promise / GST_SECOND : rushes_frame_source_get_length (self);
  return promise > 0 || self->ends_at >= 0;
}

/* Returns: (nullable): the decoder without which there is none, for rushes_missing_dup_advice () */
const char *
rushes_frame_source_get_missing (RushesFrameSource *self)
{
  return self->missing;
}

static void
rushes_frame_source_dispose (GObject *object)
{
  RushesFrameSource *self = RUSHES_FRAME_SOURCE (object);

  rushes_frame_source_close (self);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (rushes_frame_source_parent_class)->dispose (object);
}

static void
rushes_frame_source_finalize (GObject *object)
{
  RushesFrameSource *self = RUSHES_FRAME_SOURCE (object);

  g_clear_pointer (&self->index, rushes_frame_index_free);
  g_clear_pointer (&self->orders, rushes_frame_orders_free);
  g_free (self->problem);
  g_free (self->missing);
  G_OBJECT_CLASS (rushes_frame_source_parent_class)->finalize (object);
}

static void
rushes_frame_source_class_init (RushesFrameSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_frame_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_frame_source_finalize;
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_FRAME_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signal_closed = g_signal_new ("closed", RUSHES_TYPE_FRAME_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_frame_source_init (RushesFrameSource *self)
{
  self->paintable = rushes_frame_paintable_new ();
  self->sought = self->shown = self->ends_at = -1;
  self->orders = rushes_frame_orders_new (self, on_sought, on_closed);
}
