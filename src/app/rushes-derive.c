/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-derive.h"

#include "rushes-draft.h"
#include "rushes-error.h"
#include "rushes-request-builder.h"

#include <glib/gi18n.h>

/* Clips made of clips: a remix, an edit or an extension, on the server that made the first. */

/**
 * rushes_derive_new_request:
 * @how: "remix", "edit" or "extend"
 * @seconds: how much longer, for an extension; 0 for the usual 4
 *
 * Returns: (transfer full)
 */
RushesRequest *
rushes_derive_new_request (RushesClip *clip, const char *how, const char *prompt, double seconds, GError **error)
{
  static const char *const kinds[] = { "remix", "edit", "extend", NULL };
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_auto (RushesDraft) draft = { .provider = RUSHES_PROVIDER_OPENAI, .seed = -1, .take = 1 };

  if (!g_strv_contains (kinds, how))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("A clip can be made into a remix, an edit or an extension"));
  else if (info->remote_id == NULL || rushes_request_get_provider (info->request) != RUSHES_PROVIDER_OPENAI)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("Only a clip that a video service made can be made into another there"));
  if (error != NULL && *error != NULL)
    return NULL;
  draft.prompt = g_strdup (prompt);
  draft.model = g_strdup (rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL));
  draft.derive = g_strdup (how);
  draft.source = g_strdup (info->remote_id);
  draft.parent = g_strdup (info->id);
  draft.width = info->width;
  draft.height = info->height;
  draft.seconds = seconds > 0 ? seconds : g_str_equal (how, "extend") ? 4 : info->duration_ms / 1000.0;
  return rushes_request_builder_build (&draft, NULL, NULL, error);
}

/* Returns: (transfer none): the connection that made the clip, as far as it is still there */
RushesConnection *
rushes_derive_find_connection (RushesConnections *connections, RushesClip *clip, GError **error)
{
  const char *name = rushes_clip_get_info (clip)->connection_name;
  RushesConnection *connection = name != NULL ? rushes_connections_find_named (connections, name) : NULL;

  if (connection == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The connection that made this clip is gone"));
  return connection;
}
