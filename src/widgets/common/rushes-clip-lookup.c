/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-lookup.h"

#include "rushes-way-back.h"

/* A clip that something is to be done with, when a worker has looked whether it is there: an object may outlive its clip. Main thread. */

typedef struct
{
  RushesLibrary *library;
  char *id;   /* (nullable): then the row is known */
  gint64 row; /* 0: it is not there */
  RushesClipInfo *info; /* (nullable) */
  RushesClipFunc func;
  gpointer data;
  GDestroyNotify destroy; /* (nullable) */
} Lookup;

static void
lookup_free (gpointer data)
{
  Lookup *lookup = data;

  if (lookup->destroy != NULL)
    lookup->destroy (lookup->data);
  g_clear_pointer (&lookup->info, rushes_clip_info_free);
  g_object_unref (lookup->library);
  g_free (lookup->id);
  g_free (lookup);
}

static gpointer
read_clip (gpointer data, GError **error)
{
  Lookup *lookup = data;

  if (lookup->id != NULL)
    lookup->row = rushes_library_find_row (lookup->library, lookup->id, error);
  lookup->info = lookup->row > 0 ? rushes_library_read_clip (lookup->library, lookup->row, error) : NULL;
  return NULL;
}

static void
on_read (gpointer object, gpointer data, gpointer nothing, const GError *error)
{
  Lookup *lookup = data;
  g_autoptr (RushesClip) clip = lookup->info != NULL ? rushes_library_take_clip (lookup->library, lookup->row, g_steal_pointer (&lookup->info)) : NULL;

  lookup->func (object, clip, error, lookup->data);
}

/**
 * rushes_clip_lookup:
 * @object: @func is not called when it is gone by then
 * @destroy: (nullable): of @data, in any case
 */
void
rushes_clip_lookup (gpointer object, RushesLibrary *library, const char *id, RushesClipFunc func, gpointer data, GDestroyNotify destroy)
{
  Lookup *lookup = g_new (Lookup, 1);

  *lookup = (Lookup) { g_object_ref (library), g_strdup (id), 0, NULL, func, data, destroy };
  rushes_way_back_work (object, read_clip, lookup, lookup_free, NULL, on_read);
}

/* The same by its row; 0: there is none. */
void
rushes_clip_lookup_row (gpointer object, RushesLibrary *library, gint64 row, RushesClipFunc func, gpointer data, GDestroyNotify destroy)
{
  Lookup *lookup = g_new (Lookup, 1);

  *lookup = (Lookup) { g_object_ref (library), NULL, row, NULL, func, data, destroy };
  rushes_way_back_work (object, read_clip, lookup, lookup_free, NULL, on_read);
}

/* Several of them. */
typedef struct
{
  RushesLibrary *library;
  GArray *rows;     /* gint64 */
  GPtrArray *infos; /* RushesClipInfo, or NULL: it is gone */
  RushesClipsFunc func;
} Several;

static void
several_free (gpointer data)
{
  Several *several = data;

  for (guint i = 0; i < several->infos->len; i++)
    if (several->infos->pdata[i] != NULL)
      rushes_clip_info_free (several->infos->pdata[i]);
  g_ptr_array_unref (several->infos);
  g_array_unref (several->rows);
  g_object_unref (several->library);
  g_free (several);
}

static gpointer
read_clips (gpointer data, GError **error)
{
  Several *several = data;
  GError *cause = NULL;

  for (guint i = 0; cause == NULL && i < several->rows->len; i++)
    g_ptr_array_add (several->infos, rushes_library_read_clip (several->library, g_array_index (several->rows, gint64, i), &cause));
  if (cause != NULL)
    g_propagate_error (error, cause);
  return NULL;
}

static void
on_all_read (gpointer object, gpointer data, gpointer nothing, const GError *error)
{
  Several *several = data;
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; error == NULL && i < several->infos->len; i++)
    if (several->infos->pdata[i] != NULL)
      g_ptr_array_add (clips, rushes_library_take_clip (several->library, g_array_index (several->rows, gint64, i), g_steal_pointer (&several->infos->pdata[i])));
  several->func (object, error == NULL ? clips : NULL, error);
}

/* @rows: (element-type gint64): of few clips, which are given in this order; @func is not called when @object is gone by then */
void
rushes_clip_lookup_rows (gpointer object, RushesLibrary *library, GArray *rows, RushesClipsFunc func)
{
  Several *several = g_new (Several, 1);

  *several = (Several) { g_object_ref (library), g_array_ref (rows), g_ptr_array_new (), func };
  rushes_way_back_work (object, read_clips, several, several_free, NULL, on_all_read);
}
