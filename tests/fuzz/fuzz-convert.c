/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-comfy-fields.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"

/* What the page saves, converted with what the sample server declares, and checked. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static RushesComfyNodes *nodes = NULL;
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (JsonNode) graph = NULL;

  if (nodes == NULL)
    {
      g_autofree char *declared = NULL;
      g_autoptr (JsonNode) root = NULL;

      if (!g_file_get_contents (FUZZ_OBJECT_INFO, &declared, NULL, NULL))
        g_error ("%s", FUZZ_OBJECT_INFO);
      root = json_from_string (declared, NULL);
      nodes = rushes_comfy_nodes_new (root);
    }
  graph = rushes_comfy_workflow_parse (text, nodes, NULL);
  if (graph != NULL)
    {
      g_autoptr (GPtrArray) problems = NULL;
      rushes_comfy_fields_complete (json_node_get_object (graph), nodes);
      problems = rushes_comfy_validate (json_node_get_object (graph), nodes);
    }
  return 0;
}
