/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-audio-check.h"

#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-missing.h"

#include <glib/gi18n.h>
#include <gst/pbutils/pbutils.h>

#define TIMEOUT (20 * GST_SECOND)

static gboolean
has_sound (GstDiscovererInfo *info)
{
  GList *sounds = gst_discoverer_info_get_audio_streams (info);
  gboolean any = sounds != NULL;

  gst_discoverer_stream_info_list_free (sounds);
  return any;
}

/* (transfer full) (nullable): what is not installed and would be needed */
static char *
dup_missing (GstDiscovererInfo *info)
{
  const char **details = gst_discoverer_info_get_missing_elements_installer_details (info);

  return details != NULL && *details != NULL ? rushes_missing_dup_name (*details) : NULL;
}

/* Returns: whether the file has sound that can be played here; if not, %RUSHES_ERROR_FILE, a sentence without a full stop. Blocking, any thread */
gboolean
rushes_audio_check (const char *path, GError **error)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL), *name = g_filename_display_basename (path), *missing = NULL;
  g_autoptr (GstDiscoverer) discoverer = NULL;
  g_autoptr (GstDiscovererInfo) info = NULL;

  rushes_media_init ();
  discoverer = gst_discoverer_new (TIMEOUT, NULL);
  info = discoverer != NULL ? gst_discoverer_discover_uri (discoverer, uri, NULL) : NULL;
  missing = info != NULL && gst_discoverer_info_get_result (info) == GST_DISCOVERER_MISSING_PLUGINS ? dup_missing (info) : NULL;
  if (info != NULL && gst_discoverer_info_get_result (info) == GST_DISCOVERER_OK && has_sound (info))
    return TRUE;
  if (missing != NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” cannot be played here: %s is not installed"), name, missing);
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is no sound that can be played"), name);
  return FALSE;
}
