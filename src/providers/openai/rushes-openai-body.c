/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-body.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-number.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* The body of a create, in either form (contracts/openai-videos.md, sections 2, 7 and 8). What differs between
 * servers comes from the connection's options, never from its name. */

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

/* Every field of a new clip but the picture. */
static void
add_fields (GVariantDict *fields, RushesConnection *connection, RushesRequest *request, const RushesOpenaiDialect *dialect)
{
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL);
  const char *negative = rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE);
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);
  int width = rushes_request_get_side (request, RUSHES_REQUEST_WIDTH);
  int height = rushes_request_get_side (request, RUSHES_REQUEST_HEIGHT);
  g_autofree char *size = g_strdup_printf ("%dx%d", width, height);

  add_extras (fields, connection);
  if (model != NULL && *model != '\0')
    g_variant_dict_insert (fields, "model", "s", model);
  g_variant_dict_insert (fields, dialect->seconds_field, "d", rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 4));
  if (width > 0 && height > 0)
    g_variant_dict_insert (fields, "size", "s", size);
  if (seed >= 0 && rushes_connection_get_flag (connection, RUSHES_CONNECTION_SEED))
    g_variant_dict_insert (fields, "seed", "x", seed);
  if (negative != NULL && *negative != '\0' && rushes_connection_get_flag (connection, RUSHES_CONNECTION_NEGATIVE))
    g_variant_dict_insert (fields, "negative_prompt", "s", negative);
}

/* A clip that is made of another needs the words, and for an extension how much longer (section 2). */
static void
add_derived_fields (GVariantDict *fields, RushesRequest *request)
{
  if (g_str_equal (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE), "extend"))
    g_variant_dict_insert (fields, "seconds", "x", rushes_number_to_whole (rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 4) + 0.999));
}

static GVariant *
convert_all (const RushesOpenaiDialect *dialect, GVariant *fields)
{
  GVariantDict converted = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_variant_dict_insert_value (&converted, name, rushes_openai_dialect_convert (dialect, name, value));
      g_variant_unref (value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&converted));
}

/* Returns: (transfer full): a{sv}: every field of a create but the picture and what it is made of, as the server wants them;
 * values s, x, d or b */
GVariant *
rushes_openai_body_new_fields (RushesTarget *target, RushesRequest *request, const RushesOpenaiDialect *dialect)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) fields = NULL;

  g_variant_dict_insert (&dict, "prompt", "s", rushes_request_get_prompt (request));
  if (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE) == NULL)
    add_fields (&dict, rushes_target_get_connection (target), request, dialect);
  else
    add_derived_fields (&dict, request);
  fields = g_variant_ref_sink (g_variant_dict_end (&dict));
  return convert_all (dialect, fields);
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

static gboolean
append_picture (SoupMultipart *form, const char *name, const char *path, GError **error)
{
  const char *type;
  g_autoptr (GBytes) bytes = read_picture (path, &type, error);

  if (bytes == NULL)
    return FALSE;
  soup_multipart_append_form_file (form, name, g_str_equal (type, "image/jpeg") ? "first-frame.jpg" : "first-frame.png",
                                   type, bytes);
  return TRUE;
}

static GBytes *
close_form (SoupMultipart *form, char **type)
{
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  GBytes *body = NULL;

  soup_multipart_to_message (form, headers, &body);
  *type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  return body;
}

/* Our own mark, where the connection names a field that the server gives back in its list. */
static const char *
get_marker (RushesTarget *target)
{
  const char *field = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_MARKER);

  return field != NULL && *field != '\0' ? field : NULL;
}

/* Multipart, which most documented servers take and which hides the question whether seconds is a string.
 * @type: (out): the whole content type, with the boundary. Returns: (transfer full) */
GBytes *
rushes_openai_body_new_form (RushesTarget *target, const RushesJobRecord *order, GVariant *fields, char **type, GError **error)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  const char *picture = rushes_request_get_string (order->request, RUSHES_REQUEST_PICTURE);
  g_autofree char *mark = g_strdup_printf ("{\"" RUSHES_OPENAI_MARK "\":\"%s\"}", order->id);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *text = rushes_openai_dialect_to_text (value);
      soup_multipart_append_form_string (form, name, text);
      g_variant_unref (value);
    }
  if (get_marker (target) != NULL)
    soup_multipart_append_form_string (form, get_marker (target), mark);
  if (picture != NULL && *picture != '\0' && !append_picture (form, "input_reference", picture, error))
    return NULL;
  return close_form (form, type);
}

/* A picture that is sent by itself, for servers that know it by an id then. Returns: (transfer full) */
GBytes *
rushes_openai_body_new_file (const char *path, char **type, GError **error)
{
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");

  soup_multipart_append_form_string (form, "purpose", "vision");
  return append_picture (form, "file", path, error) ? close_form (form, type) : NULL;
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

/* (transfer full) (nullable): the picture as a data URL */
static char *
dup_data_url (const char *path, GError **error)
{
  const char *type;
  g_autoptr (GBytes) bytes = read_picture (path, &type, error);
  g_autofree char *encoded = bytes != NULL ? g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;

  return encoded != NULL ? g_strconcat ("data:", type, ";base64,", encoded, NULL) : NULL;
}

static void
add_string (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

/* OpenRouter's: a list, each with what it is. */
static void
add_frame_images (JsonBuilder *builder, const char *url)
{
  json_builder_set_member_name (builder, "frame_images");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "type", "image_url");
  add_string (builder, "frame_type", "first_frame");
  json_builder_set_member_name (builder, "image_url");
  json_builder_begin_object (builder);
  add_string (builder, "url", url);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/* @shape: (nullable): see RUSHES_CONNECTION_PICTURE. @file_id: (nullable): of a picture that the server has already */
static gboolean
add_picture (JsonBuilder *builder, const char *shape, const char *path, const char *file_id, GError **error)
{
  g_autofree char *url = file_id == NULL ? dup_data_url (path, error) : NULL;

  if (file_id == NULL && url == NULL)
    return FALSE;
  if (url != NULL && g_strcmp0 (shape, "frame_images") == 0)
    {
      add_frame_images (builder, url);
      return TRUE;
    }
  if (url != NULL && g_strcmp0 (shape, "string") == 0)
    {
      add_string (builder, "input_reference", url);
      return TRUE;
    }
  json_builder_set_member_name (builder, "input_reference");
  json_builder_begin_object (builder);
  add_string (builder, file_id != NULL ? "file_id" : "image_url", file_id != NULL ? file_id : url);
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

/* The clip that this one is made of; a remix has it in its address. */
static void
add_source (JsonBuilder *builder, RushesRequest *request)
{
  if (g_str_equal (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE), "remix"))
    return;
  json_builder_set_member_name (builder, "video");
  json_builder_begin_object (builder);
  add_string (builder, "id", rushes_request_get_string (request, RUSHES_REQUEST_SOURCE));
  json_builder_end_object (builder);
}

static void
add_marker (JsonBuilder *builder, RushesTarget *target, const RushesJobRecord *order)
{
  json_builder_set_member_name (builder, get_marker (target));
  json_builder_begin_object (builder);
  add_string (builder, RUSHES_OPENAI_MARK, order->id);
  json_builder_end_object (builder);
}

static void
add_values (JsonBuilder *builder, GVariant *fields)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      json_builder_set_member_name (builder, name);
      add_value (builder, value);
      g_variant_unref (value);
    }
}

/* @shape: (nullable): of the picture. @file_id: (nullable): of the picture, where it was sent before. Returns: (transfer full) */
GBytes *
rushes_openai_body_new_json (RushesTarget *target, const RushesJobRecord *order, GVariant *fields, const char *shape,
                             const char *file_id, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const char *picture = rushes_request_get_string (order->request, RUSHES_REQUEST_PICTURE);
  gboolean derived = rushes_request_get_string (order->request, RUSHES_REQUEST_DERIVE) != NULL;
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_object (builder);
  add_values (builder, fields);
  if (derived)
    add_source (builder, order->request);
  if (!derived && get_marker (target) != NULL)
    add_marker (builder, target, order);
  if (!derived && picture != NULL && *picture != '\0' && !add_picture (builder, shape, picture, file_id, error))
    return NULL;
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = rushes_json_to_text (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}
