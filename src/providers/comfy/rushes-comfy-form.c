/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-form.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-choices.h"
#include "rushes-comfy-graph.h"
#include "rushes-comfy-label.h"
#include "rushes-comfy-media.h"
#include "rushes-comfy-seed.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"
#include "rushes-number.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A graph as a form; rushes-comfy-fill.c writes a filled form into the graph. */

/* Size step, frame rule (n × multiple + 1) and native frame rate (contracts/comfyui.md, section 7). */
static const struct
{
  const char *latent_class;
  int size_step, frame_multiple;
  double fps;
} families[] = {
  { "Wan22ImageToVideoLatent", 32, 4, 24 },   { "WanImageToVideo", 16, 4, 16 },
  { "WanFirstLastFrameToVideo", 16, 4, 16 },  { "EmptyHunyuanLatentVideo", 16, 4, 16 },
  { "HunyuanImageToVideo", 16, 4, 24 },       { "EmptyHunyuanVideo15Latent", 16, 4, 24 },
  { "HunyuanVideo15ImageToVideo", 16, 4, 24 }, { "EmptyLTXVLatentVideo", 32, 8, 25 },
  { "LTXVImgToVideo", 32, 8, 25 },            { "EmptyMochiLatentVideo", 16, 6, 24 },
  { "EmptyCosmosLatentVideo", 16, 8, 24 },    { "CosmosImageToVideoLatent", 16, 8, 24 },
  { "CosmosPredict2ImageToVideoLatent", 16, 4, 16 }, { "WanVideoEmptyEmbeds", 16, 4, 16 },
  { "SVD_img2vid_Conditioning", 8, 0, 6 },
};

/* What becomes an advanced field. */
typedef struct
{
  RushesComfyRole role;
  const char *label;
  RushesFieldType type;
  double maximum, step;
} Setting;

static const Setting settings[] = {
  { RUSHES_COMFY_MODEL, N_("Model file"), RUSHES_FIELD_TEXT, 0, 0 },
  { RUSHES_COMFY_STEPS, N_("Steps"), RUSHES_FIELD_INTEGER, 200, 1 },
  { RUSHES_COMFY_CFG, N_("CFG"), RUSHES_FIELD_NUMBER, 30, 0.5 },
  { RUSHES_COMFY_SAMPLER, N_("Sampler"), RUSHES_FIELD_TEXT, 0, 0 },
  { RUSHES_COMFY_SCHEDULER, N_("Scheduler"), RUSHES_FIELD_TEXT, 0, 0 },
  { RUSHES_COMFY_LORA, N_("LoRA strength"), RUSHES_FIELD_NUMBER, 10, 0.1 },
};

static double
get_number (RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role, double fallback)
{
  JsonNode *node = rushes_comfy_binding_get (binding, graph, role);

  return node != NULL ? rushes_json_get_number (node) : fallback;
}

static JsonNode *
get_literal (JsonObject *graph, const RushesComfySlot *slot)
{
  return json_object_get_member (rushes_json_peek_object (rushes_json_peek_object (graph, slot->node), "inputs"), slot->input);
}

#define SIDE_MAX 32768           /* pixels: two of them multiplied are an int still */
#define REACH 1e6                /* how far a number can be stepped where the server sets no limit */
#define EXACT 9007199254740992.0 /* 2^53: what steps are counted with says no larger number exactly */

static void
limit (RushesField *field, const RushesComfyInput *declared, double value, double maximum, double step)
{
  /* Without a server's word the graph's own value is right. */
  double lowest = MIN (field->type == RUSHES_FIELD_INTEGER ? 1 : 0, value), highest = MAX (maximum, value), reach = MAX (REACH, fabs (value));

  if (declared != NULL && declared->options != NULL)
    {
      rushes_json_peek_number (declared->options, "min", &lowest);
      rushes_json_peek_number (declared->options, "max", &highest);
    }
  field->minimum = MAX (lowest, -reach);
  field->maximum = highest < lowest ? MAX (maximum, value) : MIN (highest, reach);
  field->step = step;
}

/* A number that is too large to be stepped through is typed. */
static void
add_number (RushesModelSpec *spec, JsonNode *value, const RushesComfyInput *declared, const char *name, const char *label,
            const Setting *setting)
{
  double number = rushes_json_get_number (value);
  g_autofree char *digits = rushes_json_dup_number (value);
  RushesField *field;

  if (!(fabs (number) <= EXACT))
    {
      rushes_model_spec_add_field (spec, name, label, RUSHES_FIELD_TEXT, g_variant_new_string (digits));
      return;
    }
  field = rushes_model_spec_add_field (spec, name, label, setting->type,
                                       setting->type == RUSHES_FIELD_INTEGER ? g_variant_new_int64 ((gint64) number) : g_variant_new_double (number));
  limit (field, declared, number, setting->maximum, setting->step);
}

static void
add_text (RushesModelSpec *spec, const char *value, const RushesComfyInput *declared, const char *class_type, const char *name, const char *label)
{
  RushesField *field = rushes_model_spec_add_field (spec, name, label, RUSHES_FIELD_TEXT, g_variant_new_string (value));

  if (declared != NULL)
    rushes_comfy_choices_fill (field, declared, class_type, value);
}

static void
add_field (RushesModelSpec *spec, JsonNode *value, const RushesComfyInput *declared, const char *class_type, const char *name, const char *label,
           const Setting *setting)
{
  if (setting->type == RUSHES_FIELD_TEXT && rushes_json_is_text (value))
    add_text (spec, json_node_get_string (value), declared, class_type, name, label);
  else if (setting->type != RUSHES_FIELD_TEXT && rushes_json_is_number (value))
    add_number (spec, value, declared, name, label, setting);
}

/* One field for all literals of a role that agree, else one for each: the two models of Wan 2.2 14B. */
static void
add_setting (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyNodes *nodes, const Setting *setting)
{
  GPtrArray *slots = binding->slots[setting->role];
  gboolean uniform = rushes_comfy_binding_is_uniform (binding, graph, setting->role) && setting->role != RUSHES_COMFY_LORA;

  for (guint i = 0; i < (uniform ? MIN (slots->len, 1) : slots->len); i++)
    {
      RushesComfySlot *slot = slots->pdata[i];
      const char *class_type = rushes_json_peek_string (rushes_json_peek_object (graph, slot->node), "class_type");
      RushesComfyInput declared;
      gboolean known = nodes != NULL && rushes_comfy_nodes_find_input (nodes, class_type, slot->input, &declared);
      g_autofree char *name = uniform ? g_strdup (rushes_comfy_role_to_string (setting->role)) : g_strconcat (slot->node, ".", slot->input, NULL);
      g_autofree char *label = uniform ? g_strdup (_(setting->label)) : g_strdup_printf ("%s · %s", _(setting->label), rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, slot->node)));

      add_field (spec, get_literal (graph, slot), known ? &declared : NULL, class_type, name, label, setting);
    }
}

/* What the user, or a node that does everything in one, shows as a field: by the type of its literal. @several: nodes
 * have such */
static void
add_own_field (RushesModelSpec *spec, JsonObject *graph, RushesComfyNodes *nodes, const RushesComfySlot *slot, gboolean several)
{
  JsonObject *node = rushes_json_peek_object (graph, slot->node);
  JsonNode *value = get_literal (graph, slot);
  gboolean text = rushes_json_is_text (value), fraction = json_node_get_value_type (value) == G_TYPE_DOUBLE;
  RushesComfyInput declared;
  gboolean known = nodes != NULL && rushes_comfy_nodes_find_input (nodes, rushes_json_peek_string (node, "class_type"), slot->input, &declared);
  g_autofree char *name = g_strconcat (slot->node, ".", slot->input, NULL);
  g_autofree char *label = rushes_comfy_label_dup (graph, nodes, slot->node, slot->input, several);
  const Setting setting = { RUSHES_COMFY_FIELD, NULL, text ? RUSHES_FIELD_TEXT : fraction ? RUSHES_FIELD_NUMBER : RUSHES_FIELD_INTEGER,
                            REACH, fraction ? 0.1 : 1 };

  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    rushes_model_spec_add_field (spec, name, label, RUSHES_FIELD_BOOLEAN, g_variant_new_boolean (json_node_get_boolean (value)));
  else
    add_field (spec, value, known ? &declared : NULL, rushes_comfy_graph_get_class (graph, slot->node), name, label, &setting);
}

static void
add_own_fields (RushesModelSpec *spec, GPtrArray *slots, JsonObject *graph, RushesComfyNodes *nodes)
{
  gboolean several = FALSE;

  for (guint i = 1; i < slots->len; i++)
    several |= !g_str_equal (((RushesComfySlot *) slots->pdata[0])->node, ((RushesComfySlot *) slots->pdata[i])->node);
  for (guint i = 0; i < slots->len; i++)
    add_own_field (spec, graph, nodes, slots->pdata[i], several);
}

/* What the server has no more, in a node that has no field yet: (contracts/comfyui.md, section 2, value_not_in_list) */
static void
add_lacking_choices (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyNodes *nodes, const char *id)
{
  const char *class_type = rushes_comfy_graph_get_class (graph, id);
  JsonObject *class = rushes_comfy_nodes_find (nodes, class_type), *inputs = rushes_comfy_graph_get_inputs (graph, id);
  g_autoptr (GArray) declared = rushes_comfy_nodes_list_inputs (class != NULL ? rushes_json_peek_object (class, "input") : NULL, NULL);
  RushesComfyRole role;

  for (guint i = 0; inputs != NULL && i < declared->len; i++)
    {
      const RushesComfyInput *input = &g_array_index (declared, RushesComfyInput, i);
      const char *value = rushes_json_peek_string (inputs, input->name);
      g_autofree char *name = g_strconcat (id, ".", input->name, NULL);
      g_autofree char *label = rushes_comfy_label_dup (graph, nodes, id, input->name, TRUE);

      if (value != NULL && g_str_equal (input->type, "COMBO") && rushes_comfy_choices_lack (input, value) &&
          !rushes_comfy_binding_find (binding, id, input->name, &role))
        add_text (spec, value, input, class_type, name, label);
    }
}

/* Texts that differ from the first prompt are prompts of other parts. */
static void
add_other_texts (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role, const char *label)
{
  JsonNode *first = rushes_comfy_binding_get (binding, graph, role);

  for (guint i = 1; i < binding->slots[role]->len; i++)
    {
      RushesComfySlot *slot = binding->slots[role]->pdata[i];
      JsonNode *value = get_literal (graph, slot);
      g_autofree char *name = g_strconcat (slot->node, ".", slot->input, NULL);
      g_autofree char *text = g_strdup_printf ("%s · %s", label, rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, slot->node)));

      if (rushes_json_is_text (value) && !json_node_equal (first, value))
        rushes_model_spec_add_field (spec, name, text, RUSHES_FIELD_TEXT, g_variant_new_string (json_node_get_string (value)));
    }
}

/* Returns: the multiple of @step next to @value, at least one */
int
rushes_comfy_form_round (double value, int step)
{
  return rushes_number_to_int (value / step + 0.5, 1, G_MAXINT / step) * step;
}

/* The graph's own size first, then the usual shapes with about as many pixels. */
static void
add_sizes (RushesModelSpec *spec, int width, int height)
{
  int step = spec->size_step > 0 ? spec->size_step : 16;
  int square = rushes_comfy_form_round ((width + height) / 2.0 * 0.95, step);

  rushes_model_spec_add_size (spec, width, height);
  if (width != height)
    rushes_model_spec_add_size (spec, height, width);
  rushes_model_spec_add_size (spec, square, square);
  rushes_model_spec_add_size (spec, rushes_comfy_form_round (MAX (width, height) / 2.0, step), rushes_comfy_form_round (MIN (width, height) / 2.0, step));
}

static void
fill_family (RushesModelSpec *spec, const char *latent_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (g_strcmp0 (families[i].latent_class, latent_class) == 0)
      {
        spec->size_step = families[i].size_step;
        spec->frame_multiple = families[i].frame_multiple;
        spec->fps = families[i].fps;
      }
}

static void
fill_timing (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph)
{
  double frames = get_number (binding, graph, RUSHES_COMFY_FRAMES, 0);

  spec->fps = get_number (binding, graph, RUSHES_COMFY_FPS, spec->fps);
  spec->minimum_seconds = 1;
  spec->maximum_seconds = 10;
  if (binding->slots[RUSHES_COMFY_SECONDS]->len > 0)
    {
      spec->initial_seconds = MAX (1, get_number (binding, graph, RUSHES_COMFY_SECONDS, 5));
      spec->maximum_seconds = MAX (20, spec->initial_seconds);
      spec->fps = 0; /* the graph makes frames of it by a rule of its own */
    }
  else if (frames > 0 && spec->fps > 0)
    {
      spec->initial_seconds = rushes_number_to_int (frames / spec->fps + 0.5, 1, 60);
      spec->maximum_seconds = MAX (10, spec->initial_seconds);
    }
  else if (frames <= 0)
    spec->initial_seconds = 0; /* the workflow decides the length */
}

static void
fill_fields (RushesModelSpec *spec, RushesComfyBinding *binding, JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GList) ids = json_object_get_members (graph);

  add_other_texts (spec, binding, graph, RUSHES_COMFY_PROMPT, _("Prompt"));
  add_other_texts (spec, binding, graph, RUSHES_COMFY_NEGATIVE, _("Negative prompt"));
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    add_setting (spec, binding, graph, nodes, &settings[i]);
  add_own_fields (spec, binding->slots[RUSHES_COMFY_FIELD], graph, nodes);
  for (GList *l = ids; nodes != NULL && l != NULL; l = l->next)
    add_lacking_choices (spec, binding, graph, nodes, l->data);
}

static const char *
get_text (RushesComfyBinding *binding, JsonObject *graph, RushesComfyRole role)
{
  JsonNode *node = rushes_comfy_binding_get (binding, graph, role);

  return node != NULL && rushes_json_is_text (node) ? json_node_get_string (node) : NULL;
}

/* What it makes of what; a size that the graph takes from the picture cannot be chosen. */
static char *
dup_summary (const RushesModelSpec *spec)
{
  const char *kind = spec->picture == RUSHES_PICTURE_NONE ? _("Text to video")
                     : spec->has_last_picture             ? _("First and last picture to video")
                                                          : _("Picture to video");

  if (spec->picture != RUSHES_PICTURE_NONE && spec->sizes->len == 0)
    return g_strdup_printf (_("%s · size from the picture"), kind);
  return g_strdup (kind);
}

/* (transfer full): why there is no prompt to write */
static char *
dup_no_prompt (RushesComfyBinding *binding, JsonObject *graph)
{
  if (binding->open->len > 0)
    return g_strdup_printf (_("It is not clear which text of “%s” is the prompt. Choose it in Inputs… of the workflow."),
                            rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, binding->open->pdata[0])));
  return g_strdup (_("This workflow has no place for a prompt. If one of its texts is meant, choose it in Inputs… of the workflow."));
}

/**
 * rushes_comfy_form_new_spec:
 * @nodes: (nullable): what the server declares: choices and limits come from there
 *
 * Returns: (transfer full): what a form offers for @graph, with the graph's own values as defaults
 */
RushesModelSpec *
rushes_comfy_form_new_spec (JsonObject *graph, RushesComfyNodes *nodes, const char *id, const char *name)
{
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (graph, nodes);
  RushesModelSpec *spec = rushes_model_spec_new (id, name);
  int width = rushes_number_to_int (get_number (binding, graph, RUSHES_COMFY_WIDTH, 0), 0, SIDE_MAX);
  int height = rushes_number_to_int (get_number (binding, graph, RUSHES_COMFY_HEIGHT, 0), 0, SIDE_MAX);

  fill_family (spec, binding->latent_class);
  fill_timing (spec, binding, graph);
  if (width > 0 && height > 0)
    add_sizes (spec, width, height);
  spec->has_prompt = binding->slots[RUSHES_COMFY_PROMPT]->len > 0;
  if (!spec->has_prompt)
    spec->no_prompt = dup_no_prompt (binding, graph);
  spec->has_negative = binding->slots[RUSHES_COMFY_NEGATIVE]->len > 0;
  spec->has_seed = binding->slots[RUSHES_COMFY_SEED]->len > 0;
  spec->maximum_seed = rushes_comfy_seed_get_maximum (graph, binding, nodes);
  spec->negative = g_strdup (get_text (binding, graph, RUSHES_COMFY_NEGATIVE));
  spec->prompt = g_strdup (get_text (binding, graph, RUSHES_COMFY_PROMPT));
  spec->has_last_picture = binding->slots[RUSHES_COMFY_LAST_PICTURE]->len > 0;
  spec->picture = binding->slots[RUSHES_COMFY_PICTURE]->len > 0 ? RUSHES_PICTURE_REQUIRED : RUSHES_PICTURE_NONE;
  fill_fields (spec, binding, graph, nodes);
  rushes_comfy_media_describe (spec, graph, binding, nodes);
  spec->summary = dup_summary (spec);
  return spec;
}

/* The roles that are members of a request of their own; the others are fields. */
static const struct
{
  RushesComfyRole role;
  const char *member;
} members[] = {
  { RUSHES_COMFY_PROMPT, RUSHES_REQUEST_PROMPT },   { RUSHES_COMFY_NEGATIVE, RUSHES_REQUEST_NEGATIVE },
  { RUSHES_COMFY_SEED, RUSHES_REQUEST_SEED },       { RUSHES_COMFY_WIDTH, RUSHES_REQUEST_WIDTH },
  { RUSHES_COMFY_HEIGHT, RUSHES_REQUEST_HEIGHT },   { RUSHES_COMFY_FRAMES, RUSHES_REQUEST_SECONDS },
  { RUSHES_COMFY_SECONDS, RUSHES_REQUEST_SECONDS },
  { RUSHES_COMFY_PICTURE, RUSHES_REQUEST_PICTURE }, { RUSHES_COMFY_LAST_PICTURE, RUSHES_REQUEST_LAST_PICTURE },
};

/* @nodes: (nullable). Returns: (transfer full) (nullable): the member of a request, or the field, that is written into an input */
char *
rushes_comfy_form_dup_member (JsonObject *graph, RushesComfyNodes *nodes, const char *node, const char *input)
{
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (graph, nodes);
  RushesComfyRole role;

  if (!rushes_comfy_binding_find (binding, node, input, &role))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (members[i].role == role)
      return g_strdup (members[i].member);
  return role != RUSHES_COMFY_FIELD && rushes_comfy_binding_is_uniform (binding, graph, role) ? g_strdup (rushes_comfy_role_to_string (role))
                                                                : g_strconcat (node, ".", input, NULL);
}
