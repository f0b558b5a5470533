/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-graph.h"

#include "rushes-number.h"

#include <string.h>

#define MOST_FRAMES 100000

/* Runs a ComfyUI graph in the mind: which nodes are unknown, which file is missing, and what would the
 * clip show? Errors as the real server words them (section 2 of contracts/comfyui.md). */

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static const char *
get_link (JsonObject *inputs, const char *name)
{
  JsonNode *node = inputs != NULL ? json_object_get_member (inputs, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) == 2
           ? json_array_get_string_element (json_node_get_array (node), 0)
           : NULL;
}

static char *
refuse_missing_node (const char *id, const char *class_type)
{
  return g_strdup_printf ("{\"error\":{\"type\":\"missing_node_type\",\"message\":\"Node '%s' not found. The custom node "
                          "may not be installed.\",\"details\":\"Node ID '#%s'\",\"extra_info\":{\"node_id\":\"%s\","
                          "\"class_type\":\"%s\",\"node_title\":\"%s\"}},\"node_errors\":{}}",
                          class_type, id, id, class_type, class_type);
}

static char *
refuse_value (const char *id, const char *class_type, const char *input, const char *value)
{
  return g_strdup_printf ("{\"error\":{\"type\":\"prompt_outputs_failed_validation\",\"message\":\"Prompt outputs failed "
                          "validation\",\"details\":\"\",\"extra_info\":{}},\"node_errors\":{\"%s\":{\"errors\":[{\"type\":"
                          "\"value_not_in_list\",\"message\":\"Value not in list\",\"details\":\"%s: '%s' not in list\","
                          "\"extra_info\":{\"input_name\":\"%s\",\"input_config\":null,\"received_value\":\"%s\"}}],"
                          "\"dependent_outputs\":[],\"class_type\":\"%s\"}}}",
                          id, input, value, input, value, class_type);
}

static gboolean
offers (JsonArray *list, const char *value)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (g_strcmp0 (json_array_get_string_element (list, i), value) == 0)
      return TRUE;
  return FALSE;
}

/* What a loader says of a file that is not there. */
static char *
refuse_file (const char *id, const char *class_type, const char *input, const char *kind, const char *value)
{
  return g_strdup_printf ("{\"error\":{\"type\":\"prompt_outputs_failed_validation\",\"message\":\"Prompt outputs failed "
                          "validation\",\"details\":\"\",\"extra_info\":{}},\"node_errors\":{\"%s\":{\"errors\":[{\"type\":"
                          "\"custom_validation_failed\",\"message\":\"Custom validation failed for node\",\"details\":\"%s - Invalid %s file: %s\","
                          "\"extra_info\":{\"input_name\":\"%s\",\"received_value\":\"%s\"}}],"
                          "\"dependent_outputs\":[],\"class_type\":\"%s\"}}}",
                          id, input, kind, value, input, value, class_type);
}

/* (nullable): "image" where an input takes a file that was uploaded */
static const char *
get_upload_kind (JsonArray *declaration)
{
  static const char *const kinds[][2] = { { "image_upload", "image" }, { "video_upload", "video" }, { "audio_upload", "audio" } };
  JsonNode *second = json_array_get_length (declaration) > 1 ? json_array_get_element (declaration, 1) : NULL;

  for (guint i = 0; second != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (json_object_has_member (json_node_get_object (second), kinds[i][0]))
      return kinds[i][1];
  return NULL;
}

/* One in no folder stands in the list, or lies in the folder itself. */
static gboolean
has_file (GHashTable *uploads, JsonNode *first, const char *value)
{
  g_autofree char *key = strchr (value, '/') != NULL ? g_strdup (value) : g_strconcat ("/", value, NULL);

  return g_hash_table_contains (uploads, key) || (JSON_NODE_HOLDS_ARRAY (first) && offers (json_node_get_array (first), value));
}

/* Files of loaders must be in the list; what is uploaded must be there. */
static char *
check_node (const char *id, JsonObject *node, JsonObject *info, GHashTable *uploads)
{
  const char *class_type = get_string (node, "class_type");
  JsonObject *inputs = get_object (node, "inputs");
  JsonObject *required = get_object (get_object (info, "input"), "required");
  g_autoptr (GList) names = required != NULL ? json_object_get_members (required) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonArray *declaration = json_object_get_array_member (required, l->data);
      JsonNode *first = json_array_get_element (declaration, 0);
      const char *value = get_string (inputs, l->data), *kind = get_upload_kind (declaration);

      if (kind != NULL && value != NULL && !has_file (uploads, first, value))
        return refuse_file (id, class_type, l->data, kind, value);
      if (kind == NULL && JSON_NODE_HOLDS_ARRAY (first) && value != NULL &&
          !offers (json_node_get_array (first), value))
        return refuse_value (id, class_type, l->data, value);
    }
  return NULL;
}

static const char *
find_text (JsonObject *graph, const char *id, int depth)
{
  JsonObject *inputs = get_object (get_object (graph, id), "inputs");
  const char *text = get_string (inputs, "text");
  const char *next = get_link (inputs, "positive");

  return text != NULL || next == NULL || depth > 16 ? text : find_text (graph, next, depth + 1);
}

static void
read_node (RushesSampleJob *job, JsonObject *graph, JsonObject *node)
{
  JsonObject *inputs = get_object (node, "inputs");
  const char *positive = get_link (inputs, "positive");
  const char *prefix = get_string (inputs, "filename_prefix");
  const char *class_type = get_string (node, "class_type");
  gboolean is_latent = json_object_has_member (inputs, "length") && json_object_has_member (inputs, "width");

  if (is_latent)
    {
      job->clip.width = rushes_number_to_side (json_object_get_int_member (inputs, "width")) / 2 * 2;
      job->clip.height = rushes_number_to_side (json_object_get_int_member (inputs, "height")) / 2 * 2;
      job->clip.frames = (int) CLAMP (json_object_get_int_member (inputs, "length"), 0, MOST_FRAMES);
    }
  if (json_object_has_member (inputs, "seed"))
    job->clip.seed = json_object_get_int_member (inputs, "seed");
  if (json_object_has_member (inputs, "noise_seed"))
    job->clip.seed = json_object_get_int_member (inputs, "noise_seed");
  if (strstr (class_type, "Sampler") != NULL && positive != NULL)
    {
      g_free (job->clip.prompt);
      job->clip.prompt = g_strdup (find_text (graph, positive, 0));
    }
  if (g_str_equal (class_type, "CreateVideo"))
    job->clip.fps = json_object_get_double_member_with_default (inputs, "fps", 24);
  if (prefix != NULL)
    {
      job->n_saves++;
      const char *slash = strrchr (prefix, '/');
      g_free (job->subfolder);
      g_free (job->filename);
      job->subfolder = slash != NULL ? g_strndup (prefix, slash - prefix) : g_strdup ("");
      job->filename = g_strdup_printf ("%s_00001_.mp4", slash != NULL ? slash + 1 : prefix);
    }
}

/* The order in which the nodes run, as far as progress shows it: what loads first, then the samplers. */
static void
list_nodes (RushesSampleJob *job, JsonObject *graph)
{
  g_autoptr (GList) ids = json_object_get_members (graph);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int samplers = 0; samplers < 3; samplers++)
    for (GList *l = ids; l != NULL; l = l->next)
      {
        const char *class_type = get_string (get_object (graph, l->data), "class_type");
        gboolean sampler = g_str_has_prefix (class_type, "KSampler") || g_str_has_prefix (class_type, "SamplerCustom");
        gboolean later = g_str_has_prefix (class_type, "VAEDecode") || strstr (class_type, "Video") != NULL;

        if (g_str_equal (class_type, "KSamplerSelect"))
          sampler = FALSE;
        if (samplers != (sampler ? 1 : later ? 2 : 0))
          continue;
        g_strv_builder_add (builder, l->data);
        job->first_sampler += samplers == 0;
        job->n_samplers += samplers == 1;
      }
  job->nodes = g_strv_builder_end (builder);
}

/**
 * rushes_sample_graph_new_job:
 * @uploads: "folder/name"
 * @refusal: (out): the body of a 400, if the graph cannot run
 *
 * Returns: (transfer full) (nullable): the job
 */
RushesSampleJob *
rushes_sample_graph_new_job (JsonObject *graph, JsonObject *object_info, GHashTable *uploads, char **refusal)
{
  RushesSampleJob *job = g_new0 (RushesSampleJob, 1);
  g_autoptr (GList) ids = json_object_get_members (graph);

  job->comfy = TRUE;
  job->clip = (RushesSampleClip) { NULL, 0, 512, 288, 49, 24 };
  *refusal = NULL;
  for (GList *l = ids; l != NULL && *refusal == NULL; l = l->next)
    {
      JsonObject *node = get_object (graph, l->data);
      const char *class_type = get_string (node, "class_type");

      if (class_type == NULL || get_object (node, "inputs") == NULL || !json_object_has_member (object_info, class_type))
        *refusal = refuse_missing_node (l->data, class_type != NULL ? class_type : "?");
      else
        {
          *refusal = check_node (l->data, node, get_object (object_info, class_type), uploads);
          read_node (job, graph, node);
        }
    }
  if (*refusal == NULL && job->filename == NULL)
    *refusal = g_strdup ("{\"error\":{\"type\":\"prompt_no_outputs\",\"message\":\"Prompt has no outputs\",\"details\":\"\","
                         "\"extra_info\":{}},\"node_errors\":{}}");
  if (job->clip.prompt == NULL)
    job->clip.prompt = g_strdup ("");
  if (*refusal == NULL)
    {
      list_nodes (job, graph);
      return job;
    }
  g_free (job->clip.prompt);
  g_free (job->subfolder);
  g_free (job->filename);
  g_free (job);
  return NULL;
}
