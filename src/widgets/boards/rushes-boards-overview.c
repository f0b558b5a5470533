/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-boards-overview.h"

#include "rushes-board-list.h"

/* All boards as cards. */
struct _RushesBoardsOverview
{
  GtkBox parent_instance;
  GtkWidget *boards; /* a GtkFlowBox */
  RushesLibrary *library;
  RushesThumbnailer *thumbnailer;
  GPtrArray *facts;  /* (nullable): RushesBoardFacts, in the order in which they stand */
};

G_DEFINE_FINAL_TYPE (RushesBoardsOverview, rushes_boards_overview, GTK_TYPE_BOX)

enum
{
  OPEN_BOARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_boards_overview_dispose (GObject *object)
{
  RushesBoardsOverview *self = RUSHES_BOARDS_OVERVIEW (object);

  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  G_OBJECT_CLASS (rushes_boards_overview_parent_class)->dispose (object);
}

static void
rushes_boards_overview_class_init (RushesBoardsOverviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_boards_overview_dispose;
  signals[OPEN_BOARD] = g_signal_new ("open-board", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
on_activated (GtkFlowBox *box, GtkFlowBoxChild *child, RushesBoardsOverview *self)
{
  const RushesBoardFacts *facts = self->facts->pdata[gtk_flow_box_child_get_index (child)];

  g_signal_emit (self, signals[OPEN_BOARD], 0, facts->slug);
}

static void
rushes_boards_overview_init (RushesBoardsOverview *self)
{
  self->boards = gtk_flow_box_new ();
  gtk_widget_set_hexpand (self->boards, TRUE);
  gtk_widget_set_valign (self->boards, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self), self->boards);
  g_signal_connect (self->boards, "child-activated", G_CALLBACK (on_activated), self);
}

void
rushes_boards_overview_set_up (RushesBoardsOverview *self, RushesLibrary *library, RushesThumbnailer *thumbnailer)
{
  self->library = g_object_ref (library);
  self->thumbnailer = g_object_ref (thumbnailer);
}

/* @facts: (element-type RushesBoardFacts) */
void
rushes_boards_overview_set_facts (RushesBoardsOverview *self, GPtrArray *facts)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->boards)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->boards), child);
  g_clear_pointer (&self->facts, g_ptr_array_unref);
  self->facts = g_ptr_array_ref (facts);
  for (guint i = 0; i < facts->len; i++)
    gtk_flow_box_append (GTK_FLOW_BOX (self->boards), gtk_label_new (((RushesBoardFacts *) facts->pdata[i])->title));
}

void
rushes_boards_overview_set_narrow (RushesBoardsOverview *self, gboolean narrow)
{
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->boards), narrow ? 1 : 7);
}
