/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-copy.h"

#include "rushes-error.h"
#include "rushes-room.h"
#include "rushes-sync.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* A clip's file goes to where its user wants it, also where only GIO can write. It is written beside that and gets its name when it is whole: what stood
 * there stays until then, and nothing half of it is ever seen. */

/* Returns: bytes that are free there; -1: not known */
static gint64
get_room (GFile *folder)
{
  const char *path = g_file_peek_path (folder);
  g_autoptr (GFileInfo) info = NULL;

  if (path != NULL)
    return rushes_room_get (path);
  info = g_file_query_filesystem_info (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return -1;
  return (gint64) MIN (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE), G_MAXINT64);
}

static gboolean
check_room (GFile *from, GFile *folder, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (from, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autofree char *shown = g_file_get_parse_name (folder);

  return info == NULL || rushes_room_check_known (shown, get_room (folder), g_file_info_get_size (info), error);
}

static gboolean
settle (GFile *part)
{
  const char *path = g_file_peek_path (part);

  return path == NULL || rushes_sync_file (path);
}

static gboolean
put (GFile *from, GFile *part, GFile *to, GCancellable *cancellable, GError **error)
{
  return g_file_copy (from, part, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL, error) && settle (part) &&
         g_file_move (part, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NO_FALLBACK_FOR_MOVE, cancellable, NULL, NULL, error);
}

/**
 * rushes_clip_copy:
 * @from: a clip's file
 * @to: what stands there is replaced
 *
 * Blocking, any thread. Returns: whether it stands there, whole; else nothing has changed: %RUSHES_ERROR_NO_ROOM where it does not fit
 */
gboolean
rushes_clip_copy (GFile *from, GFile *to, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (to), part = NULL;
  g_autofree char *uuid = g_uuid_string_random (), *name = g_strdup_printf (".rushes-%.8s.part", uuid);
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (folder != NULL, FALSE); /* a name was chosen */
  if (!check_room (from, folder, error))
    return FALSE;
  part = g_file_get_child (folder, name);
  if (put (from, part, to, cancellable, &cause))
    return TRUE;
  g_file_delete (part, NULL, NULL);
  if (cause != NULL)
    rushes_error_set_from_file (error, cause, "copy the clip");
  else
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("The disk did not take the copy"));
  return FALSE;
}

static void
run (GTask *task, gpointer from, gpointer to, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rushes_clip_copy (from, to, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The same on a worker. Main thread. */
void
rushes_clip_copy_async (GFile *from, GFile *to, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (from, NULL, callback, data);

  g_task_set_task_data (task, g_object_ref (to), g_object_unref);
  rushes_worker_run (task, run);
}

/* Returns: as rushes_clip_copy() */
gboolean
rushes_clip_copy_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
