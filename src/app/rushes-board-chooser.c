/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-chooser.h"

#include "rushes-board-list.h"
#include "rushes-plain-row.h"

#include <glib/gi18n.h>

/* Which board? One of those that are there, or a new one. */
struct _RushesBoardChooser
{
  RushesDialog parent_instance;
  AdwWindowTitle *titles;
  GtkListBox *list;
  RushesBoardChosenFunc func; /* (nullable): once one is chosen */
  gpointer data;
  GDestroyNotify free_data;
};

G_DEFINE_FINAL_TYPE (RushesBoardChooser, rushes_board_chooser, RUSHES_TYPE_DIALOG)

static void
on_activated (RushesBoardChooser *self, GtkListBoxRow *row)
{
  g_autofree char *slug = g_strdup (g_object_get_data (G_OBJECT (row), "slug"));
  RushesBoardChosenFunc func = self->func;
  gpointer data = g_steal_pointer (&self->data);
  GDestroyNotify free_data = self->free_data;

  if (func == NULL)
    return;
  self->func = NULL;
  rushes_dialog_close (RUSHES_DIALOG (self)); /* before what comes next shows another one */
  func (slug, data);
  free_data (data);
}

static void
add_row (RushesBoardChooser *self, const char *title, const char *subtitle, const char *icon, const char *slug)
{
  GtkWidget *row = rushes_plain_row_new (ADW_TYPE_ACTION_ROW);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "slug", g_strdup (slug), g_free);
  gtk_list_box_append (self->list, row);
}

/* One that cannot be read takes nothing. */
static void
add_board (RushesBoardChooser *self, const RushesBoardFacts *facts)
{
  g_autofree char *shots = NULL;

  if (facts->problem != NULL)
    return;
  shots = g_strdup_printf (ngettext ("%d shot", "%d shots", (gulong) facts->n_shots), (int) facts->n_shots);
  add_row (self, facts->title, shots, "rushes-boards-symbolic", facts->slug);
}

static void
rushes_board_chooser_dispose (GObject *object)
{
  RushesBoardChooser *self = RUSHES_BOARD_CHOOSER (object);

  if (self->data != NULL)
    self->free_data (g_steal_pointer (&self->data));
  G_OBJECT_CLASS (rushes_board_chooser_parent_class)->dispose (object);
}

static void
rushes_board_chooser_class_init (RushesBoardChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_chooser_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesBoardChooser, titles);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
rushes_board_chooser_init (RushesBoardChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rushes_board_chooser_show:
 * @boards: (element-type RushesBoardFacts)
 * @what: what is to be added, for the title
 * @func: called once if one is chosen, when the window has closed
 * @data: (transfer full)
 */
void
rushes_board_chooser_show (GtkWindow *parent, GPtrArray *boards, const char *what, RushesBoardChosenFunc func, gpointer data, GDestroyNotify free_data)
{
  RushesBoardChooser *self = g_object_new (RUSHES_TYPE_BOARD_CHOOSER, NULL);

  self->func = func;
  self->data = data;
  self->free_data = free_data;
  adw_window_title_set_subtitle (self->titles, what);
  for (guint i = 0; i < boards->len; i++)
    add_board (self, boards->pdata[i]);
  add_row (self, _("New Board…"), "", "list-add-symbolic", NULL);
  rushes_dialog_present (RUSHES_DIALOG (self), GTK_WIDGET (parent));
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->list)));
}
