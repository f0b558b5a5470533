/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-files-drop.h"

#include "rushes-error-toast.h"
#include "rushes-shot-edit.h"
#include "rushes-way-back.h"

/* Files that were dropped on a board become takes or shots of it, be they clips of the library or not. */

typedef struct
{
  const RushesBoardContext *context; /* these three live as long as the widget */
  RushesDropFunc func;
  gpointer data;
  RushesBoardView *view;             /* of the board on which they were dropped */
  RushesLibrary *library;
  GPtrArray *paths;                  /* char *: in their order */
  RushesFilesPlace place;
} Drop;

static void
drop_free (gpointer data)
{
  Drop *self = data;

  g_object_unref (self->view);
  g_object_unref (self->library);
  g_ptr_array_unref (self->paths);
  g_clear_object (&self->place.taker);
  g_clear_object (&self->place.before);
  g_free (self);
}

/* (element-type utf8 utf8) (nullable): path → id of those that are clips of the library; NULL: one cannot be read. Blocking. */
static gpointer
find_clips (gpointer drop, GError **error)
{
  Drop *self = drop;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autoptr (GError) cause = NULL;
      gint64 row = rushes_library_find_row_by_path (self->library, self->paths->pdata[i], &cause);
      g_autoptr (RushesClipInfo) info = row > 0 ? rushes_library_read_clip (self->library, row, &cause) : NULL;
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (info != NULL)
        g_hash_table_insert (known, g_strdup (self->paths->pdata[i]), g_strdup (info->id));
    }
  return g_steal_pointer (&known);
}

/* A floating change with these clips. */
static GVariant *
new_change (Drop *self, GPtrArray *ids)
{
  return self->place.taker != NULL ? rushes_shot_edit_take (self->place.taker, ids) : rushes_shot_edit_add_clips (ids, self->place.scene, self->place.before);
}

/* Those that are none of the library's come in first; the change gets the clips of all then. */
static void
bring_in (GtkWidget *widget, Drop *self, GHashTable *known)
{
  GVariantBuilder paths = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as")), ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer path, id;

  for (guint i = 0; i < self->paths->len; i++)
    g_variant_builder_add (&paths, "s", self->paths->pdata[i]);
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &path, &id))
    g_variant_builder_add (&ids, "{ss}", path, id);
  gtk_widget_activate_action (widget, "win.take-files", "(asa{ss}@a{sv})", &paths, &ids, new_change (self, none));
}

static void
on_found (gpointer widget, gpointer drop, gpointer known, const GError *error)
{
  Drop *self = drop;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GVariant) change = NULL;

  if (known == NULL)
    {
      rushes_error_toast_show (widget, error);
      return;
    }
  for (guint i = 0; i < self->paths->len; i++)
    if (g_hash_table_contains (known, self->paths->pdata[i]))
      g_ptr_array_add (ids, g_hash_table_lookup (known, self->paths->pdata[i]));
  if (self->context->view != self->view || self->paths->len == 0) /* another board is open by now */
    return;
  if (ids->len < self->paths->len)
    {
      bring_in (widget, self, known);
      return;
    }
  change = g_variant_ref_sink (new_change (self, ids));
  self->func (change, self->data);
}

/**
 * rushes_files_drop:
 * @widget: on which they were dropped; it has @context
 * @files: (element-type GFile)
 * @func: called, some time later, with the change of the board; not called where files have to come into the library before: “win.take-files”
 *   makes the change then
 *
 * Main thread.
 */
void
rushes_files_drop (GtkWidget *widget, const RushesBoardContext *context, GSList *files, const RushesFilesPlace *place, RushesDropFunc func, gpointer data)
{
  Drop *self = g_new0 (Drop, 1);

  *self = (Drop) { .context = context, .func = func, .data = data, .place.scene = place->scene };
  self->view = g_object_ref (context->view);
  self->library = g_object_ref (context->library);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  g_set_object (&self->place.taker, place->taker);
  g_set_object (&self->place.before, place->before);
  for (; files != NULL; files = files->next)
    if (g_file_peek_path (files->data) != NULL)
      g_ptr_array_add (self->paths, g_file_get_path (files->data));
  rushes_way_back_work (widget, find_clips, self, drop_free, (GDestroyNotify) g_hash_table_unref, on_found);
}
