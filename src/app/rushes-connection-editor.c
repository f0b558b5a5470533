/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-editor.h"

#include "rushes-connection-dialog.h"
#include "rushes-connection-keeping.h"
#include "rushes-discovery.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-openai-models.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Adds and changes connections with the dialog, and tests connections. */

static const RushesConnectionTemplate comfy_templates[] = {
  { "ComfyUI", "http://127.0.0.1:8188", NULL, FALSE },
  { N_("ComfyUI behind a password"), "https://", N_("User:password"), TRUE },
  { "Comfy Cloud", "https://cloud.comfy.org", N_("API key"), FALSE },
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
  RushesReach reach;
  RushesTestFunc func;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  g_object_unref (test->core);
  g_object_unref (test->connection);
  g_free (test->secrets);
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

static gpointer
run_test (gpointer order, GError **error)
{
  Test *test = order;
  g_autoptr (RushesTarget) target = test->secrets != NULL ? rushes_target_new (test->connection, test->secrets)
                                                          : rushes_core_new_target (test->core, test->connection, error);
  RushesProvider *provider = rushes_core_get_provider (test->core, rushes_connection_get_kind (test->connection));
  g_autoptr (RushesCheck) check = target != NULL ? rushes_provider_check (provider, target, NULL, error) : NULL;

  if (target == NULL)
    return NULL;
  test->reach = rushes_endpoint_get_reached (rushes_target_get_endpoint (target));
  return check != NULL ? describe_check (check) : NULL;
}

/* Returns: (transfer full): what was passed on the way, a line each */
static char *
describe_steps (Test *test)
{
  const char *url = rushes_connection_get_url (test->connection);
  GString *steps = g_string_new (NULL);

  if (test->reach >= RUSHES_REACH_FOUND)
    g_string_append (steps, _("✓ The address exists\n"));
  if (test->reach >= RUSHES_REACH_CONNECTED)
    g_string_append (steps, _("✓ A server listens there\n"));
  if (test->reach >= RUSHES_REACH_SECURED && g_ascii_strncasecmp (url, "https", 5) == 0)
    g_string_append (steps, _("✓ Its certificate is trusted\n"));
  if (test->reach >= RUSHES_REACH_ANSWERED)
    g_string_append (steps, _("✓ It answers\n"));
  return g_string_free (steps, FALSE);
}

static void
on_tested (gpointer widget, gpointer order, gpointer text, const GError *error)
{
  Test *test = order;
  const char *name = rushes_connection_get_name (test->connection);
  g_autofree char *steps = describe_steps (test);
  g_autofree char *lines =
    error != NULL ? rushes_error_text_lines (error, *name != '\0' ? name : rushes_connection_get_url (test->connection)) : NULL;

  test->func (&(RushesTestResult) { text != NULL, text != NULL ? text : lines, steps, rushes_error_get_fingerprint (error) }, widget);
}

/**
 * rushes_connection_editor_test:
 * @secrets: (nullable): to be tried; without, the keyring's
 * @func: called on the main thread with what was found, unless the widget is gone; costs no money
 */
void
rushes_connection_editor_test (GtkWidget *widget, RushesCore *core, RushesConnection *connection, const char *secrets, RushesTestFunc func)
{
  Test *test = g_new (Test, 1);

  *test = (Test) { g_object_ref (core), g_object_ref (connection), g_strdup (secrets), RUSHES_REACH_NOTHING, func };
  rushes_way_back_work (widget, run_test, test, test_free, g_free, on_tested);
}

typedef struct
{
  RushesCore *core;
  RushesProviderKind kind;
  RushesConnection *before; /* the one that is changed, or NULL */
  GCancellable *closed;     /* the dialog is: what is on its way into the keyring is not wanted any more */
  RushesDiscovery *discovery; /* (nullable): of what the address may be */
} Editor;

static void
editor_free (gpointer data)
{
  Editor *editor = data;

  g_object_unref (editor->core);
  g_clear_object (&editor->before);
  g_object_unref (editor->closed);
  g_clear_object (&editor->discovery);
  g_free (editor);
}

/* What ComfyUI's kinds differ in; one that exists stays what it is. */
static void
fill_comfy_options (Editor *editor, RushesConnectionDialog *dialog, GVariantDict *options)
{
  guint chosen = MIN (rushes_connection_dialog_get_template (dialog), G_N_ELEMENTS (comfy_auths) - 1);

  if (editor->before != NULL)
    return;
  g_variant_dict_insert (options, RUSHES_CONNECTION_PRESET, "s", chosen == COMFY_CLOUD ? "comfy-cloud" : "custom");
  g_variant_dict_insert (options, RUSHES_CONNECTION_AUTH, "s", comfy_auths[chosen]);
}

static GVariant *
new_options (Editor *editor, RushesConnectionDialog *dialog)
{
  g_autoptr (GVariant) shown = editor->kind == RUSHES_PROVIDER_OPENAI ? rushes_connection_dialog_dup_options (dialog)
                               : editor->before != NULL ? g_variant_ref (rushes_connection_get_options (editor->before)) : NULL;
  GVariantDict options = G_VARIANT_DICT_INIT (shown);

  if (editor->kind == RUSHES_PROVIDER_COMFYUI)
    fill_comfy_options (editor, dialog, &options);
  if (rushes_connection_dialog_get_fingerprint (dialog) != NULL)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_FINGERPRINT, "s", rushes_connection_dialog_get_fingerprint (dialog));
  return g_variant_dict_end (&options);
}

static RushesConnection *
new_connection (Editor *editor, RushesConnectionDialog *dialog)
{
  g_autofree char *id = editor->before != NULL ? g_strdup (rushes_connection_get_id (editor->before)) : g_uuid_string_random ();

  return rushes_connection_new (id, editor->kind, rushes_connection_dialog_get_name (dialog),
                                rushes_connection_dialog_get_url (dialog), new_options (editor, dialog),
                                editor->before != NULL && rushes_connection_get_default (editor->before));
}

/* Whether the key in the keyring still belongs to the address that was typed: it goes to no other host. */
static gboolean
is_same_origin (Editor *editor, RushesConnectionDialog *dialog)
{
  g_autoptr (RushesEndpoint) endpoint = editor->before != NULL ? rushes_endpoint_new (rushes_connection_get_url (editor->before)) : NULL;
  g_autoptr (GUri) typed = g_uri_parse (rushes_connection_dialog_get_url (dialog), G_URI_FLAGS_ENCODED, NULL);

  return endpoint != NULL && typed != NULL && rushes_endpoint_owns (endpoint, typed);
}

/* Returns: (transfer full) (nullable): what was typed; %NULL: what the keyring has stays */
static char *
dup_secrets (Editor *editor, RushesConnectionDialog *dialog)
{
  char *typed = rushes_connection_dialog_dup_secrets (dialog);

  if (*typed == '\0' && is_same_origin (editor, dialog))
    g_clear_pointer (&typed, g_free);
  return typed;
}

static void
on_result (const RushesTestResult *result, GtkWidget *widget)
{
  RushesConnectionDialog *dialog = RUSHES_CONNECTION_DIALOG (widget);
  g_autofree char *text = g_strconcat (result->steps, result->good ? "✓ " : "✗ ", result->text, NULL);
  g_autofree char *shown =
    result->certificate != NULL ? g_strdup_printf (_("%s\nIts certificate (SHA-256): %s"), text, result->certificate) : NULL;

  rushes_connection_dialog_show_result (dialog, result->good, shown != NULL ? shown : text, result->certificate);
}

static void
on_test (RushesConnectionDialog *dialog, Editor *editor)
{
  g_autoptr (RushesConnection) connection = new_connection (editor, dialog);
  g_autofree char *secrets = dup_secrets (editor, dialog);

  rushes_connection_dialog_show_asking (dialog);
  rushes_connection_editor_test (GTK_WIDGET (dialog), editor->core, connection, secrets, on_result);
}

/* The way that works where no keyring is. */
static const char *
get_way (RushesProviderKind kind)
{
  if (kind == RUSHES_PROVIDER_OPENAI)
    return _("There is no keyring to keep it in, so nothing was saved. Start Rushes with OPENAI_API_KEY set to the key and "
             "OPENAI_BASE_URL to the address instead, or leave this empty if the server needs none.");
  return _("There is no keyring to keep it in, so nothing was saved. Leave this empty if the server needs none, or unlock or "
           "start a keyring and try again.");
}

static void
on_kept (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesConnectionDialog) dialog = data;
  Editor *editor = g_object_get_data (G_OBJECT (dialog), "editor");
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  if (rushes_connection_keeping_store_finish (RUSHES_CORE (core), result, &error))
    {
      rushes_dialog_close (RUSHES_DIALOG (dialog));
      return;
    }
  if (g_cancellable_is_cancelled (editor->closed))
    return;
  rushes_connection_dialog_set_busy (dialog, FALSE);
  line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;
  rushes_connection_dialog_show_secret_error (dialog, line != NULL ? line : get_way (editor->kind));
}

/* Two of one name could not be told apart. */
static gboolean
is_name_taken (Editor *editor, const char *name)
{
  RushesConnection *other = rushes_connections_find_named (rushes_core_get_connections (editor->core), name);

  return other != NULL && (editor->before == NULL || !g_str_equal (rushes_connection_get_id (other), rushes_connection_get_id (editor->before)));
}

static void
on_save (RushesConnectionDialog *dialog, Editor *editor)
{
  g_autoptr (RushesConnection) connection = new_connection (editor, dialog);
  g_autofree char *secrets = dup_secrets (editor, dialog);

  if (is_name_taken (editor, rushes_connection_get_name (connection)))
    {
      rushes_connection_dialog_show_name_error (dialog, _("There is a connection of that name already."));
      return;
    }
  rushes_connection_dialog_set_busy (dialog, TRUE);
  rushes_connection_keeping_store_async (editor->core, connection, secrets, is_same_origin (editor, dialog), editor->closed, on_kept,
                                         g_object_ref (dialog));
}

static void
on_closed (RushesConnectionDialog *dialog, Editor *editor)
{
  g_cancellable_cancel (editor->closed);
}

/* Another preset, with options of its own. */
static void
on_template (RushesConnectionDialog *dialog, Editor *editor)
{
  guint n_presets, chosen = rushes_connection_dialog_get_template (dialog);
  const RushesOpenaiPreset *presets = rushes_openai_get_presets (&n_presets);

  if (editor->kind == RUSHES_PROVIDER_OPENAI && editor->before == NULL && chosen < n_presets)
    rushes_connection_dialog_set_options (dialog, rushes_openai_preset_options (&presets[chosen]));
}

static void
on_found (RushesDiscovery *discovery, const char *name, const char *address, RushesConnectionDialog *dialog)
{
  rushes_connection_dialog_suggest (dialog, address);
}

/* Returns: (transfer none): belongs to the dialog */
static Editor *
open_dialog (GtkWidget *parent, RushesConnectionDialog *dialog, RushesCore *core, RushesProviderKind kind, RushesConnection *before)
{
  Editor *editor = g_new (Editor, 1);

  *editor = (Editor) { g_object_ref (core), kind, before != NULL ? g_object_ref (before) : NULL, g_cancellable_new (), NULL };
  g_object_set_data_full (G_OBJECT (dialog), "editor", editor, editor_free);
  g_signal_connect (dialog, "test", G_CALLBACK (on_test), editor);
  g_signal_connect (dialog, "template", G_CALLBACK (on_template), editor);
  g_signal_connect (dialog, "save", G_CALLBACK (on_save), editor);
  g_signal_connect (dialog, "closed", G_CALLBACK (on_closed), editor);
  on_template (dialog, editor);
  rushes_dialog_present (RUSHES_DIALOG (dialog), parent);
  return editor;
}

static RushesConnectionDialog *
new_dialog (RushesProviderKind kind)
{
  static RushesConnectionTemplate templates[16];
  guint n_presets;
  const RushesOpenaiPreset *presets = rushes_openai_get_presets (&n_presets);

  if (kind == RUSHES_PROVIDER_COMFYUI)
    return rushes_connection_dialog_new (_("Add ComfyUI"), comfy_templates, G_N_ELEMENTS (comfy_templates), TRUE);
  for (guint i = 0; i < n_presets; i++)
    templates[i] = (RushesConnectionTemplate) { presets[i].name, presets[i].url, NULL, FALSE };
  return rushes_connection_dialog_new (_("Add a Video Service"), templates, n_presets, FALSE);
}

/* Asks for a new connection. */
void
rushes_connection_editor_open (GtkWidget *parent, RushesCore *core, RushesProviderKind kind)
{
  RushesConnectionDialog *dialog = new_dialog (kind);
  Editor *editor = open_dialog (parent, dialog, core, kind, NULL);

  if (kind != RUSHES_PROVIDER_COMFYUI)
    return;
  editor->discovery = rushes_discovery_new (core);
  g_signal_connect_object (editor->discovery, "found", G_CALLBACK (on_found), dialog, 0);
  rushes_discovery_start (editor->discovery);
}

/* Asks for a new connection with what a pasted text says of it; what says nothing of its kind is taken for a ComfyUI. */
void
rushes_connection_editor_open_pasted (GtkWidget *parent, RushesCore *core, const RushesConnectionParse *parse)
{
  RushesProviderKind kind = parse->kind == RUSHES_PASTED_VIDEOS ? RUSHES_PROVIDER_OPENAI : RUSHES_PROVIDER_COMFYUI;
  RushesConnectionDialog *dialog = new_dialog (kind);

  open_dialog (parent, dialog, core, kind, NULL);
  rushes_connection_dialog_fill (dialog, parse);
}

/* Changes one that there is; its jobs and clips stay its own. */
void
rushes_connection_editor_edit (GtkWidget *parent, RushesCore *core, RushesConnection *connection)
{
  RushesProviderKind kind = rushes_connection_get_kind (connection);
  RushesConnectionDialog *dialog =
    rushes_connection_dialog_new (_("Change the Connection"), NULL, 0, kind == RUSHES_PROVIDER_COMFYUI);

  rushes_connection_dialog_edit (dialog, rushes_connection_get_name (connection), rushes_connection_get_url (connection), TRUE);
  rushes_connection_dialog_set_options (dialog, rushes_connection_get_options (connection));
  open_dialog (parent, dialog, core, kind, connection);
}
