/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-strip.h"

/* All shots of a board to scale of their lengths. */
struct _RushesBoardStrip
{
  GtkWidget parent_instance;
  GtkWidget *child;
  const RushesBoardContext *context;
};

G_DEFINE_FINAL_TYPE (RushesBoardStrip, rushes_board_strip, GTK_TYPE_WIDGET)

enum
{
  CHANGE,
  OPEN_SHOT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
rushes_board_strip_dispose (GObject *object)
{
  g_clear_pointer (&RUSHES_BOARD_STRIP (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (rushes_board_strip_parent_class)->dispose (object);
}

static void
rushes_board_strip_class_init (RushesBoardStripClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_strip_dispose;
  signals[CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);
  signals[OPEN_SHOT] = g_signal_new ("open-shot", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, RUSHES_TYPE_SHOT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
rushes_board_strip_init (RushesBoardStrip *self)
{
}

/* @context: its view is NULL while no board is open */
void
rushes_board_strip_set_context (RushesBoardStrip *self, const RushesBoardContext *context)
{
  self->context = context;
}

void
rushes_board_strip_set_narrow (RushesBoardStrip *self, gboolean narrow)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
