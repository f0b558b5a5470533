/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-files.h"

#include "rushes-json.h"

/* Which file of the server stands for which file of a built-in graph: people have the same model in fp8
 * and fp16, as GGUF, in sub-folders and in other capitals. What is left of a name without these says
 * which model it is. */

static gboolean
is_packaging (const char *word)
{
  static const char *const words[] = { "fp8",    "fp16",  "bf16", "fp32", "scaled", "e4m3fn", "e5m2",
                                       "safetensors", "sft", "gguf", "ckpt", "pt",  "pth",    NULL };

  return *word == '\0' || g_strv_contains (words, word);
}

/* A name's words without those. */
static GStrv
split_name (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, "_-. /\\", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    if (!is_packaging (*word))
      g_strv_builder_add (builder, *word);
  return g_strv_builder_end (builder);
}

/* Any version of LTX-Video before 2 runs the same graph. */
static gboolean
is_version (const char *wanted, const char *word)
{
  return g_str_has_prefix (wanted, "ltx-video") && (*word == 'v' || g_ascii_isdigit (*word));
}

static gboolean
is_same_model (const char *offered, const char *wanted)
{
  g_auto (GStrv) have = split_name (offered);
  g_auto (GStrv) need = split_name (wanted);

  for (char **word = need; *word != NULL; word++)
    if (!is_version (wanted, *word) && !g_strv_contains ((const char *const *) have, *word))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer none) (nullable): the wanted file wherever it lies, else one that does as well */
const char *
rushes_comfy_files_choose (GStrv offered, const char *wanted)
{
  for (char **file = offered; *file != NULL; file++)
    if (g_str_equal (*file, wanted) || g_str_has_suffix (*file, wanted))
      return *file;
  for (char **file = offered; *file != NULL; file++)
    if (is_same_model (*file, wanted))
      return *file;
  return NULL;
}

static void
fit_node (JsonObject *node, RushesComfyNodes *nodes)
{
  const char *class_type = rushes_json_peek_string (node, "class_type");
  JsonObject *inputs = rushes_json_peek_object (node, "inputs");
  g_autoptr (GList) names = json_object_get_members (inputs);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *wanted = rushes_json_peek_string (inputs, l->data);
      RushesComfyInput declared;
      g_auto (GStrv) offered = NULL;
      const char *file;

      if (wanted == NULL || rushes_comfy_folder_for_input (class_type, l->data) == NULL ||
          !rushes_comfy_nodes_find_input (nodes, class_type, l->data, &declared))
        continue;
      offered = rushes_comfy_input_dup_choices (&declared);
      file = rushes_comfy_files_choose (offered, wanted);
      if (file != NULL && !g_str_equal (file, wanted))
        json_object_set_string_member (inputs, l->data, file);
    }
}

/* @graph: a built-in one; its loaders are changed to files the server has, where it has any that fit */
void
rushes_comfy_files_fit (JsonObject *graph, RushesComfyNodes *nodes)
{
  g_autoptr (GList) values = json_object_get_values (graph);

  for (GList *l = values; l != NULL; l = l->next)
    fit_node (json_node_get_object (l->data), nodes);
}
