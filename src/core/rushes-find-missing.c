/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-find-missing.h"

#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-hash.h"
#include "rushes-import.h"
#include "rushes-link.h"
#include "rushes-probe.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* Files that were moved or deleted outside are looked for in a folder: by size, then by name, and what is inside tells whether it is
 * the one. A copy goes where it was; everything else of the clip has stayed. */

/* A file of the right size. */
typedef struct
{
  char *path;
  char *sha256; /* when it was asked for */
} Candidate;

typedef struct
{
  RushesLibrary *library;
  GHashTable *sizes; /* gint64 → GPtrArray of Candidate: the sizes that are looked for */
} Search;

static void
candidate_free (gpointer data)
{
  Candidate *candidate = data;

  g_free (candidate->path);
  g_free (candidate->sha256);
  g_free (candidate);
}

static void
found_free (gpointer data)
{
  RushesMissingFile *found = data;

  rushes_clip_info_free (found->info);
  g_free (found->path);
  g_free (found);
}

static void
look_at_file (Search *search, GFile *file, gint64 size)
{
  GPtrArray *candidates = g_hash_table_lookup (search->sizes, &size);
  Candidate *candidate;

  if (candidates == NULL || g_file_peek_path (file) == NULL)
    return;
  candidate = g_new0 (Candidate, 1);
  candidate->path = g_file_get_path (file);
  g_ptr_array_add (candidates, candidate);
}

/* Hidden folders and links are not followed. */
static void
look_through (Search *search, GFile *folder)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder, "standard::name,standard::type,standard::is-hidden,standard::size", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info != NULL)
    if (g_file_info_get_is_hidden (info))
      continue;
    else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
      look_through (search, child);
    else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
      look_at_file (search, child, g_file_info_get_size (info));
}

static gboolean
has_name (const Candidate *candidate, const RushesClipInfo *info)
{
  g_autofree char *name = g_path_get_basename (candidate->path), *wanted = g_path_get_basename (info->name);

  return g_str_equal (name, wanted);
}

/* By its own bytes where the clip's are known. Older records lack that: there the name says it, or what the film is. */
static gboolean
is_it (Candidate *candidate, const RushesClipInfo *info)
{
  g_autoptr (RushesProbe) probe = NULL;

  if (info->sha256 != NULL)
    {
      if (candidate->sha256 == NULL)
        candidate->sha256 = rushes_hash_dup (candidate->path);
      return g_strcmp0 (candidate->sha256, info->sha256) == 0;
    }
  if (has_name (candidate, info))
    return TRUE;
  probe = rushes_probe_new (candidate->path, NULL);
  return probe != NULL && probe->width == info->width && probe->height == info->height && probe->duration_ms == info->duration_ms &&
         probe->n_frames == info->n_frames && probe->duration_ms > 0;
}

/* The ones with its name first: most likely one of them is it. */
static void
choose (Search *search, RushesMissingFile *found)
{
  GPtrArray *candidates = g_hash_table_lookup (search->sizes, &found->info->size_bytes);

  for (int named = TRUE; named >= FALSE; named--)
    for (guint i = 0; found->path == NULL && i < candidates->len; i++)
      {
        Candidate *candidate = candidates->pdata[i];
        if (has_name (candidate, found->info) == named && is_it (candidate, found->info))
          found->path = g_strdup (candidate->path);
      }
}

static GPtrArray *
list_found (RushesLibrary *library, GHashTable *sizes, GError **error)
{
  g_autoptr (GPtrArray) infos = rushes_library_list_missing (library, error);
  GPtrArray *all = infos != NULL ? g_ptr_array_new_with_free_func (found_free) : NULL;

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      RushesMissingFile *found = g_new0 (RushesMissingFile, 1);
      found->info = rushes_clip_info_copy (infos->pdata[i]);
      g_ptr_array_add (all, found);
      if (!g_hash_table_contains (sizes, &found->info->size_bytes))
        g_hash_table_insert (sizes, g_memdup2 (&found->info->size_bytes, sizeof (gint64)), g_ptr_array_new_with_free_func (candidate_free));
    }
  return all;
}

/* Returns: (transfer full) (element-type RushesMissingFile) (nullable): every clip without a file, with the file of the folder that it is.
 * Empty if no file is missing. Blocking. */
GPtrArray *
rushes_find_missing_search (RushesLibrary *library, const char *folder, GError **error)
{
  g_autoptr (GHashTable) sizes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  Search search = { library, sizes };
  GPtrArray *all = list_found (library, sizes, error);

  if (all == NULL || all->len == 0)
    return all;
  look_through (&search, place);
  for (guint i = 0; i < all->len; i++)
    choose (&search, all->pdata[i]);
  return all;
}

/* A disk may give other bytes than it holds. */
static gboolean
check_copy (const char *part, const RushesClipInfo *info, GError **error)
{
  g_autofree char *sha256 = info->sha256 != NULL ? rushes_hash_dup (part) : NULL;
  g_autoptr (GFile) file = g_file_new_for_path (part);

  if (g_strcmp0 (sha256, info->sha256) == 0)
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("The copy of %s is not as it was"), info->name);
  g_file_delete (file, NULL, NULL);
  return FALSE;
}

/* @stray: (out): a file of the library that is no clip's was moved there from its place: it goes back. All else is copied. Returns: whether that could be read */
static gboolean
find_stray (RushesLibrary *library, const char *path, gboolean *stray, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (rushes_paths_get_clips_dir (rushes_library_get_paths (library))), file = g_file_new_for_path (path);
  gint64 row = g_file_has_prefix (file, folder) ? rushes_library_find_row_by_path (library, path, error) : 1;

  *stray = row == 0;
  return row >= 0;
}

/* @found: that has a path. Blocking; may be repeated. */
gboolean
rushes_find_missing_bring_back (RushesLibrary *library, const RushesMissingFile *found, GError **error)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  g_autofree char *part = rushes_paths_dup_part_path (paths, found->info->id), *final = rushes_paths_dup_clip_path (paths, found->info->name);
  g_autoptr (RushesPartsHold) hold = rushes_paths_hold_parts (paths);
  gboolean stray;

  if (!find_stray (library, found->path, &stray, error))
    return FALSE;
  if (!stray && found->info->linked) /* what it leads to was recognized by its content */
    return rushes_link_make (found->path, final, error);
  if (!stray && (!rushes_import_copy (found->path, part, error) || !check_copy (part, found->info, error)))
    return FALSE;
  return rushes_paths_publish (stray ? found->path : part, final, error) && rushes_library_write_sidecar (library, found->info->id, error);
}

/* Returns: (transfer full): how it went, in one sentence */
char *
rushes_find_missing_dup_summary (guint n_found, guint n_left_out)
{
  guint n = n_found + n_left_out;

  if (n == 0)
    return g_strdup (_("No file is missing"));
  if (n_left_out == 0)
    return g_strdup_printf (ngettext ("%u missing file is back", "%u missing files are back", n), n);
  return g_strdup_printf (ngettext ("%u of %u missing file is back", "%u of %u missing files are back", n), n_found, n);
}

void
rushes_find_report_free (RushesFindReport *self)
{
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

typedef struct
{
  char *folder;
  GPtrArray *all; /* RushesMissingFile; NULL until the folder was looked through */
  guint next;
  RushesFindProgressFunc progress;
  gpointer progress_data;
  RushesFindReport *report; /* NULL when it was handed over */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->folder);
  g_clear_pointer (&order->all, g_ptr_array_unref);
  g_clear_pointer (&order->report, rushes_find_report_free);
  g_free (order);
}

static void
leave_out (Order *order, const RushesMissingFile *found, const GError *error)
{
  g_autofree char *name = g_path_get_basename (found->info->name);

  g_ptr_array_add (order->report->left_out, error != NULL ? rushes_error_text_one_line (error, NULL)
                                                          : g_strdup_printf (_("“%s” was not found there"), name));
}

/* On a worker: the search, or one file, and then the main loop again, so that no thread is held for all of them. */
static void
run (GTask *step, gpointer library, gpointer data, GCancellable *cancellable)
{
  Order *order = g_task_get_task_data (data);
  GError *error = NULL;
  const RushesMissingFile *found;

  if (order->all == NULL)
    {
      order->all = rushes_find_missing_search (library, order->folder, &error);
      if (order->all == NULL)
        g_task_return_error (step, error);
      else
        g_task_return_boolean (step, TRUE);
      return;
    }
  found = order->all->pdata[order->next++];
  if (found->path != NULL && rushes_find_missing_bring_back (library, found, &error))
    order->report->n_found++;
  else
    leave_out (order, found, error);
  g_clear_error (&error);
  g_task_return_boolean (step, TRUE);
}

static void take_step (GTask *task);

static void
on_step (GObject *library, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      take_step (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @task: (transfer full): that of all of it */
static void
take_step (GTask *task)
{
  Order *order = g_task_get_task_data (task);
  g_autoptr (GTask) step = NULL;

  if (order->progress != NULL)
    order->progress (order->next, order->all != NULL ? order->all->len : 0, order->progress_data);
  if (order->all != NULL && order->next >= order->all->len)
    {
      rushes_library_look (g_task_get_source_object (task));
      g_task_return_pointer (task, g_steal_pointer (&order->report), (GDestroyNotify) rushes_find_report_free);
      g_object_unref (task);
      return;
    }
  step = g_task_new (g_task_get_source_object (task), NULL, on_step, task);
  g_task_set_task_data (step, g_object_ref (task), g_object_unref);
  rushes_worker_run (step, run);
}

/* Looks for the files of all clips that have none in @folder, and brings them back, soon. @progress: (nullable): called before each
 * step and at the end, with @data. Main thread. */
void
rushes_find_missing_async (RushesLibrary *library, const char *folder, RushesFindProgressFunc progress, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (library, NULL, callback, data);
  Order *order = g_new0 (Order, 1);

  order->folder = g_strdup (folder);
  order->progress = progress;
  order->progress_data = data;
  order->report = g_new0 (RushesFindReport, 1);
  order->report->left_out = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, order, order_free);
  take_step (task);
}

/* Returns: (transfer full) (nullable): how it went */
RushesFindReport *
rushes_find_missing_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
