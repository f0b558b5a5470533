/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-walk.h"

#include "rushes-comfy-graph.h"
#include "rushes-json.h"

/* Finds the literals by following links back from the samplers; titles are not trusted (contracts/comfyui.md, section 7). */

#define DEPTH_LIMIT 64

typedef struct
{
  const char *class_type;
  const char *positive, *negative, *latent; /* inputs to follow, or NULL */
} Sampler;

static const Sampler samplers[] = {
  { "KSampler", "positive", "negative", "latent_image" },
  { "KSamplerAdvanced", "positive", "negative", "latent_image" },
  { "SamplerCustom", "positive", "negative", "latent_image" },
  { "SamplerCustomAdvanced", NULL, NULL, "latent_image" },
  { "CFGGuider", "positive", "negative", NULL },
  { "BasicGuider", "conditioning", NULL, NULL },
  { "DualCFGGuider", "cond1", "negative", NULL },
  { "STGGuider", "positive", "negative", NULL },
  { "STGGuiderAdvanced", "positive", "negative", NULL },
  { "MultimodalGuider", "positive", "negative", NULL },
  { "WanVideoSampler", "text_embeds", "text_embeds", "image_embeds" },
  { "CogVideoSampler", "positive", "negative", "samples" },
};

/* Nodes beside the samplers that hold sampling literals. */
static const char *const helpers[] = { "RandomNoise", "BasicScheduler", "LTXVScheduler", "KSamplerSelect" };

/* A node that only holds one literal. */
static const char *const primitives[] = { "Primitive", "INTConstant", "FloatConstant", "StringConstant",
                                          "easy int", "easy float" };

static const struct
{
  RushesComfyRole role;
  const char *input;
} sampling_inputs[] = {
  { RUSHES_COMFY_SEED, "seed" },          { RUSHES_COMFY_SEED, "noise_seed" },
  { RUSHES_COMFY_STEPS, "steps" },        { RUSHES_COMFY_CFG, "cfg" },
  { RUSHES_COMFY_SAMPLER, "sampler_name" }, { RUSHES_COMFY_SCHEDULER, "scheduler" },
};

typedef struct
{
  JsonObject *graph;
  RushesComfyNodes *nodes; /* (nullable) */
  RushesComfyBinding *binding;
  GHashTable *visited; /* node ids on the way back from the samplers */
  GHashTable *seen;    /* "slot id" on the way that is gone now: a graph may offer 2^64 of them */
} Walk;

static gboolean
is_primitive (const char *class_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (primitives); i++)
    if (g_str_has_prefix (class_type, primitives[i]))
      return TRUE;
  return FALSE;
}

/* Binds @role to the literal behind an input, through primitives but not through arithmetic: a size
 * computed from a picture is the picture's. */
static gboolean
bind_value (Walk *walk, RushesComfyRole role, const char *id, const char *input, int depth)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);
  const char *from;

  if (inputs == NULL || depth > DEPTH_LIMIT)
    return FALSE;
  if (rushes_comfy_graph_get_literal (inputs, input))
    {
      rushes_comfy_binding_add (walk->binding, role, id, input);
      return TRUE;
    }
  from = rushes_comfy_graph_get_link (inputs, input, NULL);
  return from != NULL && is_primitive (rushes_comfy_graph_get_class (walk->graph, from)) &&
         bind_value (walk, role, from, "value", depth + 1);
}

/* Whether a way leads to a node for the first time, and not too far. */
static gboolean
enters (Walk *walk, const char *id, int slot, int depth)
{
  return depth <= DEPTH_LIMIT && g_hash_table_add (walk->seen, g_strdup_printf ("%d %s", slot, id));
}

static gboolean bind_text (Walk *walk, RushesComfyRole role, const char *id, int slot, int depth);

/* A switch: the way that is open first, and then the other, which may hold the same words for another purpose. */
static gboolean
bind_switch (Walk *walk, RushesComfyRole role, const char *id, JsonObject *inputs, int depth)
{
  const char *from = rushes_comfy_graph_get_link (inputs, "switch", NULL);
  JsonObject *asked = from != NULL ? rushes_comfy_graph_get_inputs (walk->graph, from) : inputs;
  gboolean on = asked != NULL && rushes_json_peek_boolean (asked, from != NULL ? "value" : "switch");
  const char *const ways[] = { on ? "on_true" : "on_false", on ? "on_false" : "on_true" };
  gboolean bound = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      JsonNode *way = json_object_get_member (inputs, ways[i]);
      const char *next = rushes_comfy_graph_get_link (inputs, ways[i], NULL);

      if (way != NULL && rushes_json_is_text (way))
        {
          rushes_comfy_binding_add (walk->binding, role, id, ways[i]);
          bound = TRUE;
        }
      else if (next != NULL)
        bound |= bind_text (walk, role, next, 0, depth + 1);
    }
  return bound;
}

/* Follows conditioning back to the first literal text. @slot: the output the link comes from: nodes
 * that pass both prompts on give the positive one first. */
static gboolean
bind_text (Walk *walk, RushesComfyRole role, const char *id, int slot, int depth)
{
  const char *own = role == RUSHES_COMFY_NEGATIVE ? "negative_prompt" : "positive_prompt";
  const char *const texts[] = { own, "text", "prompt", "value", "string", "clip_l", "t5xxl", "string_a", "string_b",
                                "text_a", "text_b", "user_prompt" };
  const char *const pass_on[] = { slot == 1 ? "negative" : "positive", "conditioning", "conditioning_1",
                                  "conditioning_to", "text_embeds", "signal" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);
  int next_slot = 0;

  if (inputs == NULL || !enters (walk, id, slot, depth))
    return FALSE;
  if (json_object_has_member (inputs, "on_true") && json_object_has_member (inputs, "on_false"))
    return bind_switch (walk, role, id, inputs, depth);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      JsonNode *node = json_object_get_member (inputs, texts[i]);
      const char *from = rushes_comfy_graph_get_link (inputs, texts[i], &next_slot);

      if (node != NULL && rushes_json_is_text (node))
        {
          rushes_comfy_binding_add (walk->binding, role, id, texts[i]);
          return TRUE;
        }
      if (from != NULL && bind_text (walk, role, from, 0, depth + 1))
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pass_on); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, pass_on[i], &next_slot);
      if (from != NULL && bind_text (walk, role, from, next_slot, depth + 1))
        return TRUE;
    }
  return FALSE;
}

static void
start_text (Walk *walk, RushesComfyRole role, const char *id, int slot)
{
  g_hash_table_remove_all (walk->seen);
  bind_text (walk, role, id, slot, 0);
}

static gboolean
bind_loaded (Walk *walk, RushesComfyRole role, const char *id, int depth)
{
  static const char *const names[] = { "image", "images", "pixels", "input", "start_image", "init_image", "first_frame" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);

  if (inputs == NULL || !enters (walk, id, 0, depth))
    return FALSE;
  if (g_str_has_prefix (rushes_comfy_graph_get_class (walk->graph, id), "LoadImage") && rushes_comfy_graph_get_literal (inputs, "image"))
    {
      rushes_comfy_binding_add (walk->binding, role, id, "image");
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, names[i], NULL);
      if (from != NULL && bind_loaded (walk, role, from, depth + 1))
        return TRUE;
    }
  return FALSE;
}

static void
start_loaded (Walk *walk, RushesComfyRole role, const char *id)
{
  g_hash_table_remove_all (walk->seen);
  bind_loaded (walk, role, id, 0);
}

/* Follows the picture inputs of a node that makes the video's start back to what loads a file. */
static void
bind_pictures (Walk *walk, const char *id, JsonObject *inputs)
{
  static const char *const last[] = { "end_image", "last_frame", "last_image" };

  if (walk->binding->slots[RUSHES_COMFY_PICTURE]->len == 0)
    start_loaded (walk, RUSHES_COMFY_PICTURE, id);
  for (guint i = 0; i < G_N_ELEMENTS (last); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, last[i], NULL);
      if (from != NULL)
        start_loaded (walk, RUSHES_COMFY_LAST_PICTURE, from);
    }
}

/* A size that is measured on a picture that the graph makes itself is that one's: EmptyImage, or what is resized to a
 * size of its own. */
static void
bind_measured_size (Walk *walk, const char *id, int depth)
{
  static const char *const names[] = { "image", "images", "input", "original_image" };
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);

  if (inputs == NULL || !enters (walk, id, 0, depth))
    return;
  if (rushes_comfy_graph_get_literal (inputs, "width") && rushes_comfy_graph_get_literal (inputs, "height"))
    {
      bind_value (walk, RUSHES_COMFY_WIDTH, id, "width", 0);
      bind_value (walk, RUSHES_COMFY_HEIGHT, id, "height", 0);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, names[i], NULL);
      if (from != NULL && walk->binding->slots[RUSHES_COMFY_WIDTH]->len == 0)
        bind_measured_size (walk, from, depth + 1);
    }
}

static void
start_measured_size (Walk *walk, const char *id)
{
  g_hash_table_remove_all (walk->seen);
  bind_measured_size (walk, id, 0);
}

/* A node with a width, a height and a number of frames makes the empty video. */
static void
bind_size (Walk *walk, const char *id, JsonObject *inputs)
{
  static const char *const frames[] = { "length", "video_frames", "num_frames", "frames_number" };

  if (!json_object_has_member (inputs, "width") || !json_object_has_member (inputs, "height"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    if (json_object_has_member (inputs, frames[i]))
      {
        if (!bind_value (walk, RUSHES_COMFY_WIDTH, id, "width", 0) && rushes_comfy_graph_get_link (inputs, "width", NULL) != NULL)
          start_measured_size (walk, rushes_comfy_graph_get_link (inputs, "width", NULL));
        bind_value (walk, RUSHES_COMFY_HEIGHT, id, "height", 0);
        bind_value (walk, RUSHES_COMFY_FRAMES, id, frames[i], 0);
        if (walk->binding->latent_class == NULL)
          walk->binding->latent_class = g_strdup (rushes_comfy_graph_get_class (walk->graph, id));
        return;
      }
}

/* AnimateDiff makes a video of a batch of pictures. */
static void
bind_batch (Walk *walk, const char *id, JsonObject *inputs)
{
  g_autoptr (GList) ids = NULL;
  gboolean animated = FALSE;

  if (!g_str_equal (rushes_comfy_graph_get_class (walk->graph, id), "EmptyLatentImage"))
    return;
  ids = json_object_get_members (walk->graph);
  for (GList *l = ids; l != NULL && !animated; l = l->next)
    animated = g_str_has_prefix (rushes_comfy_graph_get_class (walk->graph, l->data), "ADE_");
  if (!animated)
    return;
  bind_value (walk, RUSHES_COMFY_WIDTH, id, "width", 0);
  bind_value (walk, RUSHES_COMFY_HEIGHT, id, "height", 0);
  bind_value (walk, RUSHES_COMFY_FRAMES, id, "batch_size", 0);
}

/* Everything a sampler depends on, once. */
static void
visit (Walk *walk, const char *id, int depth)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);
  g_autoptr (GList) names = NULL;

  if (inputs == NULL || depth > DEPTH_LIMIT || !g_hash_table_add (walk->visited, g_strdup (id)))
    return;
  bind_size (walk, id, inputs);
  bind_batch (walk, id, inputs);
  if (json_object_has_member (inputs, "width") || json_object_has_member (inputs, "positive") ||
      (json_object_has_member (inputs, "image") && json_object_has_member (inputs, "latent")))
    bind_pictures (walk, id, inputs);
  names = json_object_get_members (inputs);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *from = rushes_comfy_graph_get_link (inputs, l->data, NULL);
      if (from != NULL)
        visit (walk, from, depth + 1);
    }
}

static void
bind_sampling (Walk *walk, const char *id, JsonObject *inputs)
{
  const char *add_noise = rushes_json_peek_string (inputs, "add_noise");

  for (guint i = 0; i < G_N_ELEMENTS (sampling_inputs); i++)
    {
      /* The second of two samplers adds no noise: its seed has no effect. */
      if (sampling_inputs[i].role == RUSHES_COMFY_SEED && g_strcmp0 (add_noise, "disable") == 0)
        continue;
      bind_value (walk, sampling_inputs[i].role, id, sampling_inputs[i].input, 0);
    }
}

static void
bind_sampler (Walk *walk, const char *id, const Sampler *sampler)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);
  const char *inputs_to_follow[] = { sampler->positive, sampler->negative, sampler->latent };
  int slot = 0;

  bind_sampling (walk, id, inputs);
  for (guint i = 0; i < G_N_ELEMENTS (inputs_to_follow); i++)
    {
      const char *from =
        inputs_to_follow[i] != NULL ? rushes_comfy_graph_get_link (inputs, inputs_to_follow[i], &slot) : NULL;
      if (from == NULL)
        continue;
      if (i == 0)
        start_text (walk, RUSHES_COMFY_PROMPT, from, slot);
      else if (i == 1)
        start_text (walk, RUSHES_COMFY_NEGATIVE, from, slot);
      visit (walk, from, 0);
    }
}

/* What stands anywhere: frame rates, model files, names to save under. */
static void
bind_anywhere (Walk *walk, const char *id, JsonObject *inputs)
{
  static const char *const models[] = { "unet_name", "ckpt_name" };

  bind_value (walk, RUSHES_COMFY_FPS, id, "fps", 0);
  bind_value (walk, RUSHES_COMFY_FPS, id, "frame_rate", 0);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    bind_value (walk, RUSHES_COMFY_MODEL, id, models[i], 0);
  if (g_str_equal (rushes_comfy_graph_get_class (walk->graph, id), "WanVideoModelLoader"))
    bind_value (walk, RUSHES_COMFY_MODEL, id, "model", 0);
  if (json_object_has_member (inputs, "lora_name"))
    bind_value (walk, RUSHES_COMFY_LORA, id, "strength_model", 0);
  if (rushes_comfy_graph_get_literal (inputs, "filename_prefix"))
    rushes_comfy_binding_add (walk->binding, RUSHES_COMFY_PREFIX, id, "filename_prefix");
}

static void
bind_node (Walk *walk, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (walk->graph, id);
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);

  if (inputs == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (samplers); i++)
    if (g_str_equal (samplers[i].class_type, class_type))
      bind_sampler (walk, id, &samplers[i]);
  for (guint i = 0; i < G_N_ELEMENTS (helpers); i++)
    if (g_str_equal (helpers[i], class_type))
      bind_sampling (walk, id, inputs);
  bind_anywhere (walk, id, inputs);
}

/* Whatever else such a node can be told is a field of its own. */
static void
bind_rest (Walk *walk, const char *id, JsonObject *inputs)
{
  g_autoptr (GList) names = json_object_get_members (inputs);
  RushesComfyRole role;

  for (GList *l = names; l != NULL; l = l->next)
    if (rushes_comfy_graph_get_literal (inputs, l->data) && !rushes_comfy_binding_find (walk->binding, id, l->data, &role))
      rushes_comfy_binding_add (walk->binding, RUSHES_COMFY_FIELD, id, l->data);
}

/* Partner nodes do everything in one: they have no sampler, but a prompt of their own. */
static void
bind_alone (Walk *walk, const char *id)
{
  JsonObject *inputs = rushes_comfy_graph_get_inputs (walk->graph, id);
  gboolean has_prompt = inputs != NULL && (rushes_comfy_graph_get_literal (inputs, "prompt") || rushes_comfy_graph_get_link (inputs, "prompt", NULL) != NULL ||
                                           rushes_comfy_graph_get_literal (inputs, "prompt_text") || rushes_comfy_graph_get_literal (inputs, "model.prompt"));

  if (!has_prompt)
    return;
  start_text (walk, RUSHES_COMFY_PROMPT, id, 0);
  bind_value (walk, RUSHES_COMFY_PROMPT, id, "prompt_text", 0);
  bind_value (walk, RUSHES_COMFY_PROMPT, id, "model.prompt", 0);
  if (rushes_comfy_graph_get_literal (inputs, "negative_prompt"))
    rushes_comfy_binding_add (walk->binding, RUSHES_COMFY_NEGATIVE, id, "negative_prompt");
  bind_value (walk, RUSHES_COMFY_SEED, id, "seed", 0);
  bind_value (walk, RUSHES_COMFY_SECONDS, id, "duration", 0);
  bind_value (walk, RUSHES_COMFY_SECONDS, id, "model.duration", 0);
  bind_pictures (walk, id, inputs);
  bind_rest (walk, id, inputs);
}

/* Titles break ties only: a number that nothing else explains, under a name that says what it is. */
static void
bind_titled (Walk *walk, const char *id)
{
  static const struct
  {
    const char *title;
    RushesComfyRole role;
  } titles[] = { { "width", RUSHES_COMFY_WIDTH },      { "height", RUSHES_COMFY_HEIGHT }, { "length", RUSHES_COMFY_FRAMES },
                 { "frames", RUSHES_COMFY_FRAMES },    { "duration", RUSHES_COMFY_SECONDS },
                 { "float (duration)", RUSHES_COMFY_SECONDS }, { "int (duration)", RUSHES_COMFY_SECONDS }, { "frame rate", RUSHES_COMFY_FPS }, { "fps", RUSHES_COMFY_FPS },
                 { "prompt", RUSHES_COMFY_PROMPT },    { "negative prompt", RUSHES_COMFY_NEGATIVE } };
  JsonObject *node = rushes_json_peek_object (walk->graph, id);
  JsonObject *meta = node != NULL ? rushes_json_peek_object (node, "_meta") : NULL;
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;

  if (title == NULL || !is_primitive (rushes_comfy_graph_get_class (walk->graph, id)))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_ascii_strcasecmp (titles[i].title, title) == 0 && walk->binding->slots[titles[i].role]->len == 0 &&
        (titles[i].role != RUSHES_COMFY_SECONDS || walk->binding->slots[RUSHES_COMFY_FRAMES]->len == 0))
      bind_value (walk, titles[i].role, id, "value", 0);
}

/**
 * rushes_comfy_walk:
 * @nodes: (nullable): what a server declares
 * @binding: empty; gets every literal of @graph that is found to be something
 */
void
rushes_comfy_walk (JsonObject *graph, RushesComfyNodes *nodes, RushesComfyBinding *binding)
{
  g_autoptr (GHashTable) visited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GList) ids = json_object_get_members (graph);
  Walk walk = { graph, nodes, binding, visited, seen };

  for (GList *l = ids; l != NULL; l = l->next)
    bind_node (&walk, l->data);
  if (binding->slots[RUSHES_COMFY_STEPS]->len + binding->slots[RUSHES_COMFY_SEED]->len == 0)
    for (GList *l = ids; l != NULL; l = l->next)
      bind_alone (&walk, l->data);
  for (GList *l = ids; l != NULL; l = l->next)
    bind_titled (&walk, l->data);
}
