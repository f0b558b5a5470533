/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-secret-row.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* A row that a key is typed into, and that nobody else reads. GTK (4.8 at least) tells whoever asks over the accessibility bus what stands in an entry for
 * passwords (it asks GtkEditable for the text), and tells each text that is put into one; so this one has dots for a text, and a function of its own. */
struct _RushesSecretRow
{
  AdwEntryRow parent_instance;
  char *shown; /* what it says that it has */
};

static void editable_init (GtkEditableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesSecretRow, rushes_secret_row, ADW_TYPE_ENTRY_ROW, G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE, editable_init))

/* What was typed. */
const char *
rushes_secret_row_get_secret (RushesSecretRow *self)
{
  return gtk_editable_get_text (gtk_editable_get_delegate (GTK_EDITABLE (self)));
}

/* What its user has made visible is read, too. */
static const char *
get_text (GtkEditable *editable)
{
  RushesSecretRow *self = RUSHES_SECRET_ROW (editable);
  const char *secret = rushes_secret_row_get_secret (self);

  if (gtk_text_get_visibility (GTK_TEXT (gtk_editable_get_delegate (editable))))
    return secret;
  g_free (self->shown);
  self->shown = g_strnfill (g_utf8_strlen (secret, -1), '*');
  return self->shown;
}

static void
editable_init (GtkEditableInterface *iface)
{
  iface->get_text = get_text;
}

/* After it has been put in, and before who tells others of it. */
static void
on_inserted (GtkText *text)
{
  if (!gtk_text_get_visibility (text))
    g_signal_stop_emission_by_name (text, "insert-text");
}

static void
rushes_secret_row_finalize (GObject *object)
{
  g_free (RUSHES_SECRET_ROW (object)->shown);
  G_OBJECT_CLASS (rushes_secret_row_parent_class)->finalize (object);
}

static void
rushes_secret_row_class_init (RushesSecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_secret_row_finalize;
}

static void
add_reveal (RushesSecretRow *self, GtkText *text)
{
  GtkWidget *reveal = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (reveal), "view-reveal-symbolic");
  rushes_tip_tell (reveal, _("Show What Is Typed"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reveal), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show What Is Typed"), -1);
  gtk_widget_add_css_class (reveal, "flat");
  gtk_widget_set_valign (reveal, GTK_ALIGN_CENTER);
  g_object_bind_property (reveal, "active", text, "visibility", G_BINDING_SYNC_CREATE);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), reveal);
}

static void
rushes_secret_row_init (RushesSecretRow *self)
{
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self)));
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new (); /* in memory that is not swapped out, and overwritten when it is freed */

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_text_set_buffer (text, buffer);
  gtk_text_set_input_purpose (text, GTK_INPUT_PURPOSE_PASSWORD);
  g_signal_connect_after (text, "insert-text", G_CALLBACK (on_inserted), NULL);
  add_reveal (self, text);
}
