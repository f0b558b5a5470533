/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-animation.h"

#include "rushes-animation-delays.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <gst/video/video.h>
#include <string.h>

/* From 2.44 on GdkPixbuf calls its animations deprecated. What it names instead is glycin, which is not on the oldest system that we run on. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

/* GIF and animated WebP for GStreamer, which plays neither: a demuxer that gives the pictures of GdkPixbufAnimation, each
 * with its time. With it such a file is a clip like any other to playbin, the discoverer and all that is built on them.
 *
 * The task of the sink pad does everything; a seek stops it and starts it again elsewhere. */

#define FILE_LIMIT ((guint64) 1024 * 1024 * 1024)
#define CHUNK (1024 * 1024)
#define STILL_MS 100 /* a single picture is a short clip */

struct _RushesAnimation
{
  GstElement parent_instance;
  GstPad *sink, *source; /* the source comes when the file is loaded */
  GdkPixbufAnimation *animation;
  GdkPixbufAnimationIter *iter;
  gint64 clock; /* ms: what the iterator was told */
  int at;       /* picture the iterator is on */
  GArray *ends; /* GstClockTime: when each picture has been seen */
  int next;     /* picture to give next */
  GstSegment segment;
  gboolean new_segment;
  guint32 seqnum;
};

G_DEFINE_FINAL_TYPE (RushesAnimation, rushes_animation, GST_TYPE_ELEMENT)

static GstStaticPadTemplate source_template =
  GST_STATIC_PAD_TEMPLATE ("src", GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS ("video/x-raw, format=RGB"));

static GstClockTime
get_start (RushesAnimation *self, int picture)
{
  return picture > 0 ? g_array_index (self->ends, GstClockTime, picture - 1) : 0;
}

static GstClockTime
get_duration (RushesAnimation *self)
{
  return get_start (self, self->ends->len);
}

static int
find_picture (RushesAnimation *self, GstClockTime time)
{
  int picture = 0;

  while (picture + 1 < (int) self->ends->len && g_array_index (self->ends, GstClockTime, picture) <= time)
    picture++;
  return picture;
}

/* The whole file: both kinds are small against what they show, and the library wants them whole. */
static GByteArray *
pull_file (RushesAnimation *self, GstFlowReturn *flow)
{
  g_autoptr (GByteArray) data = g_byte_array_new ();
  gint64 size = 0;

  *flow = gst_pad_peer_query_duration (self->sink, GST_FORMAT_BYTES, &size) && (guint64) size < FILE_LIMIT ? GST_FLOW_OK
                                                                                                       : GST_FLOW_ERROR;
  while (*flow == GST_FLOW_OK && data->len < size)
    {
      GstBuffer *buffer = NULL;
      GstMapInfo map;

      *flow = gst_pad_pull_range (self->sink, data->len, MIN (CHUNK, size - data->len), &buffer);
      if (*flow != GST_FLOW_OK)
        break;
      gst_buffer_map (buffer, &map, GST_MAP_READ);
      g_byte_array_append (data, map.data, map.size);
      gst_buffer_unmap (buffer, &map);
      gst_buffer_unref (buffer);
    }
  return *flow == GST_FLOW_OK ? g_steal_pointer (&data) : NULL;
}

static void
set_times (RushesAnimation *self, GByteArray *data)
{
  g_autoptr (GArray) delays = rushes_animation_delays_read (data->data, data->len);
  GstClockTime time = 0;
  guint still = STILL_MS;

  if (delays->len == 0)
    g_array_append_val (delays, still);
  for (guint i = 0; i < delays->len; i++)
    {
      time += g_array_index (delays, guint, i) * GST_MSECOND;
      g_array_append_val (self->ends, time);
    }
}

/* The module for WebP breaks rules of its own with a file that is not whole: it gets none. */
static gboolean
is_cut_webp (GByteArray *data)
{
  guint32 size;

  if (data->len < 12 || memcmp (data->data, "RIFF", 4) != 0)
    return FALSE;
  memcpy (&size, data->data + 4, sizeof size);
  return GUINT32_FROM_LE (size) > data->len - 8;
}

/* A GIF that was cut off gives the pictures that are there. Returns: (transfer full) (nullable) */
static GdkPixbufAnimation *
decode (GByteArray *data, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) cause = NULL;
  GdkPixbufAnimation *animation;

  if (is_cut_webp (data))
    g_set_error (&cause, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, _("It is cut off"));
  else
    gdk_pixbuf_loader_write (loader, data->data, data->len, &cause);
  gdk_pixbuf_loader_close (loader, cause == NULL ? &cause : NULL);
  animation = gdk_pixbuf_loader_get_animation (loader);
  if (animation != NULL && gdk_pixbuf_animation_get_static_image (animation) != NULL)
    return g_object_ref (animation);
  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else
    g_set_error (error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_CORRUPT_IMAGE, "No picture");
  return NULL;
}

static GstCaps *
new_caps (RushesAnimation *self)
{
  GstClockTime duration = get_duration (self);
  int n = self->ends->len, num = 0, den = 1;

  if (duration > 0)
    gst_util_double_to_fraction ((double) n * GST_SECOND / duration, &num, &den);
  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "RGB", "width", G_TYPE_INT,
                              self->animation != NULL ? gdk_pixbuf_animation_get_width (self->animation) : 1, "height", G_TYPE_INT,
                              self->animation != NULL ? gdk_pixbuf_animation_get_height (self->animation) : 1, "framerate", GST_TYPE_FRACTION, num, den,
                              "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
}

static gboolean
run_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  RushesAnimation *self = RUSHES_ANIMATION (parent);
  GstFormat format;

  if (GST_QUERY_TYPE (query) == GST_QUERY_DURATION)
    {
      gst_query_parse_duration (query, &format, NULL);
      gst_query_set_duration (query, GST_FORMAT_TIME, get_duration (self));
      return format == GST_FORMAT_TIME;
    }
  if (GST_QUERY_TYPE (query) == GST_QUERY_SEEKING)
    {
      gst_query_parse_seeking (query, &format, NULL, NULL, NULL);
      gst_query_set_seeking (query, format, format == GST_FORMAT_TIME, 0, get_duration (self));
      return TRUE;
    }
  return gst_pad_query_default (pad, parent, query);
}

static void run_task (gpointer data);

static gboolean
seek (RushesAnimation *self, GstEvent *event)
{
  GstFormat format;
  GstSeekFlags flags;
  GstSeekType start_type, stop_type;
  gint64 start, stop;
  double rate;
  gboolean flush;

  gst_event_parse_seek (event, &rate, &format, &flags, &start_type, &start, &stop_type, &stop);
  if (format != GST_FORMAT_TIME || rate <= 0)
    return FALSE;
  flush = (flags & GST_SEEK_FLAG_FLUSH) != 0;
  if (flush)
    {
      GstEvent *begin = gst_event_new_flush_start ();
      gst_event_set_seqnum (begin, gst_event_get_seqnum (event));
      gst_pad_push_event (self->source, begin);
    }
  gst_pad_pause_task (self->sink);
  GST_PAD_STREAM_LOCK (self->sink);
  self->seqnum = gst_event_get_seqnum (event);
  if (flush)
    {
      GstEvent *end = gst_event_new_flush_stop (TRUE);
      gst_event_set_seqnum (end, self->seqnum);
      gst_pad_push_event (self->source, end);
    }
  gst_segment_do_seek (&self->segment, rate, format, flags, start_type, start, stop_type, stop, NULL);
  self->next = find_picture (self, self->segment.position);
  self->new_segment = TRUE;
  gst_pad_start_task (self->sink, run_task, self, NULL);
  GST_PAD_STREAM_UNLOCK (self->sink);
  return TRUE;
}

static gboolean
take_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  gboolean done;

  if (GST_EVENT_TYPE (event) != GST_EVENT_SEEK)
    return gst_pad_event_default (pad, parent, event);
  done = seek (RUSHES_ANIMATION (parent), event);
  gst_event_unref (event);
  return done;
}

static void
add_source (RushesAnimation *self)
{
  g_autofree char *id = NULL;

  self->source = gst_pad_new_from_static_template (&source_template, "src");
  gst_pad_set_query_function (self->source, run_query);
  gst_pad_set_event_function (self->source, take_event);
  gst_pad_use_fixed_caps (self->source);
  gst_pad_set_active (self->source, TRUE);
  id = gst_pad_create_stream_id (self->source, GST_ELEMENT (self), NULL);
  gst_pad_push_event (self->source, gst_event_new_stream_start (id));
  gst_pad_push_event (self->source, gst_event_new_caps (new_caps (self)));
  gst_element_add_pad (GST_ELEMENT (self), gst_object_ref (self->source));
  gst_element_no_more_pads (GST_ELEMENT (self));
}

/* Errors of an element that is still being put in are thrown away: a pad, on which this waits until it is wanted, comes
 * first. */
static void
fail (RushesAnimation *self, const char *why)
{
  add_source (self);
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  gst_pad_push_event (self->source, gst_event_new_segment (&self->segment));
  GST_ELEMENT_ERROR (self, STREAM, DECODE, ("%s", why), (NULL));
  gst_pad_push_event (self->source, gst_event_new_eos ());
}

static GstFlowReturn
load (RushesAnimation *self)
{
  GstFlowReturn flow;
  g_autoptr (GByteArray) data = pull_file (self, &flow);
  g_autoptr (GError) error = NULL;

  if (flow == GST_FLOW_ERROR)
    GST_ELEMENT_ERROR (self, RESOURCE, READ, (NULL), (NULL));
  if (data == NULL)
    return flow;
  self->animation = decode (data, &error);
  if (self->animation == NULL)
    {
      fail (self, error != NULL ? error->message : "No picture");
      return GST_FLOW_ERROR;
    }
  set_times (self, data);
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  self->segment.duration = get_duration (self);
  self->new_segment = TRUE;
  add_source (self);
  return GST_FLOW_OK;
}

/* The library's clock is a structure that GLib gave up; nothing else may see it. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static GTimeVal
get_clock (RushesAnimation *self)
{
  return (GTimeVal) { self->clock / 1000, self->clock % 1000 * 1000 };
}

/* One picture on. When its time has come to the millisecond, the module for WebP stays once more. */
static void
advance (RushesAnimation *self)
{
  int delay = MAX (1, gdk_pixbuf_animation_iter_get_delay_time (self->iter));

  for (int more = 0; more <= delay; more += MAX (1, more))
    {
      GTimeVal now;
      self->clock += more == 0 ? delay : more;
      now = get_clock (self);
      if (gdk_pixbuf_animation_iter_advance (self->iter, &now))
        return;
    }
}

/* The iterator knows only "later": backwards is from the start. It is moved by its own delays, which may be rounded
 * otherwise than ours. */
static void
go_to (RushesAnimation *self, int picture)
{
  GTimeVal now;

  if (self->iter == NULL || self->at > picture)
    {
      g_clear_object (&self->iter);
      self->clock = 0;
      self->at = 0;
      now = get_clock (self);
      self->iter = gdk_pixbuf_animation_get_iter (self->animation, &now);
    }
  for (; self->at < picture; self->at++)
    advance (self);
}
G_GNUC_END_IGNORE_DEPRECATIONS

/* What can be seen through lies on black. */
static GdkPixbuf *
flatten (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  GdkPixbuf *flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  gdk_pixbuf_fill (flat, 0x000000ff);
  gdk_pixbuf_composite (picture, flat, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  return flat;
}

static GstBuffer *
new_buffer (RushesAnimation *self, int picture)
{
  g_autoptr (GdkPixbuf) flat = NULL;
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  int stride[GST_VIDEO_MAX_PLANES] = { 0 };
  GstBuffer *buffer;
  GBytes *bytes;

  go_to (self, picture);
  flat = flatten (gdk_pixbuf_animation_iter_get_pixbuf (self->iter));
  bytes = gdk_pixbuf_read_pixel_bytes (flat);
  buffer = gst_buffer_new_wrapped_bytes (bytes);
  g_bytes_unref (bytes);
  stride[0] = gdk_pixbuf_get_rowstride (flat);
  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGB, gdk_pixbuf_get_width (flat),
                                  gdk_pixbuf_get_height (flat), 1, offset, stride);
  GST_BUFFER_PTS (buffer) = get_start (self, picture);
  GST_BUFFER_DURATION (buffer) = get_start (self, picture + 1) - get_start (self, picture);
  return buffer;
}

static GstFlowReturn
give_next (RushesAnimation *self)
{
  GstClockTime start = get_start (self, self->next);

  if (self->new_segment)
    {
      GstEvent *event = gst_event_new_segment (&self->segment);
      if (self->seqnum != 0)
        gst_event_set_seqnum (event, self->seqnum);
      gst_pad_push_event (self->source, event);
      self->new_segment = FALSE;
    }
  if (self->next >= (int) self->ends->len || (self->segment.stop != GST_CLOCK_TIME_NONE && start >= self->segment.stop))
    return GST_FLOW_EOS;
  self->segment.position = start;
  return gst_pad_push (self->source, new_buffer (self, self->next++));
}

/* What is played as a segment has no end: whoever asked for it is told, and may go on anywhere. */
static GstEvent *
new_end (RushesAnimation *self)
{
  GstMessage *message;

  if ((self->segment.flags & GST_SEGMENT_FLAG_SEGMENT) == 0)
    return gst_event_new_eos ();
  self->segment.position = GST_CLOCK_TIME_IS_VALID (self->segment.stop) ? self->segment.stop : get_duration (self);
  message = gst_message_new_segment_done (GST_OBJECT (self), GST_FORMAT_TIME, self->segment.position);
  gst_message_set_seqnum (message, self->seqnum);
  gst_element_post_message (GST_ELEMENT (self), message);
  return gst_event_new_segment_done (GST_FORMAT_TIME, self->segment.position);
}

static void
push_end (RushesAnimation *self)
{
  GstEvent *event = new_end (self);

  if (self->seqnum != 0)
    gst_event_set_seqnum (event, self->seqnum);
  gst_pad_push_event (self->source, event);
}

static void
run_task (gpointer data)
{
  RushesAnimation *self = data;
  GstFlowReturn flow = self->source == NULL ? load (self) : give_next (self);

  if (flow == GST_FLOW_OK)
    return;
  gst_pad_pause_task (self->sink);
  if (flow == GST_FLOW_EOS && self->source != NULL)
    push_end (self);
  else if (flow < GST_FLOW_EOS && self->animation != NULL)
    GST_ELEMENT_FLOW_ERROR (self, flow);
}

static gboolean
activate (GstPad *pad, GstObject *parent)
{
  return gst_pad_activate_mode (pad, GST_PAD_MODE_PULL, TRUE);
}

static gboolean
activate_mode (GstPad *pad, GstObject *parent, GstPadMode mode, gboolean active)
{
  if (mode != GST_PAD_MODE_PULL)
    return FALSE;
  return active ? gst_pad_start_task (pad, run_task, parent, NULL) : gst_pad_stop_task (pad);
}

static void
clear (RushesAnimation *self)
{
  if (self->source != NULL)
    gst_element_remove_pad (GST_ELEMENT (self), self->source);
  gst_clear_object (&self->source);
  g_clear_object (&self->iter);
  g_clear_object (&self->animation);
  g_array_set_size (self->ends, 0);
  self->next = self->at = 0;
  self->seqnum = 0;
}

static GstStateChangeReturn
rushes_animation_change_state (GstElement *element, GstStateChange change)
{
  GstStateChangeReturn result = GST_ELEMENT_CLASS (rushes_animation_parent_class)->change_state (element, change);

  if (change == GST_STATE_CHANGE_PAUSED_TO_READY)
    clear (RUSHES_ANIMATION (element));
  return result;
}

static void
rushes_animation_finalize (GObject *object)
{
  RushesAnimation *self = RUSHES_ANIMATION (object);

  g_clear_object (&self->iter);
  g_clear_object (&self->animation);
  g_array_unref (self->ends);
  G_OBJECT_CLASS (rushes_animation_parent_class)->finalize (object);
}

static gboolean
can_load (const char *name)
{
  GSList *formats = gdk_pixbuf_get_formats ();
  gboolean found = FALSE;

  for (GSList *item = formats; item != NULL && !found; item = item->next)
    {
      g_autofree char *format = gdk_pixbuf_format_get_name (item->data);
      found = g_str_equal (format, name);
    }
  g_slist_free (formats);
  return found;
}

/* The library's module for WebP is a package of its own. Without it the kind is not ours, and is named as any missing
 * decoder is. */
static GstPadTemplate *
new_sink_template (void)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (can_load ("webp") ? "image/gif; image/webp" : "image/gif");

  return gst_pad_template_new ("sink", GST_PAD_SINK, GST_PAD_ALWAYS, caps);
}

static void
rushes_animation_class_init (RushesAnimationClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rushes_animation_finalize;
  element_class->change_state = rushes_animation_change_state;
  gst_element_class_add_pad_template (element_class, new_sink_template ());
  gst_element_class_add_static_pad_template (element_class, &source_template);
  gst_element_class_set_static_metadata (element_class, "Animated pictures", "Codec/Demuxer/Image",
                                         "GIF and animated WebP by GdkPixbuf", "The Rushes authors");
}

static void
rushes_animation_init (RushesAnimation *self)
{
  self->ends = g_array_new (FALSE, FALSE, sizeof (GstClockTime));
  self->sink = gst_pad_new_from_template (gst_element_get_pad_template (GST_ELEMENT (self), "sink"), "sink");
  gst_pad_set_activate_function (self->sink, activate);
  gst_pad_set_activatemode_function (self->sink, activate_mode);
  gst_element_add_pad (GST_ELEMENT (self), self->sink);
}

/* GStreamer's own decoders take a WebP for a single picture, or give up. */
static void
leave_out_others (void)
{
  GList *decoders = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("image/webp");
  GList *others = gst_element_factory_list_filter (decoders, caps, GST_PAD_SINK, FALSE);

  for (GList *item = others; item != NULL; item = item->next)
    gst_plugin_feature_set_rank (item->data, GST_RANK_NONE);
  gst_plugin_feature_list_free (others);
  gst_plugin_feature_list_free (decoders);
}

/* Lets GStreamer find it before its own; in this process only. */
gboolean
rushes_animation_register (void)
{
  leave_out_others ();
  return gst_element_register (NULL, "rushesanimation", GST_RANK_PRIMARY + 64, RUSHES_TYPE_ANIMATION);
}

G_GNUC_END_IGNORE_DEPRECATIONS
