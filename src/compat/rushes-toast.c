/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-toast.h"

#include "rushes-announce.h"

/* Toasts whose words are heard, and are in a tooltip where there is no room for them in the one line that libadwaita gives; and what has to be mended there. */

static void
announce (GtkLabel *words)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (words)) && *gtk_label_get_text (words) != '\0')
    rushes_announce (GTK_WIDGET (words), gtk_label_get_text (words));
}

/* @text: plain. Returns: (transfer full) */
AdwToast *
rushes_toast_new (const char *text)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *words = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (words, "heading");
  g_object_bind_property (words, "label", words, "tooltip-text", G_BINDING_SYNC_CREATE);
  g_signal_connect (words, "map", G_CALLBACK (announce), NULL);
  g_signal_connect (words, "notify::label", G_CALLBACK (announce), NULL);
  adw_toast_set_custom_title (toast, words);
  return toast;
}

/* A button beside the words, for a toast whose own one is taken; the words may take two lines then. @toast: of rushes_toast_new(), not shown
 * yet. @button: (transfer floating) */
void
rushes_toast_add_button (AdwToast *toast, GtkWidget *button)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autoptr (GtkWidget) words = g_object_ref (adw_toast_get_custom_title (toast));

  adw_toast_set_custom_title (toast, NULL); /* which gives them free */
  g_object_set (words, "wrap", TRUE, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE, "lines", 2, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), button);
  adw_toast_set_custom_title (toast, box);
}

/* @toast, @other: of rushes_toast_new(), without another button. What the other says is said by this one, in its place. */
void
rushes_toast_take_words (AdwToast *toast, AdwToast *other)
{
  const char *text = gtk_label_get_text (GTK_LABEL (adw_toast_get_custom_title (other)));

  gtk_label_set_text (GTK_LABEL (adw_toast_get_custom_title (toast)), text);
  adw_toast_set_button_label (toast, adw_toast_get_button_label (other));
  adw_toast_set_action_name (toast, adw_toast_get_action_name (other));
}

#define COME_US 700000 /* longer than it takes a toast to come */

static void
mark_gone (AdwToast *toast)
{
  g_object_set_data (G_OBJECT (toast), "rushes-gone", toast);
}

static gboolean
dismiss (gpointer toast)
{
  if (g_object_get_data (toast, "rushes-gone") == NULL)
    adw_toast_dismiss (toast);
  return G_SOURCE_REMOVE;
}

/* (transfer full) (nullable): of what shows one: private to libadwaita, as the overlay's queue is */
static AdwToast *
ref_toast (GtkWidget *child)
{
  AdwToast *toast = NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (child), "toast") != NULL)
    g_object_get (child, "toast", &toast, NULL);
  return toast;
}

/* (nullable): what shows @toast. @others: (out) (nullable): whether others are shown */
static GtkWidget *
find_shown (AdwToastOverlay *overlay, AdwToast *toast, gboolean *others)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      g_autoptr (AdwToast) shown = ref_toast (child);

      if (shown == toast)
        return child;
      if (others != NULL && shown != NULL)
        *others = TRUE;
    }
  return NULL;
}

/* Returns: whether it is on the screen, and neither the pointer nor the focus is on it */
gboolean
rushes_toast_is_passing (AdwToastOverlay *overlay, AdwToast *toast)
{
  gboolean others = FALSE;
  GtkWidget *shown = find_shown (overlay, toast, &others);

  if (shown == NULL)
    return !others;
  return (gtk_widget_get_state_flags (shown) & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_WITHIN)) == 0;
}

/* @toast: has been on the screen for a second at least */
void
rushes_toast_end (AdwToast *toast)
{
  adw_toast_dismiss (toast);
}

typedef struct
{
  AdwToast *toast;
  gint64 since; /* frame time, µs */
} Leave;

static void
leave_free (gpointer data)
{
  g_object_unref (((Leave *) data)->toast);
  g_free (data);
}

/* By the clock that the animations go by; and after this frame's, when they have all been told. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Leave *leave = data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  if (leave->since == 0)
    leave->since = now;
  if (now - leave->since < COME_US)
    return G_SOURCE_CONTINUE;
  g_idle_add_full (G_PRIORITY_DEFAULT, dismiss, g_object_ref (leave->toast), g_object_unref);
  return G_SOURCE_REMOVE;
}

/* @toast: of @overlay: on the screen, or waiting for that. libadwaita up to 1.2.2 frees what it knows of one that is sent away while it still comes, and goes
 * on moving it; then others are never shown, or the program ends. So what is on the screen goes when it has certainly come. */
void
rushes_toast_dismiss (AdwToastOverlay *overlay, AdwToast *toast)
{
  GtkWidget *shown = find_shown (overlay, toast, NULL);
  Leave *leave;

  g_signal_connect (toast, "dismissed", G_CALLBACK (mark_gone), NULL);
  if (shown == NULL)
    {
      adw_toast_dismiss (toast);
      return;
    }
  leave = g_new0 (Leave, 1);
  leave->toast = g_object_ref (toast);
  gtk_widget_add_tick_callback (shown, on_frame, leave, leave_free);
}
