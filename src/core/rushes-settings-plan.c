/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-plan.h"

#include "rushes-settings-merge.h"
#include "rushes-styles.h"

#include <glib/gi18n.h>

/* Compares a file of settings with what is here. The same thing is recognised, so that an import twice doubles nothing; a different one of the same name is
 * kept beside, under a name of its own. Changes nothing. */

typedef struct
{
  RushesSettingsHere *here;
  RushesSettingsPlan *plan;
  GHashTable *ids; /* char *: as the file has them → as they are here, where that is another */
} Planning;

static void
say_beside (Planning *planning, const char *name, const char *beside)
{
  g_ptr_array_add (planning->plan->report->notes, g_strdup_printf (_("Another “%s” was here already; the one of the file is called “%s”."), name, beside));
}

/* Without what is no matter of the server: who chose it when, and whether its key is there. */
static gboolean
is_same_connection (RushesConnection *here, RushesConnection *other)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesConnection) left = rushes_settings_file_clean (here, TRUE, notes), right = rushes_settings_file_clean (other, TRUE, notes);

  return rushes_connection_get_kind (left) == rushes_connection_get_kind (right) &&
         g_str_equal (rushes_connection_get_url (left), rushes_connection_get_url (right)) &&
         rushes_settings_is_same (rushes_connection_get_options (left), rushes_connection_get_options (right));
}

static RushesConnection *
find_by_id (Planning *planning, const char *id)
{
  GPtrArray *lists[] = { planning->here->connections, planning->plan->connections };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (g_ascii_strcasecmp (rushes_connection_get_id (lists[l]->pdata[i]), id) == 0)
        return lists[l]->pdata[i];
  return NULL;
}

static RushesConnection *
find_by_name (Planning *planning, const char *name)
{
  GPtrArray *lists[] = { planning->here->connections, planning->plan->connections };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (g_ascii_strcasecmp (rushes_connection_get_name (lists[l]->pdata[i]), name) == 0)
        return lists[l]->pdata[i];
  return NULL;
}

/* @name: (out): the first free one, unless the same connection is found. Returns: (nullable): that */
static RushesConnection *
find_same (Planning *planning, RushesConnection *connection, char **name)
{
  RushesConnection *found = find_by_id (planning, rushes_connection_get_id (connection));

  *name = NULL;
  if (found != NULL && is_same_connection (found, connection))
    return found;
  for (guint n = 1;; n++)
    {
      g_free (*name);
      *name = rushes_settings_dup_name (rushes_connection_get_name (connection), n);
      found = find_by_name (planning, *name);
      if (found == NULL || is_same_connection (found, connection))
        return found;
    }
}

static gboolean
has_default (Planning *planning, RushesProviderKind kind)
{
  GPtrArray *lists[] = { planning->here->connections, planning->plan->connections };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (rushes_connection_get_kind (lists[l]->pdata[i]) == kind && rushes_connection_get_default (lists[l]->pdata[i]))
        return TRUE;
  return FALSE;
}

/* What is in the keyring under an id was meant for the address it had here: whatever the file says, it goes to no other. One that does not
 * tell may have something. */
static gboolean
may_keep_id (Planning *planning, const char *id)
{
  g_autofree char *secrets = NULL;

  if (find_by_id (planning, id) != NULL)
    return FALSE;
  secrets = rushes_secrets_lookup (rushes_core_get_secrets (planning->here->core), id, RUSHES_SECRETS_MAYBE, NULL, NULL);
  return secrets != NULL && *secrets == '\0';
}

static void
plan_connection (Planning *planning, RushesConnection *connection)
{
  RushesSettingsReport *report = planning->plan->report;
  const char *id = rushes_connection_get_id (connection), *name = rushes_connection_get_name (connection);
  RushesProviderKind kind = rushes_connection_get_kind (connection);
  g_autofree char *free_name = NULL, *new_id = NULL;
  g_autoptr (RushesConnection) added = NULL;
  RushesConnection *same = find_same (planning, connection, &free_name);

  if (same != NULL)
    {
      report->n_same++;
      g_hash_table_insert (planning->ids, g_strdup (id), g_strdup (rushes_connection_get_id (same)));
      return;
    }
  new_id = may_keep_id (planning, id) ? g_strdup (id) : g_uuid_string_random ();
  g_hash_table_insert (planning->ids, g_strdup (id), g_strdup (new_id));
  if (!g_str_equal (free_name, name))
    say_beside (planning, name, free_name);
  if (rushes_connection_get_flag (connection, RUSHES_CONNECTION_AWAITS_KEY))
    g_ptr_array_add (report->awaiting, g_strdup (free_name));
  report->n_connections++;
  added = rushes_connection_new (new_id, kind, free_name, rushes_connection_get_url (connection), rushes_connection_get_options (connection),
                                 rushes_connection_get_default (connection) && !has_default (planning, kind));
  g_ptr_array_add (planning->plan->connections, rushes_connection_new_with_key (added, FALSE)); /* no key travels, and none was given here */
}

static gboolean
is_workflow_name (Planning *planning, const char *name)
{
  GPtrArray *lists[] = { planning->here->workflows, planning->plan->workflows };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->len; i++)
      if (g_str_equal (((RushesSettingsWorkflow *) lists[l]->pdata[i])->name, name))
        return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): of one that is here, or comes in, with this very graph */
static char *
find_graph (Planning *planning, const char *graph)
{
  char *id = rushes_workflows_find_graph (rushes_core_get_workflows (planning->here->core), graph);

  for (guint i = 0; id == NULL && i < planning->plan->workflows->len; i++)
    {
      RushesSettingsWorkflow *workflow = planning->plan->workflows->pdata[i];
      if (g_str_equal (workflow->graph, graph))
        id = g_strdup (workflow->id);
    }
  return id;
}

static gboolean
is_workflow_id (Planning *planning, const char *id)
{
  g_autofree char *path = rushes_workflows_dup_path (rushes_core_get_workflows (planning->here->core), id);

  for (guint i = 0; i < planning->plan->workflows->len; i++)
    if (g_str_equal (((RushesSettingsWorkflow *) planning->plan->workflows->pdata[i])->id, id))
      return TRUE;
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Its graph is here. */
static void
meet_workflow (Planning *planning, RushesSettingsWorkflow *workflow, const char *id)
{
  gboolean removed = !rushes_settings_here_has_workflow (planning->here, id) && !is_workflow_name (planning, workflow->name);

  g_hash_table_insert (planning->ids, g_strdup (workflow->id), g_strdup (id));
  if (removed)
    {
      g_ptr_array_add (planning->plan->restored, g_strdup (id));
      planning->plan->report->n_workflows++;
    }
  else
    planning->plan->report->n_same++;
}

static void
plan_workflow (Planning *planning, RushesSettingsWorkflow *workflow)
{
  g_autofree char *same = find_graph (planning, workflow->graph), *name = NULL, *id = NULL;

  if (same != NULL)
    {
      meet_workflow (planning, workflow, same);
      return;
    }
  for (guint n = 1; name == NULL || is_workflow_name (planning, name); n++)
    {
      g_free (name);
      name = rushes_settings_dup_name (workflow->name, n);
    }
  if (!g_str_equal (name, workflow->name))
    say_beside (planning, workflow->name, name);
  id = is_workflow_id (planning, workflow->id) ? g_uuid_string_random () : g_strdup (workflow->id);
  g_hash_table_insert (planning->ids, g_strdup (workflow->id), g_strdup (id));
  g_ptr_array_add (planning->plan->workflows, rushes_settings_workflow_new (id, name, workflow->favourite, workflow->graph));
  planning->plan->report->n_workflows++;
}

static void
plan_styles (Planning *planning, GVariant *styles)
{
  RushesSettingsReport *report = planning->plan->report;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) here = rushes_styles_load (rushes_core_get_paths (planning->here->core), &error), renamed = NULL;

  if (here == NULL && g_variant_n_children (styles) > 0)
    g_ptr_array_add (report->notes, g_strdup_printf (_("%s. Styles were left out."), error->message));
  if (here == NULL)
    return;
  renamed = rushes_settings_rename (styles, planning->ids);
  g_variant_unref (planning->plan->styles);
  planning->plan->styles = rushes_settings_merge (here, renamed, report->notes, &report->n_same);
  report->n_styles = (guint) g_variant_n_children (planning->plan->styles);
}

/**
 * rushes_settings_plan_new:
 *
 * Blocking, any thread. Returns: (transfer full)
 */
RushesSettingsPlan *
rushes_settings_plan_new (RushesSettingsHere *here, RushesSettingsFile *file)
{
  RushesSettingsPlan *self = g_new (RushesSettingsPlan, 1);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GVariant) renamed = NULL;
  Planning planning = { here, self, ids };

  *self = (RushesSettingsPlan) {
    g_ptr_array_new_with_free_func (g_object_unref),
    g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_settings_workflow_free),
    g_ptr_array_new_with_free_func (g_free),
    g_variant_ref_sink (g_variant_new ("a{sv}", NULL)),
    NULL,
    rushes_settings_report_new (),
  };
  for (guint i = 0; i < file->notes->len; i++)
    g_ptr_array_add (self->report->notes, g_strdup (file->notes->pdata[i]));
  for (guint i = 0; i < file->connections->len; i++)
    plan_connection (&planning, file->connections->pdata[i]);
  for (guint i = 0; i < file->workflows->len; i++)
    plan_workflow (&planning, file->workflows->pdata[i]);
  plan_styles (&planning, file->styles);
  renamed = rushes_settings_rename (file->preferences, ids);
  self->preferences = rushes_settings_merge_preferences (here, renamed, self->report);
  return self;
}

void
rushes_settings_plan_free (RushesSettingsPlan *self)
{
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->workflows);
  g_ptr_array_unref (self->restored);
  g_variant_unref (self->styles);
  g_variant_unref (self->preferences);
  rushes_settings_report_free (self->report);
  g_free (self);
}
