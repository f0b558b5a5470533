/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-here.h"

/* How people want the program to be. Where its window stands, and what the gallery shows just now, stays where it is. */
static const char *const preferences[] = { "advance", "import", "loop", "monthly-limit", "mute", "saved-filters", "sort", "stack-takes", "volume", NULL };

/* What stands in the form. */
static const char *const prompts[] = { "forms", "models", "prompt", "provider", NULL };

/* Returns: (transfer none): keys of the program's settings */
const char *const *
rushes_settings_get_preferences (void)
{
  return preferences;
}

/* Returns: (transfer none): keys of the program's settings */
const char *const *
rushes_settings_get_prompts (void)
{
  return prompts;
}

static void
take_values (GVariantDict *values, GSettings *settings, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_user_value (settings, keys[i]);
      if (value != NULL)
        g_variant_dict_insert_value (values, keys[i], value);
    }
}

static void
take_workflows (RushesSettingsHere *self, GListModel *list)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RushesWorkflow) workflow = g_list_model_get_item (list, i);
      g_ptr_array_add (self->workflows, rushes_settings_workflow_new (rushes_workflow_get_id (workflow), rushes_workflow_get_name (workflow),
                                                                      rushes_workflow_get_favourite (workflow), NULL));
    }
}

/* Main thread. */
RushesSettingsHere *
rushes_settings_here_new (RushesCore *core, GSettings *settings)
{
  RushesSettingsHere *self = g_new (RushesSettingsHere, 1);
  GVariantDict values = G_VARIANT_DICT_INIT (NULL);

  take_values (&values, settings, preferences);
  take_values (&values, settings, prompts);
  *self = (RushesSettingsHere) {
    g_object_ref (core), g_object_ref (settings), rushes_connections_dup_kept (rushes_core_get_connections (core)),
    g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_settings_workflow_free), g_variant_ref_sink (g_variant_dict_end (&values)),
  };
  take_workflows (self, G_LIST_MODEL (rushes_core_get_workflows (core)));
  return self;
}

void
rushes_settings_here_free (RushesSettingsHere *self)
{
  g_object_unref (self->core);
  g_object_unref (self->settings);
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->workflows);
  g_variant_unref (self->preferences);
  g_free (self);
}

/* Whether the list has it; a graph may lie in the folder although it was removed. */
gboolean
rushes_settings_here_has_workflow (RushesSettingsHere *self, const char *id)
{
  for (guint i = 0; i < self->workflows->len; i++)
    if (g_str_equal (((RushesSettingsWorkflow *) self->workflows->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}
