/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-import.h"

#include "rushes-settings-plan.h"
#include "rushes-styles.h"

#include <glib/gstdio.h>

/* Brings the settings of a file in, in one step: what cannot be written takes back what was. */

struct RushesSettingsImport
{
  RushesSettingsPlan *plan;
};

/* The graphs first: nobody lists them yet. */
static gboolean
store_workflows (RushesSettingsPlan *plan, RushesWorkflows *workflows, GError **error)
{
  for (guint i = 0; i < plan->workflows->len; i++)
    {
      RushesSettingsWorkflow *workflow = plan->workflows->pdata[i];
      g_autofree char *id = rushes_workflows_store (workflows, workflow->id, workflow->graph, error);
      if (id == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
store_styles (RushesSettingsPlan *plan, RushesPaths *paths, GError **error)
{
  return g_variant_n_children (plan->styles) == 0 || rushes_styles_add (paths, plan->styles, error);
}

static gboolean
store_connections (RushesSettingsPlan *plan, RushesSettingsHere *here, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (plan->connections->len == 0)
    return TRUE;
  g_ptr_array_extend (all, here->connections, NULL, NULL);
  g_ptr_array_extend (all, plan->connections, NULL, NULL);
  text = rushes_connections_to_text (all);
  return rushes_paths_write_durably (rushes_connections_get_path (rushes_core_get_connections (here->core)), text, -1, error);
}

static void
take_workflows_back (RushesSettingsPlan *plan, RushesWorkflows *workflows)
{
  for (guint i = 0; i < plan->workflows->len; i++)
    {
      g_autofree char *path = rushes_workflows_dup_path (workflows, ((RushesSettingsWorkflow *) plan->workflows->pdata[i])->id);
      g_unlink (path);
    }
}

static void
take_styles_back (RushesSettingsPlan *plan, RushesPaths *paths)
{
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, plan->styles);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    rushes_styles_remove (paths, name, NULL);
}

static gboolean
store (RushesSettingsPlan *plan, RushesSettingsHere *here, GError **error)
{
  RushesWorkflows *workflows = rushes_core_get_workflows (here->core);
  RushesPaths *paths = rushes_core_get_paths (here->core);

  if (store_workflows (plan, workflows, error) && store_styles (plan, paths, error))
    {
      if (store_connections (plan, here, error))
        return TRUE;
      take_styles_back (plan, paths);
    }
  take_workflows_back (plan, workflows);
  return FALSE;
}

/**
 * rushes_settings_import:
 *
 * Reads @file and writes what it brings to the disk. Blocking, any thread. Returns: (transfer full) (nullable): for
 * rushes_settings_import_adopt(), which is called at once; %NULL: nothing has changed
 */
RushesSettingsImport *
rushes_settings_import (RushesSettingsHere *here, GFile *file, GError **error)
{
  g_autoptr (RushesSettingsFile) read = rushes_settings_file_read (file, error);
  g_autoptr (RushesSettingsPlan) plan = read != NULL ? rushes_settings_plan_new (here, read) : NULL;
  RushesSettingsImport *self;

  if (plan == NULL || !store (plan, here, error))
    return NULL;
  self = g_new (RushesSettingsImport, 1);
  self->plan = g_steal_pointer (&plan);
  return self;
}

static void
adopt_workflows (RushesSettingsPlan *plan, RushesWorkflows *workflows)
{
  for (guint i = 0; i < plan->workflows->len; i++)
    {
      RushesSettingsWorkflow *read = plan->workflows->pdata[i];
      RushesWorkflow *workflow = rushes_workflows_insert (workflows, read->id, read->name);
      if (read->favourite)
        g_object_set (workflow, "favourite", TRUE, NULL);
    }
  for (guint i = 0; i < plan->restored->len; i++)
    rushes_workflows_restore (workflows, plan->restored->pdata[i]);
}

static void
set_preferences (RushesSettingsPlan *plan, GSettings *settings)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, plan->preferences);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_settings_set_value (settings, key, value);
      g_variant_unref (value);
    }
}

/* Shows what was imported. Main thread. Returns: (transfer none): what it was */
RushesSettingsReport *
rushes_settings_import_adopt (RushesSettingsImport *self, RushesSettingsHere *here)
{
  rushes_connections_adopt (rushes_core_get_connections (here->core), self->plan->connections);
  adopt_workflows (self->plan, rushes_core_get_workflows (here->core));
  set_preferences (self->plan, here->settings);
  return self->plan->report;
}

void
rushes_settings_import_free (RushesSettingsImport *self)
{
  rushes_settings_plan_free (self->plan);
  g_free (self);
}
