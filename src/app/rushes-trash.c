/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-trash.h"

#include "rushes-error-toast.h"
#include "rushes-toast.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* Clips on their way to the trash: hidden at once, moved when they are and the one toast that speaks of all of them has gone without Undo. */
typedef struct
{
  RushesWindow *window; /* weak */
  RushesLibrary *library;
  RushesTold *told;
  GPtrArray *steps;     /* GArray of gint64: rows, of each time the key was pressed */
  guint n_hiding;       /* steps that are not out of sight yet */
  gboolean linked;      /* the file of one is elsewhere */
  gboolean over;        /* the toast has gone */
} Trash;

#define TRASH "trash"

static void
trash_clear (gpointer data)
{
  Trash *trash = data;

  g_clear_weak_pointer (&trash->window);
  g_clear_object (&trash->told);
  g_object_unref (trash->library);
  g_ptr_array_unref (trash->steps);
}

static void
trash_unref (gpointer trash)
{
  g_rc_box_release_full (trash, trash_clear);
}

static void
tell_error (Trash *trash, const GError *error)
{
  if (trash->window != NULL)
    rushes_window_toast (trash->window, rushes_error_toast_new (GTK_WIDGET (trash->window), error, NULL));
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
  Trash *trash = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    tell_error (trash, error);
  trash_unref (trash);
}

/* What is not yet out of sight is not moved: it could not be taken back to where it was. What others can be taken back is moved with those. */
static void
move_files (Trash *trash)
{
  g_autoptr (GTask) task = NULL;

  if (!trash->over || trash->n_hiding > 0 || trash->steps->len == 0)
    return;
  if (trash->window != NULL && g_object_get_data (G_OBJECT (trash->window), TRASH) != NULL)
    return;
  task = g_task_new (trash->library, NULL, on_trashed, g_rc_box_acquire (trash));
  rushes_worker_run (task, run_trash);
}

/* One toast for all that can be taken back. */
static void
say (Trash *trash)
{
  g_autofree char *title = NULL, *linked = NULL;
  AdwToast *toast;
  guint n = 0;

  for (guint i = 0; i < trash->steps->len; i++)
    n += ((GArray *) trash->steps->pdata[i])->len;
  title = g_strdup_printf (ngettext ("%'u take moved to the trash", "%'u takes moved to the trash", n), n);
  linked = g_strdup_printf (_("%s; linked files stay where they are"), title);
  toast = rushes_toast_new (trash->linked ? linked : title);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.restore-trashed");
  rushes_told_say (trash->told, toast);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  Trash *trash = data;
  g_autoptr (GError) error = NULL;
  gboolean linked = FALSE;

  trash->n_hiding--;
  if (!rushes_library_hide_rows_finish (trash->library, result, &linked, &error))
    tell_error (trash, error);
  if (linked && !trash->linked && !trash->over && trash->steps->len > 0)
    {
      trash->linked = TRUE;
      say (trash);
    }
  move_files (trash);
  trash_unref (trash);
}

static void
on_shown (GObject *library, GAsyncResult *result, gpointer data)
{
  Trash *trash = data;
  g_autoptr (GError) error = NULL;

  if (!rushes_library_hide_rows_finish (trash->library, result, NULL, &error))
    tell_error (trash, error);
  trash_unref (trash);
}

/* The step that was last is there again. */
static void
restore_last (Trash *trash)
{
  g_autoptr (GArray) rows = g_array_ref (trash->steps->pdata[trash->steps->len - 1]);

  g_ptr_array_remove_index (trash->steps, trash->steps->len - 1);
  rushes_library_hide_rows_async (trash->library, g_steal_pointer (&rows), FALSE, on_shown, g_rc_box_acquire (trash));
}

static Trash *
get_trash (gpointer window)
{
  return g_object_get_data (window, TRASH);
}

/* What was done, while it can be taken back and nothing was judged since: the toast of a board, or for each step of clips what tells of it; what was
 * done last is the last. */
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
  GPtrArray *trashed = g_object_get_data (G_OBJECT (window), TRASHED);

  if (trashed != NULL)
    return trashed;
  trashed = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_set_data_full (G_OBJECT (window), TRASHED, trashed, (GDestroyNotify) g_ptr_array_unref);
  g_signal_handlers_disconnect_by_func (window, forget_all, NULL);
  g_signal_connect (window, "destroy", G_CALLBACK (forget_all), NULL);
  return trashed;
}

/* @what: a toast, or what tells of clips */
static void
remember (RushesWindow *window, gpointer what)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));

  g_ptr_array_add (get_trashed (window), g_object_ref (what));
  g_signal_handlers_disconnect_by_func (library, forget_all, window);
  g_signal_connect_object (library, "judged", G_CALLBACK (forget_all), window, G_CONNECT_SWAPPED);
}

static void
forget (RushesWindow *window, gpointer what)
{
  while (g_ptr_array_remove (get_trashed (window), what))
    ;
}

/* @toast: of something that goes to the trash, and is not yet on the screen: “win.undo” does what its button does, until that is forgotten, or
 * something is judged */
void
rushes_trash_remember (RushesWindow *window, AdwToast *toast)
{
  remember (window, toast);
}

/* What that toast tells of cannot be taken back any more. */
void
rushes_trash_forget (RushesWindow *window, AdwToast *toast)
{
  forget (window, toast);
}

/* “win.restore-trashed”: all that the toast speaks of. */
static void
restore (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  Trash *trash = get_trash (window);

  if (trash == NULL)
    return;
  forget (window, trash->told);
  while (trash->steps->len > 0)
    restore_last (trash);
}

static void
on_gone (RushesTold *told, Trash *trash)
{
  Trash *held = g_rc_box_acquire (trash);

  held->over = TRUE;
  if (held->window != NULL)
    {
      forget (held->window, told);
      g_object_set_data (G_OBJECT (held->window), TRASH, NULL);
    }
  move_files (held);
  trash_unref (held);
}

static Trash *
begin (RushesWindow *window)
{
  Trash *trash = g_rc_box_new0 (Trash);

  g_set_weak_pointer (&trash->window, window);
  trash->library = g_object_ref (rushes_core_get_library (rushes_window_get_core (window)));
  trash->told = rushes_window_new_told (window);
  trash->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_signal_connect (trash->told, "gone", G_CALLBACK (on_gone), trash);
  g_object_set_data_full (G_OBJECT (window), TRASH, trash, trash_unref);
  return trash;
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
  Trash *trash = get_trash (window) != NULL ? get_trash (window) : begin (window);

  remember (window, trash->told);
  trash->n_hiding++;
  g_ptr_array_add (trash->steps, rows);
  rushes_library_hide_rows_async (trash->library, g_array_ref (rows), TRUE, on_hidden, g_rc_box_acquire (trash));
  say (trash);
}

/* The last step of clips; the toast speaks of the others. */
static void
undo_step (Trash *trash)
{
  restore_last (trash);
  if (trash->steps->len > 0)
    say (trash);
  else
    rushes_told_end (trash->told);
}

/* Takes the last trashing back: of clips the last step, of a board as the toast's button does. Returns: whether that was what was done last. */
gboolean
rushes_trash_undo (RushesWindow *window)
{
  GPtrArray *trashed = get_trashed (window);
  g_autoptr (GObject) last = trashed->len > 0 ? g_ptr_array_steal_index (trashed, trashed->len - 1) : NULL;

  if (last == NULL)
    return FALSE;
  if (RUSHES_IS_TOLD (last))
    undo_step (get_trash (window)); /* which has it: else it would be forgotten */
  else
    {
      g_signal_emit_by_name (last, "button-clicked");
      rushes_window_end_toast (window, ADW_TOAST (last));
    }
  return TRUE;
}

/* “win.restore-trashed”. */
void
rushes_trash_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "restore-trashed", .activate = restore } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
