/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-said.h"

#include "rushes-json.h"

#define QUOTED 300 /* bytes of a body that is no JSON */

/* Returns: (transfer full) (nullable): a text, or a number as text */
char *
rushes_openai_dup_scalar (JsonObject *object, const char *member)
{
  const char *text = rushes_json_peek_string (object, member);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (text != NULL)
    return g_strdup (text);
  if (rushes_json_peek_number (object, member, &value))
    return g_strdup (g_ascii_dtostr (number, sizeof number, value));
  return NULL;
}

/* `error`: an object, a text or null. @self: (out caller-allocates) */
void
rushes_openai_said_read (RushesOpenaiSaid *self, JsonObject *object)
{
  JsonObject *error = rushes_json_peek_object (object, "error");

  *self = (RushesOpenaiSaid) { 0 };
  if (error == NULL)
    {
      self->message = g_strdup (rushes_json_peek_string (object, "error"));
      return;
    }
  self->message = rushes_openai_dup_scalar (error, "message");
  self->param = g_strdup (rushes_json_peek_string (error, "param"));
  self->code = rushes_openai_dup_scalar (error, "code");
  if (self->code == NULL)
    self->code = rushes_openai_dup_scalar (error, "type");
}

/* FastAPI: "detail" is a text, or a list of objects with "msg" and "loc": ["body", "seconds"]. */
static void
read_detail (RushesOpenaiSaid *self, JsonObject *object)
{
  JsonArray *list = rushes_json_peek_array (object, "detail");
  JsonNode *first = list != NULL && json_array_get_length (list) > 0 ? json_array_get_element (list, 0) : NULL;
  JsonObject *detail = first != NULL && JSON_NODE_HOLDS_OBJECT (first) ? json_node_get_object (first) : NULL;
  JsonArray *path = detail != NULL ? rushes_json_peek_array (detail, "loc") : NULL;
  JsonNode *last = path != NULL && json_array_get_length (path) > 0
                     ? json_array_get_element (path, json_array_get_length (path) - 1) : NULL;

  self->message = g_strdup (rushes_json_peek_string (detail != NULL ? detail : object, detail != NULL ? "msg" : "detail"));
  if (self->param == NULL && last != NULL && JSON_NODE_HOLDS_VALUE (last) && json_node_get_value_type (last) == G_TYPE_STRING)
    self->param = json_node_dup_string (last);
}

/* @body: of an unsuccessful answer; one that is no JSON is quoted, shortened. @self: (out caller-allocates) */
void
rushes_openai_said_read_body (RushesOpenaiSaid *self, GBytes *body)
{
  g_autoptr (JsonNode) root = rushes_json_parse (body, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;

  *self = (RushesOpenaiSaid) { 0 };
  if (object == NULL)
    {
      g_autofree char *start = g_strndup (g_bytes_get_data (body, NULL), MIN (g_bytes_get_size (body), QUOTED));
      self->message = g_utf8_make_valid (start, -1);
      return;
    }
  rushes_openai_said_read (self, object);
  if (self->message == NULL)
    read_detail (self, object);
  if (self->message == NULL)
    self->message = g_strdup (rushes_json_peek_string (object, "message"));
  if (self->message == NULL)
    self->message = g_strdup (rushes_json_peek_string (object, "title")); /* problem+json */
  if (self->code == NULL)
    self->code = rushes_openai_dup_scalar (object, "code");
}

void
rushes_openai_said_clear (RushesOpenaiSaid *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->param, g_free);
}
