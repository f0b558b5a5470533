/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-correct.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-workflow.h"

/* A workflow file of any form: read, bound, made a form of and filled. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse (text, NULL, NULL);
  g_autoptr (RushesRequest) request = NULL;
  g_autoptr (RushesModelSpec) spec = NULL;

  if (graph == NULL)
    return 0;
  request = rushes_request_new (g_variant_new_parsed (
    "{'prompt': <'p'>, 'negative_prompt': <'n'>, 'seed': <int64 1>, 'width': <int64 64>, 'height': <int64 64>, 'seconds': <1.0>}"));
  spec = rushes_comfy_form_new_spec (json_node_get_object (graph), NULL, "i", "n");
  rushes_comfy_form_fill (json_node_get_object (graph), NULL, request, "p", "first.png", "last.png");
  g_assert_cmpint (rushes_model_spec_frames (spec, spec->initial_seconds, spec->fps), >, 0);
  return 0;
}
