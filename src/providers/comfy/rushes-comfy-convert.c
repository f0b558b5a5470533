/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-convert.h"

#include "rushes-comfy-fields.h"
#include "rushes-comfy-resolve.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* From the graph that the page saves to the one that it sends (contracts/comfyui.md, section 6). */

#define NESTING_MAX 32   /* subgraphs in subgraphs */
#define NODES_MAX 20000  /* a subgraph of subgraphs can mean any number */

typedef struct
{
  RushesComfyNodes *nodes;
  GHashTable *definitions; /* id → JsonObject */
  JsonObject *result;
  GPtrArray *missing;      /* char*: node classes */
  guint n_nodes;
} Conversion;

/* Whether it is what the page saves, rather than what it sends. */
gboolean
rushes_comfy_is_ui_graph (JsonObject *object)
{
  return rushes_json_peek_array (object, "nodes") != NULL;
}

static const char *
get_title (JsonObject *node)
{
  const char *title = rushes_json_peek_string (node, "title");

  return title != NULL && *title != '\0' ? title : rushes_comfy_page_get_type (node);
}

static gboolean
refuse (JsonObject *node, const char *why, GError **error)
{
  g_autofree char *id = rushes_comfy_page_dup_node_id (node);

  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
               _("The node “%s” (%s) %s. Open the workflow in ComfyUI, choose Workflow ▸ Export (API) and use that file"),
               get_title (node), id, why);
  return FALSE;
}

/* What a script of the page does when it sends cannot be known from the file. */
static gboolean
check_scripted (RushesComfyPage *page, JsonObject *node, GError **error)
{
  const char *type = rushes_comfy_page_get_type (node);

  if (rushes_comfy_page_is_everywhere (node) && !rushes_comfy_page_has_made_links (page))
    return refuse (node, _("makes links that are not in the file"), error);
  if (g_str_has_prefix (type, "workflow>") || g_str_has_prefix (type, "workflow/"))
    return refuse (node, _("is a group node, an old kind that only ComfyUI can take apart"), error);
  return TRUE;
}

static gboolean
is_skipped (JsonObject *node)
{
  return rushes_comfy_page_get_mode (node) != RUSHES_COMFY_MODE_ALWAYS || rushes_comfy_is_virtual (node);
}

static guint
count_slots (JsonObject *node)
{
  JsonArray *inputs = rushes_json_peek_array (node, "inputs");
  JsonArray *outputs = rushes_json_peek_array (node, "outputs");

  return (inputs != NULL ? json_array_get_length (inputs) : 0) + (outputs != NULL ? json_array_get_length (outputs) : 0);
}

static gboolean
add_link (RushesComfyPage *page, JsonObject *node, JsonObject *slot, JsonObject *inputs, GError **error)
{
  const char *name = rushes_json_peek_string (slot, "name");
  RushesComfyPageLink *link = rushes_comfy_page_get_link (page, slot);
  RushesComfySource source;

  if (name == NULL || link == NULL)
    return TRUE;
  rushes_comfy_resolve (page, link, &source);
  if (source.cycle)
    return refuse (node, _("is fed by links that go round in a circle"), error);
  if (source.literal != NULL)
    rushes_comfy_fields_set (inputs, name, source.literal);
  else if (source.node != NULL)
    {
      JsonArray *reference = json_array_sized_new (2);
      json_array_add_string_element (reference, source.node);
      json_array_add_int_element (reference, source.slot);
      json_object_set_array_member (inputs, name, reference);
    }
  g_free (source.node);
  return TRUE;
}

static gboolean
is_third_party (JsonObject *class)
{
  const char *module = rushes_json_peek_string (class, "python_module");

  return module != NULL && g_str_has_prefix (module, "custom_nodes");
}

static void
add_missing (Conversion *conversion, JsonObject *node)
{
  const char *type = rushes_comfy_page_get_type (node);

  if (!g_ptr_array_find_with_equal_func (conversion->missing, type, g_str_equal, NULL))
    g_ptr_array_add (conversion->missing, g_strdup (type));
}

static gboolean
convert_node (Conversion *conversion, RushesComfyPage *page, const char *id, JsonObject *node, GError **error)
{
  JsonObject *class = rushes_comfy_nodes_find (conversion->nodes, rushes_comfy_page_get_type (node));
  g_autofree char *full_id = g_strconcat (page->prefix, id, NULL);
  JsonObject *converted, *inputs, *meta, *slot;
  guint rest;

  if (class == NULL)
    {
      /* A node with no way in or out is a remark of some sort. */
      if (count_slots (node) > 0)
        add_missing (conversion, node);
      return TRUE;
    }
  converted = json_object_new ();
  inputs = json_object_new ();
  meta = json_object_new ();
  json_object_set_object_member (converted, "inputs", inputs);
  json_object_set_string_member (converted, "class_type", rushes_comfy_page_get_type (node));
  json_object_set_string_member (meta, "title", get_title (node));
  json_object_set_object_member (converted, "_meta", meta);
  json_object_set_object_member (conversion->result, full_id, converted);
  rest = rushes_comfy_fields_read (node, class, inputs);
  if (rest > 0 && is_third_party (class))
    return refuse (node, _("draws fields of its own that the server does not declare"), error);
  for (guint i = 0; (slot = rushes_comfy_page_get_slot (node, "inputs", i)) != NULL; i++)
    if (!add_link (page, node, slot, inputs, error))
      return FALSE;
  return TRUE;
}

/* Opens the instances of subgraphs, so that links can be followed through their walls. */
static gboolean
open_subgraphs (Conversion *conversion, RushesComfyPage *page, int depth, GError **error)
{
  GHashTableIter iter;
  gpointer id, node;

  conversion->n_nodes += g_hash_table_size (page->nodes);
  if (depth > NESTING_MAX || conversion->n_nodes > NODES_MAX)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The workflow’s subgraphs contain each other without end"));
      return FALSE;
    }
  g_hash_table_iter_init (&iter, page->nodes);
  while (g_hash_table_iter_next (&iter, &id, &node))
    {
      JsonObject *definition = g_hash_table_lookup (conversion->definitions, rushes_comfy_page_get_type (node));
      RushesComfyPage *inside;

      if (definition == NULL)
        continue;
      inside = rushes_comfy_page_new (page, node, definition);
      g_hash_table_insert (page->inside, g_strdup (id), inside);
      if (!open_subgraphs (conversion, inside, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* In the order of the file, which is what people see in an exported graph. */
static gboolean
convert_page (Conversion *conversion, RushesComfyPage *page, GError **error)
{
  JsonArray *nodes = rushes_json_peek_array (page->graph, "nodes");

  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    {
      JsonNode *element = json_array_get_element (nodes, i);
      JsonObject *node = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      g_autofree char *id = node != NULL ? rushes_comfy_page_dup_node_id (node) : NULL;
      RushesComfyPage *inside = id != NULL ? g_hash_table_lookup (page->inside, id) : NULL;

      if (id == NULL || is_skipped (node))
        continue;
      if (!check_scripted (page, node, error))
        return FALSE;
      if (rushes_comfy_page_is_everywhere (node)) /* its links stand for it */
        continue;
      if (!(inside != NULL ? convert_page (conversion, inside, error)
                           : convert_node (conversion, page, id, node, error)))
        return FALSE;
    }
  return TRUE;
}

static void
drop_dangling_of (JsonObject *result, JsonObject *inputs)
{
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonArray *reference = rushes_json_peek_array (inputs, l->data);
      if (reference != NULL && !json_object_has_member (result, json_array_get_string_element (reference, 0)))
        json_object_remove_member (inputs, l->data);
    }
}

/* Links to what is not part of the result. */
static void
drop_dangling (JsonObject *result)
{
  g_autoptr (GList) nodes = json_object_get_values (result);

  for (GList *l = nodes; l != NULL; l = l->next)
    drop_dangling_of (result, rushes_json_peek_object (json_node_get_object (l->data), "inputs"));
}

static GHashTable *
read_definitions (JsonObject *page)
{
  GHashTable *definitions = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObject *group = rushes_json_peek_object (page, "definitions");
  JsonArray *subgraphs = group != NULL ? rushes_json_peek_array (group, "subgraphs") : NULL;

  for (guint i = 0; subgraphs != NULL && i < json_array_get_length (subgraphs); i++)
    {
      JsonNode *node = json_array_get_element (subgraphs, i);
      const char *id = JSON_NODE_HOLDS_OBJECT (node) ? rushes_json_peek_string (json_node_get_object (node), "id") : NULL;
      if (id != NULL)
        g_hash_table_insert (definitions, (gpointer) id, json_node_get_object (node));
    }
  return definitions;
}

static gboolean
check_result (Conversion *conversion, GError **error)
{
  g_autofree char *list = NULL;

  if (conversion->missing->len > 0)
    {
      g_ptr_array_add (conversion->missing, NULL);
      list = g_strjoinv (", ", (char **) conversion->missing->pdata);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_MISSING_ON_SERVER, _("It has not installed these nodes: %s"), list);
    }
  else if (json_object_get_size (conversion->result) == 0)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The workflow has no node that does anything"));
  else
    return TRUE;
  return FALSE;
}

/**
 * rushes_comfy_convert:
 * @page: what the page saves, version 0.4 or 1
 * @nodes: what the server that is to run it declares
 *
 * Returns: (transfer full): the API graph; or %NULL, with %RUSHES_ERROR_INVALID naming the node that
 *   cannot be converted, or %RUSHES_ERROR_MISSING_ON_SERVER naming the classes the server lacks
 */
JsonNode *
rushes_comfy_convert (JsonObject *page, RushesComfyNodes *nodes, GError **error)
{
  g_autoptr (GHashTable) definitions = read_definitions (page);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesComfyPage) root = rushes_comfy_page_new (NULL, NULL, page);
  g_autoptr (JsonObject) result = json_object_new ();
  Conversion conversion = { nodes, definitions, result, missing, 0 };
  JsonNode *node;

  if (!open_subgraphs (&conversion, root, 0, error) || !convert_page (&conversion, root, error) ||
      !check_result (&conversion, error))
    return NULL;
  drop_dangling (result);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, result);
  return node;
}
