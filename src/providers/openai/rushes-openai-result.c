/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-result.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-replace.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

/* Results that are not at /content: bytes in the answer itself, and addresses that the server names
 * (contracts/openai-videos.md, section 8, rule 10). */

static const char *
find_base64 (JsonObject *object)
{
  JsonArray *data = rushes_json_peek_array (object, "data");
  JsonNode *first = data != NULL && json_array_get_length (data) > 0 ? json_array_get_element (data, 0) : NULL;
  const char *text = rushes_json_peek_string (object, "b64_json");

  if (text == NULL && first != NULL && JSON_NODE_HOLDS_OBJECT (first))
    text = rushes_json_peek_string (json_node_get_object (first), "b64_json");
  return text;
}

gboolean
rushes_openai_result_has_bytes (JsonObject *object)
{
  return find_base64 (object) != NULL;
}

/* Whether text is base64 and nothing else: GLib's decoder passes over what is not. */
static gboolean
is_base64 (const char *text)
{
  return *text != '\0' && text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n")] == '\0';
}

/* Writes the bytes of an answer where a download would put them. */
gboolean
rushes_openai_result_write_bytes (JsonObject *object, RushesHttp *http, const char *part, GError **error)
{
  const char *text = find_base64 (object);
  g_autoptr (GError) cause = NULL;
  g_autofree guchar *bytes = NULL;
  gsize size;

  if (text != NULL && g_str_has_prefix (text, "data:") && strchr (text, ',') != NULL)
    text = strchr (text, ',') + 1;
  if (text == NULL || !is_base64 (text))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The video in the answer is not valid base64"));
      return FALSE;
    }
  bytes = g_base64_decode (text, &size);
  if (http != NULL && !rushes_http_check_room (http, part, (gint64) size, error))
    return FALSE;
  if (rushes_replace_write (part, (const char *) bytes, (gssize) size, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write the clip");
  return FALSE;
}

/**
 * rushes_openai_result_resolve:
 * @url: as the server named it; may be relative
 *
 * Returns: (transfer full): where to download from; %NULL with %RUSHES_ERROR_PROTOCOL for what no honest server names
 */
char *
rushes_openai_result_resolve (RushesTarget *target, const char *url, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *base = g_strconcat (rushes_endpoint_get_base_url (endpoint), "/", NULL);
  g_autofree char *full = g_uri_resolve_relative (base, url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) uri = full != NULL ? g_uri_parse (full, G_URI_FLAGS_ENCODED, NULL) : NULL;
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (scheme, "http") != 0 && g_strcmp0 (scheme, "https") != 0) || rushes_endpoint_is_link_local (uri))
    {
      g_autofree char *shown = rushes_endpoint_redact (endpoint, url);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("The server names “%.200s” as the video, which is no address to fetch one from"), shown);
      return NULL;
    }
  return g_steal_pointer (&full);
}
