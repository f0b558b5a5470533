/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-library-private.h"

#include "rushes-sidecar.h"

/* The objects for clips: one for each, as long as somebody has it. One may be there before its row has been read: it is blank then, and
 * is filled in when it has been. Main thread, but for reading. */

#define ROW "rushes-row"

typedef struct
{
  RushesLibrary *library;
  char *id;   /* NULL: it is about the row */
  gint64 row;
} ClipGone;

static void
on_clip_gone (gpointer data, GObject *where)
{
  ClipGone *gone = data;

  if (gone->id == NULL && g_hash_table_lookup (gone->library->rows, &gone->row) == (gpointer) where)
    g_hash_table_remove (gone->library->rows, &gone->row);
  if (gone->id != NULL && g_hash_table_lookup (gone->library->clips, gone->id) == (gpointer) where)
    g_hash_table_remove (gone->library->clips, gone->id);
  g_object_unref (gone->library);
  g_free (gone->id);
  g_free (gone);
}

static void
watch (RushesLibrary *self, RushesClip *clip, const char *id, gint64 row)
{
  ClipGone *gone = g_new (ClipGone, 1);

  *gone = (ClipGone) { g_object_ref (self), g_strdup (id), row };
  g_object_weak_ref (G_OBJECT (clip), on_clip_gone, gone);
}

/* Returns: (transfer full): the object for that row, which may be blank. Reads nothing. */
RushesClip *
rushes_library_ref_clip_later (RushesLibrary *self, gint64 row)
{
  RushesClip *clip = g_hash_table_lookup (self->rows, &row);

  if (clip != NULL)
    return g_object_ref (clip);
  clip = rushes_clip_new_blank ();
  g_hash_table_insert (self->rows, g_memdup2 (&row, sizeof row), clip);
  g_object_set_data_full (G_OBJECT (clip), ROW, g_memdup2 (&row, sizeof row), g_free);
  watch (self, clip, NULL, row);
  return clip;
}

/* Row number of a clip for which there is an object, else 0. Main thread; reads nothing. */
gint64
rushes_library_find_known_row (RushesLibrary *self, const char *id)
{
  RushesClip *clip = g_hash_table_lookup (self->clips, id);
  const gint64 *row = clip != NULL ? g_object_get_data (G_OBJECT (clip), ROW) : NULL;

  return row != NULL && g_hash_table_lookup (self->rows, row) == clip ? *row : 0;
}

/* Returns: (transfer full) (nullable): the object for that clip, if there is one and it is not blank. Main thread; reads nothing. */
RushesClip *
rushes_library_ref_known_clip (RushesLibrary *self, const char *id)
{
  RushesClip *clip = g_hash_table_lookup (self->clips, id);

  return clip != NULL && rushes_clip_is_loaded (clip) ? g_object_ref (clip) : NULL;
}

/* Whether there is an object for that row that is not blank. */
gboolean
rushes_library_has_clip (RushesLibrary *self, gint64 row)
{
  RushesClip *clip = g_hash_table_lookup (self->rows, &row);

  return clip != NULL && rushes_clip_is_loaded (clip);
}

/* @info: (transfer full): as rushes_library_read_clip() gave it; what is thought of an object that is there already counts more.
 * Returns: (transfer full): the object */
RushesClip *
rushes_library_take_clip (RushesLibrary *self, gint64 row, RushesClipInfo *info)
{
  RushesClip *known = g_hash_table_lookup (self->clips, info->id), *clip;

  if (known != NULL && g_hash_table_lookup (self->rows, &row) == NULL) /* its row was another */
    {
      rushes_clip_info_free (info);
      return g_object_ref (known);
    }
  clip = rushes_library_ref_clip_later (self, row);
  if (rushes_clip_is_loaded (clip))
    {
      rushes_clip_info_free (info);
      return clip;
    }
  if (known == NULL)
    {
      g_hash_table_insert (self->clips, g_strdup (info->id), clip);
      watch (self, clip, info->id, row);
    }
  rushes_clip_set_missing (clip, g_hash_table_contains (self->missing, info->id));
  rushes_clip_load (clip, info);
  return clip;
}

/* Returns: (transfer full) (nullable): what is known of the clip of that row. %NULL with @error: that cannot be read, and who goes by it may not take it
 * for gone; without: it is not there, or its record says nothing. Blocking; any thread. */
RushesClipInfo *
rushes_library_read_clip (RushesLibrary *self, gint64 row, GError **error)
{
  g_autofree char *text = rushes_index_dup_sidecar (self->index, row, error);

  return text != NULL ? rushes_sidecar_from_text (text, NULL) : NULL;
}

/* @rows: (element-type gint64). Returns: (transfer full) (element-type RushesClipInfo) (nullable): of all of them that are there; %NULL: one cannot be read.
 * Blocking; any thread. */
GPtrArray *
rushes_library_read_rows (RushesLibrary *self, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_clip_info_free);
  g_autoptr (GError) cause = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      RushesClipInfo *info = rushes_library_read_clip (self, g_array_index (rows, gint64, i), &cause);
      if (info != NULL)
        g_ptr_array_add (infos, info);
      else if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }
  return g_steal_pointer (&infos);
}

/* What is known of the clip with that id, as rushes_library_read_clip() gives it. */
RushesClipInfo *
rushes_library_find_clip (RushesLibrary *self, const char *id, GError **error)
{
  gint64 row = rushes_index_find_row (self->index, id, error);

  return row > 0 ? rushes_library_read_clip (self, row, error) : NULL;
}

/* Returns: (transfer full) (nullable): the one object for that row, loaded; %NULL as in rushes_library_read_clip(). Blocking, where nobody has it yet: not for
 * the window. */
RushesClip *
rushes_library_ref_clip (RushesLibrary *self, gint64 row, GError **error)
{
  RushesClipInfo *info;

  if (rushes_library_has_clip (self, row))
    return rushes_library_ref_clip_later (self, row);
  info = rushes_library_read_clip (self, row, error);
  return info != NULL ? rushes_library_take_clip (self, row, info) : NULL;
}
