/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-foot.h"

#include "rushes-fold.h"
#include "rushes-late-menu.h"

#include <glib/gi18n.h>

/* What stands below a board: how far it is, or what goes on with it, the menu of exports, and the button that fills it or stops that. “left”: what had the
 * focus here has gone. */
struct _RushesBoardFoot
{
  GtkBox parent_instance;
  GtkLabel *summary, *work_label;
  GtkWidget *fill_button, *stop_button, *progress, *work, *work_bar;
  GtkMenuButton *export_button;
  GMenuModel *export_menu;
  char *filling;   /* (nullable): how far it is being filled */
  double filled;   /* the same, as a fraction */
  char *importing; /* (nullable): how far files are on their way in, which is told first */
  double imported;
  gboolean narrow;
  const RushesBoardContext *context; /* the page's, which owns this; NULL until it is set */
};

G_DEFINE_FINAL_TYPE (RushesBoardFoot, rushes_board_foot, GTK_TYPE_BOX)

enum
{
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_board_foot_dispose (GObject *object)
{
  RushesBoardFoot *self = RUSHES_BOARD_FOOT (object);

  g_clear_pointer (&self->filling, g_free);
  g_clear_pointer (&self->importing, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARD_FOOT);
  G_OBJECT_CLASS (rushes_board_foot_parent_class)->dispose (object);
}

static void
rushes_board_foot_class_init (RushesBoardFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_foot_dispose;
  g_type_ensure (RUSHES_TYPE_FOLD);
  signals[LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, export_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, export_menu);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, fill_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, stop_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, progress);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, work);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, work_label);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardFoot, work_bar);
}

static void
rushes_board_foot_init (RushesBoardFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_late_menu_set (self->export_button, self->export_menu);
}

/* @context: the page's, for as long as this lives */
void
rushes_board_foot_set_context (RushesBoardFoot *self, const RushesBoardContext *context)
{
  self->context = context;
}

static gboolean
is_empty (RushesShot *shot)
{
  return rushes_shot_get_state (shot) == RUSHES_SHOT_EMPTY || rushes_shot_get_state (shot) == RUSHES_SHOT_SKETCHED;
}

/* How many a fill would be about. @n_selected: (out): of several that are selected; 0: it is about all */
static guint
count_empty (RushesBoardFoot *self, guint *n_selected)
{
  g_autoptr (GPtrArray) selected = rushes_board_context_list_selected (self->context);

  *n_selected = 0;
  for (guint i = 0; selected->len > 1 && i < selected->len; i++)
    *n_selected += is_empty (selected->pdata[i]);
  return rushes_board_view_count (self->context->view, RUSHES_SHOT_EMPTY) + rushes_board_view_count (self->context->view, RUSHES_SHOT_SKETCHED);
}

/* One of the two is there. The focus of one that goes would go to anything, a toast for example, which stays for as long as it has it. */
static void
choose_button (RushesBoardFoot *self, gboolean can_fill)
{
  GtkWidget *shown = self->filling != NULL ? self->stop_button : self->fill_button, *hidden = self->filling != NULL ? self->fill_button : self->stop_button;
  gboolean focus = gtk_widget_is_focus (hidden) || (gtk_widget_is_focus (self->fill_button) && !can_fill);

  gtk_widget_set_visible (shown, TRUE);
  if (can_fill)
    gtk_widget_set_sensitive (self->fill_button, TRUE);
  if (focus && (shown == self->stop_button || can_fill))
    gtk_widget_grab_focus (shown);
  else if (focus)
    g_signal_emit (self, signals[LEFT], 0);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_widget_set_sensitive (self->fill_button, can_fill);
}

static void
show_fill_button (RushesBoardFoot *self)
{
  guint selected, empty = count_empty (self, &selected);
  g_autofree char *fill = self->narrow   ? g_strdup (_("Fill…")) /* its window says how many */
                          : selected > 0 ? g_strdup_printf (_("Fill %u Selected…"), selected)
                          : empty > 0    ? g_strdup_printf (ngettext ("Fill %u Shot…", "Fill %u Shots…", empty), empty)
                                         : g_strdup (_("Fill…"));

  gtk_button_set_label (GTK_BUTTON (self->fill_button), fill);
  choose_button (self, empty > 0 || rushes_board_view_count (self->context->view, RUSHES_SHOT_OUT_OF_DATE) > 0);
}

static void
show_summary (RushesBoardFoot *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context->view)) - rushes_board_view_count (self->context->view, RUSHES_SHOT_OMITTED);
  guint empty = rushes_board_view_count (self->context->view, RUSHES_SHOT_EMPTY) + rushes_board_view_count (self->context->view, RUSHES_SHOT_SKETCHED);
  guint without = empty + rushes_board_view_count (self->context->view, RUSHES_SHOT_GENERATING);
  g_autofree char *text = self->narrow ? g_strdup_printf (_("%u of %u"), n - without, n)
                                       : g_strdup_printf (ngettext ("%u of %u shot has a take · %u empty", "%u of %u shots have a take · %u empty", n),
                                                          n - without, n, empty);
  double fraction = self->filling != NULL ? self->filled : n > 0 ? (double) (n - without) / n : 0;

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), self->importing != NULL ? self->imported : fraction);
  gtk_label_set_label (self->summary, self->importing != NULL ? self->importing : self->filling != NULL ? self->filling : text);
  show_fill_button (self);
}

/* The board, or what of it is selected, is different now. */
void
rushes_board_foot_update (RushesBoardFoot *self)
{
  if (self->context != NULL && self->context->view != NULL && rushes_board_view_get_board (self->context->view) != NULL)
    show_summary (self);
}

void
rushes_board_foot_set_narrow (RushesBoardFoot *self, gboolean narrow)
{
  self->narrow = narrow;
  rushes_board_foot_update (self);
}

/* What goes on with a board, in the place of how far it is. @text: (nullable): nothing does any more */
void
rushes_board_foot_show_work (RushesBoardFoot *self, const char *text, double fraction)
{
  gtk_widget_set_visible (self->work, text != NULL);
  gtk_widget_set_visible (self->progress, text == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), text == NULL);
  gtk_label_set_label (self->work_label, text != NULL ? text : "");
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->work_bar), fraction);
}

static void
note_work (RushesBoardFoot *self, char **noted, double *noted_fraction, const char *text, double fraction)
{
  char *copy = g_strdup (text);

  g_free (*noted);
  *noted = copy;
  *noted_fraction = fraction;
  rushes_board_foot_update (self);
}

/* How far the board is being filled, in the place of how far it is. @text: (nullable): it is not being filled */
void
rushes_board_foot_show_filling (RushesBoardFoot *self, const char *text, double fraction)
{
  note_work (self, &self->filling, &self->filled, text, fraction);
}

/* How far files are on their way into the library, in the same place. @text: (nullable): none are */
void
rushes_board_foot_show_import (RushesBoardFoot *self, const char *text, double fraction)
{
  note_work (self, &self->importing, &self->imported, text, fraction);
}

/* Returns: (transfer full) (nullable): gint64: the numbers of several shots that are selected and of which some are empty */
GHashTable *
rushes_board_foot_dup_meant (RushesBoardFoot *self)
{
  g_autoptr (GPtrArray) selected = rushes_board_context_list_selected (self->context);
  GHashTable *numbers;
  guint n;

  count_empty (self, &n);
  if (n == 0)
    return NULL;
  numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < selected->len; i++)
    {
      gint64 number = rushes_shot_get_number (selected->pdata[i]);
      g_hash_table_add (numbers, g_memdup2 (&number, sizeof number));
    }
  return numbers;
}
