/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-trash.h"

#include "rushes-dialogs.h"
#include "rushes-error-toast.h"

#include <glib/gi18n.h>

/* Clips on their way to the trash: hidden at once, moved when the toast has gone without Undo. */
typedef struct
{
  RushesWindow *window;
  RushesLibrary *library;
  GPtrArray *ids;
  gboolean undone;
} Trash;

static void
trash_free (gpointer data, GClosure *closure)
{
  Trash *trash = data;

  g_object_unref (trash->window);
  g_object_unref (trash->library);
  g_ptr_array_unref (trash->ids);
  g_free (trash);
}

static void
run_hide (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  Trash *trash = data;
  GError *error = NULL;

  for (guint i = 0; i < trash->ids->len; i++)
    if (!rushes_library_hide (library, trash->ids->pdata[i], !trash->undone, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_boolean (task, TRUE);
}

static Trash *
trash_copy (Trash *trash)
{
  Trash *copy = g_memdup2 (trash, sizeof *trash);

  g_object_ref (copy->window);
  g_object_ref (copy->library);
  g_ptr_array_ref (copy->ids);
  return copy;
}

static void
trash_copy_free (gpointer data)
{
  trash_free (data, NULL);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  Trash *trash = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    rushes_window_toast (trash->window, rushes_error_toast_new (GTK_WIDGET (trash->window), error, NULL));
}

static void
hide_or_show (Trash *trash)
{
  g_autoptr (GTask) task = g_task_new (trash->library, NULL, on_hidden, NULL);

  g_task_set_task_data (task, trash_copy (trash), trash_copy_free);
  g_task_run_in_thread (task, run_hide);
}

static void
on_undo (AdwToast *toast, Trash *trash)
{
  trash->undone = TRUE;
  hide_or_show (trash);
}

/* The toast of what was done last, while it can be taken back and nothing was judged since. */
#define LAST "last-trash"

static void
forget_last (gpointer window)
{
  g_object_set_data (window, LAST, NULL);
}

/* @toast: of something that goes to the trash, and is not yet on the screen: “win.undo” does what its button does, until something is judged */
void
rushes_trash_remember (RushesWindow *window, AdwToast *toast)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));

  g_object_set_data_full (G_OBJECT (window), LAST, g_object_ref (toast), g_object_unref);
  g_signal_handlers_disconnect_by_func (library, forget_last, window);
  g_signal_connect_object (library, "judged", G_CALLBACK (forget_last), window, G_CONNECT_SWAPPED);
}

/* The toast has gone. */
void
rushes_trash_forget (RushesWindow *window, AdwToast *toast)
{
  if (g_object_get_data (G_OBJECT (window), LAST) == toast)
    forget_last (window);
}

static void
run_trash (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (rushes_library_trash_hidden (library, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_trashed (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
}

static void
on_toast_dismissed (AdwToast *toast, Trash *trash)
{
  g_autoptr (GTask) task = NULL;

  rushes_trash_forget (trash->window, toast);
  if (trash->undone)
    return;
  task = g_task_new (trash->library, NULL, on_trashed, g_object_ref (trash->window));
  g_task_run_in_thread (task, run_trash);
}

static gboolean
has_linked (RushesLibrary *library, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    {
      gint64 row = rushes_library_find_row (library, ids->pdata[i]);
      g_autoptr (RushesClip) clip = row != 0 ? rushes_library_ref_clip (library, row) : NULL;
      if (clip != NULL && rushes_clip_get_info (clip)->linked)
        return TRUE;
    }
  return FALSE;
}

static char *
dup_title (RushesLibrary *library, GPtrArray *ids)
{
  g_autofree char *title = g_strdup_printf (ngettext ("%u take moved to the trash", "%u takes moved to the trash", ids->len), ids->len);

  return has_linked (library, ids) ? g_strdup_printf (_("%s; linked files stay where they are"), title) : g_steal_pointer (&title);
}

/**
 * rushes_trash_clips:
 * @ids: (element-type utf8): of clips; not empty
 *
 * Hides them at once; their files follow when the toast has gone without Undo. Main thread.
 */
void
rushes_trash_clips (RushesWindow *window, GPtrArray *ids)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autofree char *title = dup_title (library, ids);
  Trash *trash = g_new0 (Trash, 1);
  AdwToast *toast = rushes_toast_new (title);

  *trash = (Trash) { g_object_ref (window), g_object_ref (library), g_ptr_array_ref (ids), FALSE };
  hide_or_show (trash);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), trash);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_toast_dismissed), trash, trash_free, 0);
  rushes_trash_remember (window, toast);
  rushes_window_toast (window, toast);
}

/* Takes the last trashing back, as the toast's button does. Returns: whether that was what was done last. */
gboolean
rushes_trash_undo (RushesWindow *window)
{
  AdwToast *last = g_object_get_data (G_OBJECT (window), LAST);
  g_autoptr (AdwToast) toast = last != NULL ? g_object_ref (last) : NULL;

  if (toast == NULL)
    return FALSE;
  g_signal_emit_by_name (toast, "button-clicked");
  rushes_trash_forget (window, toast);
  rushes_toast_dismiss (toast);
  return TRUE;
}
