/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-editor.h"

#include "rushes-connection-dialog.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-openai-models.h"

#include <glib/gi18n.h>

/* Adds a connection with the dialog, and tests connections. */

static const RushesConnectionTemplate comfy_templates[] = {
  { "ComfyUI", "http://127.0.0.1:8188", NULL },
  { N_("ComfyUI behind a password"), "https://", N_("User:password") },
  { "Comfy Cloud", "https://cloud.comfy.org", N_("API key") },
};

#define COMFY_CLOUD 2 /* its place among them */

/* How the key of each is shown. */
static const char *const comfy_auths[] = { "bearer", "basic", "x-api-key" };

G_STATIC_ASSERT (G_N_ELEMENTS (comfy_auths) == G_N_ELEMENTS (comfy_templates));

typedef struct
{
  RushesCore *core;
  RushesConnection *connection;
  char *secrets; /* NULL: what the keyring has */
  RushesTestFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_object_unref (test->core);
  g_object_unref (test->connection);
  g_free (test->secrets);
  if (test->free_data != NULL)
    test->free_data (test->data);
  g_free (test);
}

static char *
describe_check (RushesCheck *check)
{
  GString *text = g_string_new (check->service);
  g_autofree char *free_memory = g_format_size (check->memory_free);
  g_autofree char *total = g_format_size (check->memory_total);

  if (check->memory_total > 0)
    g_string_append_printf (text, _(" · %s, %s free"), total, free_memory);
  if (check->queue >= 0)
    g_string_append_printf (text, _(" · %d in queue"), check->queue);
  if (check->n_models >= 0)
    g_string_append_printf (text, ngettext (" · %d model", " · %d models", check->n_models), check->n_models);
  return g_string_free (text, FALSE);
}

static void
run_test (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Test *test = data;
  g_autoptr (RushesTarget) target = test->secrets != NULL ? rushes_target_new (test->connection, test->secrets)
                                                          : rushes_core_new_target (test->core, test->connection);
  GError *error = NULL;
  g_autoptr (RushesCheck) check = rushes_provider_check (
    rushes_core_get_provider (test->core, rushes_connection_get_kind (test->connection)), target, cancellable, &error);

  if (check != NULL)
    g_task_return_pointer (task, describe_check (check), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer data)
{
  Test *test = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), &error);
  const char *name = rushes_connection_get_name (test->connection);
  g_autofree char *line =
    error != NULL ? rushes_error_text_one_line (error, *name != '\0' ? name : rushes_connection_get_url (test->connection)) : NULL;

  test->func (text != NULL, text != NULL ? text : line, rushes_error_get_fingerprint (error), test->data);
}

/**
 * rushes_connection_editor_test:
 * @secrets: (nullable): to be tried; without, the keyring's
 * @func: called on the main thread with what was found; costs no money
 */
void
rushes_connection_editor_test (RushesCore *core, RushesConnection *connection, const char *secrets, RushesTestFunc func,
                               gpointer data, GDestroyNotify free_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_tested, NULL);
  Test *test = g_new (Test, 1);

  *test = (Test) { g_object_ref (core), g_object_ref (connection), g_strdup (secrets), func, data, free_data };
  g_task_set_task_data (task, test, test_free);
  g_task_run_in_thread (task, run_test);
}

typedef struct
{
  RushesCore *core;
  RushesProviderKind kind;
} Editor;

static void
editor_free (gpointer data, GClosure *closure)
{
  g_object_unref (((Editor *) data)->core);
  g_free (data);
}

static GVariant *
new_options (Editor *editor, RushesConnectionDialog *dialog)
{
  guint n_presets, chosen = rushes_connection_dialog_get_template (dialog);
  const RushesOpenaiPreset *presets = rushes_openai_get_presets (&n_presets);
  g_autoptr (GVariant) preset =
    editor->kind == RUSHES_PROVIDER_OPENAI ? g_variant_ref_sink (rushes_openai_preset_options (&presets[chosen])) : NULL;
  GVariantDict options = G_VARIANT_DICT_INIT (preset);

  if (editor->kind == RUSHES_PROVIDER_COMFYUI)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_PRESET, "s", chosen == COMFY_CLOUD ? "comfy-cloud" : "custom");
  if (editor->kind == RUSHES_PROVIDER_COMFYUI)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_AUTH, "s", comfy_auths[MIN (chosen, G_N_ELEMENTS (comfy_auths) - 1)]);
  if (rushes_connection_dialog_get_price (dialog) >= 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_PRICE, "d", rushes_connection_dialog_get_price (dialog));
  if (rushes_connection_dialog_get_fingerprint (dialog) != NULL)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_FINGERPRINT, "s", rushes_connection_dialog_get_fingerprint (dialog));
  return g_variant_dict_end (&options);
}

static RushesConnection *
new_connection (Editor *editor, RushesConnectionDialog *dialog)
{
  g_autofree char *id = g_uuid_string_random ();

  return rushes_connection_new (id, editor->kind, rushes_connection_dialog_get_name (dialog),
                                rushes_connection_dialog_get_url (dialog), new_options (editor, dialog), FALSE);
}

static void
on_result (gboolean good, const char *text, const char *certificate, gpointer dialog)
{
  g_autofree char *shown = certificate != NULL ? g_strdup_printf (_("%s\nIts certificate (SHA-256): %s"), text, certificate) : NULL;

  rushes_connection_dialog_show_result (dialog, good, shown != NULL ? shown : text, certificate);
}

static void
on_test (RushesConnectionDialog *dialog, Editor *editor)
{
  g_autoptr (RushesConnection) connection = new_connection (editor, dialog);
  g_autofree char *secrets = rushes_connection_dialog_dup_secrets (dialog);

  rushes_connection_editor_test (editor->core, connection, secrets, on_result, g_object_ref (dialog), g_object_unref);
}

typedef struct
{
  RushesSecrets *secrets;
  char *id, *name, *text;
} Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  g_object_unref (keep->secrets);
  g_free (keep->id);
  g_free (keep->name);
  g_free (keep->text);
  g_free (keep);
}

static void
run_keep (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Keep *keep = data;

  g_task_return_boolean (task, rushes_secrets_store (keep->secrets, keep->id, keep->name, keep->text, cancellable));
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    g_message ("There is no keyring: the key lasts until Rushes is closed");
}

static void
on_save (RushesConnectionDialog *dialog, Editor *editor)
{
  g_autoptr (RushesConnection) connection = new_connection (editor, dialog);
  g_autofree char *secrets = rushes_connection_dialog_dup_secrets (dialog);
  const char *id = rushes_connection_get_id (connection);
  g_autoptr (GTask) task = NULL;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  Keep *keep;

  rushes_secrets_set_for_session (rushes_core_get_secrets (editor->core), id, secrets);
  if (*secrets != '\0')
    {
      keep = g_new (Keep, 1);
      *keep = (Keep) { g_object_ref (rushes_core_get_secrets (editor->core)), g_strdup (id),
                       g_strdup (rushes_connection_get_name (connection)), g_strdup (secrets) };
      task = g_task_new (NULL, NULL, on_kept, NULL);
      g_task_set_task_data (task, keep, keep_free);
      g_task_run_in_thread (task, run_keep);
    }
  rushes_connections_put (rushes_core_get_connections (editor->core), connection);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.look-around", NULL);
  gtk_window_close (GTK_WINDOW (dialog));
}

void
rushes_connection_editor_open (GtkWindow *parent, RushesCore *core, RushesProviderKind kind)
{
  static RushesConnectionTemplate templates[16];
  guint n_presets;
  const RushesOpenaiPreset *presets = rushes_openai_get_presets (&n_presets);
  gboolean comfy = kind == RUSHES_PROVIDER_COMFYUI;
  RushesConnectionDialog *dialog;
  Editor *editor = g_new (Editor, 1);

  for (guint i = 0; i < n_presets; i++)
    templates[i] = (RushesConnectionTemplate) { presets[i].name, presets[i].url, NULL };
  dialog = rushes_connection_dialog_new (comfy ? _("Add ComfyUI") : _("Add a Video Service"),
                                         comfy ? comfy_templates : templates, comfy ? G_N_ELEMENTS (comfy_templates) : n_presets, comfy);
  *editor = (Editor) { g_object_ref (core), kind };
  g_signal_connect (dialog, "test", G_CALLBACK (on_test), editor);
  g_signal_connect_data (dialog, "save", G_CALLBACK (on_save), editor, editor_free, 0);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
  gtk_window_present (GTK_WINDOW (dialog));
}
