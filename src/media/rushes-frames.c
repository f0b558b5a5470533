/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frames.h"

#include "rushes-animation.h"
#include "rushes-local-only.h"
#include "rushes-error.h"

#include <glib/gi18n.h>
#include <gst/pbutils/pbutils.h>

/* A clip of a variable rate has no frame period: each frame has its own time. They are read by taking the container
 * apart, without decoding, which is about as quick as reading the file. The end of the picture is found at the same time:
 * what a container calls its length may be that of the sound, or of what the file held before it was cut. */

#define LIMIT_US (5 * G_USEC_PER_SEC) /* without a new frame */
#define INSIDE (3 * GST_MSECOND / 2) /* by counting so, a frame may seem to be there for longer than until the next one */
#define EVEN (3 * GST_MSECOND)  /* Matroska counts milliseconds: so much two neighbours of a steady rate may differ */
#define EVEN_GIF (10 * GST_MSECOND) /* GIF counts hundredths */

struct _RushesFrames
{
  int ref_count;     /* atomic */
  GMutex mutex;      /* while it is read, streams have threads of their own */
  GArray *times;     /* gint64, nanoseconds of stream time, in order */
  gint64 last_given; /* how long the last frame says that it is shown, 0 if it does not say */
  gint64 end;        /* of everything, sound too, on the clock of the file, which may begin later than with 0 */
  gint64 told;       /* how long the file says it is, 0 if it does not */
  gint64 tolerance;  /* how far a frame of a steady rate may be off */
  int n_told, n_untold; /* frames that say when they are shown, and that do not */
  gint64 period;     /* by the stream's own rate, nanoseconds; 0 if it does not say */
  gboolean unknown;  /* there is a stream that could not be followed to its end */
  gint64 last_sign;  /* monotonic time of the last buffer; only while it is read */
  gconstpointer picture; /* the track that is seen; only while it is read */
};

typedef struct
{
  RushesFrames *frames;
  GstSegment segment;
} Track;

/* Starts GStreamer when media is first looked at; any thread, any number of times. */
void
rushes_media_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      gst_init (NULL, NULL);
      gst_pb_utils_init ();
      rushes_local_only_set_up ();
      rushes_animation_register ();
      g_once_init_leave (&once, 1);
    }
}

RushesFrames *
rushes_frames_ref (RushesFrames *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
rushes_frames_unref (RushesFrames *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->times);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* AVI and raw streams only say when a frame is decoded; without reordering that is when it is shown. */
static void
take_buffer (Track *track, GstBuffer *buffer)
{
  RushesFrames *self = track->frames;
  GstClockTime raw = GST_BUFFER_PTS_IS_VALID (buffer) ? GST_BUFFER_PTS (buffer) : GST_BUFFER_DTS (buffer);
  guint64 time = track->segment.format == GST_FORMAT_TIME ? gst_segment_to_stream_time (&track->segment, GST_FORMAT_TIME, raw)
                                                          : GST_CLOCK_TIME_NONE;
  gint64 duration = GST_BUFFER_DURATION_IS_VALID (buffer) ? (gint64) GST_BUFFER_DURATION (buffer) : 0;
  gint64 at = time;

  if (time == GST_CLOCK_TIME_NONE || GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DECODE_ONLY))
    return;
  g_mutex_lock (&self->mutex);
  self->last_sign = g_get_monotonic_time ();
  self->end = MAX (self->end, MAX (at, (gint64) raw) + duration);
  if (self->picture == track)
    {
      if (self->times->len == 0 || at >= g_array_index (self->times, gint64, self->times->len - 1))
        self->last_given = duration;
      g_array_append_val (self->times, at);
      *(GST_BUFFER_PTS_IS_VALID (buffer) ? &self->n_told : &self->n_untold) += 1;
    }
  g_mutex_unlock (&self->mutex);
}

/* Cover art is a picture, and no moving one; of several moving ones the first is played. */
static void
take_caps (Track *track, GstCaps *caps)
{
  GstStructure *structure = gst_caps_get_structure (caps, 0);
  const char *name = gst_structure_get_name (structure);
  int n = 0, d = 0;

  if (!g_str_has_prefix (name, "video/") && !g_str_has_prefix (name, "image/"))
    return;
  g_mutex_lock (&track->frames->mutex);
  if (track->frames->picture == NULL)
    {
      track->frames->picture = track;
      track->frames->tolerance = g_str_equal (name, "video/x-raw") ? EVEN_GIF : EVEN; /* by rushes-animation.c */
    }
  if (track->frames->picture == track && gst_structure_get_fraction (structure, "framerate", &n, &d) && n > 0)
    track->frames->period = gst_util_uint64_scale_int_round (GST_SECOND, d, n);
  g_mutex_unlock (&track->frames->mutex);
}

static void
take_event (Track *track, GstEvent *event)
{
  GstCaps *caps;

  if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
    gst_event_copy_segment (event, &track->segment);
  if (GST_EVENT_TYPE (event) != GST_EVENT_CAPS)
    return;
  gst_event_parse_caps (event, &caps);
  take_caps (track, caps);
}

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  if (GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER)
    take_buffer (data, GST_PAD_PROBE_INFO_BUFFER (info));
  else
    take_event (data, GST_PAD_PROBE_INFO_EVENT (info));
  return GST_PAD_PROBE_OK;
}

static void
on_pad (GstElement *parsebin, GstPad *pad, RushesFrames *self)
{
  GstElement *sink = gst_element_factory_make ("fakesink", NULL);
  g_autoptr (GstPad) into = gst_element_get_static_pad (sink, "sink");
  Track *track = g_new0 (Track, 1);

  track->frames = self;
  gst_segment_init (&track->segment, GST_FORMAT_TIME);
  gst_pad_add_probe (into, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_data, track, g_free);
  g_object_set (sink, "sync", FALSE, "async", FALSE, NULL);
  gst_bin_add (GST_BIN (GST_OBJECT_PARENT (parsebin)), sink);
  gst_element_sync_state_with_parent (sink);
  gst_pad_link (pad, into);
}

static void
on_unknown (GstElement *parsebin, GstPad *pad, GstCaps *caps, RushesFrames *self)
{
  g_mutex_lock (&self->mutex);
  self->unknown = TRUE;
  g_mutex_unlock (&self->mutex);
}

static GstElement *
new_pipeline (RushesFrames *self, const char *path)
{
  GstElement *pipeline = gst_pipeline_new (NULL);
  GstElement *source = gst_element_factory_make ("filesrc", NULL), *parsebin = gst_element_factory_make ("parsebin", NULL);

  g_object_set (source, "location", path, NULL);
  gst_bin_add_many (GST_BIN (pipeline), source, parsebin, NULL);
  gst_element_link (source, parsebin);
  g_signal_connect (parsebin, "pad-added", G_CALLBACK (on_pad), self);
  g_signal_connect (parsebin, "unknown-type", G_CALLBACK (on_unknown), self);
  return pipeline;
}

/* When the last buffer came; a demuxer that finds no stream says nothing at all. */
static gint64
get_last_sign (RushesFrames *self)
{
  gint64 time;

  g_mutex_lock (&self->mutex);
  time = self->last_sign;
  g_mutex_unlock (&self->mutex);
  return time;
}

/* A file that was cut ends with an error: what came before it counts. */
static void
run (RushesFrames *self, GstElement *pipeline, GCancellable *cancellable)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  GstMessage *message = NULL;

  self->last_sign = g_get_monotonic_time ();
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  while (message == NULL && !g_cancellable_is_cancelled (cancellable) &&
         g_get_monotonic_time () < get_last_sign (self) + LIMIT_US)
    message = gst_bus_timed_pop_filtered (bus, 100 * GST_MSECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_clear_pointer (&message, gst_message_unref);
  if (!gst_element_query_duration (pipeline, GST_FORMAT_TIME, &self->told) || self->told < 0)
    self->told = 0;
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

/* An MPEG program stream gives a time to some of its frames only; the others follow at the stream's rate, as decoders have it. */
static void
space_evenly (RushesFrames *self)
{
  gint64 first = rushes_frames_get_time (self, 0);

  if (self->n_told == 0 || self->n_untold == 0 || self->period == 0)
    return;
  self->last_given = self->period;
  for (guint i = 0; i < self->times->len; i++)
    g_array_index (self->times, gint64, i) = first + i * self->period;
}

/* In the order they are shown, each once: a codec may carry frames that are never shown at the time of another. */
static void
put_in_order (RushesFrames *self)
{
  GArray *times = self->times;
  guint kept = 0;

  g_array_sort (times, compare);
  if (times->len > 0)
    space_evenly (self);
  for (guint i = 0; i < times->len; i++)
    if (kept == 0 || g_array_index (times, gint64, i) > g_array_index (times, gint64, kept - 1))
      g_array_index (times, gint64, kept++) = g_array_index (times, gint64, i);
  g_array_set_size (times, kept);
}

/**
 * rushes_frames_read:
 *
 * Reads through a file. Blocking, about as long as reading it takes.
 *
 * Returns: (transfer full) (nullable): its frames, or %NULL with %RUSHES_ERROR_NOT_A_VIDEO if there is none
 */
RushesFrames *
rushes_frames_read (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesFrames) self = g_new0 (RushesFrames, 1);
  g_autoptr (GstElement) pipeline = NULL;

  rushes_media_init ();
  self->ref_count = 1;
  g_mutex_init (&self->mutex);
  self->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  pipeline = gst_object_ref_sink (new_pipeline (self, path));
  run (self, pipeline, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  put_in_order (self);
  if (self->times->len > 0)
    return g_steal_pointer (&self);
  rushes_error_set_not_a_video (error, _("%s has no picture"), NULL);
  return NULL;
}

int
rushes_frames_get_count (const RushesFrames *self)
{
  return self->times->len;
}

/* Nanoseconds; @index: from 0, brought into range. */
gint64
rushes_frames_get_time (const RushesFrames *self, int index)
{
  return g_array_index (self->times, gint64, CLAMP (index, 0, (int) self->times->len - 1));
}

/* Nanoseconds: where to seek so that this frame comes first: a little behind its beginning, or its neighbour would come for a
 * moment; no farther, since a decoder knows only how long a frame of the stream's rate stays. */
gint64
rushes_frames_get_target (const RushesFrames *self, int index)
{
  gint64 time = rushes_frames_get_time (self, index), next = rushes_frames_get_time (self, index + 1);

  if (index <= 0 || next <= time)
    return index <= 0 ? time : time + (gint64) INSIDE;
  return time + MIN ((gint64) INSIDE, (next - time) / 2);
}

/* Returns: the index of the frame that is seen at @time (nanoseconds) */
int
rushes_frames_find (const RushesFrames *self, gint64 time)
{
  int low = 0, high = self->times->len;

  while (high - low > 1)
    {
      int middle = (low + high) / 2;
      if (g_array_index (self->times, gint64, middle) <= time + GST_MSECOND)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gint64
get_span (const RushesFrames *self)
{
  return rushes_frames_get_time (self, self->times->len - 1) - rushes_frames_get_time (self, 0);
}

/* Nanoseconds: when the last frame has been seen. One that does not say how long it stays is given the mean. */
gint64
rushes_frames_get_length (const RushesFrames *self)
{
  int n = self->times->len;
  gint64 last = self->last_given > 0 ? self->last_given : n > 1 ? get_span (self) / (n - 1) : 0;

  return rushes_frames_get_time (self, n - 1) + last;
}

/* Nanoseconds: where all that is in the file ends, sound too, as the file counts: what it promises in front is meant so. */
gint64
rushes_frames_get_end (const RushesFrames *self)
{
  return MAX (self->end, rushes_frames_get_length (self));
}

/* Nanoseconds: how long the file says it is, all that is in it; 0 if it does not say. */
gint64
rushes_frames_get_told (const RushesFrames *self)
{
  return self->told;
}

/* Whether that end is of everything indeed: a stream of an unknown kind may go on for longer. */
gboolean
rushes_frames_is_complete (const RushesFrames *self)
{
  return !self->unknown;
}

/* Frames per second; the mean where it varies. */
double
rushes_frames_get_rate (const RushesFrames *self)
{
  int n = self->times->len;
  gint64 length = rushes_frames_get_length (self) - rushes_frames_get_time (self, 0);

  if (rushes_frames_is_even (self) && n > 1)
    return (double) (n - 1) * GST_SECOND / get_span (self);
  return length > 0 ? (double) n * GST_SECOND / length : 0;
}

/* Whether each frame stays as long as the others. */
gboolean
rushes_frames_is_even (const RushesFrames *self)
{
  int n = self->times->len;
  double step = n > 1 ? (double) get_span (self) / (n - 1) : 0;

  for (int i = 1; i < n; i++)
    if (ABS (rushes_frames_get_time (self, i) - rushes_frames_get_time (self, i - 1) - step) > self->tolerance)
      return FALSE;
  return TRUE;
}
