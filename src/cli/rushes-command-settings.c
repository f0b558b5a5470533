/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-error.h"
#include "rushes-owner-lock.h"
#include "rushes-say.h"
#include "rushes-settings-export.h"
#include "rushes-settings-import.h"
#include "rushes-settings-reset.h"
#include "rushes-settings.h"
#include "rushes-staging.h"

#include <glib/gi18n.h>

/* rushes settings. */

static GSettings *
open_settings (RushesCore *core, GError **error)
{
  GSettings *settings = rushes_settings_new (rushes_core_get_paths (core), rushes_core_is_demo (core));

  if (settings == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Rushes is not installed whole: the description of its settings is missing"));
  return settings;
}

/* Who runs has all of it in memory, and would write it over what is changed here. */
static gboolean
check_alone (RushesCore *core, GError **error)
{
  if (!rushes_owner_lock_is_held (rushes_paths_get_data_dir (rushes_core_get_paths (core))))
    return TRUE;
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE,
                       _("Rushes is running. Do it there, in Preferences, or end it first. Nothing was changed"));
  return FALSE;
}

static void
say_report (RushesSettingsReport *report, const char *format)
{
  g_autofree char *count = rushes_settings_report_dup_count (report), *rest = rushes_settings_report_dup_rest (report), *line = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  line = g_strdup_printf (format, *count != '\0' ? count : _("nothing"));
#pragma GCC diagnostic pop
  rushes_say ("%s", line);
  if (*rest != '\0')
    rushes_say ("%s", rest);
}

static int
export_to (RushesCore *core, GSettings *settings, const char *name, gboolean replace)
{
  g_autoptr (RushesSettingsHere) here = rushes_settings_here_new (core, settings);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (RushesSettingsReport) report = NULL;
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  if (path == NULL || rushes_staging_is_free (path, replace, &error))
    report = rushes_settings_export (here, file, &error);
  if (report == NULL)
    return rushes_say_fail (error, NULL);
  say_report (report, _("Exported: %s."));
  return RUSHES_EXIT_DONE;
}

static int
import_from (RushesCore *core, GSettings *settings, const char *name)
{
  g_autoptr (RushesSettingsHere) here = rushes_settings_here_new (core, settings);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (RushesSettingsImport) import = NULL;
  RushesSettingsReport *report;
  g_autoptr (GError) error = NULL;

  if (check_alone (core, &error))
    import = rushes_settings_import (here, file, &error);
  if (import == NULL)
    return rushes_say_fail (error, NULL);
  report = rushes_settings_import_adopt (import, here);
  g_settings_sync ();
  say_report (report, _("Imported: %s."));
  if (report->n_workflows > 0 && !rushes_workflows_save (rushes_core_get_workflows (core), &error))
    return rushes_say_fail (error, NULL);
  return RUSHES_EXIT_DONE;
}

static gboolean
find_part (const char *word, RushesSettingsPart *parts)
{
  static const struct
  {
    const char *word;
    RushesSettingsPart part;
  } all[] = {
    { "preferences", RUSHES_SETTINGS_PREFERENCES },
    { "prompts", RUSHES_SETTINGS_PROMPTS },
    { "connections", RUSHES_SETTINGS_CONNECTIONS },
    { "all", RUSHES_SETTINGS_PREFERENCES | RUSHES_SETTINGS_PROMPTS | RUSHES_SETTINGS_CONNECTIONS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (g_str_equal (all[i].word, word))
      {
        *parts |= all[i].part;
        return TRUE;
      }
  return FALSE;
}

static int
remove_connections (RushesCore *core)
{
  RushesConnections *connections = rushes_core_get_connections (core);
  g_autoptr (GPtrArray) all = rushes_connections_dup_kept (connections), gone = NULL;
  g_autoptr (GError) error = NULL, cause = NULL;
  g_autofree char *kept = NULL;

  gone = rushes_settings_forget_keys (rushes_core_get_secrets (core), all, &kept, &cause);
  rushes_settings_remove (connections, gone);
  if (!rushes_connections_save (connections, &error))
    return rushes_say_fail (error, NULL);
  if (cause == NULL)
    return RUSHES_EXIT_DONE;
  if (kept == NULL)
    {
      rushes_say (_("The connections were removed. The keyring may still have a key of theirs; it said: %s"), cause->message);
      return RUSHES_EXIT_FAILED;
    }
  rushes_say (_("These connections were kept, because their keys could not be taken out of the keyring: %s"), kept);
  return rushes_say_fail (cause, NULL);
}

static int
reset (RushesCore *core, GSettings *settings, RushesSettingsPart parts)
{
  g_autoptr (GError) error = NULL;

  if (!check_alone (core, &error))
    return rushes_say_fail (error, NULL);
  rushes_settings_reset (settings, parts);
  g_settings_sync ();
  if ((parts & RUSHES_SETTINGS_CONNECTIONS) && remove_connections (core) != RUSHES_EXIT_DONE)
    return RUSHES_EXIT_FAILED;
  rushes_say (_("Done. Clips, boards, styles and workflows were left as they are."));
  return RUSHES_EXIT_DONE;
}

int
rushes_command_settings (RushesCore *core, int argc, char **argv)
{
  gboolean replace = FALSE;
  GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &replace, N_("export: replace what stands there"), NULL },
    { NULL },
  };
  g_autoptr (GSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  RushesSettingsPart parts = 0;

  if (!rushes_command_parse (entries, _("[export FILE | import FILE | reset preferences|prompts|connections|all] — take connections (without their keys), "
                                        "workflows, styles and preferences to another computer, or start afresh"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  for (int i = 2; i < argc && g_str_equal (argv[1], "reset"); i++)
    if (!find_part (argv[i], &parts))
      return rushes_command_usage (_("What can be reset: preferences, prompts, connections, all"));
  settings = open_settings (core, &error);
  if (settings == NULL)
    return rushes_say_fail (error, NULL);
  if (argc == 3 && g_str_equal (argv[1], "export"))
    return export_to (core, settings, argv[2], replace);
  if (argc == 3 && g_str_equal (argv[1], "import"))
    return import_from (core, settings, argv[2]);
  if (parts != 0)
    return reset (core, settings, parts);
  return rushes_command_usage (_("Say what to do: “rushes settings export FILE”, “import FILE” or “reset WHAT”"));
}
