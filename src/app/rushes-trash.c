/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-trash.h"

#include "rushes-dialogs.h"
#include "rushes-error-toast.h"

#include <glib/gi18n.h>

/* Clips on their way to the trash: hidden at once, moved when they are and the toast has gone without Undo. */
typedef struct
{
  RushesWindow *window;
  RushesLibrary *library;
  GArray *rows;    /* gint64 */
  AdwToast *toast; /* weak */
  gboolean undone, hidden, dismissed;
} Trash;

static void
trash_clear (gpointer data)
{
  Trash *trash = data;

  g_clear_weak_pointer (&trash->toast);
  g_object_unref (trash->window);
  g_object_unref (trash->library);
  g_array_unref (trash->rows);
}

static void
trash_unref (gpointer trash, GClosure *closure)
{
  g_rc_box_release_full (trash, trash_clear);
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

/* What is not yet out of sight is not moved: it could not be taken back to where it was. */
static void
move_files (Trash *trash)
{
  g_autoptr (GTask) task = NULL;

  if (trash->undone || !trash->hidden || !trash->dismissed)
    return;
  task = g_task_new (trash->library, NULL, on_trashed, g_object_ref (trash->window));
  g_task_run_in_thread (task, run_trash);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  Trash *trash = data;
  g_autoptr (GError) error = NULL;
  gboolean linked = FALSE;

  trash->hidden = rushes_library_hide_rows_finish (trash->library, result, &linked, &error);
  if (error != NULL)
    rushes_window_toast (trash->window, rushes_error_toast_new (GTK_WIDGET (trash->window), error, NULL));
  if (linked && trash->toast != NULL)
    {
      g_autofree char *title = g_strdup_printf (_("%s; linked files stay where they are"), adw_toast_get_title (trash->toast));
      adw_toast_set_title (trash->toast, title);
    }
  move_files (trash);
  trash_unref (trash, NULL);
}

static void
on_shown (GObject *library, GAsyncResult *result, gpointer data)
{
  Trash *trash = data;
  g_autoptr (GError) error = NULL;

  if (!rushes_library_hide_rows_finish (trash->library, result, NULL, &error))
    rushes_window_toast (trash->window, rushes_error_toast_new (GTK_WIDGET (trash->window), error, NULL));
  trash_unref (trash, NULL);
}

static void
on_undo (AdwToast *toast, Trash *trash)
{
  trash->undone = TRUE;
  rushes_library_hide_rows_async (trash->library, g_array_ref (trash->rows), FALSE, on_shown, g_rc_box_acquire (trash));
}

/* The toasts of what was done, while it can be taken back and nothing was judged since; what was done last is the last. */
#define TRASHED "rushes-trashed"

static void
forget_all (gpointer window)
{
  g_object_set_data (window, TRASHED, NULL);
}

/* They have the window, in the end: it lets go of them when it is closed. */
static GPtrArray *
get_trashed (RushesWindow *window)
{
  GPtrArray *toasts = g_object_get_data (G_OBJECT (window), TRASHED);

  if (toasts != NULL)
    return toasts;
  toasts = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_set_data_full (G_OBJECT (window), TRASHED, toasts, (GDestroyNotify) g_ptr_array_unref);
  g_signal_handlers_disconnect_by_func (window, forget_all, NULL);
  g_signal_connect (window, "destroy", G_CALLBACK (forget_all), NULL);
  return toasts;
}

/* @toast: of something that goes to the trash, and is not yet on the screen: “win.undo” does what its button does, until that is forgotten, or
 * something is judged */
void
rushes_trash_remember (RushesWindow *window, AdwToast *toast)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));

  g_ptr_array_add (get_trashed (window), g_object_ref (toast));
  g_signal_handlers_disconnect_by_func (library, forget_all, window);
  g_signal_connect_object (library, "judged", G_CALLBACK (forget_all), window, G_CONNECT_SWAPPED);
}

/* What that toast tells of cannot be taken back any more. */
void
rushes_trash_forget (RushesWindow *window, AdwToast *toast)
{
  g_ptr_array_remove (get_trashed (window), toast);
}

static void
on_toast_dismissed (AdwToast *toast, Trash *trash)
{
  rushes_trash_forget (trash->window, toast);
  trash->dismissed = TRUE;
  move_files (trash);
}

/**
 * rushes_trash_rows:
 * @rows: (transfer full) (element-type gint64): of any number of clips; not empty
 *
 * Hides them at once; their files follow when the toast has gone without Undo. Main thread.
 */
void
rushes_trash_rows (RushesWindow *window, GArray *rows)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autofree char *title = g_strdup_printf (ngettext ("%'u take moved to the trash", "%'u takes moved to the trash", rows->len), rows->len);
  Trash *trash = g_rc_box_new0 (Trash);
  AdwToast *toast = rushes_toast_new (title);

  trash->window = g_object_ref (window);
  trash->library = g_object_ref (library);
  trash->rows = rows;
  g_set_weak_pointer (&trash->toast, toast);
  rushes_library_hide_rows_async (library, g_array_ref (rows), TRUE, on_hidden, g_rc_box_acquire (trash));
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), trash);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_toast_dismissed), trash, trash_unref, 0);
  rushes_trash_remember (window, toast);
  rushes_window_toast (window, toast);
}

/* Takes the last trashing back, as the toast's button does. Returns: whether that was what was done last. */
gboolean
rushes_trash_undo (RushesWindow *window)
{
  GPtrArray *toasts = get_trashed (window);
  g_autoptr (AdwToast) toast = toasts->len > 0 ? g_ptr_array_steal_index (toasts, toasts->len - 1) : NULL;

  if (toast == NULL)
    return FALSE;
  g_signal_emit_by_name (toast, "button-clicked");
  rushes_window_end_toast (window, toast);
  return TRUE;
}
