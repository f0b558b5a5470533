/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-said.h"

#include "rushes-harmless.h"
#include "rushes-json.h"

#include <string.h>

#define QUOTED 300 /* characters of words that are no JSON */
#define DEPTH 6    /* of an error in an error in an error */

static void read_node (RushesSaid *self, JsonNode *node, int depth);

static gboolean
looks_like_json (const char *text)
{
  text += strspn (text, " \t\r\n");
  return *text == '{' || *text == '[';
}

/* Plain words are taken, shortened. Gateways put the answer of whoever is behind them into their own as text: that is read
 * too, and what cannot be read of it is left out. */
static void
read_words (RushesSaid *self, const char *text, int depth)
{
  g_autoptr (JsonNode) inner = looks_like_json (text) ? rushes_json_parse_text (text, NULL) : NULL;

  if (inner != NULL)
    read_node (self, inner, depth);
  else if (!looks_like_json (text) && *text != '\0')
    {
      g_autofree char *start = g_utf8_strlen (text, -1) > QUOTED ? g_utf8_substring (text, 0, QUOTED) : g_strdup (text);
      self->message = rushes_harmless_text (start);
    }
}

/* FastAPI's "loc": ["body", "seconds"], beside words that do not say which field they mean. */
static void
read_place (RushesSaid *self, JsonObject *object)
{
  JsonArray *path = rushes_json_peek_array (object, "loc");
  guint n = path != NULL ? json_array_get_length (path) : 0;
  JsonNode *last = n > 0 ? json_array_get_element (path, n - 1) : NULL;

  if (self->param == NULL && last != NULL && JSON_NODE_HOLDS_VALUE (last) && json_node_get_value_type (last) == G_TYPE_STRING)
    {
      g_autofree char *bare = self->message;
      self->param = json_node_dup_string (last);
      self->message = bare != NULL && strstr (bare, self->param) == NULL ? g_strconcat (self->param, ": ", bare, NULL)
                                                                         : g_steal_pointer (&bare);
    }
}

/* The first member that has words. Of an answer it is its error, of an error its message. */
static void
read_object (RushesSaid *self, JsonObject *object, int depth)
{
  static const char *const members[] = { "message", "error", "detail", "errors", "msg", "error_description", "title" };
  const char *type = rushes_json_peek_string (object, "type");

  for (guint i = 0; i < G_N_ELEMENTS (members) && self->message == NULL; i++)
    if (json_object_has_member (object, members[i]))
      read_node (self, json_object_get_member (object, members[i]), depth);
  read_place (self, object);
  if (self->param == NULL)
    self->param = g_strdup (rushes_json_peek_string (object, "param"));
  if (self->code == NULL)
    self->code = rushes_json_dup_scalar (object, "code");
  if (self->code == NULL && (type == NULL || strchr (type, ':') == NULL)) /* problem+json has an address there */
    self->code = rushes_json_dup_scalar (object, "type");
}

static void
read_node (RushesSaid *self, JsonNode *node, int depth)
{
  if (depth >= DEPTH)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    read_object (self, json_node_get_object (node), depth + 1);
  else if (JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    read_node (self, json_array_get_element (json_node_get_array (node), 0), depth + 1);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    read_words (self, json_node_get_string (node), depth + 1);
}

/* `error`: an object, a text or null. @self: (out caller-allocates) */
void
rushes_said_read (RushesSaid *self, JsonObject *object)
{
  JsonNode *error = json_object_get_member (object, "error");

  *self = (RushesSaid) { 0 };
  if (error != NULL)
    read_node (self, error, 0);
}

/* @body: of an unsuccessful answer. @self: (out caller-allocates) */
void
rushes_said_read_body (RushesSaid *self, GBytes *body)
{
  g_autoptr (JsonNode) root = rushes_json_parse (body, NULL);
  gsize size = MIN (g_bytes_get_size (body), 4 * QUOTED);
  g_autofree char *text = size > 0 ? g_utf8_make_valid (g_bytes_get_data (body, NULL), size) : g_strdup ("");

  *self = (RushesSaid) { 0 };
  if (root != NULL)
    read_node (self, root, 0);
  else
    read_words (self, text, 0);
}

/* Returns: (transfer full) (nullable): the words of an unsuccessful answer */
char *
rushes_said_dup_message (GBytes *body)
{
  g_auto (RushesSaid) self = { 0 };

  rushes_said_read_body (&self, body);
  return g_steal_pointer (&self.message);
}

void
rushes_said_clear (RushesSaid *self)
{
  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->param, g_free);
}
