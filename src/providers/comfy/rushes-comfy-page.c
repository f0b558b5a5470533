/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-page.h"

#include "rushes-json.h"

static void
link_free (gpointer data)
{
  RushesComfyPageLink *link = data;

  g_free (link->id);
  g_free (link->origin);
  g_free (link->target);
  g_free (link);
}

/* Ids are numbers in most files and text in some. (transfer full) (nullable) */
char *
rushes_comfy_page_dup_id (JsonNode *node)
{
  if (node == NULL || (!rushes_json_is_text (node) && !rushes_json_is_number (node)))
    return NULL;
  return rushes_json_is_text (node) ? json_node_dup_string (node) : rushes_json_dup_number (node);
}

char *
rushes_comfy_page_dup_node_id (JsonObject *node)
{
  return rushes_comfy_page_dup_id (json_object_get_member (node, "id"));
}

const char *
rushes_comfy_page_get_type (JsonObject *node)
{
  const char *type = rushes_json_peek_string (node, "type");

  return type != NULL ? type : "";
}

RushesComfyMode
rushes_comfy_page_get_mode (JsonObject *node)
{
  double mode = 0;

  rushes_json_peek_number (node, "mode", &mode);
  return mode == 2 ? RUSHES_COMFY_MODE_MUTED : mode == 4 ? RUSHES_COMFY_MODE_BYPASSED : RUSHES_COMFY_MODE_ALWAYS;
}

static int
to_int (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? (int) CLAMP (json_node_get_int (node), -100, 100000) : 0;
}

/* [id, origin, slot, target, slot, type] in version 0.4, an object in version 1 and inside subgraphs. */
static void
add_link (RushesComfyPage *self, JsonNode *node)
{
  JsonNode *parts[5] = { NULL };
  static const char *const names[] = { "id", "origin_id", "origin_slot", "target_id", "target_slot" };
  RushesComfyPageLink *link;
  char *id;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node)))
      parts[i] = json_array_get_element (json_node_get_array (node), i);
    else if (JSON_NODE_HOLDS_OBJECT (node))
      parts[i] = json_object_get_member (json_node_get_object (node), names[i]);
  id = rushes_comfy_page_dup_id (parts[0]);
  if (id == NULL)
    return;
  link = g_new0 (RushesComfyPageLink, 1);
  link->id = g_strdup (id);
  link->origin = rushes_comfy_page_dup_id (parts[1]);
  link->slot = to_int (parts[2]);
  link->target = rushes_comfy_page_dup_id (parts[3]);
  link->target_slot = to_int (parts[4]);
  g_hash_table_insert (self->links, id, link);
}

static void
add_node (RushesComfyPage *self, JsonNode *node)
{
  char *id = JSON_NODE_HOLDS_OBJECT (node) ? rushes_comfy_page_dup_node_id (json_node_get_object (node)) : NULL;

  if (id != NULL)
    g_hash_table_insert (self->nodes, id, json_node_get_object (node));
}

/* (nullable): the links that scripts of the page make when it sends: saved with every graph, by newer versions */
static JsonArray *
get_made_links (JsonObject *graph)
{
  JsonObject *extra = rushes_json_peek_object (graph, "extra");

  return extra != NULL ? rushes_json_peek_array (extra, "ue_links") : NULL;
}

/* One of them: it fills an input that no other link fills. @upstream is text in files, @downstream a number. */
static void
add_made_link (RushesComfyPage *self, JsonObject *made)
{
  g_autofree char *id = g_strdup_printf ("made %u", g_hash_table_size (self->links));
  g_autofree char *target = rushes_comfy_page_dup_id (json_object_get_member (made, "downstream"));
  JsonObject *node = target != NULL ? g_hash_table_lookup (self->nodes, target) : NULL;
  int target_slot = to_int (json_object_get_member (made, "downstream_slot"));
  JsonObject *input = node != NULL && target_slot >= 0 ? rushes_comfy_page_get_slot (node, "inputs", target_slot) : NULL;
  RushesComfyPageLink *link;

  if (target == NULL || (input == NULL && !g_str_equal (target, "-20")) || (input != NULL && rushes_comfy_page_get_link (self, input) != NULL))
    return;
  link = g_new0 (RushesComfyPageLink, 1);
  link->id = g_strdup (id);
  link->origin = rushes_comfy_page_dup_id (json_object_get_member (made, "upstream"));
  link->slot = to_int (json_object_get_member (made, "upstream_slot"));
  link->target = g_steal_pointer (&target);
  link->target_slot = target_slot;
  g_hash_table_insert (self->links, g_steal_pointer (&id), link);
  if (input != NULL)
    g_hash_table_insert (self->made, input, link);
}

static void
add_made_links (RushesComfyPage *self)
{
  JsonArray *made = get_made_links (self->graph);

  for (guint i = 0; made != NULL && i < json_array_get_length (made); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (made, i)))
      add_made_link (self, json_array_get_object_element (made, i));
}

/* Whether the file says which links they are. */
gboolean
rushes_comfy_page_has_made_links (RushesComfyPage *self)
{
  return get_made_links (self->graph) != NULL;
}

/* "Anything Everywhere" and its kin: what comes in there goes to every open input that fits. */
gboolean
rushes_comfy_page_is_everywhere (JsonObject *node)
{
  static const char *const types[] = { "Anything Everywhere", "Prompts Everywhere", "Seed Everywhere" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (rushes_comfy_page_get_type (node), types[i]))
      return TRUE;
  return FALSE;
}

/**
 * rushes_comfy_page_new:
 * @parent: (nullable): must live longer
 * @instance: (nullable): the node of @parent whose inside this is
 * @graph: an object with "nodes" and "links"
 */
RushesComfyPage *
rushes_comfy_page_new (RushesComfyPage *parent, JsonObject *instance, JsonObject *graph)
{
  RushesComfyPage *self = g_new0 (RushesComfyPage, 1);
  JsonArray *nodes = rushes_json_peek_array (graph, "nodes");
  JsonArray *links = rushes_json_peek_array (graph, "links");
  g_autofree char *id = instance != NULL ? rushes_comfy_page_dup_node_id (instance) : NULL;

  self->parent = parent;
  self->instance = instance;
  self->graph = graph;
  self->prefix = instance != NULL ? g_strconcat (parent->prefix, id, ":", NULL) : g_strdup ("");
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, link_free);
  self->inside = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rushes_comfy_page_free);
  self->made = g_hash_table_new (NULL, NULL);
  for (guint i = 0; nodes != NULL && i < json_array_get_length (nodes); i++)
    add_node (self, json_array_get_element (nodes, i));
  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++)
    add_link (self, json_array_get_element (links, i));
  add_made_links (self);
  return self;
}

void
rushes_comfy_page_free (RushesComfyPage *self)
{
  g_hash_table_unref (self->inside);
  g_hash_table_unref (self->made);
  g_hash_table_unref (self->links);
  g_hash_table_unref (self->nodes);
  g_free (self->prefix);
  g_free (self);
}

/* @side: "inputs" or "outputs". Returns: (transfer none) (nullable) */
JsonObject *
rushes_comfy_page_get_slot (JsonObject *node, const char *side, guint slot)
{
  JsonArray *slots = rushes_json_peek_array (node, side);
  JsonNode *element = slots != NULL && slot < json_array_get_length (slots) ? json_array_get_element (slots, slot) : NULL;

  return element != NULL && JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
}

/* @slot: an input slot of a node. Returns: (transfer none) (nullable): the link that ends there */
RushesComfyPageLink *
rushes_comfy_page_get_link (RushesComfyPage *self, JsonObject *slot)
{
  g_autofree char *id = rushes_comfy_page_dup_id (json_object_get_member (slot, "link"));

  RushesComfyPageLink *link = id != NULL ? g_hash_table_lookup (self->links, id) : NULL;

  return link != NULL ? link : g_hash_table_lookup (self->made, slot);
}

/* The link that ends at an output of the subgraph itself. */
RushesComfyPageLink *
rushes_comfy_page_get_output (RushesComfyPage *self, int slot)
{
  GHashTableIter iter;
  gpointer link;

  g_hash_table_iter_init (&iter, self->links);
  while (g_hash_table_iter_next (&iter, NULL, &link))
    if (g_strcmp0 (((RushesComfyPageLink *) link)->target, "-20") == 0 && ((RushesComfyPageLink *) link)->target_slot == slot)
      return link;
  return NULL;
}

/* Returns: (transfer none) (nullable): one of widgets_values, where that is a list */
JsonNode *
rushes_comfy_page_get_widget (JsonObject *node, guint position)
{
  JsonArray *values = rushes_json_peek_array (node, "widgets_values");

  return values != NULL && position < json_array_get_length (values) ? json_array_get_element (values, position) : NULL;
}
