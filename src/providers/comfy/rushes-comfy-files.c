/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-files.h"

#include "rushes-comfy-api.h"
#include "rushes-json.h"

/* Which file of the server stands for which file of a built-in graph: people have the same model in
 * fp8 and fp16, in sub-folders and under older names. */
static const struct
{
  const char *class_type, *input, *folder;
  const char *needles[3]; /* what another file's name must contain to do as well */
} loaders[] = {
  { "UNETLoader", "unet_name", "diffusion_models", { "wan2.2", "ti2v", "5b" } },
  { "CheckpointLoaderSimple", "ckpt_name", "checkpoints", { "ltx", "video", NULL } },
  { "CLIPLoader", "clip_name", "text_encoders", { NULL } },
  { "VAELoader", "vae_name", "vae", { "wan2.2", "vae", NULL } },
};

static const char *const encoder_needles[] = { "umt5", "t5xxl" };

static gboolean
is_fit (const char *offered, const char *wanted, const char *const *needles)
{
  g_autofree char *lower = g_ascii_strdown (offered, -1);

  for (guint i = 0; i < G_N_ELEMENTS (encoder_needles); i++)
    if (g_str_has_prefix (wanted, encoder_needles[i]))
      return strstr (lower, encoder_needles[i]) != NULL;
  for (guint i = 0; i < 3 && needles[i] != NULL; i++)
    if (strstr (lower, needles[i]) == NULL)
      return FALSE;
  return needles[0] != NULL;
}

/* The wanted file wherever it lies, else one that does as well, else NULL. */
static const char *
choose (GStrv offered, const char *wanted, const char *const *needles)
{
  for (char **file = offered; *file != NULL; file++)
    if (g_str_equal (*file, wanted) || g_str_has_suffix (*file, wanted))
      return *file;
  for (char **file = offered; *file != NULL; file++)
    if (is_fit (*file, wanted, needles))
      return *file;
  return NULL;
}

static gboolean
fit_node (RushesHttp *http, RushesTarget *target, JsonObject *node, GStrvBuilder *missing,
          GCancellable *cancellable, GError **error)
{
  const char *class_type = rushes_json_peek_string (node, "class_type");
  JsonObject *inputs = rushes_json_peek_object (node, "inputs");

  for (guint i = 0; i < G_N_ELEMENTS (loaders); i++)
    {
      g_auto (GStrv) offered = NULL;
      const char *wanted, *file;

      if (g_strcmp0 (loaders[i].class_type, class_type) != 0)
        continue;
      wanted = rushes_json_peek_string (inputs, loaders[i].input);
      offered = rushes_comfy_api_get_choices (http, target, class_type, loaders[i].input, cancellable, error);
      if (offered == NULL)
        return FALSE;
      file = choose (offered, wanted, loaders[i].needles);
      if (file != NULL)
        json_object_set_string_member (inputs, loaders[i].input, file);
      else
        {
          g_autofree char *path = g_strconcat (loaders[i].folder, "/", wanted, NULL);
          g_strv_builder_add (missing, path);
        }
    }
  return TRUE;
}

/**
 * rushes_comfy_files_fit:
 * @graph: a built-in graph; its loaders are changed to files the server has
 *
 * Returns: (transfer full): the files it lacks, with their folder; empty if it is complete, %NULL with
 * an error if it could not be asked
 */
GStrv
rushes_comfy_files_fit (RushesHttp *http, RushesTarget *target, JsonObject *graph, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GStrvBuilder) missing = g_strv_builder_new ();
  g_autoptr (GList) nodes = json_object_get_values (graph);

  for (GList *l = nodes; l != NULL; l = l->next)
    if (!fit_node (http, target, json_node_get_object (l->data), missing, cancellable, error))
      return NULL;
  return g_strv_builder_end (missing);
}
