/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-import.h"

#include "rushes-error-text.h"

static void
run_import (GTask *task, gpointer core, gpointer file, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (RushesClipInfo) info = rushes_core_import (core, g_file_peek_path (file), &error);

  if (info != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_imported (GObject *core, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *base = g_file_get_basename (g_task_get_task_data (G_TASK (result)));
  g_autofree char *line = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  line = rushes_error_text_one_line (error, base);
  rushes_window_toast (window, adw_toast_new (line));
}

/* Copies a video file into the library, soon. */
void
rushes_import_file (RushesWindow *window, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (rushes_window_get_core (window), NULL, on_imported, g_object_ref (window));

  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, run_import);
}
