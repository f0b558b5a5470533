/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-resolve.h"

#include "rushes-json.h"

/* Reroutes, primitives, Set/Get pairs, bypassed nodes and the walls of subgraphs are looked through
 * (contracts/comfyui.md, section 6, rules 3 and 4). */

#define HOPS_MAX 512

static void follow (RushesComfyPage *page, RushesComfyPageLink *link, RushesComfySource *source, int hops);

/* Nodes that exist on the page alone. */
gboolean
rushes_comfy_is_virtual (JsonObject *node)
{
  static const char *const types[] = { "Note", "MarkdownNote", "Reroute", "PrimitiveNode", "SetNode", "GetNode",
                                       "Reroute (rgthree)", "Label (rgthree)", "Bookmark (rgthree)",
                                       "Fast Bypasser (rgthree)", "Fast Muter (rgthree)",
                                       "Fast Groups Bypasser (rgthree)", "Fast Groups Muter (rgthree)",
                                       "Mute / Bypass Repeater (rgthree)", "Mute / Bypass Relay (rgthree)",
                                       "Node Collector (rgthree)", NULL };

  return g_strv_contains (types, rushes_comfy_page_get_type (node));
}

static void
follow_input (RushesComfyPage *page, JsonObject *slot, RushesComfySource *source, int hops)
{
  RushesComfyPageLink *link = slot != NULL ? rushes_comfy_page_get_link (page, slot) : NULL;

  if (link != NULL)
    follow (page, link, source, hops + 1);
}

static const char *
get_slot_type (JsonObject *slot)
{
  const char *type = slot != NULL ? rushes_json_peek_string (slot, "type") : NULL;

  return type != NULL ? type : "*";
}

static gboolean
is_compatible (const char *a, const char *b)
{
  g_auto (GStrv) left = g_strsplit (a, ",", -1);
  g_auto (GStrv) right = g_strsplit (b, ",", -1);

  for (char **l = left; *l != NULL; l++)
    for (char **r = right; *r != NULL; r++)
      if (g_str_equal (*l, "*") || g_str_equal (*r, "*") || g_ascii_strcasecmp (*l, *r) == 0)
        return TRUE;
  return FALSE;
}

/* The input that a bypassed node passes on: the same position if the types fit, else the first of
 * exactly that type, else the first that fits. */
static JsonObject *
find_passed_input (JsonObject *node, int slot)
{
  const char *type = get_slot_type (rushes_comfy_page_get_slot (node, "outputs", slot));
  JsonObject *same = rushes_comfy_page_get_slot (node, "inputs", slot);
  JsonObject *fitting = NULL, *input;

  if (same != NULL && is_compatible (get_slot_type (same), type))
    return same;
  for (guint i = 0; (input = rushes_comfy_page_get_slot (node, "inputs", i)) != NULL; i++)
    {
      if (g_str_equal (get_slot_type (input), type))
        return input;
      if (fitting == NULL && is_compatible (get_slot_type (input), type))
        fitting = input;
    }
  return fitting;
}

static const char *
get_pair_name (JsonObject *node)
{
  JsonNode *name = rushes_comfy_page_get_widget (node, 0);

  return name != NULL && rushes_json_is_text (name)
           ? json_node_get_string (name)
           : NULL;
}

/* A GetNode gives what the SetNode of the same name takes; the inside of a subgraph sees the outer ones. */
static void
follow_pair (RushesComfyPage *page, JsonObject *get_node, RushesComfySource *source, int hops)
{
  const char *name = get_pair_name (get_node);

  for (; name != NULL && page != NULL; page = page->parent)
    {
      GHashTableIter iter;
      gpointer node;

      g_hash_table_iter_init (&iter, page->nodes);
      while (g_hash_table_iter_next (&iter, NULL, &node))
        if (g_str_equal (rushes_comfy_page_get_type (node), "SetNode") && g_strcmp0 (get_pair_name (node), name) == 0)
          {
            follow_input (page, rushes_comfy_page_get_slot (node, "inputs", 0), source, hops);
            return;
          }
    }
}

static gboolean
holds_id (JsonArray *ids, const char *id)
{
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      g_autofree char *own = rushes_comfy_page_dup_id (json_array_get_element (ids, i));
      if (g_strcmp0 (own, id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Which input of its definition a link inside a subgraph comes from: stale links exist, so the
 * definition's own list is asked first. */
static JsonObject *
find_definition_input (RushesComfyPage *page, RushesComfyPageLink *link)
{
  JsonObject *input;

  for (guint i = 0; (input = rushes_comfy_page_get_slot (page->graph, "inputs", i)) != NULL; i++)
    if (holds_id (rushes_json_peek_array (input, "linkIds"), link->id))
      return input;
  return link->slot >= 0 ? rushes_comfy_page_get_slot (page->graph, "inputs", link->slot) : NULL;
}

/* Whether a definition's input feeds a field of an inner node. */
static gboolean
is_widget_input (RushesComfyPage *page, JsonObject *input)
{
  JsonArray *ids = rushes_json_peek_array (input, "linkIds");

  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      g_autofree char *id = rushes_comfy_page_dup_id (json_array_get_element (ids, i));
      RushesComfyPageLink *link = id != NULL ? g_hash_table_lookup (page->links, id) : NULL;
      JsonObject *node = link != NULL && link->target != NULL ? g_hash_table_lookup (page->nodes, link->target) : NULL;
      JsonObject *slot = node != NULL && link->target_slot >= 0
                           ? rushes_comfy_page_get_slot (node, "inputs", link->target_slot)
                           : NULL;
      if (slot != NULL && rushes_json_peek_object (slot, "widget") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Instances list ["-1", name] for a field of their own; [inner id, name] lives in the inner node. */
static JsonNode *
find_in_proxies (JsonObject *instance, JsonArray *proxies, const char *name)
{
  for (guint i = 0; i < json_array_get_length (proxies); i++)
    {
      JsonNode *element = json_array_get_element (proxies, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;
      g_autofree char *owner = pair != NULL && json_array_get_length (pair) > 1 ? rushes_comfy_page_dup_id (json_array_get_element (pair, 0)) : NULL;
      g_autofree char *own = owner != NULL ? rushes_comfy_page_dup_id (json_array_get_element (pair, 1)) : NULL;

      if (g_strcmp0 (owner, "-1") == 0 && g_strcmp0 (own, name) == 0)
        return rushes_comfy_page_get_widget (instance, i);
    }
  return NULL;
}

/* The value an instance gives to a promoted field that nothing is linked to; NULL: the inner node's own. */
static JsonNode *
find_promoted (RushesComfyPage *page, const char *name)
{
  JsonObject *properties = rushes_json_peek_object (page->instance, "properties");
  JsonArray *proxies = properties != NULL ? rushes_json_peek_array (properties, "proxyWidgets") : NULL;
  JsonObject *input;
  guint position = 0;

  if (proxies != NULL)
    return find_in_proxies (page->instance, proxies, name);
  for (guint i = 0; (input = rushes_comfy_page_get_slot (page->graph, "inputs", i)) != NULL; i++)
    {
      if (!is_widget_input (page, input))
        continue;
      if (g_strcmp0 (rushes_json_peek_string (input, "name"), name) == 0)
        return rushes_comfy_page_get_widget (page->instance, position);
      position++;
    }
  return NULL;
}

/* Through the wall from the inside: the instance's inputs are matched by name, for they may be fewer. */
static void
follow_outwards (RushesComfyPage *page, RushesComfyPageLink *link, RushesComfySource *source, int hops)
{
  JsonObject *input = find_definition_input (page, link), *slot;
  const char *name = input != NULL ? rushes_json_peek_string (input, "name") : NULL;
  JsonNode *value;

  if (name == NULL || page->parent == NULL)
    return;
  for (guint i = 0; (slot = rushes_comfy_page_get_slot (page->instance, "inputs", i)) != NULL; i++)
    if (g_strcmp0 (rushes_json_peek_string (slot, "name"), name) == 0 &&
        rushes_comfy_page_get_link (page->parent, slot) != NULL)
      {
        follow_input (page->parent, slot, source, hops);
        return;
      }
  value = find_promoted (page, name);
  if (value != NULL && !JSON_NODE_HOLDS_NULL (value))
    source->literal = value;
}

static void
follow_node (RushesComfyPage *page, JsonObject *node, RushesComfyPageLink *link, RushesComfySource *source, int hops)
{
  const char *type = rushes_comfy_page_get_type (node);
  RushesComfyPage *inside = g_hash_table_lookup (page->inside, link->origin);

  if (rushes_comfy_page_get_mode (node) == RUSHES_COMFY_MODE_MUTED)
    return;
  if (rushes_comfy_page_get_mode (node) == RUSHES_COMFY_MODE_BYPASSED)
    follow_input (page, find_passed_input (node, link->slot), source, hops);
  else if (g_str_equal (type, "GetNode"))
    follow_pair (page, node, source, hops);
  else if (g_str_equal (type, "PrimitiveNode") || (rushes_comfy_page_is_everywhere (node) && link->slot == 0)) /* a seed's own */
    source->literal = rushes_comfy_page_get_widget (node, 0);
  else if (rushes_comfy_is_virtual (node)) /* reroutes, and a SetNode's own output */
    follow_input (page, rushes_comfy_page_get_slot (node, "inputs", 0), source, hops);
  else if (inside != NULL)
    {
      RushesComfyPageLink *output = rushes_comfy_page_get_output (inside, link->slot);
      if (output != NULL)
        follow (inside, output, source, hops + 1);
    }
  else
    {
      source->node = g_strconcat (page->prefix, link->origin, NULL);
      source->slot = link->slot;
    }
}

static void
follow (RushesComfyPage *page, RushesComfyPageLink *link, RushesComfySource *source, int hops)
{
  JsonObject *node;

  if (hops > HOPS_MAX)
    {
      source->cycle = TRUE;
      return;
    }
  if (link->origin == NULL)
    return;
  if (g_str_equal (link->origin, "-10"))
    {
      follow_outwards (page, link, source, hops + 1);
      return;
    }
  node = g_hash_table_lookup (page->nodes, link->origin);
  if (node != NULL)
    follow_node (page, node, link, source, hops);
}

/**
 * rushes_comfy_resolve:
 * @source: (out caller-allocates): with neither a node nor a literal where nothing comes; the caller
 *   frees the node's id
 *
 * Finds what really comes in through a link.
 */
void
rushes_comfy_resolve (RushesComfyPage *page, RushesComfyPageLink *link, RushesComfySource *source)
{
  *source = (RushesComfySource) { 0 };
  follow (page, link, source, 0);
}
