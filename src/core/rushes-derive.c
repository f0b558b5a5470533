/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-derive.h"

#include "rushes-draft.h"
#include "rushes-error.h"
#include "rushes-request-builder.h"

#include <glib/gi18n.h>

/* Clips made of clips: a remix, an edit or an extension, on the server that made the first. */

/* The connection that made the clip, as far as it is still there. Returns: (transfer none) */
static RushesConnection *
find_connection (RushesConnections *connections, const RushesClipInfo *info, GError **error)
{
  const char *name = info->connection_name;
  RushesConnection *connection = name != NULL ? rushes_connections_find_named (connections, name) : NULL;

  if (connection == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The connection that made this clip is gone"));
  return connection;
}

/* Nobody lists what a derived clip costs: what the user says of the connection, else what the first one cost.
 * Returns: US dollars per second, 0 if not known */
static double
get_price (RushesConnection *connection, const RushesClipInfo *info)
{
  double seconds = rushes_request_get_double (info->request, RUSHES_REQUEST_SECONDS, 0);

  return rushes_connection_get_number (connection, RUSHES_CONNECTION_PRICE, info->cost > 0 && seconds > 0 ? info->cost / seconds : 0);
}

/**
 * rushes_derive_new_request:
 * @how: "remix", "edit" or "extend"
 * @seconds: how much longer, for an extension; 0 for the usual 4
 * @connection: (out) (transfer none): the one that made the clip
 *
 * Returns: (transfer full)
 */
RushesRequest *
rushes_derive_new_request (RushesConnections *connections, RushesClip *clip, const char *how, const char *prompt, double seconds,
                           RushesConnection **connection, GError **error)
{
  static const char *const kinds[] = { "remix", "edit", "extend", NULL };
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_auto (RushesDraft) draft = { .provider = RUSHES_PROVIDER_OPENAI, .seed = -1, .take = 1 };

  *connection = NULL;
  if (!g_strv_contains (kinds, how))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("A clip can be made into a remix, an edit or an extension"));
  else if (info->remote_id == NULL || rushes_request_get_provider (info->request) != RUSHES_PROVIDER_OPENAI)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("Only a clip that a video service made can be made into another there"));
  else
    *connection = find_connection (connections, info, error);
  if (*connection == NULL)
    return NULL;
  draft.prompt = g_strdup (prompt);
  draft.model = g_strdup (rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL));
  draft.derive = g_strdup (how);
  draft.source = g_strdup (info->remote_id);
  draft.parent = g_strdup (info->id);
  draft.price = get_price (*connection, info);
  draft.width = info->width;
  draft.height = info->height;
  draft.seconds = seconds > 0 ? seconds : g_str_equal (how, "extend") ? 4 : info->duration_ms / 1000.0;
  return rushes_request_builder_build (&draft, NULL, NULL, error);
}
