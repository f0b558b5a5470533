/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-models.h"

#include <glib/gi18n.h>

/* A new server is a new row. Addresses and fields: contracts/openai-videos.md, section 7. */
static const RushesOpenaiPreset presets[] = {
  { "openai", N_("OpenAI (service ended)"), "https://api.openai.com/v1", "bearer", FALSE, FALSE },
  { "vllm-omni", "vLLM-Omni", "http://127.0.0.1:8091/v1", "bearer", TRUE, TRUE, .body = "multipart" },
  { "sglang", "SGLang", "http://127.0.0.1:30000/v1", "bearer", TRUE, TRUE, .seconds_type = "integer" },
  { "fastvideo", "FastVideo", "http://127.0.0.1:8000/v1", "bearer", TRUE, TRUE, .seconds_type = "integer" },
  { "tensorrt-llm", "TensorRT-LLM", "http://127.0.0.1:8000/v1", "bearer", TRUE, TRUE, .seconds_type = "number" },
  { "dynamo", "NVIDIA Dynamo", "http://127.0.0.1:8000/v1", "bearer", FALSE, FALSE, .body = "json", .seconds_type = "integer", .picture = "string" },
  { "unsloth", "Unsloth Studio", "http://127.0.0.1:8888/v1", "bearer", FALSE, FALSE },
  { "litellm", "LiteLLM", "http://127.0.0.1:4000/v1", "bearer", FALSE, FALSE },
  { "new-api", "New API", "http://127.0.0.1:3000/v1", "bearer", FALSE, FALSE },
  { "azure", "Azure OpenAI", "https://RESOURCE.openai.azure.com/openai/v1", "api-key", FALSE, FALSE },
  { "openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "bearer", TRUE, FALSE, .body = "json", .seconds_type = "integer",
    .seconds_field = "duration", .models = "/videos/models", .picture = "frame_images", .poll_ms = 10000 },
  { "together", "Together", "https://api.together.ai/v2", "bearer", TRUE, FALSE, .body = "json", .poll_ms = 10000 },
  { "custom", N_("Another server"), "http://127.0.0.1:8000/v1", "bearer", FALSE, FALSE },
};

typedef struct
{
  const char *id;
  RushesSize sizes[6];
  int lengths[5];
  double price;
  RushesPrice prices[2]; /* of larger sizes */
} Known;

/* What OpenAI documented of its own models: suggestions, the server decides (sections 1 and 2). */
static const Known known[] = {
  { "sora-2", { { 1280, 720 }, { 720, 1280 } }, { 4, 8, 12, 16, 20 }, 0.10, { { 0 } } },
  { "sora-2-pro", { { 1280, 720 }, { 720, 1280 }, { 1792, 1024 }, { 1024, 1792 }, { 1920, 1080 }, { 1080, 1920 } },
    { 4, 8, 12, 16, 20 }, 0.30, { { 1792 * 1024, 0.50 }, { 1920 * 1080, 0.70 } } },
};

const RushesOpenaiPreset *
rushes_openai_get_presets (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);
  return presets;
}

/* Returns: (nullable) */
const RushesOpenaiPreset *
rushes_openai_find_preset (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (g_strcmp0 (presets[i].id, id) == 0)
      return &presets[i];
  return NULL;
}

static void
insert_text (GVariantDict *dict, const char *option, const char *text)
{
  if (text != NULL)
    g_variant_dict_insert (dict, option, "s", text);
}

/* Returns: (transfer floating): the options of a new connection of that kind */
GVariant *
rushes_openai_preset_options (const RushesOpenaiPreset *preset)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, RUSHES_CONNECTION_PRESET, "s", preset->id);
  g_variant_dict_insert (&dict, RUSHES_CONNECTION_AUTH, "s", preset->auth);
  g_variant_dict_insert (&dict, RUSHES_CONNECTION_SEED, "b", preset->seed);
  g_variant_dict_insert (&dict, RUSHES_CONNECTION_NEGATIVE, "b", preset->negative);
  insert_text (&dict, RUSHES_CONNECTION_BODY, preset->body);
  insert_text (&dict, RUSHES_CONNECTION_SECONDS_TYPE, preset->seconds_type);
  insert_text (&dict, RUSHES_CONNECTION_SECONDS_FIELD, preset->seconds_field);
  insert_text (&dict, RUSHES_CONNECTION_PICTURE, preset->picture);
  insert_text (&dict, RUSHES_CONNECTION_MODELS, preset->models);
  if (preset->poll_ms > 0)
    g_variant_dict_insert (&dict, RUSHES_CONNECTION_POLL, "x", (gint64) preset->poll_ms);
  return g_variant_dict_end (&dict);
}

static void
fill_known (RushesModelSpec *spec, const Known *model)
{
  for (guint i = 0; i < G_N_ELEMENTS (model->sizes) && model->sizes[i].width > 0; i++)
    rushes_model_spec_add_size (spec, model->sizes[i].width, model->sizes[i].height);
  for (guint i = 0; i < G_N_ELEMENTS (model->lengths) && model->lengths[i] > 0; i++)
    rushes_model_spec_add_length (spec, model->lengths[i]);
}

static void
fill_unknown (RushesModelSpec *spec)
{
  static const RushesSize sizes[] = { { 1280, 720 }, { 720, 1280 }, { 960, 960 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    rushes_model_spec_add_size (spec, sizes[i].width, sizes[i].height);
  rushes_model_spec_add_size (spec, 0, 0); /* as the server likes (section 8, rule 3) */
  spec->size_step = 8;
}

static void
fill_prices (RushesModelSpec *spec, const Known *model)
{
  spec->price_per_second = model->price;
  for (guint i = 0; i < G_N_ELEMENTS (model->prices) && model->prices[i].pixels > 0; i++)
    rushes_model_spec_add_price (spec, model->prices[i].pixels, model->prices[i].per_second);
}

/* Returns: (transfer full): what the form offers for a model of this connection */
RushesModelSpec *
rushes_openai_new_spec (RushesConnection *connection, const char *id)
{
  RushesModelSpec *spec = rushes_model_spec_new (id, id);
  const char *preset = rushes_connection_get_string (connection, RUSHES_CONNECTION_PRESET);
  const Known *model = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].id, id) || (g_str_has_prefix (id, known[i].id) && id[strlen (known[i].id)] == '-' &&
                                          g_ascii_isdigit (id[strlen (known[i].id) + 1])))
      model = &known[i];
  if (model != NULL)
    fill_known (spec, model);
  else
    fill_unknown (spec);
  spec->summary = g_strdup (_("Text or picture to video"));
  spec->picture = RUSHES_PICTURE_OPTIONAL;
  spec->has_seed = rushes_connection_get_flag (connection, RUSHES_CONNECTION_SEED);
  spec->has_negative = rushes_connection_get_flag (connection, RUSHES_CONNECTION_NEGATIVE);
  spec->price_per_second = rushes_connection_get_number (connection, RUSHES_CONNECTION_PRICE, -1);
  if (spec->price_per_second < 0 && model != NULL && g_strcmp0 (preset, "openai") == 0)
    fill_prices (spec, model);
  return spec;
}

/* Whether a model's name suggests that it makes video; gateways list hundreds of others. */
gboolean
rushes_openai_id_is_video (const char *id)
{
  static const char *const hints[] = { "sora", "video", "wan", "ltx",      "t2v",   "i2v",  "hunyuan",
                                       "veo",  "kling", "cogvideo", "mochi", "cosmos", "seedance" };
  g_autofree char *lower = g_ascii_strdown (id, -1);

  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (strstr (lower, hints[i]) != NULL)
      return TRUE;
  return FALSE;
}
