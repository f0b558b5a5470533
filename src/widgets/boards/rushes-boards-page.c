/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-boards-page.h"

#include "rushes-board-list.h"
#include "rushes-boards-overview.h"

/* All boards, or the one that is open. */
struct _RushesBoardsPage
{
  GtkBox parent_instance;
  GtkStack *stack;
  RushesBoardsOverview *overview;
  RushesBoardPage *board;
};

G_DEFINE_FINAL_TYPE (RushesBoardsPage, rushes_boards_page, GTK_TYPE_BOX)

enum
{
  OPEN_BOARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_open_board (RushesBoardsOverview *overview, const char *slug, RushesBoardsPage *self)
{
  g_signal_emit (self, signals[OPEN_BOARD], 0, slug);
}

static void
rushes_boards_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_BOARDS_PAGE);
  G_OBJECT_CLASS (rushes_boards_page_parent_class)->dispose (object);
}

static void
rushes_boards_page_class_init (RushesBoardsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_boards_page_dispose;
  /* The folder (a string) of the board that is to be opened. */
  signals[OPEN_BOARD] = g_signal_new ("open-board", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (RUSHES_TYPE_BOARDS_OVERVIEW);
  g_type_ensure (RUSHES_TYPE_BOARD_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-boards-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsPage, overview);
  gtk_widget_class_bind_template_child (widget_class, RushesBoardsPage, board);
  gtk_widget_class_bind_template_callback (widget_class, on_open_board);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "win.redo", NULL);
}

static void
rushes_boards_page_init (RushesBoardsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
rushes_boards_page_set_up (RushesBoardsPage *self, RushesLibrary *library, RushesJobQueue *queue, RushesThumbnailer *thumbnailer, GSettings *settings)
{
  rushes_boards_overview_set_up (self->overview, library, thumbnailer);
  rushes_board_page_set_up (self->board, library, queue, thumbnailer, settings);
}

/* @facts: (element-type RushesBoardFacts): all boards */
void
rushes_boards_page_set_facts (RushesBoardsPage *self, GPtrArray *facts)
{
  rushes_boards_overview_set_facts (self->overview, facts);
}

/* @view: (nullable): the board that is shown; NULL: all of them */
void
rushes_boards_page_open (RushesBoardsPage *self, RushesBoardView *view)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean here = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->stack));

  rushes_board_page_set_view (self->board, view);
  gtk_stack_set_visible_child (self->stack, view != NULL ? GTK_WIDGET (self->board) : GTK_WIDGET (self->overview));
  /* Else anything in the window gets it, a toast for example. */
  if (here && view != NULL)
    rushes_board_page_await_focus (self->board);
  else if (here)
    gtk_widget_child_focus (GTK_WIDGET (self->overview), GTK_DIR_TAB_FORWARD);
}

/* Returns: (transfer none): the page of the board that is open */
RushesBoardPage *
rushes_boards_page_get_board (RushesBoardsPage *self)
{
  return self->board;
}

/* Returns: whether it shows a board, not all of them */
gboolean
rushes_boards_page_is_open (RushesBoardsPage *self)
{
  return gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->board);
}

void
rushes_boards_page_set_narrow (RushesBoardsPage *self, gboolean narrow)
{
  rushes_boards_overview_set_narrow (self->overview, narrow);
  rushes_board_page_set_narrow (self->board, narrow);
}
