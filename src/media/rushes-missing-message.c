/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-missing-message.h"

#include "rushes-missing.h"

#include <gst/pbutils/pbutils.h>

/* What a pipeline says that it lacks. */

/**
 * rushes_missing_message_read:
 * @message: of a missing plug-in
 * @detail: (out) (transfer full): for rushes_missing_dup_advice()
 * @name: (out) (transfer full): for people
 *
 * Returns: whether the picture needs it: a clip whose sound cannot be decoded plays without
 */
gboolean
rushes_missing_message_read (GstMessage *message, char **detail, char **name)
{
  g_autofree char *read = gst_missing_plugin_message_get_installer_detail (message);

  if (read != NULL && strstr (read, "|decoder-audio/") != NULL)
    return FALSE;
  *name = read != NULL ? rushes_missing_dup_name (read) : gst_missing_plugin_message_get_description (message);
  *detail = read != NULL ? g_steal_pointer (&read) : g_strdup (*name);
  return TRUE;
}
