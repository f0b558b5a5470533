/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-walk.h"

#include "rushes-comfy-walk-private.h"
#include "rushes-json.h"

/* Finds the literals by going back from what is saved, over what the server declares that nodes take and make: a sampler takes
 * what a text encoder makes and makes something else (contracts/comfyui.md, section 7). Names count where the server does not
 * know a class, or cannot be asked; titles only break ties. */

/* Samplers, and what guides them, by name. */
static const char *const samplers[] = { "KSampler", "KSamplerAdvanced", "SamplerCustom", "SamplerCustomAdvanced", "CFGGuider", "BasicGuider",
                                        "DualCFGGuider", "STGGuider", "STGGuiderAdvanced", "MultimodalGuider", "WanVideoSampler",
                                        "CogVideoSampler", NULL };

/* Nodes beside the samplers that hold sampling literals. */
static const char *const helpers[] = { "RandomNoise", "BasicScheduler", "LTXVScheduler", "KSamplerSelect", NULL };

/* What a sampler works on, besides the prompts. */
static const char *const works_on[] = { "latent_image", "image_embeds", "samples", "latent", "latents", NULL };

static const struct
{
  RushesComfyRole role;
  const char *input;
} sampling_inputs[] = {
  { RUSHES_COMFY_SEED, "seed" },          { RUSHES_COMFY_SEED, "noise_seed" },
  { RUSHES_COMFY_STEPS, "steps" },        { RUSHES_COMFY_CFG, "cfg" },
  { RUSHES_COMFY_SAMPLER, "sampler_name" }, { RUSHES_COMFY_SCHEDULER, "scheduler" },
};

static gboolean
has_sampling_literal (JsonObject *inputs)
{
  for (guint i = 0; i < G_N_ELEMENTS (sampling_inputs); i++)
    if (json_object_has_member (inputs, sampling_inputs[i].input))
      return TRUE;
  return FALSE;
}

/* Whether prompts end in a node. */
static gboolean
is_sampler (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  g_autoptr (GPtrArray) ways = rushes_comfy_walk_list_ways (self, id);

  if (rushes_comfy_types_know (self->nodes, class_type))
    return ways->len > 0 && !rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_conditioning) &&
           (rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_picture) ||
            rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_sampling));
  return g_strv_contains (samplers, class_type) || (ways->len > 0 && has_sampling_literal (rushes_comfy_graph_get_inputs (self->graph, id)));
}

/* Whether a node makes pictures of what guides it: the prompts go into the guide. */
static gboolean
is_guided (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  g_autoptr (GList) names = json_object_get_members (rushes_comfy_graph_get_inputs (self->graph, id));

  if (!rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_picture))
    return FALSE;
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *type = rushes_comfy_walk_get_type (self, id, l->data);
      if (type != NULL && rushes_comfy_type_is_sampling (type))
        return TRUE;
    }
  return FALSE;
}

/* Whether a sampler is told something by a node, or by what the node is told itself. */
static gboolean
is_helper (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);

  return rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_sampling) || g_strv_contains (helpers, class_type) ||
         g_strv_contains (samplers, class_type);
}

/* The second of two samplers adds no noise: its seed has no effect. */
static gboolean
has_seed (RushesComfyWalk *self, const char *id)
{
  return g_strcmp0 (rushes_json_peek_string (rushes_comfy_graph_get_inputs (self->graph, id), "add_noise"), "disable") != 0;
}

static void
bind_sampling (RushesComfyWalk *self, const char *id)
{
  gboolean seeded = has_seed (self, id);

  for (guint i = 0; i < G_N_ELEMENTS (sampling_inputs); i++)
    if (seeded || sampling_inputs[i].role != RUSHES_COMFY_SEED)
      rushes_comfy_walk_bind_value (self, sampling_inputs[i].role, id, sampling_inputs[i].input);
}

/* "cfg_high_noise", a seed of any name: a sampler of a pack has its own words. */
static void
bind_own_sampling (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  g_autoptr (GList) names = json_object_get_members (rushes_comfy_graph_get_inputs (self->graph, id));

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *type = rushes_comfy_types_get_input (self->nodes, class_type, l->data);
      gboolean drawn = rushes_comfy_types_have_flag (self->nodes, class_type, l->data, "control_after_generate");

      if (g_str_has_prefix (l->data, "cfg_") && type != NULL && rushes_comfy_type_is_number (type))
        rushes_comfy_walk_bind_value (self, RUSHES_COMFY_CFG, id, l->data);
      else if (drawn && g_strcmp0 (type, "INT") == 0 && has_seed (self, id))
        rushes_comfy_walk_bind_value (self, RUSHES_COMFY_SEED, id, l->data);
    }
}

/* Everything a sampler depends on, once. */
static void
visit (RushesComfyWalk *self, const char *id, int depth)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = NULL;

  if (inputs == NULL || depth > RUSHES_COMFY_WALK_DEPTH || !g_hash_table_add (self->visited, g_strdup (id)))
    return;
  rushes_comfy_walk_size (self, id);
  rushes_comfy_walk_batch (self, id);
  if (json_object_has_member (inputs, "width") || json_object_has_member (inputs, "positive") ||
      (json_object_has_member (inputs, "image") && json_object_has_member (inputs, "latent")))
    rushes_comfy_walk_pictures (self, id);
  names = json_object_get_members (inputs);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, l->data, NULL);
      if (from != NULL)
        visit (self, from, depth + 1);
    }
}

static void
visit_link (RushesComfyWalk *self, JsonObject *inputs, const char *input)
{
  const char *from = rushes_comfy_graph_get_link (inputs, input, NULL);

  if (from != NULL)
    visit (self, from, 0);
}

/* What the sampler works on: the prompts first, for they may hold the video's start. */
static void
visit_sampler (RushesComfyWalk *self, const char *id)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GPtrArray) ways = rushes_comfy_walk_list_ways (self, id);
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (guint i = 0; i < ways->len; i++)
    visit_link (self, inputs, ways->pdata[i]);
  for (guint i = 0; works_on[i] != NULL; i++)
    visit_link (self, inputs, works_on[i]);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *type = rushes_comfy_walk_get_type (self, id, l->data);
      if (type != NULL && rushes_comfy_type_is_picture (type))
        visit_link (self, inputs, l->data);
    }
}

/* What stands anywhere: frame rates, model files, names to save under. */
static void
bind_anywhere (RushesComfyWalk *self, const char *id)
{
  static const char *const models[] = { "unet_name", "ckpt_name" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_FPS, id, "fps");
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_FPS, id, "frame_rate");
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    rushes_comfy_walk_bind_value (self, RUSHES_COMFY_MODEL, id, models[i]);
  if (g_str_equal (rushes_comfy_graph_get_class (self->graph, id), "WanVideoModelLoader"))
    rushes_comfy_walk_bind_value (self, RUSHES_COMFY_MODEL, id, "model");
  if (json_object_has_member (inputs, "lora_name"))
    rushes_comfy_walk_bind_value (self, RUSHES_COMFY_LORA, id, "strength_model");
  if (rushes_comfy_graph_get_literal (inputs, "filename_prefix") != NULL)
    rushes_comfy_binding_add (self->binding, RUSHES_COMFY_PREFIX, id, "filename_prefix");
}

/* Whatever else such a node can be told is a field of its own. */
static void
bind_rest (RushesComfyWalk *self, const char *id)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (GList *l = names; l != NULL; l = l->next)
    if (rushes_comfy_graph_get_literal (inputs, l->data) != NULL)
      rushes_comfy_binding_add (self->binding, RUSHES_COMFY_FIELD, id, l->data);
}

/* (nullable): a text that tells a node what to make */
static const char *
find_instruction (RushesComfyWalk *self, const char *id)
{
  static const char *const usual[] = { "prompt", "prompt_text", "model.prompt" };
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (rushes_comfy_graph_get_literal (inputs, usual[i]) != NULL || rushes_comfy_graph_get_link (inputs, usual[i], NULL) != NULL)
      return usual[i];
  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (rushes_comfy_types_get_input (self->nodes, class_type, l->data), "STRING") == 0 &&
        rushes_comfy_types_have_flag (self->nodes, class_type, l->data, "multiline") && rushes_comfy_name_get_side (l->data) != RUSHES_COMFY_SIDE_NEGATIVE)
      return l->data;
  return NULL;
}

/* Whether a node does everything in one, as partner nodes do: told in words, it makes a picture or a video. */
static gboolean
is_maker (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);

  if (rushes_comfy_types_know (self->nodes, class_type) &&
      (!rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_picture) ||
       rushes_comfy_types_make (self->nodes, class_type, rushes_comfy_type_is_conditioning)))
    return FALSE;
  return find_instruction (self, id) != NULL;
}

static void
bind_maker (RushesComfyWalk *self, const char *id)
{
  static const char *const lengths[] = { "duration", "model.duration" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  rushes_comfy_walk_own_text (self, RUSHES_COMFY_PROMPT, id);
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_PROMPT, id, "prompt_text");
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_PROMPT, id, "model.prompt");
  if (rushes_comfy_graph_get_literal (inputs, "negative_prompt") != NULL)
    rushes_comfy_binding_add (self->binding, RUSHES_COMFY_NEGATIVE, id, "negative_prompt");
  rushes_comfy_walk_bind_value (self, RUSHES_COMFY_SEED, id, "seed");
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    rushes_comfy_walk_bind_value (self, RUSHES_COMFY_SECONDS, id, lengths[i]);
  rushes_comfy_walk_pictures (self, id);
  bind_rest (self, id);
}

/* Titles break ties only: a number that nothing else explains, under a name that says what it is. */
static void
bind_titled (RushesComfyWalk *self, const char *id)
{
  static const struct
  {
    const char *title;
    RushesComfyRole role;
  } titles[] = { { "width", RUSHES_COMFY_WIDTH },      { "height", RUSHES_COMFY_HEIGHT }, { "length", RUSHES_COMFY_FRAMES },
                 { "frames", RUSHES_COMFY_FRAMES },    { "duration", RUSHES_COMFY_SECONDS },
                 { "float (duration)", RUSHES_COMFY_SECONDS }, { "int (duration)", RUSHES_COMFY_SECONDS }, { "frame rate", RUSHES_COMFY_FPS }, { "fps", RUSHES_COMFY_FPS },
                 { "prompt", RUSHES_COMFY_PROMPT },    { "negative prompt", RUSHES_COMFY_NEGATIVE } };
  JsonObject *node = rushes_json_peek_object (self->graph, id);
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;

  if (title == NULL || rushes_comfy_walk_find_only (self, id) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_ascii_strcasecmp (titles[i].title, title) == 0 && self->binding->slots[titles[i].role]->len == 0 &&
        (titles[i].role != RUSHES_COMFY_SECONDS || self->binding->slots[RUSHES_COMFY_FRAMES]->len == 0))
      rushes_comfy_walk_bind_value (self, titles[i].role, id, rushes_comfy_walk_find_only (self, id));
}

/* Everything that a node depends on. */
static void
reach (RushesComfyWalk *self, const char *id)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (open, g_strdup (id));
  while (open->len > 0)
    {
      g_autofree char *next = g_ptr_array_steal_index (open, open->len - 1);
      JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, next);
      g_autoptr (GList) names = NULL;

      if (inputs == NULL || !g_hash_table_add (self->reached, g_strdup (next)))
        continue;
      names = json_object_get_members (inputs);
      for (GList *l = names; l != NULL; l = l->next)
        if (rushes_comfy_graph_get_link (inputs, l->data, NULL) != NULL)
          g_ptr_array_add (open, g_strdup (rushes_comfy_graph_get_link (inputs, l->data, NULL)));
    }
}

/* (nullable): whether a class saves something */
static gboolean
saves (RushesComfyWalk *self, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (self->graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (self->graph, id);

  if (rushes_comfy_types_know (self->nodes, class_type))
    return rushes_comfy_types_save (self->nodes, class_type);
  return inputs != NULL && json_object_has_member (inputs, "filename_prefix");
}

static gboolean
makes_something (RushesComfyWalk *self, const char *id)
{
  return rushes_comfy_graph_get_inputs (self->graph, id) != NULL && (is_sampler (self, id) || is_maker (self, id));
}

/* Whether what is saved needs anything that makes something: a piece of a graph saves nothing, or shows a picture only. */
static gboolean
is_whole (RushesComfyWalk *self, GList *ids)
{
  gboolean makes = FALSE;

  for (GList *l = ids; l != NULL; l = l->next)
    if (makes_something (self, l->data))
      {
        if (g_hash_table_contains (self->reached, l->data))
          return TRUE;
        makes = TRUE;
      }
  return !makes && g_hash_table_size (self->reached) > 0;
}

/* The nodes that something saved needs, in the graph's order; all of them of a piece of a graph. Returns: (transfer container) (element-type utf8) */
static GPtrArray *
list_reached (RushesComfyWalk *self)
{
  g_autoptr (GList) ids = json_object_get_members (self->graph);
  GPtrArray *reached = g_ptr_array_new ();
  gboolean whole;

  for (GList *l = ids; l != NULL; l = l->next)
    if (saves (self, l->data))
      reach (self, l->data);
  whole = is_whole (self, ids);
  for (GList *l = ids; l != NULL; l = l->next)
    if (rushes_comfy_graph_get_inputs (self->graph, l->data) != NULL &&
        (!whole || g_hash_table_contains (self->reached, l->data)))
      g_ptr_array_add (reached, l->data);
  return reached;
}

static GPtrArray *
list_such (RushesComfyWalk *self, GPtrArray *ids, gboolean (*is_such) (RushesComfyWalk *, const char *))
{
  GPtrArray *such = g_ptr_array_new ();

  for (guint i = 0; i < ids->len; i++)
    if (is_such (self, ids->pdata[i]))
      g_ptr_array_add (such, ids->pdata[i]);
  return such;
}

/* All prompts before all negative ones: a text that is both is the prompt. */
static void
walk_texts (RushesComfyWalk *self, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    rushes_comfy_walk_text (self, RUSHES_COMFY_PROMPT, found->pdata[i]);
  for (guint i = 0; i < found->len; i++)
    rushes_comfy_walk_text (self, RUSHES_COMFY_NEGATIVE, found->pdata[i]);
}

/* Sizes and pictures, from whatever makes something out of them. */
static void
visit_all (RushesComfyWalk *self, GPtrArray *ids, GPtrArray *found)
{
  for (guint i = 0; i < ids->len; i++)
    if (g_ptr_array_find (found, ids->pdata[i], NULL) || is_guided (self, ids->pdata[i]))
      visit_sampler (self, ids->pdata[i]);
}

/* One literal for both sides of a square is no size to choose from, but a number. */
static void
settle_size (RushesComfyBinding *binding)
{
  GPtrArray *widths = binding->slots[RUSHES_COMFY_WIDTH], *fields = binding->slots[RUSHES_COMFY_FIELD];

  while (binding->slots[RUSHES_COMFY_HEIGHT]->len == 0 && widths->len > 0)
    g_ptr_array_add (fields, g_ptr_array_steal_index (widths, 0));
}

static void
walk_all (RushesComfyWalk *self, GPtrArray *ids)
{
  g_autoptr (GPtrArray) found = list_such (self, ids, is_sampler), makers = list_such (self, ids, is_maker);

  for (guint i = 0; i < ids->len; i++)
    if (is_helper (self, ids->pdata[i]) || g_ptr_array_find (found, ids->pdata[i], NULL))
      bind_sampling (self, ids->pdata[i]);
  for (guint i = 0; i < found->len; i++)
    bind_own_sampling (self, found->pdata[i]);
  walk_texts (self, found);
  visit_all (self, ids, found);
  for (guint i = 0; i < ids->len; i++)
    bind_anywhere (self, ids->pdata[i]);
  for (guint i = 0; found->len == 0 && i < makers->len; i++)
    bind_maker (self, makers->pdata[i]);
  for (guint i = 0; i < ids->len; i++)
    bind_titled (self, ids->pdata[i]);
  settle_size (self->binding);
}

/**
 * rushes_comfy_walk:
 * @nodes: (nullable): what a server declares
 * @binding: empty; gets every literal of @graph that is found to be something
 */
void
rushes_comfy_walk (JsonObject *graph, RushesComfyNodes *nodes, RushesComfyBinding *binding)
{
  g_autoptr (GHashTable) reached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  RushesComfyWalk self = { graph, nodes, binding, reached, visited, seen, used, FALSE };
  g_autoptr (GPtrArray) ids = list_reached (&self);

  rushes_comfy_walk_note_uses (&self);
  walk_all (&self, ids);
}
