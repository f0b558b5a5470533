/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-request-json.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

/* Requests as JSON, for the ledger and the sidecars. */

char *
rushes_request_to_json (RushesRequest *request)
{
  return json_gvariant_serialize_data (rushes_request_get_variant (request), NULL);
}

/* Returns: (transfer full) (nullable) */
RushesRequest *
rushes_request_from_json (const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GVariant *members = json_gvariant_deserialize_data (text, -1, "a{sv}", &cause);

  if (members != NULL)
    return rushes_request_new (members);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("A stored request cannot be read: %s"), cause->message);
  return NULL;
}
