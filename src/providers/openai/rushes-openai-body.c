/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-body.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* The body of a create, in either form (contracts/openai-videos.md, sections 2, 7 and 8). What differs between
 * servers comes from the connection's options, never from its name. */

/* Whole seconds where the server counts so: never less than what was asked for. */
static GVariant *
new_seconds (RushesConnection *connection, double seconds)
{
  const char *type = rushes_connection_get_string (connection, RUSHES_CONNECTION_SECONDS_TYPE);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_strcmp0 (type, "integer") == 0)
    return g_variant_new_int64 ((gint64) (seconds + 0.999));
  if (g_strcmp0 (type, "number") == 0)
    return g_variant_new_double (seconds);
  return g_variant_new_string (g_ascii_formatd (text, sizeof text, "%.15g", seconds));
}

static void
add_extras (GVariantDict *fields, RushesConnection *connection)
{
  g_autoptr (GVariant) extras = g_variant_lookup_value (rushes_connection_get_options (connection), RUSHES_CONNECTION_EXTRA, G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (extras == NULL)
    return;
  g_variant_iter_init (&iter, extras);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_variant_dict_insert_value (fields, name, value);
      g_variant_unref (value);
    }
}

/* Returns: (transfer full): a{sv}: every field but the picture; values s, x, d or b */
static GVariant *
new_fields (RushesTarget *target, RushesRequest *request)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  const char *seconds_field = rushes_connection_get_string (connection, RUSHES_CONNECTION_SECONDS_FIELD);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);
  int width = rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, 0);
  int height = rushes_request_get_int (request, RUSHES_REQUEST_HEIGHT, 0);
  g_autofree char *size = g_strdup_printf ("%dx%d", width, height);

  add_extras (&fields, connection);
  if (model != NULL && *model != '\0')
    g_variant_dict_insert (&fields, "model", "s", model);
  g_variant_dict_insert (&fields, "prompt", "s", rushes_request_get_prompt (request));
  g_variant_dict_insert_value (&fields, seconds_field != NULL ? seconds_field : "seconds",
                               new_seconds (connection, rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 4)));
  if (width > 0 && height > 0)
    g_variant_dict_insert (&fields, "size", "s", size);
  if (seed >= 0 && rushes_connection_get_flag (connection, RUSHES_CONNECTION_SEED))
    g_variant_dict_insert (&fields, "seed", "x", seed);
  if (negative != NULL && *negative != '\0' && rushes_connection_get_flag (connection, RUSHES_CONNECTION_NEGATIVE))
    g_variant_dict_insert (&fields, "negative_prompt", "s", negative);
  return g_variant_ref_sink (g_variant_dict_end (&fields));
}

/* (transfer full) (nullable): *@type: (out): its media type */
static GBytes *
read_picture (const char *path, const char **type, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &cause))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The picture cannot be read: %s"), cause->message);
      return NULL;
    }
  /* The part's own type decides: application/octet-stream is refused (section 2). */
  *type = length > 2 && memcmp (data, "\xff\xd8", 2) == 0 ? "image/jpeg" : "image/png";
  return g_bytes_new_take (data, length);
}

static char *
to_text (GVariant *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", g_variant_get_double (value)));
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  return g_strdup_printf ("%" G_GINT64_FORMAT, g_variant_get_int64 (value));
}

static gboolean
append_picture (SoupMultipart *form, const char *path, GError **error)
{
  const char *type;
  g_autoptr (GBytes) bytes = read_picture (path, &type, error);

  if (bytes == NULL)
    return FALSE;
  soup_multipart_append_form_file (form, "input_reference", g_str_equal (type, "image/jpeg") ? "first-frame.jpg" : "first-frame.png",
                                   type, bytes);
  return TRUE;
}

/* Multipart, which most documented servers take and which hides the question whether seconds is a string.
 * @type: (out): the whole content type, with the boundary. Returns: (transfer full) */
GBytes *
rushes_openai_body_new_form (RushesTarget *target, RushesRequest *request, char **type, GError **error)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GVariant) fields = new_fields (target, request);
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  GVariantIter iter;
  const char *name;
  GVariant *value;
  GBytes *body = NULL;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *text = to_text (value);
      soup_multipart_append_form_string (form, name, text);
      g_variant_unref (value);
    }
  if (picture != NULL && *picture != '\0' && !append_picture (form, picture, error))
    return NULL;
  soup_multipart_to_message (form, headers, &body);
  *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  return body;
}

static void
add_value (JsonBuilder *builder, GVariant *value)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    json_builder_add_string_value (builder, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    json_builder_add_double_value (builder, g_variant_get_double (value));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    json_builder_add_boolean_value (builder, g_variant_get_boolean (value));
  else
    json_builder_add_int_value (builder, g_variant_get_int64 (value));
}

/* A data URL: in an object of its own, or bare where the connection says so. */
static gboolean
add_picture (JsonBuilder *builder, RushesTarget *target, const char *path, GError **error)
{
  const char *shape = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_PICTURE);
  const char *type;
  g_autoptr (GBytes) bytes = read_picture (path, &type, error);
  g_autofree char *encoded = bytes != NULL ? g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
  g_autofree char *url = encoded != NULL ? g_strconcat ("data:", type, ";base64,", encoded, NULL) : NULL;

  if (url == NULL)
    return FALSE;
  json_builder_set_member_name (builder, "input_reference");
  if (g_strcmp0 (shape, "string") == 0)
    {
      json_builder_add_string_value (builder, url);
      return TRUE;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "image_url");
  json_builder_add_string_value (builder, url);
  json_builder_end_object (builder);
  return TRUE;
}

/* Returns: (transfer full): where a create goes: a new clip, or one made of another (section 2) */
char *
rushes_openai_body_dup_path (RushesRequest *request)
{
  const char *derive = rushes_request_get_string (request, RUSHES_REQUEST_DERIVE);
  const char *source = rushes_request_get_string (request, RUSHES_REQUEST_SOURCE);
  g_autofree char *escaped = source != NULL ? g_uri_escape_string (source, NULL, FALSE) : NULL;

  if (g_strcmp0 (derive, "remix") == 0 && escaped != NULL)
    return g_strconcat ("/videos/", escaped, "/remix", NULL);
  if (g_strcmp0 (derive, "edit") == 0)
    return g_strdup ("/videos/edits");
  if (g_strcmp0 (derive, "extend") == 0)
    return g_strdup ("/videos/extensions");
  return g_strdup ("/videos");
}

/* What a clip made of another needs: the words, and for an extension how much longer. */
static GBytes *
new_derived (RushesRequest *request)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *seconds = g_strdup_printf ("%d", (int) (rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 4) + 0.999));
  const char *derive = rushes_request_get_string (request, RUSHES_REQUEST_DERIVE);
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "prompt");
  json_builder_add_string_value (builder, rushes_request_get_prompt (request));
  if (!g_str_equal (derive, "remix"))
    {
      json_builder_set_member_name (builder, "video");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, rushes_request_get_string (request, RUSHES_REQUEST_SOURCE));
      json_builder_end_object (builder);
    }
  if (g_str_equal (derive, "extend"))
    {
      json_builder_set_member_name (builder, "seconds");
      json_builder_add_string_value (builder, seconds);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/* Returns: (transfer full) */
GBytes *
rushes_openai_body_new_json (RushesTarget *target, RushesRequest *request, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GVariant) fields = NULL;
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  g_autoptr (JsonNode) root = NULL;
  GVariantIter iter;
  const char *name;
  GVariant *value;
  char *text;

  if (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE) != NULL)
    return new_derived (request);
  builder = json_builder_new ();
  fields = new_fields (target, request);
  json_builder_begin_object (builder);
  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      json_builder_set_member_name (builder, name);
      add_value (builder, value);
      g_variant_unref (value);
    }
  if (picture != NULL && *picture != '\0' && !add_picture (builder, target, picture, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
