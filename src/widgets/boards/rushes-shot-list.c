/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-list.h"

/* The shots of a board as a table. */
struct _RushesShotList
{
  GtkWidget parent_instance;
  GtkWidget *child;
  const RushesBoardContext *context;
};

G_DEFINE_FINAL_TYPE (RushesShotList, rushes_shot_list, GTK_TYPE_WIDGET)

enum
{
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_shot_list_dispose (GObject *object)
{
  g_clear_pointer (&RUSHES_SHOT_LIST (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_shot_list_parent_class)->dispose (object);
}

static void
rushes_shot_list_class_init (RushesShotListClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_shot_list_dispose;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rushes_shot_list_init (RushesShotList *self)
{
}

/* @context: its view is NULL while no board is open */
void
rushes_shot_list_set_context (RushesShotList *self, const RushesBoardContext *context)
{
  self->context = context;
}
