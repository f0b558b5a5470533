/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-export.h"

#include "rushes-error.h"
#include "rushes-redact.h"
#include "rushes-staging.h"
#include "rushes-styles.h"

#include <glib/gi18n.h>
#include <string.h>

/* Everything that people have set up here, in one file, without a key. */

/* Which of them had a key is said in the file, so it has to be known: by the mark, or else by the keyring. */
static gboolean
gather_connections (RushesSettingsFile *file, RushesSettingsHere *here, GError **error)
{
  for (guint i = 0; i < here->connections->len; i++)
    {
      RushesConnection *connection = here->connections->pdata[i];
      g_autofree char *secrets = NULL;
      gboolean has_key;

      if (!rushes_connection_knows_key (connection, &has_key))
        {
          secrets = rushes_core_dup_secrets (here->core, connection, NULL, error);
          if (secrets == NULL)
            return FALSE;
          has_key = *secrets != '\0';
        }
      g_ptr_array_add (file->connections, rushes_settings_file_clean (connection, has_key, file->notes));
    }
  return TRUE;
}

/* A graph is the user's own text, which may hold anything: it is not changed, but said. */
static void
warn_of_key (RushesSettingsFile *file, const char *name, const char *graph)
{
  g_autofree char *shown = rushes_redact (graph);

  if (!g_str_equal (shown, graph))
    g_ptr_array_add (file->notes, g_strdup_printf (_("The workflow “%s” holds something that looks like a key. Look before you hand the file on."), name));
}

static void
gather_workflows (RushesSettingsFile *file, RushesSettingsHere *here)
{
  for (guint i = 0; i < here->workflows->len; i++)
    {
      RushesSettingsWorkflow *workflow = here->workflows->pdata[i];
      g_autofree char *path = rushes_workflows_dup_path (rushes_core_get_workflows (here->core), workflow->id), *graph = NULL;

      if (g_file_get_contents (path, &graph, NULL, NULL) && g_utf8_validate (graph, -1, NULL))
        {
          g_ptr_array_add (file->workflows, rushes_settings_workflow_new (workflow->id, workflow->name, workflow->favourite, graph));
          warn_of_key (file, workflow->name, graph);
        }
      else
        g_ptr_array_add (file->notes, g_strdup_printf (_("The workflow “%s” was left out: its graph cannot be read."), workflow->name));
    }
}

static void
gather_styles (RushesSettingsFile *file, RushesSettingsHere *here)
{
  g_autoptr (GError) error = NULL;
  GVariant *styles = rushes_styles_load (rushes_core_get_paths (here->core), &error);

  if (styles == NULL)
    {
      g_ptr_array_add (file->notes, g_strconcat (error->message, ".", NULL));
      return;
    }
  g_variant_unref (file->styles);
  file->styles = styles;
}

/* Whole or not at all. */
static gboolean
write_file (GFile *file, const char *text, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (g_file_peek_path (file) != NULL)
    return rushes_staging_write (g_file_peek_path (file), text, strlen (text), error);
  if (g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write a file");
  return FALSE;
}

static RushesSettingsReport *
new_report (RushesSettingsFile *file)
{
  RushesSettingsReport *report = rushes_settings_report_new ();
  g_autoptr (GVariant) filters = g_variant_lookup_value (file->preferences, "saved-filters", G_VARIANT_TYPE ("a{sa{ss}}"));

  report->n_connections = file->connections->len;
  report->n_workflows = file->workflows->len;
  report->n_styles = (guint) g_variant_n_children (file->styles);
  report->n_filters = filters != NULL ? (guint) g_variant_n_children (filters) : 0;
  report->preferences = g_variant_n_children (file->preferences) > (filters != NULL ? 1 : 0);
  for (guint i = 0; i < file->connections->len; i++)
    if (rushes_connection_get_flag (file->connections->pdata[i], RUSHES_CONNECTION_AWAITS_KEY))
      g_ptr_array_add (report->awaiting, g_strdup (rushes_connection_get_name (file->connections->pdata[i])));
  for (guint i = 0; i < file->notes->len; i++)
    g_ptr_array_add (report->notes, g_strdup (file->notes->pdata[i]));
  return report;
}

/**
 * rushes_settings_export:
 * @file: is replaced as a whole, or stays as it was
 *
 * Blocking (the keyring is asked, too), any thread. Returns: (transfer full) (nullable): what is in it
 */
RushesSettingsReport *
rushes_settings_export (RushesSettingsHere *here, GFile *file, GError **error)
{
  g_autoptr (RushesSettingsFile) all = rushes_settings_file_new ();
  g_autofree char *text = NULL;

  if (!gather_connections (all, here, error))
    return NULL;
  gather_workflows (all, here);
  gather_styles (all, here);
  g_variant_unref (all->preferences);
  all->preferences = g_variant_ref (here->preferences);
  text = rushes_settings_file_to_text (all);
  return write_file (file, text, error) ? new_report (all) : NULL;
}
