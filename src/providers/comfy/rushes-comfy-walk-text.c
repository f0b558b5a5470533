/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-walk-private.h"

#include "rushes-json.h"

#include <string.h>

/* From a sampler back to the texts: which of them is the prompt, and which the negative one. Outputs are matched with inputs
 * by the names and types that the server declares, never by their number alone: a wrong prompt field is worse than none, so
 * where both ways stay open, the node is left open. */

/* What a text is called, the likeliest first. */
static const char *const text_names[] = { "positive_prompt", "negative_prompt", "text", "prompt", "value", "string", "clip_l", "t5xxl",
                                          "string_a", "string_b", "text_a", "text_b", "user_prompt", NULL };

/* Texts for the several readers of one model: one prompt for all of them. */
static const char *const twin_names[] = { "clip_l", "clip_g", "t5xxl", "text_l", "text_g", "bert", "mt5xl", "llama", "qwen25_7b", NULL };

/* What carries a text that was read, where no server says so. */
static const char *const way_names[] = { "positive", "negative", "conditioning", "cond1", "cond2", "text_embeds", "conditioning_1", "conditioning_2",
                                         "conditioning_to", "conditioning_from", "signal", NULL };

static gboolean follow (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot, int depth);

static RushesComfySide
get_side_of_role (RushesComfyRole role)
{
  return role == RUSHES_COMFY_NEGATIVE ? RUSHES_COMFY_SIDE_NEGATIVE : RUSHES_COMFY_SIDE_POSITIVE;
}

static gboolean
follow_link (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input, int depth)
{
  int slot = 0;
  const char *from = rushes_comfy_graph_get_link (rushes_comfy_graph_get_inputs (self->graph, id), input, &slot);

  return from != NULL && follow (self, role, from, slot, depth + 1);
}

/* A text that stands in the input itself, or what it is linked to. */
static gboolean
take_text (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input, int depth)
{
  JsonNode *literal = rushes_comfy_graph_get_literal (rushes_comfy_graph_get_inputs (self->graph, id), input);

  if (literal == NULL || !rushes_json_is_text (literal))
    return follow_link (self, role, id, input, depth);
  rushes_comfy_binding_add (self->binding, role, id, input);
  return TRUE;
}

/* A switch: the way that is open first, and then the other, which may hold the same words for another purpose. */
static gboolean
follow_switch (RushesComfyWalk *self, RushesComfyRole role, const char *id, JsonObject *inputs, int depth)
{
  const char *from = rushes_comfy_graph_get_link (inputs, "switch", NULL);
  JsonObject *asked = from != NULL ? rushes_comfy_graph_get_inputs (self->graph, from) : inputs;
  gboolean on = asked != NULL && rushes_json_peek_boolean (asked, from != NULL ? "value" : "switch");
  gboolean first = take_text (self, role, id, on ? "on_true" : "on_false", depth);

  return take_text (self, role, id, on ? "on_false" : "on_true", depth) || first;
}

/* Links and switches count by what is at their other end, literals only where they are texts. */
static gboolean
is_text_input (RushesComfyWalk *self, const char *id, const char *input)
{
  const char *type = rushes_comfy_walk_get_type (self, id, input);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  if (!json_object_has_member (inputs, input))
    return FALSE;
  if (g_strv_contains (text_names, input) || g_strv_contains (twin_names, input))
    return type == NULL || rushes_comfy_type_is_text (type) || rushes_comfy_type_is_any (type);
  if (type == NULL || !rushes_comfy_type_is_text (type) || strstr (input, "system") != NULL)
    return FALSE;
  return rushes_comfy_graph_get_link (inputs, input, NULL) != NULL ||
         rushes_comfy_types_have_flag (self->nodes, rushes_comfy_graph_get_class (self->graph, id), input, "multiline");
}

/* The texts of a node, the likeliest first. Returns: (transfer container) (element-type utf8): names of inputs */
static GPtrArray *
list_texts (RushesComfyWalk *self, const char *id)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  GPtrArray *texts = g_ptr_array_new ();
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (guint i = 0; text_names[i] != NULL; i++)
    if (is_text_input (self, id, text_names[i]))
      g_ptr_array_add (texts, (gpointer) text_names[i]);
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (text_names, l->data) && is_text_input (self, id, l->data))
      g_ptr_array_add (texts, l->data);
  return texts;
}

/* Whether a class has an output of one side. */
static gboolean
has_output_of (RushesComfyWalk *self, const char *class_type, RushesComfySide side)
{
  for (guint i = 0; rushes_comfy_types_get_output (self->nodes, class_type, i) != NULL; i++)
    {
      const char *name = rushes_comfy_types_get_output_name (self->nodes, class_type, i);
      if (name != NULL && rushes_comfy_name_get_side (name) == side)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_side (GPtrArray *names, RushesComfySide side)
{
  for (guint i = 0; i < names->len; i++)
    if (rushes_comfy_name_get_side (names->pdata[i]) == side)
      return TRUE;
  return FALSE;
}

/* The twins of a text that was taken. */
static void
take_twins (RushesComfyWalk *self, RushesComfyRole role, const char *id, GPtrArray *texts, guint after, int depth)
{
  if (!g_strv_contains (twin_names, texts->pdata[after]))
    return;
  for (guint i = after + 1; i < texts->len; i++)
    if (g_strv_contains (twin_names, texts->pdata[i]))
      take_text (self, role, id, texts->pdata[i], depth);
}

/* @side: of the output that is asked for, if it says */
static gboolean
follow_texts (RushesComfyWalk *self, RushesComfyRole role, const char *id, RushesComfySide side, int depth)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  g_autoptr (GPtrArray) texts = list_texts (self, id);
  RushesComfySide wanted = side != RUSHES_COMFY_SIDE_NONE ? side : get_side_of_role (role);

  if (!has_side (texts, wanted))
    {
      /* A node that makes both of them of one text makes the negative one itself. */
      gboolean own = wanted == RUSHES_COMFY_SIDE_NEGATIVE &&
                     (self->strict || has_side (texts, RUSHES_COMFY_SIDE_POSITIVE) || has_output_of (self, class_type, RUSHES_COMFY_SIDE_POSITIVE));
      wanted = RUSHES_COMFY_SIDE_NONE;
      if (own)
        return FALSE;
    }
  for (guint i = 0; i < texts->len; i++)
    if (rushes_comfy_name_get_side (texts->pdata[i]) == wanted && take_text (self, role, id, texts->pdata[i], depth))
      {
        take_twins (self, role, id, texts, i, depth);
        return TRUE;
      }
  return FALSE;
}

/* Which sides an output is used as, by the names of the inputs that it goes to. */
static int
get_uses (RushesComfyWalk *self, const char *id, int slot)
{
  g_autofree char *key = g_strdup_printf ("%d %s", slot, id);

  return GPOINTER_TO_INT (g_hash_table_lookup (self->used, key));
}

/* Notes for every output whether it goes to something that is called positive, negative or both. */
void
rushes_comfy_walk_note_uses (RushesComfyWalk *self)
{
  g_autoptr (GList) ids = json_object_get_members (self->graph);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, l->data);
      g_autoptr (GList) names = inputs != NULL ? json_object_get_members (inputs) : NULL;

      for (GList *n = names; n != NULL; n = n->next)
        {
          int slot = 0;
          const char *from = rushes_comfy_graph_get_link (inputs, n->data, &slot);
          RushesComfySide side = from != NULL ? rushes_comfy_name_get_side (n->data) : RUSHES_COMFY_SIDE_NONE;
          if (side != RUSHES_COMFY_SIDE_NONE)
            g_hash_table_insert (self->used, g_strdup_printf ("%d %s", slot, from), GINT_TO_POINTER (get_uses (self, from, slot) | 1 << side));
        }
    }
}

/* How many outputs that may carry a prompt come before one. */
static int
get_rank (RushesComfyWalk *self, const char *class_type, int slot)
{
  int rank = 0;

  if (!rushes_comfy_types_know (self->nodes, class_type))
    return slot;
  for (int i = 0; i < slot && rushes_comfy_types_get_output (self->nodes, class_type, i) != NULL; i++)
    rank += rushes_comfy_type_is_conditioning (rushes_comfy_types_get_output (self->nodes, class_type, i));
  return rank;
}

/* Whether another output of a node, before or after one, is used as a side. */
static gboolean
is_used_beside (RushesComfyWalk *self, const char *id, int slot, int step, RushesComfySide side)
{
  for (int i = slot + step; i >= 0 && i < 8; i += step)
    if (get_uses (self, id, i) & 1 << side)
      return TRUE;
  return FALSE;
}

/* The side of an output without a name of its own: by what it is used as, where the usual order, the positive one first, does
 * not speak against it. Neither is enough alone. */
static RushesComfySide
guess_side (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot)
{
  const int both = 1 << RUSHES_COMFY_SIDE_POSITIVE | 1 << RUSHES_COMFY_SIDE_NEGATIVE;
  int uses = get_uses (self, id, slot), rank = get_rank (self, rushes_comfy_graph_get_class (self->graph, id), slot);
  RushesComfySide side = uses == 0 ? get_side_of_role (role) : uses & 1 << RUSHES_COMFY_SIDE_NEGATIVE ? RUSHES_COMFY_SIDE_NEGATIVE : RUSHES_COMFY_SIDE_POSITIVE;

  if (uses == both)
    return rank == 0 ? RUSHES_COMFY_SIDE_POSITIVE : RUSHES_COMFY_SIDE_NONE;
  if (side == RUSHES_COMFY_SIDE_NEGATIVE)
    return rank > 0 && !is_used_beside (self, id, slot, 1, RUSHES_COMFY_SIDE_POSITIVE) ? side : RUSHES_COMFY_SIDE_NONE;
  if (is_used_beside (self, id, slot, -1, RUSHES_COMFY_SIDE_NEGATIVE))
    return RUSHES_COMFY_SIDE_NONE;
  return rank == 0 || is_used_beside (self, id, slot, 1, RUSHES_COMFY_SIDE_NEGATIVE) ? side : RUSHES_COMFY_SIDE_NONE;
}

/* The title of the node that an input is linked to breaks ties: "CLIP Text Encode (Negative Prompt)". */
static RushesComfySide
get_side_of_title (RushesComfyWalk *self, const char *id, const char *input)
{
  const char *from = rushes_comfy_graph_get_link (rushes_comfy_graph_get_inputs (self->graph, id), input, NULL);
  JsonObject *node = from != NULL ? rushes_json_peek_object (self->graph, from) : NULL;
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;
  g_autofree char *words = title != NULL ? g_strdelimit (g_strdup (title), "()[]:,", ' ') : NULL;

  return words != NULL ? rushes_comfy_name_get_side (words) : RUSHES_COMFY_SIDE_NONE;
}

/* (nullable): the only one of two open ways whose title says that it is the one */
static const char *
find_titled (RushesComfyWalk *self, RushesComfyRole role, const char *id, GPtrArray *ways)
{
  const char *found = NULL;

  for (guint i = 0; i < ways->len; i++)
    {
      RushesComfySide side = get_side_of_title (self, id, ways->pdata[i]);
      if (side == RUSHES_COMFY_SIDE_NONE || (side == get_side_of_role (role) && found != NULL))
        return NULL;
      if (side == get_side_of_role (role))
        found = ways->pdata[i];
    }
  return found;
}

static gboolean
is_way (RushesComfyWalk *self, const char *id, const char *input)
{
  const char *type = rushes_comfy_walk_get_type (self, id, input);

  if (rushes_comfy_graph_get_link (rushes_comfy_graph_get_inputs (self->graph, id), input, NULL) == NULL)
    return FALSE;
  return type != NULL ? rushes_comfy_type_is_conditioning (type) : g_strv_contains (way_names, input);
}

/* The linked inputs of a node that carry texts which were read. Returns: (transfer full) (element-type utf8): in order of the
 * graph; those without a side of their own first by how usual their names are */
GPtrArray *
rushes_comfy_walk_list_ways (RushesComfyWalk *self, const char *id)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  GPtrArray *ways = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (guint i = 0; way_names[i] != NULL; i++)
    if (is_way (self, id, way_names[i]))
      g_ptr_array_add (ways, g_strdup (way_names[i]));
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_strv_contains (way_names, l->data) && is_way (self, id, l->data))
      g_ptr_array_add (ways, g_strdup (l->data));
  return ways;
}

static gboolean
follow_side (RushesComfyWalk *self, RushesComfyRole role, const char *id, GPtrArray *ways, RushesComfySide side, int depth)
{
  gboolean bound = FALSE;

  for (guint i = 0; i < ways->len; i++)
    if (rushes_comfy_name_get_side (ways->pdata[i]) == side)
      bound |= follow_link (self, role, id, ways->pdata[i], depth);
  return bound;
}

/* Whether a class could be given the other prompt too, though the graph does not. */
static gboolean
declares_side (RushesComfyWalk *self, const char *class_type, RushesComfySide side)
{
  return rushes_comfy_types_get_input (self->nodes, class_type, side == RUSHES_COMFY_SIDE_NEGATIVE ? "negative" : "positive") != NULL;
}

/* Whether an output is both prompts in one: its type is none of those that go in. */
static gboolean
is_pack (RushesComfyWalk *self, const char *id, int slot, GPtrArray *ways)
{
  const char *type = rushes_comfy_types_get_output (self->nodes, rushes_comfy_graph_get_class (self->graph, id), slot);

  for (guint i = 0; type != NULL && i < ways->len; i++)
    if (g_strcmp0 (rushes_comfy_walk_get_type (self, id, ways->pdata[i]), type) == 0)
      return FALSE;
  return type != NULL && !rushes_comfy_type_is_any (type);
}

/* Several ways lead on, and the output does not say which one it is. */
static gboolean
follow_unnamed (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot, GPtrArray *ways, int depth)
{
  RushesComfySide side = is_pack (self, id, slot, ways) ? get_side_of_role (role) : guess_side (self, role, id, slot);
  const char *titled = side == RUSHES_COMFY_SIDE_NONE ? find_titled (self, role, id, ways) : NULL;

  if (titled != NULL)
    return follow_link (self, role, id, titled, depth);
  if (side == RUSHES_COMFY_SIDE_NONE)
    rushes_comfy_binding_leave_open (self->binding, id);
  return side != RUSHES_COMFY_SIDE_NONE && follow_side (self, role, id, ways, side, depth);
}

static guint
count_side (GPtrArray *names, RushesComfySide side)
{
  guint count = 0;

  for (guint i = 0; i < names->len; i++)
    count += rushes_comfy_name_get_side (names->pdata[i]) == side;
  return count;
}

static guint
count_outputs (RushesComfyWalk *self, const char *class_type)
{
  const char *type;
  guint count = 0;

  for (guint i = 0; (type = rushes_comfy_types_get_output (self->nodes, class_type, i)) != NULL; i++)
    count += rushes_comfy_type_is_conditioning (type);
  return count;
}

/* The output says which prompt it is. */
static gboolean
follow_named (RushesComfyWalk *self, RushesComfyRole role, const char *id, RushesComfySide side, GPtrArray *ways, int depth)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);

  if (has_side (ways, side))
    return follow_side (self, role, id, ways, side, depth);
  if (declares_side (self, class_type, side))
    return FALSE;
  if (count_side (ways, RUSHES_COMFY_SIDE_NONE) < 2 || count_outputs (self, class_type) < 2)
    return follow_side (self, role, id, ways, RUSHES_COMFY_SIDE_NONE, depth);
  rushes_comfy_binding_leave_open (self->binding, id);
  return FALSE;
}

/* The only way leads on, unless the output is clearly the other prompt. */
static gboolean
follow_only (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot, const char *way, int depth)
{
  RushesComfySide side = rushes_comfy_name_get_side (way), guessed = guess_side (self, role, id, slot);

  if (side != RUSHES_COMFY_SIDE_NONE && guessed != RUSHES_COMFY_SIDE_NONE && guessed != side && count_outputs (self, rushes_comfy_graph_get_class (self->graph, id)) != 1)
    return FALSE;
  return follow_link (self, role, id, way, depth);
}

/* Through a node that passes on texts that were read. */
static gboolean
follow_ways (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot, int depth)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  const char *name = rushes_comfy_types_get_output_name (self->nodes, class_type, slot);
  g_autoptr (GPtrArray) ways = rushes_comfy_walk_list_ways (self, id);
  RushesComfySide side = name != NULL ? rushes_comfy_name_get_side (name) : RUSHES_COMFY_SIDE_NONE;

  if (ways->len == 0)
    return FALSE;
  if (side != RUSHES_COMFY_SIDE_NONE)
    return follow_named (self, role, id, side, ways, depth);
  if (ways->len == 1)
    return follow_only (self, role, id, slot, ways->pdata[0], depth);
  if (name != NULL && g_ptr_array_find_with_equal_func (ways, name, g_str_equal, NULL))
    return follow_link (self, role, id, name, depth);
  if (count_side (ways, RUSHES_COMFY_SIDE_NONE) < ways->len || count_outputs (self, class_type) > 1)
    return follow_unnamed (self, role, id, slot, ways, depth);
  return follow_side (self, role, id, ways, RUSHES_COMFY_SIDE_NONE, depth);
}

/* What passes on whatever it gets: the first of its links that leads to a text. */
static gboolean
follow_any (RushesComfyWalk *self, RushesComfyRole role, const char *id, JsonObject *inputs, int depth)
{
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *type = rushes_comfy_walk_get_type (self, id, l->data);
      if ((type == NULL || rushes_comfy_type_is_any (type) || rushes_comfy_type_is_text (type)) && follow_link (self, role, id, l->data, depth))
        return TRUE;
    }
  return FALSE;
}

/* Back from one output of a node to a text. Returns: whether there is one */
static gboolean
follow (RushesComfyWalk *self, RushesComfyRole role, const char *id, int slot, int depth)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  const char *type = rushes_comfy_types_get_output (self->nodes, class_type, slot);
  const char *name = rushes_comfy_types_get_output_name (self->nodes, class_type, slot);
  RushesComfySide side = name != NULL ? rushes_comfy_name_get_side (name) : RUSHES_COMFY_SIDE_NONE;
  gboolean bound;

  if (inputs == NULL || !rushes_comfy_walk_enters (self, id, slot, depth))
    return FALSE;
  if (json_object_has_member (inputs, "on_true") && json_object_has_member (inputs, "on_false"))
    return follow_switch (self, role, id, inputs, depth);
  if (type == NULL || rushes_comfy_type_is_any (type))
    return follow_texts (self, role, id, side, depth) || follow_ways (self, role, id, slot, depth) ||
           (type != NULL && follow_any (self, role, id, inputs, depth));
  if (rushes_comfy_type_is_text (type))
    return follow_texts (self, role, id, side, depth);
  bound = follow_ways (self, role, id, slot, depth);
  return follow_texts (self, role, id, side, depth) || bound;
}

static void
start (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input)
{
  g_hash_table_remove_all (self->seen);
  follow_link (self, role, id, input, 0);
}

/* Where a node takes one text for both prompts, the negative one is what is called so on the way back. */
static void
start_strict (RushesComfyWalk *self, RushesComfyRole role, const char *id, const char *input)
{
  self->strict = TRUE;
  start (self, role, id, input);
  self->strict = FALSE;
}

/* From a sampler, or what guides one, back to one of its prompts. */
void
rushes_comfy_walk_text (RushesComfyWalk *self, RushesComfyRole role, const char *id)
{
  g_autoptr (GPtrArray) ways = rushes_comfy_walk_list_ways (self, id);
  RushesComfySide side = get_side_of_role (role);
  guint n_plain = count_side (ways, RUSHES_COMFY_SIDE_NONE), n_sided = count_side (ways, side);

  if (n_sided == 0 && n_plain > 1 && !has_side (ways, RUSHES_COMFY_SIDE_NEGATIVE))
    {
      const char *titled = find_titled (self, role, id, ways);
      if (titled != NULL)
        start (self, role, id, titled);
      else
        rushes_comfy_binding_leave_open (self->binding, id);
      return;
    }
  for (guint i = 0; i < ways->len; i++)
    {
      RushesComfySide own = rushes_comfy_name_get_side (ways->pdata[i]);
      if (own == side)
        start (self, role, id, ways->pdata[i]);
      else if (own == RUSHES_COMFY_SIDE_NONE && n_sided == 0 && role == RUSHES_COMFY_PROMPT)
        start (self, role, id, ways->pdata[i]);
      else if (own == RUSHES_COMFY_SIDE_NONE && n_sided == 0 && n_plain == 1)
        start_strict (self, role, id, ways->pdata[i]);
    }
}

/* The texts of a node that does everything in one. */
void
rushes_comfy_walk_own_text (RushesComfyWalk *self, RushesComfyRole role, const char *id)
{
  g_hash_table_remove_all (self->seen);
  self->strict = role == RUSHES_COMFY_NEGATIVE;
  follow_texts (self, role, id, RUSHES_COMFY_SIDE_NONE, 0);
  self->strict = FALSE;
}
