/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-strip-pictures.h"

#include "rushes-shot-picture.h"
#include "rushes-way-back.h"

/* What is in sight is asked for between begin and finish, again and again; what is not asked for any more need not be made. */
struct _RushesStripPictures
{
  const RushesBoardContext *context;
  GtkWidget *widget;   /* owns this */
  void (*on_more) (GtkWidget *widget);
  GHashTable *loading; /* id → GCancellable */
  GHashTable *wanted;  /* id: in sight */
  GHashTable *failed;  /* id: there is none */
};

typedef struct
{
  gpointer way_back; /* to the widget */
  RushesStripPictures *pictures; /* as long as that is there and the load was not given up */
  char *id;
} Load;

/* @on_more: void (GtkWidget *): a picture that was asked for has come. Returns: (transfer full): of @widget, which ends later */
RushesStripPictures *
rushes_strip_pictures_new (const RushesBoardContext *context, GtkWidget *widget, GCallback on_more)
{
  RushesStripPictures *self = g_new0 (RushesStripPictures, 1);

  self->context = context;
  self->widget = widget;
  self->on_more = (void (*) (GtkWidget *)) on_more;
  self->loading = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

static void
give_up (RushesStripPictures *self, gboolean all)
{
  g_autoptr (GPtrArray) over = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer id, cancellable;

  g_hash_table_iter_init (&iter, self->loading);
  while (g_hash_table_iter_next (&iter, &id, &cancellable))
    if (all || !g_hash_table_contains (self->wanted, id))
      {
        g_ptr_array_add (over, g_object_ref (cancellable));
        g_hash_table_iter_remove (&iter);
      }
  for (guint i = 0; i < over->len; i++)
    g_cancellable_cancel (over->pdata[i]);
}

void
rushes_strip_pictures_free (RushesStripPictures *self)
{
  give_up (self, TRUE);
  g_hash_table_unref (self->loading);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->failed);
  g_free (self);
}

/* Who is asked for from now on is in sight. */
void
rushes_strip_pictures_begin (RushesStripPictures *self)
{
  g_hash_table_remove_all (self->wanted);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Load *load = data;
  g_autoptr (GtkWidget) widget = rushes_way_back_take (load->way_back);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (widget != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_hash_table_remove (load->pictures->loading, load->id);
      if (texture == NULL)
        g_hash_table_add (load->pictures->failed, g_strdup (load->id));
      else
        load->pictures->on_more (widget);
    }
  g_free (load->id);
  g_free (load);
}

static void
begin_load (RushesStripPictures *self, const RushesShotPicture *picture)
{
  GCancellable *cancellable = g_cancellable_new ();
  Load *load = g_new (Load, 1);

  *load = (Load) { rushes_way_back_new (self->widget), self, g_strdup (picture->id) };
  g_hash_table_insert (self->loading, g_strdup (picture->id), cancellable);
  rushes_shot_picture_load_async (picture, self->context->thumbnailer, cancellable, on_loaded, load);
}

/* Returns: (transfer none) (nullable): %NULL: there is none, or it is being made */
GdkTexture *
rushes_strip_pictures_ask (RushesStripPictures *self, RushesShot *shot)
{
  g_autoptr (RushesShotPicture) picture = rushes_shot_picture_find (self->context, shot);
  GdkTexture *texture = picture != NULL ? rushes_shot_picture_peek (picture, self->context->thumbnailer) : NULL;

  if (picture == NULL)
    return NULL;
  g_hash_table_add (self->wanted, g_strdup (picture->id));
  if (texture == NULL && !g_hash_table_contains (self->loading, picture->id) && !g_hash_table_contains (self->failed, picture->id))
    begin_load (self, picture);
  return texture;
}

/* What is out of sight is not waited for. */
void
rushes_strip_pictures_finish (RushesStripPictures *self)
{
  give_up (self, FALSE);
}

/* What could not be made is asked for once more. */
void
rushes_strip_pictures_retry (RushesStripPictures *self)
{
  g_hash_table_remove_all (self->failed);
}
