/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-form-memory.h"

/* What was typed and chosen in the form, for each model, over restarts. */

#define SAVE_AFTER_MS 400

struct _RushesFormMemory
{
  GObject parent_instance;
  RushesCompose *form; /* not owned: the window holds both */
  GSettings *settings;
  char *key;           /* what the values in the form belong to: "provider/model" */
  guint save_timer;
};

G_DEFINE_FINAL_TYPE (RushesFormMemory, rushes_form_memory, G_TYPE_OBJECT)

static char *
dup_key (RushesFormMemory *self)
{
  RushesModel *model = rushes_compose_get_model (self->form);

  return g_strconcat (rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)), "/",
                      model != NULL ? rushes_model_get_spec (model)->id : "", NULL);
}

static void
remember (RushesFormMemory *self, const char *setting, const char *key, GVariant *value)
{
  g_autoptr (GVariant) old = g_settings_get_value (self->settings, setting);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (old);

  g_variant_dict_insert_value (&dict, key, value);
  g_settings_set_value (self->settings, setting, g_variant_dict_end (&dict));
}

/* Writes down what is typed and chosen; the settings' backend does it off the main loop. */
void
rushes_form_memory_save (RushesFormMemory *self)
{
  g_autofree char *prompt = rushes_compose_dup_prompt (self->form);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_settings_set_string (self->settings, "prompt", prompt);
  g_settings_set_string (self->settings, "provider",
                         rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)));
  if (self->key != NULL)
    {
      g_autoptr (GVariant) values = rushes_compose_dup_values (self->form);
      remember (self, "forms", self->key, values);
    }
}

static gboolean
on_save_timer (gpointer data)
{
  RushesFormMemory *self = data;

  self->save_timer = 0;
  rushes_form_memory_save (self);
  return G_SOURCE_REMOVE;
}

static void
on_edited (RushesFormMemory *self)
{
  if (self->save_timer == 0)
    self->save_timer = g_timeout_add (SAVE_AFTER_MS, on_save_timer, self);
}

/* The values this model had last. */
static void
on_model_changed (RushesFormMemory *self)
{
  g_autoptr (GVariant) forms = g_settings_get_value (self->settings, "forms");
  g_autoptr (GVariant) values = NULL;
  RushesModel *model = rushes_compose_get_model (self->form);

  g_clear_pointer (&self->key, g_free);
  if (model == NULL)
    return;
  self->key = dup_key (self);
  values = g_variant_lookup_value (forms, self->key, G_VARIANT_TYPE_VARDICT);
  remember (self, "models", rushes_provider_kind_to_string (rushes_compose_get_provider (self->form)),
            g_variant_new_string (rushes_model_get_spec (model)->id));
  if (values != NULL)
    rushes_compose_set_values (self->form, values);
}

/* Returns: (transfer full) (nullable): the model that was chosen last with such a provider */
char *
rushes_form_memory_dup_model (RushesFormMemory *self, RushesProviderKind kind)
{
  g_autoptr (GVariant) models = g_settings_get_value (self->settings, "models");
  char *model = NULL;

  g_variant_lookup (models, rushes_provider_kind_to_string (kind), "s", &model);
  return model;
}

/* By others: an import, or a reset. What is being typed counts more. */
static void
on_prompt_changed (RushesFormMemory *self)
{
  g_autofree char *prompt = g_settings_get_string (self->settings, "prompt"), *typed = rushes_compose_dup_prompt (self->form);

  if (self->save_timer == 0 && !g_str_equal (prompt, typed))
    rushes_compose_set_prompt (self->form, prompt);
}

static void
rushes_form_memory_dispose (GObject *object)
{
  RushesFormMemory *self = RUSHES_FORM_MEMORY (object);

  g_clear_handle_id (&self->save_timer, g_source_remove);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (rushes_form_memory_parent_class)->dispose (object);
}

static void
rushes_form_memory_finalize (GObject *object)
{
  g_free (RUSHES_FORM_MEMORY (object)->key);
  G_OBJECT_CLASS (rushes_form_memory_parent_class)->finalize (object);
}

static void
rushes_form_memory_class_init (RushesFormMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_form_memory_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_form_memory_finalize;
}

static void
rushes_form_memory_init (RushesFormMemory *self)
{
}

/* Fills @form with the provider and the prompt of last time, and remembers from now on. */
RushesFormMemory *
rushes_form_memory_new (RushesCompose *form, GSettings *settings)
{
  RushesFormMemory *self = g_object_new (RUSHES_TYPE_FORM_MEMORY, NULL);
  g_autofree char *provider = g_settings_get_string (settings, "provider");
  g_autofree char *prompt = g_settings_get_string (settings, "prompt");
  RushesProviderKind kind = RUSHES_PROVIDER_COMFYUI;

  self->form = form;
  self->settings = g_object_ref (settings);
  rushes_provider_kind_from_string (provider, &kind);
  rushes_compose_set_provider (form, kind);
  rushes_compose_set_prompt (form, prompt);
  g_signal_connect_object (form, "leaving-model", G_CALLBACK (rushes_form_memory_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "model-changed", G_CALLBACK (on_model_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::prompt", G_CALLBACK (on_prompt_changed), self, G_CONNECT_SWAPPED);
  return self;
}
