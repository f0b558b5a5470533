/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-probe.h"

#include "rushes-error.h"
#include "rushes-mp4.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gst/pbutils/pbutils.h>

#define TIMEOUT (20 * GST_SECOND)

/* Starts GStreamer when media is first looked at; any thread, any number of times. */
void
rushes_media_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      gst_init (NULL, NULL);
      gst_pb_utils_init ();
      g_once_init_leave (&once, 1);
    }
}

void
rushes_probe_free (RushesProbe *self)
{
  g_free (self->missing_decoder);
  g_free (self);
}

/* "gstreamer|1.0|rushes|H.264 (Main Profile) decoder|decoder-video/x-h264…" → the description */
static char *
dup_missing (GstDiscovererInfo *info)
{
  const char **details = gst_discoverer_info_get_missing_elements_installer_details (info);
  g_auto (GStrv) parts = NULL;

  if (details == NULL || details[0] == NULL)
    return g_strdup ("unknown decoder");
  parts = g_strsplit (details[0], "|", 5);
  return g_strdup (g_strv_length (parts) > 3 ? parts[3] : details[0]);
}

static void
read_video (RushesProbe *self, GstDiscovererInfo *info)
{
  GList *streams = gst_discoverer_info_get_video_streams (info);

  if (streams != NULL)
    {
      GstDiscovererVideoInfo *video = streams->data;
      guint denominator = gst_discoverer_video_info_get_framerate_denom (video);

      self->width = gst_discoverer_video_info_get_width (video);
      self->height = gst_discoverer_video_info_get_height (video);
      if (denominator > 0)
        self->fps = (double) gst_discoverer_video_info_get_framerate_num (video) / denominator;
    }
  gst_discoverer_stream_info_list_free (streams);
}

static gboolean
discover (RushesProbe *self, const char *path, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GstDiscoverer) discoverer = NULL;
  g_autoptr (GstDiscovererInfo) info = NULL;
  GstDiscovererResult result;

  rushes_media_init ();
  discoverer = gst_discoverer_new (TIMEOUT, &cause);
  info = discoverer != NULL ? gst_discoverer_discover_uri (discoverer, uri, &cause) : NULL;
  if (info == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO, "%s", cause != NULL ? cause->message : "");
      return FALSE;
    }
  result = gst_discoverer_info_get_result (info);
  read_video (self, info);
  self->duration_ms = gst_discoverer_info_get_duration (info) / GST_MSECOND;
  if (result == GST_DISCOVERER_MISSING_PLUGINS)
    self->missing_decoder = dup_missing (info);
  else if (result != GST_DISCOVERER_OK || self->width == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO, "%s",
                   cause != NULL ? cause->message : "There is no picture in it");
      return FALSE;
    }
  return TRUE;
}

/* GIF and animated WebP: GStreamer does not play them; the picture library does. */
static gboolean
read_animation (RushesProbe *self, const char *path, GError **error)
{
  GdkPixbufFormat *format = gdk_pixbuf_get_file_info (path, &self->width, &self->height);

  /* A loader may know the kind without the size. */
  self->width = MAX (0, self->width);
  self->height = MAX (0, self->height);
  if (format == NULL)
    self->missing_decoder = g_strdup_printf ("%s picture", self->extension);
  return TRUE;
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
  gboolean read;

  self->extension = rushes_mp4_check (path, error);
  if (self->extension == NULL)
    return NULL;
  info = g_file_query_info (file, "standard::size", 0, NULL, NULL);
  self->size_bytes = info != NULL ? g_file_info_get_size (info) : 0;
  if (g_str_equal (self->extension, "gif") || g_str_equal (self->extension, "webp"))
    read = read_animation (self, path, error);
  else
    read = discover (self, path, error);
  return read ? g_steal_pointer (&self) : NULL;
}
