/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-service-options.h"

#include "rushes-connection.h"
#include "rushes-extra-fields.h"
#include "rushes-field-note.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* How a video service wants to be asked: the options of a connection that a person may have to set. What is not shown here
 * stays as the preset has it. */
struct _RushesServiceOptions
{
  GtkBox parent_instance;
  AdwComboRow *auth_row, *body_row, *picture_row;
  AdwEntryRow *model_row, *marker_row, *organization_row, *project_row, *price_row;
  GtkSpinButton *poll_spin, *deadline_spin, *patience_spin;
  RushesExtraFields *extra_row;
  RushesFieldNote *price_note;
  GVariant *options; /* a{sv}: as they were handed in */
};

/* One choice of a row, and what the option is then. */
typedef struct
{
  const char *value, *label;
} Choice;

static const Choice auths[] = {
  { "bearer", N_("Authorization: Bearer") },
  { "api-key", N_("api-key") },
  { "x-api-key", N_("X-API-Key") },
  { "basic", N_("User:password") },
  { "none", N_("Not at all") },
};

static const Choice bodies[] = {
  { "auto", N_("Automatic") },
  { "multipart", N_("Form (multipart)") },
  { "json", N_("JSON") },
};

static const Choice pictures[] = {
  { "object", N_("image_url") },
  { "string", N_("Plain text") },
  { "file_id", N_("file_id, sent before") },
  { "frame_images", N_("frame_images") },
};

G_DEFINE_FINAL_TYPE (RushesServiceOptions, rushes_service_options, GTK_TYPE_BOX)

static void
set_choices (AdwComboRow *row, const Choice *choices, guint n_choices)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < n_choices; i++)
    gtk_string_list_append (labels, _(choices[i].label));
  adw_combo_row_set_model (row, G_LIST_MODEL (labels));
}

static void
choose (AdwComboRow *row, const Choice *choices, guint n_choices, GVariant *options, const char *option)
{
  const char *value = NULL;
  guint chosen = 0;

  g_variant_lookup (options, option, "&s", &value);
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].value, value) == 0)
      chosen = i;
  adw_combo_row_set_selected (row, chosen);
}

static void
show_text (AdwEntryRow *row, GVariant *options, const char *option)
{
  const char *text = "";

  g_variant_lookup (options, option, "&s", &text);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* Fills the rows. @options: (nullable): an a{sv} */
void
rushes_service_options_set_options (RushesServiceOptions *self, GVariant *options)
{
  g_autoptr (GVariant) taken = options != NULL ? g_variant_ref_sink (options) : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  g_autoptr (GVariant) extra = g_variant_lookup_value (taken, RUSHES_CONNECTION_EXTRA, G_VARIANT_TYPE_VARDICT);
  double price = -1, deadline = 0, patience = 0;
  gint64 poll = 0;
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  g_clear_pointer (&self->options, g_variant_unref);
  self->options = g_variant_ref (taken);
  choose (self->auth_row, auths, G_N_ELEMENTS (auths), taken, RUSHES_CONNECTION_AUTH);
  choose (self->body_row, bodies, G_N_ELEMENTS (bodies), taken, RUSHES_CONNECTION_BODY);
  choose (self->picture_row, pictures, G_N_ELEMENTS (pictures), taken, RUSHES_CONNECTION_PICTURE);
  show_text (self->marker_row, taken, RUSHES_CONNECTION_MARKER);
  show_text (self->model_row, taken, RUSHES_CONNECTION_MODEL);
  show_text (self->organization_row, taken, RUSHES_CONNECTION_ORGANIZATION);
  show_text (self->project_row, taken, RUSHES_CONNECTION_PROJECT);
  g_variant_lookup (taken, RUSHES_CONNECTION_PRICE, "d", &price);
  g_variant_lookup (taken, RUSHES_CONNECTION_POLL, "x", &poll);
  g_variant_lookup (taken, RUSHES_CONNECTION_DEADLINE, "d", &deadline);
  g_variant_lookup (taken, RUSHES_CONNECTION_PATIENCE, "d", &patience);
  if (price >= 0)
    g_ascii_formatd (text, sizeof text, "%.6g", price);
  gtk_editable_set_text (GTK_EDITABLE (self->price_row), text);
  gtk_spin_button_set_value (self->poll_spin, poll / 1000.0);
  gtk_spin_button_set_value (self->deadline_spin, deadline);
  gtk_spin_button_set_value (self->patience_spin, patience);
  rushes_extra_fields_set_values (self->extra_row, extra);
}

/* US dollars, < 0 if none was typed; "0,10" counts as "0.10" */
static double
read_price (RushesServiceOptions *self)
{
  g_autofree char *text = g_strstrip (g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->price_row))), ",", '.'));
  char *end;
  double price = g_ascii_strtod (text, &end);

  return *text != '\0' && *end == '\0' && price >= 0 ? price : -1;
}

static void
take_text (GVariantDict *options, const char *option, AdwEntryRow *row)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

  g_variant_dict_remove (options, option);
  if (*text != '\0')
    g_variant_dict_insert (options, option, "s", text);
}

static void
take_number (GVariantDict *options, const char *option, double number, gboolean given)
{
  g_variant_dict_remove (options, option);
  if (given)
    g_variant_dict_insert (options, option, "d", number);
}

static void
on_price_changed (RushesServiceOptions *self)
{
  gboolean odd = *gtk_editable_get_text (GTK_EDITABLE (self->price_row)) != '\0' && read_price (self) < 0;

  rushes_field_note_say (self->price_note, GTK_WIDGET (self->price_row), odd ? _("A price is a number, such as 0.10") : NULL);
}

/* Returns: whether all that was typed can be kept; else what cannot is marked and gets the focus */
gboolean
rushes_service_options_check (RushesServiceOptions *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->price_row)) != '\0' && read_price (self) < 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->price_row));
      return FALSE;
    }
  return rushes_extra_fields_check (self->extra_row);
}

/* Returns: (transfer full): the options that were handed in, with what was changed */
GVariant *
rushes_service_options_dup_options (RushesServiceOptions *self)
{
  GVariantDict options = G_VARIANT_DICT_INIT (self->options);
  g_autoptr (GVariant) extra = rushes_extra_fields_dup_values (self->extra_row);
  gint64 poll = (gint64) (gtk_spin_button_get_value (self->poll_spin) * 1000 + 0.5);
  double price = read_price (self), deadline = gtk_spin_button_get_value (self->deadline_spin);
  double patience = gtk_spin_button_get_value (self->patience_spin);

  g_variant_dict_insert (&options, RUSHES_CONNECTION_AUTH, "s", auths[adw_combo_row_get_selected (self->auth_row)].value);
  g_variant_dict_insert (&options, RUSHES_CONNECTION_BODY, "s", bodies[adw_combo_row_get_selected (self->body_row)].value);
  g_variant_dict_insert (&options, RUSHES_CONNECTION_PICTURE, "s", pictures[adw_combo_row_get_selected (self->picture_row)].value);
  take_text (&options, RUSHES_CONNECTION_MARKER, self->marker_row);
  take_text (&options, RUSHES_CONNECTION_MODEL, self->model_row);
  take_text (&options, RUSHES_CONNECTION_ORGANIZATION, self->organization_row);
  take_text (&options, RUSHES_CONNECTION_PROJECT, self->project_row);
  take_number (&options, RUSHES_CONNECTION_PRICE, price, price >= 0);
  take_number (&options, RUSHES_CONNECTION_DEADLINE, deadline, deadline > 0);
  take_number (&options, RUSHES_CONNECTION_PATIENCE, patience, patience > 0);
  g_variant_dict_remove (&options, RUSHES_CONNECTION_POLL);
  if (poll > 0)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_POLL, "x", poll);
  g_variant_dict_insert_value (&options, RUSHES_CONNECTION_EXTRA, extra);
  return g_variant_ref_sink (g_variant_dict_end (&options));
}

static void
rushes_service_options_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_SERVICE_OPTIONS);
  G_OBJECT_CLASS (rushes_service_options_parent_class)->dispose (object);
}

static void
rushes_service_options_finalize (GObject *object)
{
  g_clear_pointer (&RUSHES_SERVICE_OPTIONS (object)->options, g_variant_unref);
  G_OBJECT_CLASS (rushes_service_options_parent_class)->finalize (object);
}

static void
rushes_service_options_class_init (RushesServiceOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_service_options_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_service_options_finalize;
  g_type_ensure (RUSHES_TYPE_EXTRA_FIELDS);
  g_type_ensure (RUSHES_TYPE_FIELD_NOTE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-service-options.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, auth_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, body_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, price_note);
  gtk_widget_class_bind_template_callback (widget_class, on_price_changed);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, picture_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, marker_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, model_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, organization_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, project_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, price_row);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, poll_spin);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, deadline_spin);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, patience_spin);
  gtk_widget_class_bind_template_child (widget_class, RushesServiceOptions, extra_row);
}

static void
rushes_service_options_init (RushesServiceOptions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_choices (self->auth_row, auths, G_N_ELEMENTS (auths));
  set_choices (self->body_row, bodies, G_N_ELEMENTS (bodies));
  set_choices (self->picture_row, pictures, G_N_ELEMENTS (pictures));
  for (GtkSpinButton *const *each = (GtkSpinButton *const[]) { self->poll_spin, self->deadline_spin, self->patience_spin, NULL }; *each != NULL; each++)
    rushes_tip_note_row (GTK_WIDGET (*each));
  rushes_service_options_set_options (self, NULL);
}
