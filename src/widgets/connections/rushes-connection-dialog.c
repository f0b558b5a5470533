/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-connection-dialog.h"

#include "rushes-announce.h"
#include "rushes-connection-paste.h"
#include "rushes-connection.h"
#include "rushes-dump.h"
#include "rushes-field-note.h"
#include "rushes-secret-row.h"
#include "rushes-service-options.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* Name, address, key and options of one server. "test" asks for a test, "save" for keeping it, "template" says that another
 * kind was chosen. The key leaves this window only into the keyring. */
struct _RushesConnectionDialog
{
  RushesDialog parent_instance;
  AdwWindowTitle *title;
  GtkWidget *save_button, *test_button, *trust_button, *template_list, *result, *form, *more_row;
  RushesServiceOptions *options;
  AdwComboRow *template_row;
  AdwEntryRow *name_row, *url_row;
  RushesSecretRow *key_row, *headers_row, *partner_row;
  RushesFieldNote *name_note, *url_note, *key_note, *headers_note;
  char *offered;     /* the certificate that may be trusted, SHA-256 */
  char *fingerprint; /* the one that is */
  const RushesConnectionTemplate *templates;
  guint n_templates;
  gboolean busy; /* what was typed is being saved */
  gboolean suggested; /* an address was */
};

enum
{
  SIGNAL_TEST,
  SIGNAL_SAVE,
  SIGNAL_TEMPLATE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesConnectionDialog, rushes_connection_dialog, RUSHES_TYPE_DIALOG)

static gboolean
is_web_address (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         (g_str_equal (g_uri_get_scheme (uri), "http") || g_str_equal (g_uri_get_scheme (uri), "https"));
}

/* What could become one is not marked while it is typed. */
static gboolean
begins_address (const char *text)
{
  return g_str_has_prefix ("http://", text) || g_str_has_prefix ("https://", text);
}

/* (transfer full) (nullable): the first of "Name: value; Name: value" that is none */
static char *
dup_odd_header (RushesConnectionDialog *self)
{
  g_auto (GStrv) headers = g_strsplit (rushes_secret_row_get_secret (self->headers_row), ";", -1);

  for (char **header = headers; *header != NULL; header++)
    {
      g_auto (GStrv) pair = g_strsplit (g_strstrip (*header), ":", 2);
      if (**header != '\0' && (g_strv_length (pair) < 2 || !rushes_connection_is_header_name (g_strchomp (pair[0]))))
        return g_strdup (*header);
    }
  return NULL;
}

static void
update (RushesConnectionDialog *self)
{
  const char *url = rushes_connection_dialog_get_url (self);
  g_autofree char *odd = dup_odd_header (self);
  g_autofree char *note = odd != NULL ? g_strdup_printf (_("“%s” is no header: write Name: value"), odd) : NULL;
  gboolean address = is_web_address (url);
  gboolean complete = address && note == NULL && *rushes_connection_dialog_get_name (self) != '\0';

  gtk_widget_set_sensitive (self->save_button, complete && !self->busy);
  gtk_widget_set_sensitive (self->test_button, address && note == NULL && !self->busy);
  gtk_widget_set_sensitive (self->form, !self->busy);
  rushes_field_note_say (self->url_note, GTK_WIDGET (self->url_row),
                         address || begins_address (url) ? NULL : _("An address begins with http:// or https://"));
  rushes_field_note_say (self->headers_note, GTK_WIDGET (self->headers_row), note);
}

static void
on_name_changed (RushesConnectionDialog *self)
{
  rushes_field_note_say (self->name_note, GTK_WIDGET (self->name_row), NULL);
  update (self);
}

/* What was found out is about another address. */
static void
on_url_changed (RushesConnectionDialog *self)
{
  gtk_widget_set_visible (self->result, FALSE);
  gtk_widget_set_visible (self->trust_button, FALSE);
  g_clear_pointer (&self->fingerprint, g_free);
  update (self);
}

static void
on_secret_changed (RushesConnectionDialog *self)
{
  rushes_field_note_say (self->key_note, GTK_WIDGET (self->key_row), NULL);
  rushes_field_note_say (self->headers_note, GTK_WIDGET (self->partner_row), NULL);
  update (self);
}

/* Whether it is as a kind has it: nothing that somebody typed is replaced. */
static gboolean
is_of_template (RushesConnectionDialog *self, const char *name, const char *url)
{
  for (guint i = 0; i < self->n_templates; i++)
    if (g_strcmp0 (name, _(self->templates[i].name)) == 0 || g_strcmp0 (url, self->templates[i].url) == 0)
      return TRUE;
  return g_strcmp0 (name, "") == 0 || g_strcmp0 (url, "") == 0;
}

static void
on_template (RushesConnectionDialog *self)
{
  guint i = adw_combo_row_get_selected (self->template_row);
  const RushesConnectionTemplate *chosen = i < self->n_templates ? &self->templates[i] : NULL;

  if (chosen == NULL)
    return;
  if (is_of_template (self, rushes_connection_dialog_get_name (self), NULL))
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), _(chosen->name));
  if (is_of_template (self, NULL, rushes_connection_dialog_get_url (self)))
    gtk_editable_set_text (GTK_EDITABLE (self->url_row), chosen->url);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), chosen->key != NULL ? _(chosen->key) : _("Key, if it needs one"));
  g_signal_emit (self, signals[SIGNAL_TEMPLATE], 0);
}

/* Fills in a name and an address. */
void
rushes_connection_dialog_set (RushesConnectionDialog *self, const char *name, const char *url)
{
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
}

/* A server of the first kind was found at @url: that stands there unless another address was typed. The first one counts. */
void
rushes_connection_dialog_suggest (RushesConnectionDialog *self, const char *url)
{
  if (self->suggested || adw_combo_row_get_selected (self->template_row) != 0 || !is_of_template (self, NULL, rushes_connection_dialog_get_url (self)))
    return;
  self->suggested = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
}

static gboolean
is_of_same_host (const char *a, const char *b)
{
  g_autoptr (GUri) one = g_uri_parse (a, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) other = g_uri_parse (b, G_URI_FLAGS_ENCODED, NULL);

  return one != NULL && other != NULL && g_uri_get_host (one) != NULL && *g_uri_get_host (one) != '\0' &&
         g_strcmp0 (g_uri_get_host (one), g_uri_get_host (other)) == 0 && g_uri_get_port (one) == g_uri_get_port (other);
}

/* The kind of server that a pasted text is about; where several listen at the same place, the one that is chosen stays. */
static void
choose_template (RushesConnectionDialog *self, const RushesConnectionParse *parse)
{
  guint chosen = adw_combo_row_get_selected (self->template_row);

  if (chosen < self->n_templates && parse->url != NULL && is_of_same_host (self->templates[chosen].url, parse->url))
    return;
  for (guint i = 0; i < self->n_templates; i++)
    if (parse->basic ? self->templates[i].basic : parse->url != NULL && is_of_same_host (self->templates[i].url, parse->url))
      {
        adw_combo_row_set_selected (self->template_row, i);
        return;
      }
}

/* What was pasted belongs into the other dialog: it is said, and can be tried here all the same. */
static void
say_other_kind (RushesConnectionDialog *self, const RushesConnectionParse *parse)
{
  gboolean comfy = gtk_widget_get_visible (GTK_WIDGET (self->partner_row));
  const char *hint = comfy && parse->kind == RUSHES_PASTED_VIDEOS    ? _("What you pasted looks like a video service, not like ComfyUI.")
                     : !comfy && parse->kind == RUSHES_PASTED_COMFYUI ? _("What you pasted looks like ComfyUI, not like a video service.")
                                                                      : NULL;

  if (hint == NULL)
    return;
  gtk_widget_remove_css_class (self->result, "error");
  gtk_widget_remove_css_class (self->result, "success");
  gtk_label_set_label (GTK_LABEL (self->result), hint);
  gtk_widget_set_visible (self->result, TRUE);
}

/* Fills in what a pasted text said; what it does not say stays as it is. */
void
rushes_connection_dialog_fill (RushesConnectionDialog *self, const RushesConnectionParse *parse)
{
  choose_template (self, parse);
  if (parse->url != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->url_row), parse->url);
  if (parse->key != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->key_row), parse->key);
  if (parse->headers != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->headers_row), parse->headers);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->more_row), TRUE);
    }
  say_other_kind (self, parse);
}

static void
on_pasted (const RushesConnectionParse *parse, gpointer self)
{
  rushes_connection_dialog_fill (self, parse);
}

/**
 * rushes_connection_dialog_edit:
 * @kept_key: whether the keyring has a key for it
 *
 * What is to be changed is a connection that exists: its kind stays, and its key unless another one is typed.
 */
void
rushes_connection_dialog_edit (RushesConnectionDialog *self, const char *name, const char *url, gboolean kept_key)
{
  gtk_widget_set_visible (self->template_list, FALSE);
  gtk_button_set_label (GTK_BUTTON (self->save_button), _("Save"));
  rushes_connection_dialog_set (self, name, url);
  if (kept_key)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row), _("Key — kept unless you type another"));
}

/* @options: (nullable): an a{sv}; a floating reference is taken */
void
rushes_connection_dialog_set_options (RushesConnectionDialog *self, GVariant *options)
{
  rushes_service_options_set_options (self->options, options);
}

/* Returns: (transfer full) */
GVariant *
rushes_connection_dialog_dup_options (RushesConnectionDialog *self)
{
  return rushes_service_options_dup_options (self->options);
}

guint
rushes_connection_dialog_get_template (RushesConnectionDialog *self)
{
  return adw_combo_row_get_selected (self->template_row);
}

const char *
rushes_connection_dialog_get_name (RushesConnectionDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->name_row));
}

const char *
rushes_connection_dialog_get_url (RushesConnectionDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->url_row));
}

/* Returns: (transfer full): "Name: value" lines for the keyring; "@key" and "@comfy-org" stand for the keys */
char *
rushes_connection_dialog_dup_secrets (RushesConnectionDialog *self)
{
  const char *key = rushes_secret_row_get_secret (self->key_row);
  const char *partner = rushes_secret_row_get_secret (self->partner_row);
  g_auto (GStrv) headers = g_strsplit (rushes_secret_row_get_secret (self->headers_row), ";", -1);
  GString *lines = g_string_new (NULL);

  if (*key != '\0')
    g_string_append_printf (lines, "@key: %s\n", key);
  if (*partner != '\0')
    g_string_append_printf (lines, "@comfy-org: %s\n", partner);
  for (char **header = headers; *header != NULL; header++)
    if (strchr (*header, ':') != NULL)
      g_string_append_printf (lines, "%s\n", g_strstrip (*header));
  return g_string_free (lines, FALSE);
}

/* Returns: (nullable): the certificate that the user trusts, SHA-256, hex */
const char *
rushes_connection_dialog_get_fingerprint (RushesConnectionDialog *self)
{
  return self->fingerprint;
}

static void
on_trust (RushesConnectionDialog *self)
{
  g_free (self->fingerprint);
  self->fingerprint = g_strdup (self->offered);
  g_signal_emit (self, signals[SIGNAL_TEST], 0);
}

/* @good: whether the server answered as it should. @certificate: (nullable): one that the user may trust */
void
rushes_connection_dialog_show_result (RushesConnectionDialog *self, gboolean good, const char *text, const char *certificate)
{
  g_free (self->offered);
  self->offered = g_strdup (certificate);
  gtk_widget_set_visible (self->trust_button, certificate != NULL);
  gtk_label_set_label (GTK_LABEL (self->result), text);
  gtk_widget_set_visible (self->result, TRUE);
  gtk_widget_remove_css_class (self->result, good ? "error" : "success");
  gtk_widget_add_css_class (self->result, good ? "success" : "error");
  rushes_announce (self->result, text);
}

/* A test is on its way. */
void
rushes_connection_dialog_show_asking (RushesConnectionDialog *self)
{
  gtk_widget_remove_css_class (self->result, "error");
  gtk_widget_remove_css_class (self->result, "success");
  gtk_label_set_label (GTK_LABEL (self->result), _("Asking the server…"));
  gtk_widget_set_visible (self->result, TRUE);
  gtk_widget_set_visible (self->trust_button, FALSE);
}

/* @text: what is wrong with the name */
void
rushes_connection_dialog_show_name_error (RushesConnectionDialog *self, const char *text)
{
  rushes_field_note_say (self->name_note, GTK_WIDGET (self->name_row), text);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* @text: why what was typed as key, header or partner's key was not kept */
void
rushes_connection_dialog_show_secret_error (RushesConnectionDialog *self, const char *text)
{
  gboolean key = *rushes_secret_row_get_secret (self->key_row) != '\0';
  RushesSecretRow *row = key ? self->key_row : *rushes_secret_row_get_secret (self->headers_row) != '\0' ? self->headers_row : self->partner_row;
  GtkWidget *field = GTK_WIDGET (row);

  rushes_field_note_say (key ? self->key_note : self->headers_note, field, text);
  if (!key)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->more_row), TRUE);
  gtk_widget_grab_focus (field);
}

/* While it is saved, nothing can be changed; it can still be closed. */
void
rushes_connection_dialog_set_busy (RushesConnectionDialog *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

/* A name and password that were typed into the address go to where keys are: an address is written down, and read. */
static void
clean_url (RushesConnectionDialog *self)
{
  const char *url = rushes_connection_dialog_get_url (self);
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (RushesConnectionParse) parse = uri != NULL && g_uri_get_userinfo (uri) != NULL ? rushes_connection_parse (url) : NULL;

  if (parse != NULL)
    rushes_connection_dialog_fill (self, parse);
}

static void
on_test (RushesConnectionDialog *self)
{
  clean_url (self);
  g_signal_emit (self, signals[SIGNAL_TEST], 0);
}

static void
on_save (RushesConnectionDialog *self)
{
  clean_url (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->options)) || rushes_service_options_check (self->options))
    g_signal_emit (self, signals[SIGNAL_SAVE], 0);
}

static void
rushes_connection_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_CONNECTION_DIALOG);
  G_OBJECT_CLASS (rushes_connection_dialog_parent_class)->dispose (object);
}

static void
rushes_connection_dialog_finalize (GObject *object)
{
  RushesConnectionDialog *self = RUSHES_CONNECTION_DIALOG (object);

  g_free (self->offered);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (rushes_connection_dialog_parent_class)->finalize (object);
}

static void
rushes_connection_dialog_class_init (RushesConnectionDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_connection_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_connection_dialog_finalize;
  signals[SIGNAL_TEST] = g_signal_new ("test", RUSHES_TYPE_CONNECTION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE] = g_signal_new ("save", RUSHES_TYPE_CONNECTION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TEMPLATE] = g_signal_new ("template", RUSHES_TYPE_CONNECTION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_FIELD_NOTE);
  g_type_ensure (RUSHES_TYPE_SECRET_ROW);
  g_type_ensure (RUSHES_TYPE_SERVICE_OPTIONS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-connection-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, title);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, test_button);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, template_list);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, template_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, url_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, form);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, name_note);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, url_note);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, key_note);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, headers_note);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, trust_button);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, headers_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, more_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, partner_row);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, options);
  gtk_widget_class_bind_template_child (widget_class, RushesConnectionDialog, result);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_url_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_secret_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_template);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
  gtk_widget_class_bind_template_callback (widget_class, on_trust);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
rushes_connection_dialog_init (RushesConnectionDialog *self)
{
  rushes_dump_leave_out_memory ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_note (self->test_button, self->result);
  rushes_connection_paste_watch (GTK_EDITABLE (self->url_row), FALSE, on_pasted, self);
  rushes_connection_paste_watch (GTK_EDITABLE (self->key_row), TRUE, on_pasted, self);
}

/* @templates: static; one or none hides the choice. @partner: whether partner nodes may need a key */
RushesConnectionDialog *
rushes_connection_dialog_new (const char *title, const RushesConnectionTemplate *templates, guint n_templates, gboolean partner)
{
  RushesConnectionDialog *self = g_object_new (RUSHES_TYPE_CONNECTION_DIALOG, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  adw_window_title_set_title (self->title, title);
  rushes_dialog_set_title (RUSHES_DIALOG (self), title);
  self->templates = templates;
  self->n_templates = n_templates;
  for (guint i = 0; i < n_templates; i++)
    gtk_string_list_append (names, _(templates[i].name));
  adw_combo_row_set_model (self->template_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->template_list, n_templates > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->partner_row), partner);
  gtk_widget_set_visible (GTK_WIDGET (self->options), !partner);
  on_template (self);
  update (self);
  return self;
}
