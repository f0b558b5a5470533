/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-import.h"

#include "rushes-arrival.h"
#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-hash.h"
#include "rushes-link.h"
#include "rushes-probe.h"
#include "rushes-provenance.h"
#include "rushes-room.h"
#include "rushes-sidecar.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Files from elsewhere become clips. What is wrong with one is said of that file, by its name: there is no server here. */

static void
take_facts (RushesClipInfo *info, const RushesProbe *probe)
{
  info->width = probe->width;
  info->height = probe->height;
  info->fps = probe->fps;
  info->duration_ms = probe->duration_ms;
  info->size_bytes = probe->size_bytes;
  g_free (info->missing_decoder);
  info->missing_decoder = g_strdup (probe->missing_decoder);
  info->n_frames = probe->n_frames;
  info->variable_rate = probe->variable;
  g_free (info->codec);
  info->codec = g_strdup (probe->codec);
  g_free (info->sound);
  info->sound = g_strdup (probe->sound);
}

/* What a file is: fills the size, rate and length of @info. @extension: (out) (transfer none). Blocking, any thread. */
gboolean
rushes_import_probe (const char *path, RushesClipInfo *info, const char **extension, GError **error)
{
  g_autoptr (RushesProbe) probe = rushes_probe_new (path, error);

  if (probe == NULL)
    return FALSE;
  *extension = probe->extension;
  take_facts (info, probe);
  return TRUE;
}

/* Returns: %FALSE */
static gboolean
set_file_error (GError **error, const char *format, const char *name)
{
  g_auto (GStrv) halves = g_strsplit (format, "%s", 2);
  g_autofree char *text = g_strjoinv (name, halves);

  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, text);
  return FALSE;
}

/* @name: in quotes. Returns: %FALSE */
static gboolean
explain_missing (const GError *cause, const char *name, GError **error)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return set_file_error (error, _("%s is not there"), name);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return set_file_error (error, _("%s may not be read: its permissions do not allow you to"), name);
  return set_file_error (error, _("%s cannot be read"), name);
}

/* Before anything is opened that might wait for ever, such as a pipe. */
static gboolean
check_file (const char *path, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, "standard::type,standard::size", 0, NULL, &cause);
  g_autoptr (GFileInputStream) stream = NULL;

  if (info == NULL)
    return explain_missing (cause, name, error);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return set_file_error (error, _("%s is a folder. Choose the files in it"), name);
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return set_file_error (error, _("%s is no file that can be copied"), name);
  stream = g_file_read (file, NULL, &cause);
  return stream != NULL || explain_missing (cause, name, error);
}

/* Returns: (transfer full) (nullable): a whole video, or %NULL with a sentence about the file of that name */
static RushesProbe *
look_at (const char *path, const char *name, GError **error)
{
  g_autofree char *quoted = g_strdup_printf (_("“%s”"), name), *about = NULL;
  g_autoptr (RushesProbe) probe = NULL;
  g_autoptr (GError) cause = NULL;

  if (!check_file (path, quoted, error))
    return NULL;
  probe = rushes_probe_new (path, &cause);
  if (probe != NULL && rushes_probe_check_whole (probe, &cause))
    return g_steal_pointer (&probe);
  about = rushes_error_dup_about (cause, quoted);
  if (about != NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, about);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* Returns: (transfer full): the file's name without its ending */
static char *
dup_base (const char *path)
{
  char *base = g_filename_display_basename (path), *dot = strrchr (base, '.');

  if (dot != NULL)
    *dot = '\0';
  return base;
}

/* What nobody knows the words of is called as its file is. */
static RushesRequest *
name_request (RushesRequest *request, const char *base)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  if (request == NULL)
    {
      g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", base);
      return rushes_request_new (g_variant_dict_end (&members));
    }
  g_variant_dict_clear (&members);
  return *rushes_request_get_prompt (request) != '\0' ? rushes_request_ref (request) : rushes_request_new_with_string (request, RUSHES_REQUEST_PROMPT, base);
}

/* A clip of another library keeps its id, by which others say that they were made of it; but no two have one. */
static void
take_id (RushesClipInfo *info, RushesLibrary *library)
{
  if (info->id != NULL && g_uuid_string_is_valid (info->id) && rushes_library_find_row (library, info->id, NULL) == 0)
    return;
  g_free (info->id);
  info->id = g_uuid_string_random ();
}

/* What is known of the file: from a sidecar beside it, else from what stands in it. */
static RushesClipInfo *
new_info (RushesLibrary *library, const char *path, const RushesProbe *probe)
{
  RushesClipInfo *info = rushes_provenance_read_record (path);
  g_autofree char *base = dup_base (path);
  g_autoptr (RushesRequest) known = NULL;

  if (info == NULL)
    info = rushes_clip_info_new ();
  if (info->request == NULL || *rushes_request_get_prompt (info->request) == '\0')
    known = rushes_provenance_read_request (path, base);
  else
    known = rushes_request_ref (info->request);
  g_clear_pointer (&info->request, rushes_request_unref);
  info->request = name_request (known, base);
  take_facts (info, probe);
  take_id (info, library);
  info->created_us = g_get_real_time ();
  g_free (info->imported_from);
  info->imported_from = g_filename_display_name (path);
  info->is_new = TRUE;
  g_free (info->name);
  info->name = rushes_paths_dup_clip_name (info->created_us, base, info->id, probe->extension);
  return info;
}

/* Blocking. @part: is not there, or what a copy left that was cut short; nothing is left of one that fails. */
gboolean
rushes_import_copy (const char *path, const char *part, GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path), to = g_file_new_for_path (part);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autoptr (GError) cause = NULL;

  if (!rushes_room_check (folder, rushes_room_get_size (path), error))
    return FALSE;
  if (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "copy the file");
  g_file_delete (to, NULL, NULL);
  return FALSE;
}

/* Returns: whether the library has the file, under the name of @info */
static gboolean
copy_in (RushesPaths *paths, const char *path, RushesClipInfo *info, GError **error)
{
  g_autofree char *part = rushes_paths_dup_part_path (paths, info->id), *final = rushes_paths_dup_clip_path (paths, info->name);

  if (!rushes_import_copy (path, part, error))
    return FALSE;
  info->sha256 = rushes_hash_dup (part);
  return rushes_arrival_announce (paths, info, error) && rushes_paths_publish (part, final, error);
}

static gboolean
link_in (RushesPaths *paths, const char *path, RushesClipInfo *info, GError **error)
{
  g_autofree char *final = rushes_paths_dup_clip_path (paths, info->name);

  info->sha256 = rushes_hash_dup (path);
  return rushes_arrival_announce (paths, info, error) && rushes_link_make (path, final, error);
}

/* Of a clip that cannot be taken down nothing stays but its announcement, by which the next who opens the library takes a row away that is there all the same: the
 * file is where it came from. */
static gboolean
add (RushesLibrary *library, const RushesClipInfo *info, GError **error)
{
  g_autofree char *final = rushes_paths_dup_clip_path (rushes_library_get_paths (library), info->name), *sidecar = rushes_sidecar_dup_path (final);

  if (rushes_library_add (library, info, error))
    {
      rushes_arrival_end (rushes_library_get_paths (library), info);
      return TRUE;
    }
  g_unlink (final);
  g_unlink (sidecar);
  return FALSE;
}

/**
 * rushes_import_run:
 * @path: absolute
 * @name: what the user calls the file, in any encoding
 * @link: leaves the file where it is
 *
 * Brings a video file into the library, under a name of its own: a copy, or a link. Blocking.
 *
 * Returns: (transfer full): the new clip
 */
RushesClipInfo *
rushes_import_run (RushesLibrary *library, const char *path, const char *name, gboolean link, GError **error)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autoptr (RushesProbe) probe = look_at (path, shown, error);
  g_autoptr (RushesClipInfo) info = NULL;
  g_autoptr (RushesPartsHold) hold = NULL;
  RushesPaths *paths = rushes_library_get_paths (library);
  gboolean here;

  if (probe == NULL || !rushes_paths_check_there (paths, error))
    return NULL;
  info = new_info (library, path, probe);
  g_clear_pointer (&info->sha256, g_free);
  info->linked = link;
  hold = rushes_paths_hold_parts (paths);
  here = (link ? link_in : copy_in) (paths, path, info, error);
  if (!here)
    rushes_arrival_end (paths, info);
  return here && add (library, info, error) ? g_steal_pointer (&info) : NULL;
}

/* Returns: (transfer full): how it went with many files, in one sentence */
char *
rushes_import_dup_summary (guint n_imported, guint n_left_out)
{
  guint n = n_imported + n_left_out;

  if (n_left_out == 0)
    return g_strdup_printf (ngettext ("Imported %u file", "Imported %u files", n), n);
  return g_strdup_printf (ngettext ("Imported %u of %u file; left out: %u", "Imported %u of %u files; left out: %u", n), n_imported, n,
                          n_left_out);
}

void
rushes_import_report_free (RushesImportReport *self)
{
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

/* Files of which one after the other is brought in. */
typedef struct
{
  GPtrArray *files; /* GFile */
  gboolean link;
  guint next;
  RushesImportProgressFunc progress;
  gpointer progress_data;
  RushesImportReport *report; /* NULL when it was handed over */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_ptr_array_unref (order->files);
  g_clear_pointer (&order->report, rushes_import_report_free);
  g_free (order);
}

/* (transfer full) (nullable): the clip's id */
static char *
import_file (RushesLibrary *library, GFile *file, gboolean link, GError **error)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *name = g_file_get_basename (file), *quoted = NULL;
  g_autoptr (RushesClipInfo) info = path != NULL ? rushes_import_run (library, path, name, link, error) : NULL;

  if (path != NULL)
    return info != NULL ? g_strdup (info->id) : NULL;
  quoted = g_strdup_printf (_("“%s”"), name);
  set_file_error (error, _("%s lies on another computer. Copy it to this one first"), quoted);
  return NULL;
}

/* On a worker: one file, and then the main loop again, so that no thread is held for all of them. */
static void
run (GTask *step, gpointer library, gpointer data, GCancellable *cancellable)
{
  Order *order = g_task_get_task_data (data);
  g_autoptr (GError) error = NULL;
  GFile *file = order->files->pdata[order->next++];
  char *id = import_file (library, file, order->link, &error);

  order->report->n_imported += id != NULL;
  if (id != NULL)
    g_ptr_array_add (order->report->files, g_object_ref (file));
  g_ptr_array_add (id != NULL ? order->report->ids : order->report->left_out, id != NULL ? id : rushes_error_text_one_line (error, NULL));
  g_task_return_boolean (step, TRUE);
}

static gboolean
is_video (GFileInfo *info)
{
  const char *type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_FAST_CONTENT_TYPE);

  return type != NULL && (g_content_type_is_a (type, "video/*") || g_content_type_is_a (type, "image/gif") || g_content_type_is_a (type, "image/webp"));
}

static int
compare_files (gconstpointer a, gconstpointer b)
{
  g_autofree char *uri_a = g_file_get_uri (*(GFile **) a), *uri_b = g_file_get_uri (*(GFile **) b);

  return strcmp (uri_a, uri_b);
}

/* What of a folder and those in it is a video; hidden ones and links are not followed. */
static void
add_folder (GPtrArray *files, GFile *folder)
{
  g_autoptr (GFileEnumerator) children =
    g_file_enumerate_children (folder, "standard::name,standard::type,standard::is-hidden,standard::fast-content-type",
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info != NULL)
    if (g_file_info_get_is_hidden (info))
      continue;
    else if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
      add_folder (files, child);
    else if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR && is_video (info))
      g_ptr_array_add (files, g_object_ref (child));
}

/**
 * rushes_import_expand:
 * @files: (element-type GFile): files and folders
 * @left_out: (element-type utf8): gets a sentence for each folder that has no videos
 *
 * Blocking.
 *
 * Returns: (transfer full) (element-type GFile): the files, with the videos of folders in their place
 */
GPtrArray *
rushes_import_expand (GPtrArray *files, GPtrArray *left_out)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < files->len; i++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
      g_autofree char *path = g_file_get_path (files->pdata[i]), *name = path != NULL ? g_filename_display_basename (path) : NULL;
      if (g_file_query_file_type (files->pdata[i], 0, NULL) != G_FILE_TYPE_DIRECTORY)
        {
          g_ptr_array_add (all, g_object_ref (files->pdata[i]));
          continue;
        }
      add_folder (found, files->pdata[i]);
      g_ptr_array_sort (found, compare_files);
      if (found->len == 0)
        g_ptr_array_add (left_out, g_strdup_printf (_("There are no videos in “%s”"), name != NULL ? name : ""));
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&found));
    }
  return all;
}

/**
 * rushes_import_check_room:
 * @files: (element-type GFile): as of rushes_import_expand()
 *
 * Blocking. Returns: whether all of them fit into the library; else none needs to be begun
 */
gboolean
rushes_import_check_room (RushesPaths *paths, GPtrArray *files, GError **error)
{
  gint64 all = 0;

  for (guint i = 0; i < files->len; i++)
    {
      const char *path = g_file_peek_path (files->pdata[i]);
      all += path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? rushes_room_get_size (path) : 0;
    }
  return rushes_room_check (rushes_paths_get_clips_dir (paths), all, error);
}

static void take_next (GTask *task);

static void
on_imported (GObject *library, GAsyncResult *result, gpointer task)
{
  take_next (task);
}

/* @task: (transfer full): that of all files */
static void
take_next (GTask *task)
{
  Order *order = g_task_get_task_data (task);
  g_autoptr (GTask) step = NULL;

  if (order->progress != NULL)
    order->progress (order->next, order->files->len, order->progress_data);
  if (order->next >= order->files->len)
    {
      g_task_return_pointer (task, g_steal_pointer (&order->report), (GDestroyNotify) rushes_import_report_free);
      g_object_unref (task);
      return;
    }
  step = g_task_new (g_task_get_source_object (task), NULL, on_imported, task);
  g_task_set_task_data (step, g_object_ref (task), g_object_unref);
  rushes_worker_run (step, run);
}

/* One sentence for all of them. */
static void
refuse_all (Order *order, const GError *error)
{
  g_ptr_array_add (order->report->left_out, rushes_error_text_one_line (error, NULL));
  order->report->n_refused = order->files->len;
  g_ptr_array_set_size (order->files, 0);
}

/* On a worker: folders become what is in them. */
static void
run_expand (GTask *step, gpointer library, gpointer data, GCancellable *cancellable)
{
  Order *order = g_task_get_task_data (data);
  GPtrArray *all = rushes_import_expand (order->files, order->report->left_out);
  g_autoptr (GError) error = NULL;

  g_ptr_array_unref (order->files);
  order->files = all;
  if (!order->link && !rushes_import_check_room (rushes_library_get_paths (library), all, &error))
    refuse_all (order, error);
  g_task_return_boolean (step, TRUE);
}

/* Brings video files, and those in folders, into the library, one after the other, soon. @files: (element-type GFile). @link: they stay where they are. @progress: (nullable): called
 * before each and at the end, with @data. Main thread. */
void
rushes_import_async (RushesLibrary *library, GPtrArray *files, gboolean link, RushesImportProgressFunc progress, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (library, NULL, callback, data);
  Order *order = g_new0 (Order, 1);
  g_autoptr (GTask) step = NULL;

  order->files = g_ptr_array_ref (files);
  order->link = link;
  order->progress = progress;
  order->progress_data = data;
  order->report = g_new0 (RushesImportReport, 1);
  order->report->ids = g_ptr_array_new_with_free_func (g_free);
  order->report->files = g_ptr_array_new_with_free_func (g_object_unref);
  order->report->left_out = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, order, order_free);
  step = g_task_new (library, NULL, on_imported, task);
  g_task_set_task_data (step, g_object_ref (task), g_object_unref);
  rushes_worker_run (step, run_expand);
}

/* Returns: (transfer full): how it went; that is no error, whatever the files are */
RushesImportReport *
rushes_import_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
