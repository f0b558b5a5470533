/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-label.h"

#include "rushes-comfy-graph.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* What a literal of a graph is called in the form: by its input, and where that says nothing (the "value" of a primitive) by what
 * its user called the node, or by what it feeds. */

#define NAMED 3 /* so many inputs that one value feeds still make a name */

/* (transfer full): "model.generate_audio" as "Generate audio" */
static char *
dup_words (const char *input)
{
  const char *dot = strrchr (input, '.');
  char *words = g_strdelimit (g_strdup (dot != NULL ? dot + 1 : input), "_", ' ');

  words[0] = g_ascii_toupper (words[0]);
  return words;
}

/* Adds the inputs of one node that are linked to another, each name once. */
static void
add_fed_of (JsonObject *inputs, const char *from, GPtrArray *fed)
{
  g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (rushes_comfy_graph_get_link (inputs, l->data, NULL), from) == 0 && !g_ptr_array_find_with_equal_func (fed, l->data, g_str_equal, NULL))
      g_ptr_array_add (fed, l->data);
}

/* (transfer full) (nullable): "Width and height" */
static char *
dup_fed (JsonObject *graph, const char *id)
{
  g_autoptr (GPtrArray) fed = g_ptr_array_new ();
  g_autoptr (GList) ids = json_object_get_members (graph);
  char *all = NULL;

  for (GList *l = ids; l != NULL; l = l->next)
    add_fed_of (rushes_comfy_graph_get_inputs (graph, l->data), id, fed);
  for (guint i = 0; i < fed->len && fed->len <= NAMED; i++)
    {
      g_autofree char *before = all, *words = dup_words (fed->pdata[i]);

      if (i > 0)
        words[0] = g_ascii_tolower (words[0]);
      all = i == 0 ? g_steal_pointer (&words) : g_strdup_printf (i + 1 < fed->len ? _("%s, %s") : _("%s and %s"), before, words);
    }
  return all;
}

/* (transfer none) (nullable): the title that a node's user gave it, and not just its class's */
static const char *
get_own_title (JsonObject *graph, RushesComfyNodes *nodes, const char *id)
{
  const char *title = rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, id)), *class_type = rushes_comfy_graph_get_class (graph, id);
  JsonObject *class = nodes != NULL ? rushes_comfy_nodes_find (nodes, class_type) : NULL;
  const char *usual = class != NULL ? rushes_json_peek_string (class, "display_name") : NULL;

  return class == NULL || g_strcmp0 (title, class_type) == 0 || g_strcmp0 (title, usual) == 0 ? NULL : title;
}

/**
 * rushes_comfy_label_dup:
 * @nodes: (nullable): without them nobody knows whether a title is a user's
 * @several: several nodes have such fields, so the node is named too
 *
 * Returns: (transfer full): for the form
 */
char *
rushes_comfy_label_dup (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *input, gboolean several)
{
  const char *title = get_own_title (graph, nodes, id);
  g_autofree char *fed = g_str_equal (input, "value") ? dup_fed (graph, id) : NULL, *words = dup_words (input);

  if (g_str_equal (input, "value") && (title != NULL || fed != NULL))
    return title != NULL ? g_strdup (title) : g_steal_pointer (&fed);
  return several ? g_strdup_printf ("%s · %s", words, rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, id)))
                 : g_steal_pointer (&words);
}
