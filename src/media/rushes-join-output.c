/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-join-output.h"

#include "rushes-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <gst/app/app.h>
#include <unistd.h>

/* What is put in waits in queues; who puts pictures in waits while theirs is full. The queue of the sound has no end, so that the
 * muxer, which waits for both, never waits for one that waits for it. */

#define QUEUE 8 /* pictures */
#define OFFSET (3600 * GST_SECOND) /* frames may be decoded before the film begins: times may not be below 0 */

struct _RushesJoinOutput
{
  GstElement *pipeline;
  GstAppSrc *picture, *sound; /* sound: or NULL */
  GMutex mutex;
  GCond moved;
  gboolean full, ended;  /* under the mutex, as the next */
  GError *cause;
  GCancellable *cancellable;
  gulong cancelling;
  const char *encoder;   /* or NULL: the picture is copied */
  int file;              /* to have it on the disk */
};

/* The first that is there, with what makes its pictures good enough to be looked at. */
static const struct
{
  const char *name, *settings;
} pictures[] = {
  { "x264enc", "speed-preset=veryfast pass=qual quantizer=18 key-int-max=48" },
  { "openh264enc", "rate-control=quality complexity=medium bitrate=8000000" },
  { "vah264enc", "" },
  { "vaapih264enc", "" },
  { "nvh264enc", "" },
}, sounds[] = {
  { "avenc_aac", "bitrate=192000" },
  { "fdkaacenc", "" },
  { "voaacenc", "bitrate=192000" },
};

static gboolean
is_there (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

static int
find_picture (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    if (is_there (pictures[i].name))
      return (int) i;
  return -1;
}

static int
find_sound (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
    if (is_there (sounds[i].name))
      return (int) i;
  return -1;
}

/* (transfer full) (nullable) */
static char *
describe (RushesJoinOutput *self, gboolean encode, GstCaps *sound, GError **error)
{
  gboolean raw = sound != NULL && gst_structure_has_name (gst_caps_get_structure (sound, 0), "audio/x-raw");
  int picture = encode ? find_picture () : 0, heard = raw ? find_sound () : 0;
  GString *text = g_string_new ("mp4mux name=mux ! fdsink name=file sync=false appsrc name=picture format=time handle-segment-change=true");

  if (picture < 0 || heard < 0 || !is_there ("mp4mux"))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED, picture < 0
                             ? _("Nothing on this computer encodes H.264: install GStreamer’s x264 (“ugly” plug-ins) or OpenH264 (“bad”)")
                             : _("Nothing on this computer encodes AAC: install GStreamer’s libav plug-in"));
      g_string_free (text, TRUE);
      return NULL;
    }
  if (encode)
    {
      self->encoder = pictures[picture].name;
      g_string_append_printf (text, " ! %s %s ! h264parse", pictures[picture].name, pictures[picture].settings);
    }
  g_string_append (text, " ! queue max-size-buffers=0 max-size-time=0 max-size-bytes=8000000 ! mux.video_0");
  if (sound != NULL)
    g_string_append (text, " appsrc name=sound format=time handle-segment-change=true max-bytes=0 !");
  if (raw)
    g_string_append_printf (text, " audioconvert ! audioresample ! %s %s !", sounds[heard].name, sounds[heard].settings);
  if (sound != NULL)
    g_string_append (text, " aacparse ! mux.audio_0");
  return g_string_free (text, FALSE);
}

static void
wake (RushesJoinOutput *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);
}

static void
on_cancelled (GCancellable *cancellable, RushesJoinOutput *self)
{
  wake (self);
}

static void
set_full (RushesJoinOutput *self, gboolean full)
{
  g_mutex_lock (&self->mutex);
  self->full = full;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);
}

static void
on_need (GstAppSrc *source, guint length, gpointer self)
{
  set_full (self, FALSE);
}

static void
on_enough (GstAppSrc *source, gpointer self)
{
  set_full (self, TRUE);
}

static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesJoinOutput *self = data;

  g_mutex_lock (&self->mutex);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR && self->cause == NULL)
    gst_message_parse_error (message, &self->cause, NULL);
  self->ended |= GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS;
  g_cond_broadcast (&self->moved);
  g_mutex_unlock (&self->mutex);
  return GST_BUS_DROP;
}

/* Returns: (transfer full): of sound that is mixed */
GstCaps *
rushes_join_output_new_sound_caps (void)
{
  return gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "F32LE", "layout", G_TYPE_STRING, "interleaved", "rate", G_TYPE_INT,
                              RUSHES_JOIN_SOUND_RATE, "channels", G_TYPE_INT, RUSHES_JOIN_CHANNELS, NULL);
}

static void
connect (RushesJoinOutput *self, GstCaps *picture, GstCaps *sound)
{
  GstAppSrcCallbacks callbacks = { .need_data = on_need, .enough_data = on_enough };
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);
  g_autoptr (GstElement) file = gst_bin_get_by_name (GST_BIN (self->pipeline), "file");

  g_object_set (file, "fd", self->file, NULL);
  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  self->picture = GST_APP_SRC (gst_bin_get_by_name (GST_BIN (self->pipeline), "picture"));
  g_object_set (self->picture, "max-buffers", (guint64) QUEUE, "max-bytes", (guint64) 0, NULL);
  gst_app_src_set_caps (self->picture, picture);
  gst_app_src_set_callbacks (self->picture, &callbacks, self, NULL);
  self->sound = (GstAppSrc *) gst_bin_get_by_name (GST_BIN (self->pipeline), "sound");
  if (self->sound != NULL)
    gst_app_src_set_caps (self->sound, sound);
}

/**
 * rushes_join_output_new:
 * @path: a new file
 * @picture: what pictures are: raw ones that are encoded, or compressed ones as they stay
 * @sound: (nullable): what it is: such as is mixed, or compressed as it stays; %NULL: there is none
 */
RushesJoinOutput *
rushes_join_output_new (const char *path, GstCaps *picture, gboolean encode, GstCaps *sound, GCancellable *cancellable, GError **error)
{
  RushesJoinOutput *self = g_new0 (RushesJoinOutput, 1);
  g_autofree char *text = describe (self, encode, sound, error);

  self->file = -1;
  if (text != NULL && (self->file = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666)) < 0)
    rushes_error_set_from_errno (error, errno, "make the film");
  self->pipeline = self->file >= 0 ? gst_parse_launch (text, NULL) : NULL;
  if (self->pipeline == NULL)
    {
      if (self->file >= 0)
        close (self->file);
      g_free (self);
      return NULL;
    }
  gst_object_ref_sink (self->pipeline);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->moved);
  connect (self, picture, sound);
  self->cancellable = cancellable;
  if (cancellable != NULL)
    self->cancelling = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self, NULL);
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  return self;
}

void
rushes_join_output_free (RushesJoinOutput *self)
{
  if (self->cancellable != NULL)
    g_cancellable_disconnect (self->cancellable, self->cancelling);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->picture);
  if (self->sound != NULL)
    gst_object_unref (self->sound);
  gst_object_unref (self->pipeline);
  g_clear_error (&self->cause);
  close (self->file);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->moved);
  g_free (self);
}

static gboolean
fail (RushesJoinOutput *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (g_error_matches (self->cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT))
    cause = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, self->cause->message);
  rushes_error_set_from_file (error, cause != NULL ? cause : self->cause, "write the film");
  return FALSE;
}

static gboolean
is_broken (RushesJoinOutput *self)
{
  return self->cause != NULL || g_cancellable_is_cancelled (self->cancellable);
}

/* @buffer: (transfer full) */
static void
push (GstAppSrc *source, GstBuffer *buffer)
{
  GstSegment segment;
  g_autoptr (GstCaps) caps = gst_app_src_get_caps (source);
  g_autoptr (GstSample) sample = NULL;

  gst_segment_init (&segment, GST_FORMAT_TIME);
  segment.start = OFFSET;
  GST_BUFFER_PTS (buffer) += OFFSET;
  if (GST_BUFFER_DTS_IS_VALID (buffer))
    GST_BUFFER_DTS (buffer) += OFFSET;
  sample = gst_sample_new (buffer, caps, &segment, NULL);
  gst_app_src_push_sample (source, sample);
  gst_buffer_unref (buffer);
}

/* @buffer: (transfer full): its time is that in the film; that of its decoding may lie before (as a number below 0 does) */
gboolean
rushes_join_output_picture (RushesJoinOutput *self, GstBuffer *buffer, GError **error)
{
  gboolean broken;

  g_mutex_lock (&self->mutex);
  while (self->full && !is_broken (self))
    g_cond_wait (&self->moved, &self->mutex);
  broken = is_broken (self);
  g_mutex_unlock (&self->mutex);
  push (self->picture, buffer);
  return !broken || fail (self, error);
}

/* @buffer: (transfer full) */
gboolean
rushes_join_output_sound (RushesJoinOutput *self, GstBuffer *buffer, GError **error)
{
  push (self->sound, buffer);
  return TRUE;
}

/* Returns: whether all of it is in the file, and on the disk */
gboolean
rushes_join_output_finish (RushesJoinOutput *self, GError **error)
{
  gboolean ended;

  gst_app_src_end_of_stream (self->picture);
  if (self->sound != NULL)
    gst_app_src_end_of_stream (self->sound);
  g_mutex_lock (&self->mutex);
  while (!self->ended && !is_broken (self))
    g_cond_wait (&self->moved, &self->mutex);
  ended = self->ended && !is_broken (self);
  g_mutex_unlock (&self->mutex);
  if (!ended)
    return fail (self, error);
  return fsync (self->file) == 0 || rushes_error_set_from_errno (error, errno, "write the film");
}

/* Returns: (nullable): who encodes the pictures */
const char *
rushes_join_output_get_encoder (RushesJoinOutput *self)
{
  return self->encoder;
}
