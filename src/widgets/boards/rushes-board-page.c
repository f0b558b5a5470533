/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-page.h"

#include "rushes-board-strip.h"
#include "rushes-rate.h"
#include "rushes-shot-cards.h"
#include "rushes-shot-list.h"
#include "rushes-shot-selection.h"

#include <glib/gi18n.h>

/* An open board: the strip, its shots as cards or as a list, how far it is. What is done to it is said by “change” (a{sv}, see
 * rushes-board-change.h), which shot the form is about by “shot-changed”. */
struct _RushesBoardPage
{
  GtkBox parent_instance;
  GtkLabel *title, *facts, *summary;
  GtkWidget *fill_button, *progress;
  RushesBoardStrip *strip;
  GtkStack *stack;
  RushesShotCards *cards;
  RushesShotList *list;
  RushesBoardContext context;
  RushesShotSelection *selected;
};

G_DEFINE_FINAL_TYPE (RushesBoardPage, rushes_board_page, GTK_TYPE_BOX)

enum
{
  CHANGE,
  OPEN_SHOT,
  SHOT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_change (GtkWidget *part, GVariant *change, RushesBoardPage *self)
{
  g_signal_emit (self, signals[CHANGE], 0, change);
}

static void
on_open_shot (GtkWidget *part, RushesShot *shot, RushesBoardPage *self)
{
  g_signal_emit (self, signals[OPEN_SHOT], 0, shot);
}

static void
on_list_toggled (RushesBoardPage *self, GtkToggleButton *button)
{
  gtk_stack_set_visible_child (self->stack, gtk_toggle_button_get_active (button) ? GTK_WIDGET (self->list) : GTK_WIDGET (self->cards));
}

static void
on_selected (RushesBoardPage *self)
{
  g_signal_emit (self, signals[SHOT_CHANGED], 0);
}

static void
show_facts (RushesBoardPage *self)
{
  RushesBoard *board = rushes_board_view_get_board (self->context.view);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.view));
  g_autofree char *shots = g_strdup_printf (ngettext ("%u shot", "%u shots", n), n), *rate = rushes_rate_dup_shown (rushes_board_get_rate (board)), *text = NULL;

  text = g_strdup_printf (_("%s · %s per second"), shots, rate);
  gtk_label_set_label (self->title, rushes_board_get_title (board));
  gtk_label_set_label (self->facts, text);
}

static void
show_summary (RushesBoardPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->context.view));
  guint empty = rushes_board_view_count (self->context.view, RUSHES_SHOT_EMPTY) + rushes_board_view_count (self->context.view, RUSHES_SHOT_SKETCHED);
  guint without = empty + rushes_board_view_count (self->context.view, RUSHES_SHOT_GENERATING);
  g_autofree char *text = g_strdup_printf (_("%u of %u shots have a take · %u empty"), n - without, n, empty);
  g_autofree char *fill = g_strdup_printf (ngettext ("Fill %u Shot…", "Fill %u Shots…", empty), empty);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), n > 0 ? (double) (n - without) / n : 0);
  gtk_label_set_label (self->summary, text);
  gtk_button_set_label (GTK_BUTTON (self->fill_button), fill);
  gtk_widget_set_sensitive (self->fill_button, empty > 0);
}

static void
on_view_changed (RushesBoardPage *self)
{
  show_facts (self);
  show_summary (self);
}

static void
rushes_board_page_dispose (GObject *object)
{
  RushesBoardPage *self = RUSHES_BOARD_PAGE (object);

  if (self->context.view != NULL)
    rushes_board_page_set_view (self, NULL);
  g_clear_object (&self->context.library);
  g_clear_object (&self->context.queue);
  g_clear_object (&self->context.thumbnailer);
  g_clear_object (&self->context.settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARD_PAGE);
  G_OBJECT_CLASS (rushes_board_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, title);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, facts);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, fill_button);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, progress);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, strip);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, cards);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardPage, list);
}

static void
rushes_board_page_class_init (RushesBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_page_dispose;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  /* A shot is to be looked at. */
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  signals[SHOT_CHANGED] = g_signal_new ("shot-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (RUSHES_TYPE_BOARD_STRIP);
  g_type_ensure (RUSHES_TYPE_SHOT_CARDS);
  g_type_ensure (RUSHES_TYPE_SHOT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-board-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_open_shot);
  gtk_widget_class_bind_template_callback (widget_class, on_list_toggled);
}

static void
rushes_board_page_init (RushesBoardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rushes_board_page_set_up (RushesBoardPage *self, RushesLibrary *library, RushesJobQueue *queue, RushesThumbnailer *thumbnailer, GSettings *settings)
{
  self->context.library = g_object_ref (library);
  self->context.queue = g_object_ref (queue);
  self->context.thumbnailer = g_object_ref (thumbnailer);
  self->context.settings = g_object_ref (settings);
}

static void
show_parts (RushesBoardPage *self)
{
  rushes_board_strip_set_context (self->strip, &self->context);
  rushes_shot_cards_set_context (self->cards, &self->context);
  rushes_shot_list_set_context (self->list, &self->context);
}

/* @view: (nullable): of the board that is shown */
void
rushes_board_page_set_view (RushesBoardPage *self, RushesBoardView *view)
{
  if (self->context.view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->context.view, self);
      g_signal_handlers_disconnect_by_data (self->selected, self);
    }
  g_clear_object (&self->selected);
  g_set_object (&self->context.view, view);
  self->selected = view != NULL ? rushes_shot_selection_new (view) : NULL;
  self->context.selection = self->selected != NULL ? rushes_shot_selection_get_model (self->selected) : NULL;
  show_parts (self);
  if (view == NULL)
    return;
  g_signal_connect_object (view, "changed", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selected, "changed", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
  if (rushes_board_view_get_board (view) != NULL)
    on_view_changed (self);
}

/* Returns: (transfer none) (nullable): the shot that the form is about */
RushesShot *
rushes_board_page_get_shot (RushesBoardPage *self)
{
  return self->selected != NULL ? rushes_shot_selection_get_shot (self->selected) : NULL;
}

/* Returns: (transfer full) (element-type RushesShot): all that are selected */
GPtrArray *
rushes_board_page_list_shots (RushesBoardPage *self)
{
  return self->selected != NULL ? rushes_shot_selection_list (self->selected) : g_ptr_array_new_with_free_func (g_object_unref);
}

/* That shot alone, also one that is yet to come. */
void
rushes_board_page_select (RushesBoardPage *self, gint64 number)
{
  if (self->selected != NULL)
    rushes_shot_selection_select (self->selected, number);
}

/* What was asked for has been done, or not. */
void
rushes_board_page_settle (RushesBoardPage *self)
{
  rushes_board_strip_settle (self->strip);
}

void
rushes_board_page_set_narrow (RushesBoardPage *self, gboolean narrow)
{
  rushes_shot_cards_set_narrow (self->cards, narrow);
  rushes_board_strip_set_narrow (self->strip, narrow);
}
