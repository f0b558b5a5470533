/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-row.h"

#include "rushes-poster.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* The first or the last frame of a shot: where it comes from, with a picture of it; a menu sets it, a button takes it away (“removed”). */
struct _RushesFrameRow
{
  AdwActionRow parent_instance;
  char *title;
  RushesPoster *picture; /* of one size, whatever is in it */
  GtkWidget *menu, *remove;
};

#define WIDTH 64
#define HEIGHT 36

G_DEFINE_FINAL_TYPE (RushesFrameRow, rushes_frame_row, ADW_TYPE_ACTION_ROW)

static guint signal_removed;

static void
on_remove (RushesFrameRow *self)
{
  g_signal_emit (self, signal_removed, 0);
}

static void
rushes_frame_row_finalize (GObject *object)
{
  g_free (RUSHES_FRAME_ROW (object)->title);
  G_OBJECT_CLASS (rushes_frame_row_parent_class)->finalize (object);
}

static void
rushes_frame_row_class_init (RushesFrameRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_frame_row_finalize;
  signal_removed = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_frame_row_init (RushesFrameRow *self)
{
  self->picture = RUSHES_POSTER (rushes_poster_new ());
  gtk_widget_set_name (GTK_WIDGET (self->picture), "frame-picture");
  gtk_widget_set_size_request (GTK_WIDGET (self->picture), WIDTH, HEIGHT);
  gtk_widget_set_valign (GTK_WIDGET (self->picture), GTK_ALIGN_CENTER);
  gtk_widget_set_overflow (GTK_WIDGET (self->picture), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self->picture), "take");
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->picture));
  self->remove = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_signal_connect_swapped (self->remove, "clicked", G_CALLBACK (on_remove), self);
  rushes_tip_set (self->remove, _("Remove"));
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  for (GtkWidget *const *each = (GtkWidget *const[]) { self->remove, self->menu, NULL }; *each != NULL; each++)
    {
      gtk_widget_add_css_class (*each, "flat");
      gtk_widget_set_valign (*each, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (self), *each);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
}

/* @title: “First frame” */
GtkWidget *
rushes_frame_row_new (const char *name, const char *title)
{
  RushesFrameRow *self = g_object_new (RUSHES_TYPE_FRAME_ROW, "name", name, NULL);
  g_autofree char *tip = g_strdup_printf (_("Set the %s"), title);

  self->title = g_strdup (title);
  rushes_tip_set (self->menu, tip);
  return GTK_WIDGET (self);
}

/* @said: (nullable): where it comes from; NULL: there is none. @note: (nullable): what else is to be said */
void
rushes_frame_row_set (RushesFrameRow *self, const char *said, const char *note)
{
  g_autofree char *below = note != NULL ? g_strdup_printf ("%s · %s", self->title, note) : g_strdup (self->title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), said != NULL ? said : self->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), said != NULL ? below : _("None"));
  gtk_widget_set_visible (self->remove, said != NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->picture)), said != NULL); /* the room of a picture goes with it */
}

/* @menu: what it can be set to */
void
rushes_frame_row_set_menu (RushesFrameRow *self, GMenuModel *menu)
{
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), menu);
}

/* @picture: (nullable) */
void
rushes_frame_row_set_picture (RushesFrameRow *self, GdkPaintable *picture)
{
  rushes_poster_set_paintable (self->picture, picture);
}
