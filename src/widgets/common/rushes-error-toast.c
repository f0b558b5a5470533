/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-error-toast.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* A failure in a toast: a line has little room, and what more there is to say is behind its button. */

#define ERROR_S 20 /* long enough to read it and to press the button */

/* What says most in a line: where the heading is only a kind, the sentence. */
static const char *
choose_line (const GError *error, const RushesErrorText *text)
{
  gboolean plain = error->domain != RUSHES_ERROR || error->code == RUSHES_ERROR_INVALID;

  return plain && *text->sentence != '\0' ? text->sentence : text->heading;
}

static void
append (GString *body, const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (body, "%s%s", body->len > 0 ? "\n\n" : "", text);
}

/* Returns: (transfer full): our sentence, what to do, and the server's own words; the toast may have cut them off */
static char *
dup_body (const GError *error, const RushesErrorText *text)
{
  g_autofree char *said = rushes_error_text_dup_said (error, text->sentence);
  GString *body = g_string_new (NULL);

  append (body, text->sentence);
  append (body, text->advice);
  append (body, said);
  return g_string_free (body, FALSE);
}

static void
on_details (AdwToast *toast, GtkWidget *parent)
{
  rushes_message_show (parent, g_object_get_data (G_OBJECT (toast), "heading"), g_object_get_data (G_OBJECT (toast), "body"));
}

/**
 * rushes_error_toast_new:
 * @parent: in the window whose dialog the details are
 * @place: (nullable): where it happened
 *
 * Returns: (transfer full): what happened, with the rest behind “Details”. Main thread.
 */
AdwToast *
rushes_error_toast_new (GtkWidget *parent, const GError *error, const char *place)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, place);
  const char *line = choose_line (error, text);
  g_autofree char *body = dup_body (error, text);
  AdwToast *toast = rushes_toast_new (line);

  adw_toast_set_timeout (toast, ERROR_S);
  if (*body == '\0')
    return toast;
  g_object_set_data_full (G_OBJECT (toast), "heading", g_strdup (text->heading), g_free);
  g_object_set_data_full (G_OBJECT (toast), "body", g_steal_pointer (&body), g_free);
  adw_toast_set_button_label (toast, _("_Details"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_details), parent, 0);
  return toast;
}

/* The same, shown where @widget is: who has no other way to its window. Main thread. */
void
rushes_error_toast_show (GtkWidget *widget, const GError *error)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), rushes_error_toast_new (widget, error, NULL));
}
