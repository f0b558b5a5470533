/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-probe.h"

#include "rushes-container.h"
#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-missing.h"
#include "rushes-rate.h"
#include "rushes-shown.h"

#include <glib/gi18n.h>
#include <gst/pbutils/pbutils.h>
#include <string.h>

/* What a file is: GstDiscoverer tells what is in it, rushes-frames.c when each frame is shown, rushes-shown.c how. */

#define TIMEOUT (20 * GST_SECOND)
#define MISSING_MS 1000 /* so much less than promised is no rounding */

void
rushes_probe_free (RushesProbe *self)
{
  g_free (self->missing_decoder);
  g_free (self->codec);
  g_free (self->sound);
  g_free (self);
}

/* What cannot be named better: GStreamer's own words. */
static gboolean
set_unreadable (GError **error, const GError *cause)
{
  g_autofree char *clean = cause != NULL ? g_strdup (cause->message) : NULL;
  g_autofree char *about = clean != NULL ? g_strdup_printf (_("%%s cannot be read: %s"), clean) : NULL;

  return rushes_error_set_not_a_video (error, about != NULL ? about : _("%s cannot be read"), NULL);
}

/* The one that is played. Cover art is no video. Returns: (transfer full) (nullable) */
static GstDiscovererVideoInfo *
find_video (GstDiscovererInfo *info)
{
  GList *streams = gst_discoverer_info_get_video_streams (info);
  GstDiscovererVideoInfo *found = NULL;

  for (GList *item = streams; item != NULL && found == NULL; item = item->next)
    if (!gst_discoverer_video_info_is_image (item->data))
      found = g_object_ref (item->data);
  gst_discoverer_stream_info_list_free (streams);
  return found;
}

/* The name for people of a decoder that is needed for the picture; sound may be missing. */
static char *
dup_missing (GstDiscovererInfo *info)
{
  const char **details = gst_discoverer_info_get_missing_elements_installer_details (info);

  for (; details != NULL && *details != NULL; details++)
    if (strstr (*details, "|decoder-audio/") == NULL)
      return rushes_missing_dup_name (*details);
  return NULL;
}

/* GStreamer asks for a decoder of what is encrypted. Newer ones name it "…-cbcs" too. */
static gboolean
is_encrypted (GstDiscovererInfo *info)
{
  const char **details = gst_discoverer_info_get_missing_elements_installer_details (info);

  for (; details != NULL && *details != NULL; details++)
    if (strstr (*details, "application/x-cenc") != NULL || strstr (*details, "application/x-cbcs") != NULL ||
        strstr (*details, "application/x-webm-enc") != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_sideways (GstDiscovererInfo *info, GstDiscovererVideoInfo *video, const char *path)
{
  const GstTagList *own = gst_discoverer_stream_info_get_tags (GST_DISCOVERER_STREAM_INFO (video));
  g_autoptr (GstDiscovererStreamInfo) file = gst_discoverer_info_get_stream_info (info);

  return rushes_shown_is_sideways (own) || rushes_shown_is_untold (path) ||
         (GST_IS_DISCOVERER_CONTAINER_INFO (file) &&
          rushes_shown_is_sideways (gst_discoverer_container_info_get_tags (GST_DISCOVERER_CONTAINER_INFO (file))));
}

static char *
describe (gpointer stream)
{
  g_autoptr (GstCaps) caps = gst_discoverer_stream_info_get_caps (stream);

  return caps != NULL && gst_caps_is_fixed (caps) ? gst_pb_utils_get_codec_description (caps) : NULL;
}

/* A kind of picture that may move. */
static gboolean
is_animation (const RushesProbe *self)
{
  return g_str_equal (self->extension, "gif") || g_str_equal (self->extension, "webp");
}

static char *
dup_codec (RushesProbe *self, GstDiscovererInfo *info, GstDiscovererVideoInfo *video)
{
  g_autoptr (GstDiscovererStreamInfo) file = gst_discoverer_info_get_stream_info (info);
  g_autofree char *codec = describe (video), *container = GST_IS_DISCOVERER_CONTAINER_INFO (file) ? describe (file) : NULL;

  if (is_animation (self))
    return g_strdup (g_str_equal (self->extension, "gif") ? _("Animated GIF") : _("Animated WebP"));
  if (codec == NULL || container == NULL)
    return g_steal_pointer (&codec);
  return g_strdup_printf ("%s, %s", codec, container);
}

static char *
dup_channels (guint n)
{
  return n == 1 ? g_strdup (_("mono")) : n == 2 ? g_strdup (_("stereo")) : g_strdup_printf (_("%u channels"), n);
}

static char *
dup_sound (GstDiscovererInfo *info)
{
  GList *streams = gst_discoverer_info_get_audio_streams (info);
  char *text = NULL;

  if (streams != NULL)
    {
      g_autofree char *codec = describe (streams->data), *channels = dup_channels (gst_discoverer_audio_info_get_channels (streams->data));
      guint rate = gst_discoverer_audio_info_get_sample_rate (streams->data);
      text = rate > 0 ? g_strdup_printf (_("%s, %s, %g kHz"), codec != NULL ? codec : "?", channels, rate / 1000.0)
                      : g_strdup (codec != NULL ? codec : "?");
    }
  gst_discoverer_stream_info_list_free (streams);
  return text;
}

static void
read_video (RushesProbe *self, const char *path, GstDiscovererInfo *info, GstDiscovererVideoInfo *video)
{
  guint denominator = gst_discoverer_video_info_get_framerate_denom (video);

  rushes_shown_get_size (gst_discoverer_video_info_get_width (video), gst_discoverer_video_info_get_height (video),
                         gst_discoverer_video_info_get_par_num (video), gst_discoverer_video_info_get_par_denom (video),
                         is_sideways (info, video, path), &self->width, &self->height);
  if (denominator > 0 && gst_discoverer_video_info_get_framerate_num (video) / denominator <= RUSHES_RATE_MAX)
    self->fps = (double) gst_discoverer_video_info_get_framerate_num (video) / denominator;
  self->codec = dup_codec (self, info, video);
  self->sound = dup_sound (info);
}

/* All boxes of these are there, or we would not have come this far; others promise a length in front and may be cut. */
static gboolean
may_be_cut (RushesProbe *self)
{
  static const char *const checked[] = { "mp4", "mov", "3gp", "m4a", NULL };

  return !g_strv_contains (checked, self->extension);
}

/* Containers round: what the stream itself says is taken where the frames agree. */
static void
read_frames (RushesProbe *self, const char *path)
{
  g_autoptr (RushesFrames) frames = rushes_frames_read (path, NULL, NULL);
  gint64 end, promised = may_be_cut (self) ? MAX (self->duration_ms, rushes_container_get_promise (path)) : 0;
  double rate;

  if (frames == NULL)
    return;
  rate = rushes_frames_get_rate (frames);
  end = rushes_frames_get_end (frames) / GST_MSECOND;
  self->n_frames = rushes_frames_get_count (frames);
  self->variable = !rushes_frames_is_even (frames);
  if (rate > 0 && rate <= RUSHES_RATE_MAX && !(self->fps > rate * 0.99 && self->fps < rate * 1.01))
    self->fps = rate;
  if (rushes_frames_is_complete (frames) && promised > end + MISSING_MS)
    self->promised_ms = promised;
  self->duration_ms = (rushes_frames_get_length (frames) - rushes_frames_get_time (frames, 0) + GST_MSECOND / 2) / GST_MSECOND;
}

static gboolean
explain_no_video (GstDiscovererInfo *info, const GError *cause, GError **error)
{
  GList *pictures = gst_discoverer_info_get_video_streams (info), *sounds = gst_discoverer_info_get_audio_streams (info);
  const char **missing = gst_discoverer_info_get_missing_elements_installer_details (info);
  gboolean sound = sounds != NULL || (missing != NULL && *missing != NULL);
  gboolean picture = pictures != NULL && !sound;

  gst_discoverer_stream_info_list_free (pictures);
  gst_discoverer_stream_info_list_free (sounds);
  if (sound)
    return rushes_error_set_not_a_video (error, _("%s has no picture, only sound"), NULL);
  if (picture && cause == NULL)
    return rushes_error_set_not_a_video (error, _("%s is a single picture and does not move"), NULL);
  return cause != NULL ? set_unreadable (error, cause) : rushes_error_set_not_a_video (error, _("%s has no picture"), NULL);
}

/* A decoder that is missing for the only stream there is: a video or picture that is good, or a sound. */
static gboolean
read_info (RushesProbe *self, const char *path, GstDiscovererInfo *info, const GError *cause, GError **error)
{
  GstDiscovererResult result = gst_discoverer_info_get_result (info);
  g_autoptr (GstDiscovererVideoInfo) video = find_video (info);

  if (is_encrypted (info) || g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_DECRYPT) ||
      g_error_matches (cause, GST_STREAM_ERROR, GST_STREAM_ERROR_DECRYPT_NOKEY))
    return rushes_error_set_not_a_video (error, _("%s is encrypted: only the program or service it came from can play it"), NULL);
  if (result == GST_DISCOVERER_MISSING_PLUGINS)
    self->missing_decoder = dup_missing (info);
  if (video == NULL && self->missing_decoder == NULL)
    return explain_no_video (info, cause, error);
  if (result != GST_DISCOVERER_OK && result != GST_DISCOVERER_MISSING_PLUGINS)
    return set_unreadable (error, cause);
  self->duration_ms = gst_discoverer_info_get_duration (info) / GST_MSECOND;
  if (video != NULL)
    read_video (self, path, info, video);
  return TRUE;
}

static gboolean
discover (RushesProbe *self, const char *path, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GstDiscoverer) discoverer = NULL;
  g_autoptr (GstDiscovererInfo) info = NULL;

  rushes_media_init ();
  discoverer = gst_discoverer_new (TIMEOUT, &cause);
  info = discoverer != NULL ? gst_discoverer_discover_uri (discoverer, uri, &cause) : NULL;
  if (info == NULL)
    return set_unreadable (error, cause);
  return read_info (self, path, info, cause, error);
}

static gboolean
set_cut (gint64 plays_ms, gint64 promised_ms, GError **error)
{
  int promised = (int) ((promised_ms + 500) / 1000);
  g_autofree char *about = g_strdup_printf (ngettext ("%%s is cut off: %d of %d second plays", "%%s is cut off: %d of %d seconds play", promised),
                                            (int) (plays_ms / 1000), promised);

  return rushes_error_set_not_a_video (error, about, NULL);
}

/* The whole is known to be cut: how much of it is there? */
static void
explain_cut (RushesProbe *self, const char *path, GError **error)
{
  g_autoptr (RushesFrames) frames = discover (self, path, NULL) ? rushes_frames_read (path, NULL, NULL) : NULL;

  if (frames == NULL || self->duration_ms == 0)
    return;
  g_clear_error (error);
  set_cut (rushes_frames_get_length (frames) / GST_MSECOND, self->duration_ms, error);
}

/**
 * rushes_probe_new:
 *
 * Returns: (transfer full) (nullable): what the file is, or %NULL with %RUSHES_ERROR_NOT_A_VIDEO if it
 * is no complete video. A missing decoder is no error: the file is good, this computer is not. Blocking.
 */
RushesProbe *
rushes_probe_new (const char *path, GError **error)
{
  g_autoptr (RushesProbe) self = g_new0 (RushesProbe, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;
  gboolean plays = FALSE;

  self->extension = rushes_container_get_extension (path, error);
  if (self->extension == NULL)
    return NULL;
  if (!rushes_container_check (path, &plays, &cause))
    {
      if (plays)
        explain_cut (self, path, &cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  info = g_file_query_info (file, "standard::size", 0, NULL, NULL);
  self->size_bytes = info != NULL ? g_file_info_get_size (info) : 0;
  if (!discover (self, path, error))
    return NULL;
  read_frames (self, path);
  return g_steal_pointer (&self);
}

/**
 * rushes_probe_check_whole:
 *
 * Returns: whether the file holds as much as it promises in front, and moves, else %RUSHES_ERROR_NOT_A_VIDEO. Of an MP4 that is
 *   known already; of others a result that was paid for is kept as it is, but who chose the file can choose a better one.
 */
gboolean
rushes_probe_check_whole (const RushesProbe *self, GError **error)
{
  if (is_animation (self) && self->n_frames == 1)
    return rushes_error_set_not_a_video (error, _("%s is a single picture and does not move"), NULL);
  return self->promised_ms == 0 || set_cut (self->duration_ms, self->promised_ms, error);
}
