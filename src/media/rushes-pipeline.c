/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-pipeline.h"

#include "rushes-frame-paintable.h"
#include "rushes-loop.h"
#include "rushes-shown.h"
#include "rushes-video-sink.h"

/* playbin as the player wants it. State changes and seeks can block for 100 ms, so they are orders to a thread of their
 * own. Not playbin3: it locks itself up (1.22, 1.26) when the state of a thread that finds out what kind of file it has and
 * ours change at the same time. */

#define LET_GO_US 50000
#define FLAG_DEINTERLACE (1 << 9) /* GST_PLAY_FLAG_DEINTERLACE: would warn where its plugin is missing */

static int n_live; /* pipelines there are; atomic */

/* How many this process has, those being closed included. */
int
rushes_pipeline_count_live (void)
{
  return g_atomic_int_get (&n_live);
}

/* Where the file tells how it is shown and GStreamer does not, whoever turns it hears it from us. */
static void
begin (GstElement *pipeline)
{
  g_autofree char *uri = NULL, *path = NULL;
  g_autoptr (GstElement) filter = NULL, sink = NULL;

  g_object_get (pipeline, "uri", &uri, "video-filter", &filter, "video-sink", &sink, NULL);
  path = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  if (path != NULL && rushes_shown_is_untold (path))
    rushes_shown_tell (filter != NULL ? filter : rushes_video_sink_find_turner (sink));
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
}

/* That of MPEG-TS refuses a seek to a segment when it has stopped already, and keeps its lock for ever (1.22): only those that are
 * known to do well are asked. A clip of another kind ends, and begins anew. */
static gboolean
knows_segments (GstElement *pipeline)
{
  static const char *const demuxers[] = { "qtdemux", "matroskademux", "avidemux", "rushesanimation" };
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (demuxers) && !found; i++)
    {
      GstIterator *all = gst_bin_iterate_all_by_element_factory_name (GST_BIN (pipeline), demuxers[i]);
      GValue value = G_VALUE_INIT;

      found = gst_iterator_next (all, &value) == GST_ITERATOR_OK;
      g_value_unset (&value);
      gst_iterator_free (all);
    }
  return found;
}

/* @seqnum: another for each: a demuxer leaves out what it has heard. Returns: (transfer full) */
static GstEvent *
new_seek (const RushesPlayOrder *order, guint32 seqnum)
{
  GstSeekFlags flags = (order->exact ? GST_SEEK_FLAG_ACCURATE : GST_SEEK_FLAG_KEY_UNIT) |
                       (order->kind == RUSHES_ORDER_WRAP ? 0 : GST_SEEK_FLAG_FLUSH) |
                       (order->segment && knows_segments (order->pipeline) ? GST_SEEK_FLAG_SEGMENT : 0);
  GstEvent *event = gst_event_new_seek (order->rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET, order->position,
                                        GST_SEEK_TYPE_SET, order->stop > 0 ? order->stop : -1); /* NONE would keep the one of before */

  gst_event_set_seqnum (event, seqnum);
  return event;
}

/* From where the pipeline shows or sounds: gst_element_send_event() keeps its state locked until the seek is over. One that waits for room would then wait
 * for ever, since nobody could have it play on; and so would whoever tried. */
static void
seek_from_within (const RushesPlayOrder *order, guint32 seqnum)
{
  static const char *const ends[] = { "video-sink", "audio-sink" };
  gboolean done = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ends) && !done; i++)
    {
      g_autoptr (GstElement) sink = NULL;
      g_autoptr (GstPad) pad = NULL;

      g_object_get (order->pipeline, ends[i], &sink, NULL);
      pad = sink != NULL ? gst_element_get_static_pad (sink, "sink") : NULL;
      done = pad != NULL && gst_pad_push_event (pad, new_seek (order, seqnum));
    }
}

static void
free_order (RushesPlayOrder *order)
{
  gst_object_unref (order->pipeline);
  g_free (order);
}

/* A seek that follows what plays, on a thread of its own. */
typedef struct
{
  RushesPlayOrder *order;
  GThread *thread;
  GMutex mutex;
  GCond changed;
  gboolean over;
} Wrap;

static gpointer
run_wrap (gpointer data)
{
  Wrap *wrap = data;

  seek_from_within (wrap->order, wrap->order->seqnum);
  g_mutex_lock (&wrap->mutex);
  wrap->over = TRUE;
  g_cond_signal (&wrap->changed);
  g_mutex_unlock (&wrap->mutex);
  return NULL;
}

/* Waits for it. */
static void
wrap_free (Wrap *wrap)
{
  g_thread_join (wrap->thread);
  free_order (wrap->order);
  g_mutex_clear (&wrap->mutex);
  g_cond_clear (&wrap->changed);
  g_free (wrap);
}

/* One that still waits for room is let go by a seek that breaks off all that is on its way. Which of the two comes first nobody knows: where the other
 * one did, and so much came since that there is no room again, it is let go once more. Afterwards the pipeline may be at either. */
static void
end_wrap (const RushesPlayOrder *order)
{
  Wrap *wrap = g_object_steal_data (G_OBJECT (order->pipeline), "wrap");

  if (wrap == NULL)
    return;
  g_mutex_lock (&wrap->mutex);
  while (!wrap->over)
    {
      g_mutex_unlock (&wrap->mutex);
      seek_from_within (order, gst_util_seqnum_next ());
      g_mutex_lock (&wrap->mutex);
      if (!wrap->over)
        g_cond_wait_until (&wrap->changed, &wrap->mutex, g_get_monotonic_time () + LET_GO_US);
    }
  g_mutex_unlock (&wrap->mutex);
  wrap_free (wrap);
}

/* A seek that breaks nothing off waits until the demuxer has handed on all that it has, and that has no room while the pipeline
 * is paused: other orders must not wait for it.
 * @order: (transfer full) */
static void
begin_wrap (RushesPlayOrder *order)
{
  GObject *pipeline = G_OBJECT (order->pipeline);
  Wrap *before = g_object_steal_data (pipeline, "wrap"), *wrap = g_new0 (Wrap, 1);

  wrap->order = order;
  g_mutex_init (&wrap->mutex);
  g_cond_init (&wrap->changed);
  if (before != NULL)
    wrap_free (before); /* what this follows came of it: it is over */
  wrap->thread = g_thread_new ("wrap", run_wrap, wrap);
  g_object_set_data (pipeline, "wrap", wrap);
}

static void
end (GstElement *pipeline)
{
  const RushesPlayOrder back = { .kind = RUSHES_ORDER_SEEK, .pipeline = pipeline, .rate = 1, .seqnum = gst_util_seqnum_next () };

  end_wrap (&back);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  g_atomic_int_dec_and_test (&n_live);
}

static void
run_order (gpointer data, gpointer user_data)
{
  RushesPlayOrder *order = data;

  switch (order->kind)
    {
    case RUSHES_ORDER_OPEN:
      begin (order->pipeline);
      break;
    case RUSHES_ORDER_STATE:
      gst_element_set_state (order->pipeline, order->state);
      break;
    case RUSHES_ORDER_SEEK:
      end_wrap (order);
      gst_element_post_message (order->pipeline, gst_message_new_application (GST_OBJECT (order->pipeline), gst_structure_new_empty (RUSHES_SEEK_SENT)));
      gst_element_send_event (order->pipeline, new_seek (order, order->seqnum));
      break;
    case RUSHES_ORDER_WRAP:
      begin_wrap (order);
      return;
    case RUSHES_ORDER_STEP:
      gst_element_send_event (order->pipeline, gst_event_new_step (GST_FORMAT_BUFFERS, 1, 1, TRUE, FALSE));
      break;
    case RUSHES_ORDER_CLOSE:
    default:
      end (order->pipeline);
      break;
    }
  free_order (order);
}

/* Returns: (transfer full): one thread: orders are carried out one after the other */
GThreadPool *
rushes_pipeline_new_worker (void)
{
  return g_thread_pool_new (run_order, NULL, 1, FALSE, NULL);
}

/* Soon, on @worker. */
void
rushes_pipeline_give_order (GstElement *pipeline, GThreadPool *worker, RushesPlayOrder order)
{
  order.pipeline = gst_object_ref (pipeline);
  g_thread_pool_push (worker, g_memdup2 (&order, sizeof order), NULL);
}

/* Slower or faster, voices keep their pitch. */
static void
add_audio_filter (GstElement *pipeline)
{
  GstElement *filter = gst_element_factory_make ("scaletempo", NULL);

  if (filter == NULL)
    filter = gst_element_factory_make ("identity", NULL);
  rushes_loop_join (filter);
  g_object_set (pipeline, "audio-filter", filter, NULL);
}

static void
use_silent_sink (GstElement *pipeline)
{
  GstElement *silent = gst_element_factory_make ("fakesink", NULL);

  g_object_set (silent, "sync", TRUE, NULL);
  g_object_set (pipeline, "audio-sink", silent, NULL);
}

/* A graphics card scales as it draws. Returns: (transfer full) (nullable) */
static RushesScaler *
add_video_filter (GstElement *pipeline, GdkPaintable *paintable)
{
  GstElement *filter = rushes_shown_new_filter (RUSHES_IS_FRAME_PAINTABLE (paintable));
  RushesScaler *scaler = RUSHES_IS_FRAME_PAINTABLE (paintable) && filter != NULL ? rushes_scaler_new (filter) : NULL;

  g_object_set (pipeline, "video-filter", filter, NULL);
  if (scaler != NULL)
    rushes_frame_paintable_set_scaler (RUSHES_FRAME_PAINTABLE (paintable), scaler);
  return scaler;
}

/**
 * rushes_pipeline_new:
 * @paintable: (out) (transfer full): what the picture appears in
 * @scaler: (out) (transfer full) (nullable): what makes it as large as it is drawn
 *
 * Returns: (transfer full) (nullable): one that is closed by %RUSHES_ORDER_CLOSE
 */
GstElement *
rushes_pipeline_new (GdkPaintable **paintable, RushesScaler **scaler)
{
  GstElement *pipeline = gst_element_factory_make ("playbin", NULL);
  GstElement *sink;
  int flags;

  *scaler = NULL;
  if (pipeline == NULL)
    return NULL;
  sink = rushes_video_sink_new (paintable);
  g_object_get (pipeline, "flags", &flags, NULL);
  g_object_set (pipeline, "flags", flags & ~FLAG_DEINTERLACE, "video-sink", sink, NULL);
  if (rushes_video_sink_find_turner (sink) == NULL)
    *scaler = add_video_filter (pipeline, *paintable);
  rushes_loop_join (sink);
  add_audio_filter (pipeline);
  if (g_strcmp0 (g_getenv ("RUSHES_AUDIO_SINK"), "fakesink") == 0)
    use_silent_sink (pipeline);
  g_atomic_int_inc (&n_live);
  return gst_object_ref_sink (pipeline);
}
