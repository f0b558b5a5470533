/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-poster.h"

/* A still picture, whole, in the middle of whatever room there is. Unlike GtkPicture it takes no size of its own: another
 * picture is drawn anew and nothing is laid out anew, with a hundred of them in sight. */
struct _RushesPoster
{
  GtkWidget parent_instance;
  GdkPaintable *paintable;
};

G_DEFINE_FINAL_TYPE (RushesPoster, rushes_poster, GTK_TYPE_WIDGET)

/* @paintable: (nullable): one that does not change */
void
rushes_poster_set_paintable (RushesPoster *self, GdkPaintable *paintable)
{
  if (g_set_object (&self->paintable, paintable))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Returns: (transfer none) (nullable) */
GdkPaintable *
rushes_poster_get_paintable (RushesPoster *self)
{
  return self->paintable;
}

static void
rushes_poster_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RushesPoster *self = RUSHES_POSTER (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), shown_width, shown_height;

  if (self->paintable == NULL)
    return;
  gdk_paintable_compute_concrete_size (self->paintable, 0, 0, width, height, &shown_width, &shown_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((int) ((width - shown_width) / 2), (int) ((height - shown_height) / 2)));
  gdk_paintable_snapshot (self->paintable, snapshot, shown_width, shown_height);
  gtk_snapshot_restore (snapshot);
}

static void
rushes_poster_dispose (GObject *object)
{
  g_clear_object (&RUSHES_POSTER (object)->paintable);
  G_OBJECT_CLASS (rushes_poster_parent_class)->dispose (object);
}

static void
rushes_poster_class_init (RushesPosterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_poster_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = rushes_poster_snapshot;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rushes_poster_init (RushesPoster *self)
{
}
