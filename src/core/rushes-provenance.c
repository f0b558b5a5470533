/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-provenance.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-workflow.h"
#include "rushes-embedded.h"
#include "rushes-infotext.h"
#include "rushes-json.h"
#include "rushes-sidecar.h"

/* How a clip from elsewhere was made, as far as its file or a record beside it tells: a sidecar of ours, the graph of ComfyUI, the
 * parameters of A1111 and its kin. None of it can be trusted; what cannot be meant is left out. Blocking, any thread. */

#define SIDE_MAX 32767

/* Returns: (transfer full) (nullable): what our sidecar beside the file says of it */
RushesClipInfo *
rushes_provenance_read_record (const char *path)
{
  g_autofree char *sidecar = rushes_sidecar_dup_path (path);

  return rushes_sidecar_load (sidecar, NULL);
}

/* A graph, and what of it is what. */
typedef struct
{
  JsonObject *graph;
  RushesComfyBinding *binding;
} Graph;

static JsonNode *
get (const Graph *self, RushesComfyRole role)
{
  return rushes_comfy_binding_get (self->binding, self->graph, role);
}

static void
insert_text (const Graph *self, RushesComfyRole role, GVariantDict *members, const char *member)
{
  JsonNode *node = get (self, role);
  const char *text = node != NULL && rushes_json_is_text (node) ? json_node_get_string (node) : NULL;

  if (text != NULL && *text != '\0' && g_utf8_validate (text, -1, NULL)) /* an escape may stand for half a character */
    g_variant_dict_insert (members, member, "s", text);
}

static void
insert_whole (const Graph *self, RushesComfyRole role, GVariantDict *members, const char *member, gint64 lowest, gint64 highest)
{
  JsonNode *node = get (self, role);
  gint64 whole;

  if (node != NULL && rushes_json_is_number (node) && rushes_json_get_whole (node, &whole) && whole >= lowest && whole <= highest)
    g_variant_dict_insert (members, member, "x", whole);
}

static void
insert_number (const Graph *self, RushesComfyRole role, GVariantDict *members, const char *member)
{
  JsonNode *node = get (self, role);

  if (node != NULL && rushes_json_is_number (node) && rushes_json_get_number (node) > 0)
    g_variant_dict_insert (members, member, "d", rushes_json_get_number (node));
}

/* One that is too large for a request is told all the same; the graph has it. */
static void
insert_seed (const Graph *self, GVariantDict *members, GVariantDict *fields)
{
  JsonNode *node = get (self, RUSHES_COMFY_SEED);
  g_autofree char *text = node != NULL && rushes_json_is_number (node) ? rushes_json_dup_number (node) : NULL;

  insert_whole (self, RUSHES_COMFY_SEED, members, RUSHES_REQUEST_SEED, 0, RUSHES_SEED_MAX);
  if (text != NULL && !g_variant_dict_contains (members, RUSHES_REQUEST_SEED))
    g_variant_dict_insert (fields, "seed", "s", text);
}

static void
insert_fields (const Graph *self, GVariantDict *members)
{
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) value = NULL;

  insert_whole (self, RUSHES_COMFY_STEPS, &fields, "steps", 1, G_MAXINT16);
  insert_number (self, RUSHES_COMFY_CFG, &fields, "cfg");
  insert_text (self, RUSHES_COMFY_SAMPLER, &fields, "sampler");
  insert_text (self, RUSHES_COMFY_SCHEDULER, &fields, "scheduler");
  insert_text (self, RUSHES_COMFY_MODEL, &fields, "model"); /* the workflow's name is told in its place else */
  insert_seed (self, members, &fields);
  value = g_variant_ref_sink (g_variant_dict_end (&fields));
  if (g_variant_n_children (value) > 0)
    g_variant_dict_insert_value (members, RUSHES_REQUEST_FIELDS, value);
}

/* @name: what the workflow is called from now on */
static RushesRequest *
new_request (const Graph *self, const char *text, const char *name)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", rushes_provider_kind_to_string (RUSHES_PROVIDER_COMFYUI));
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW, "s", text);
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW_NAME, "s", name);
  insert_text (self, RUSHES_COMFY_PROMPT, &members, RUSHES_REQUEST_PROMPT);
  insert_text (self, RUSHES_COMFY_NEGATIVE, &members, RUSHES_REQUEST_NEGATIVE);
  insert_text (self, RUSHES_COMFY_MODEL, &members, RUSHES_REQUEST_MODEL);
  insert_whole (self, RUSHES_COMFY_WIDTH, &members, RUSHES_REQUEST_WIDTH, 1, SIDE_MAX);
  insert_whole (self, RUSHES_COMFY_HEIGHT, &members, RUSHES_REQUEST_HEIGHT, 1, SIDE_MAX);
  insert_number (self, RUSHES_COMFY_FPS, &members, RUSHES_REQUEST_FPS);
  insert_fields (self, &members);
  return rushes_request_new (g_variant_dict_end (&members));
}

/* @text: (nullable). Returns: (transfer full) (nullable): what a graph of the API's form says */
static RushesRequest *
read_graph (const char *text, const char *name)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;
  g_autoptr (JsonNode) root = valid != NULL ? rushes_comfy_workflow_parse (valid, NULL, NULL) : NULL;
  g_autoptr (RushesComfyBinding) binding = NULL;
  g_autofree char *graph = NULL;

  if (root == NULL)
    return NULL;
  binding = rushes_comfy_bind (json_node_get_object (root), NULL);
  graph = rushes_json_to_text (root, FALSE);
  if (!g_utf8_validate (graph, -1, NULL))
    return NULL;
  return new_request (&(Graph) { json_node_get_object (root), binding }, graph, name);
}

static RushesRequest *
read_words (const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  return valid != NULL ? rushes_infotext_read (valid) : NULL;
}

/**
 * rushes_provenance_read_request:
 * @name: what the clip is called, valid UTF-8
 *
 * Returns: (transfer full) (nullable): how it was made, as its file says; %NULL where that says nothing
 */
RushesRequest *
rushes_provenance_read_request (const char *path, const char *name)
{
  g_autoptr (RushesEmbedded) found = rushes_embedded_look_into (path);
  const char *graphs[] = { NULL, NULL, NULL }, *words[] = { NULL, NULL };
  RushesRequest *request = NULL;

  if (found == NULL)
    return NULL;
  graphs[0] = found->prompt, graphs[1] = found->comment, graphs[2] = found->workflow;
  words[0] = found->parameters, words[1] = found->comment;
  for (guint i = 0; request == NULL && i < G_N_ELEMENTS (graphs); i++)
    request = read_graph (graphs[i], name);
  for (guint i = 0; request == NULL && i < G_N_ELEMENTS (words); i++)
    request = read_words (words[i]);
  return request;
}
