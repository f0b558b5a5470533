/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-exporting.h"

#include "rushes-board-export.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-launch.h"
#include "rushes-sentences.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* “win.export-board”: the open board is written where people choose, one at a time, on a worker. “win.cancel-export” ends that, and so does closing
 * the window: the program stays until what was half written is gone. */

/* Asked, then written; counted, also from the worker, but it ends in the main thread. */
typedef struct
{
  GWeakRef window;
  GApplication *application; /* (nullable): held while it is written */
  RushesCore *core;
  char *slug, *as, *path;
  gboolean replace;
  GCancellable *cancellable;
  char *how;                 /* (nullable): how it was made */
  int percent;               /* atomic */
} Exporting;

static void
exporting_clear (gpointer data)
{
  Exporting *self = data;

  if (self->application != NULL)
    g_application_release (self->application);
  g_clear_object (&self->application);
  g_weak_ref_clear (&self->window);
  g_object_unref (self->core);
  g_object_unref (self->cancellable);
  g_free (self->slug);
  g_free (self->as);
  g_free (self->path);
  g_free (self->how);
}

static void
exporting_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, exporting_clear);
}

static void
enable (gpointer window, const char *action, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (window, action)), enabled);
}

static void
show_progress (RushesWindow *window, Exporting *self)
{
  g_autofree char *name = g_filename_display_basename (self->path), *text = g_strdup_printf (_("Exporting “%s”"), name);

  rushes_board_desk_show_work (rushes_window_get_desk (window), text, g_atomic_int_get (&self->percent) / 100.0);
}

static gboolean
on_percent (gpointer data)
{
  Exporting *self = data;
  g_autoptr (RushesWindow) window = g_weak_ref_get (&self->window);

  if (window != NULL && !g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (window), "export-board")))
    show_progress (window, self);
  return G_SOURCE_REMOVE;
}

/* On the worker: told once for each percent. */
static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  Exporting *self = data;
  int percent = (int) (CLAMP (done, 0, all) * 100 / MAX (1, all));

  if (percent == g_atomic_int_get (&self->percent))
    return;
  g_atomic_int_set (&self->percent, percent);
  g_idle_add_full (G_PRIORITY_DEFAULT, on_percent, g_atomic_rc_box_acquire (self), exporting_unref);
}

/* Returns: (transfer full) (element-type utf8): what was left out. On a worker. */
static gpointer
write_board (gpointer order, GError **error)
{
  Exporting *self = order;
  const RushesExportOptions options = { .replace = self->replace, .progress = on_progress, .data = self };
  g_autoptr (GPtrArray) left_out = g_ptr_array_new_with_free_func (g_free);

  return rushes_board_export_write (self->core, self->slug, self->as, self->path, &options, self->cancellable, &self->how, left_out, error)
           ? g_steal_pointer (&left_out)
           : NULL;
}

static void
tell_written (RushesWindow *window, Exporting *self, GPtrArray *left_out)
{
  g_autofree char *name = g_filename_display_basename (self->path), *text = g_strdup_printf (_("Exported “%s”"), name), *sentences = NULL;
  AdwToast *toast = rushes_toast_new (text);

  adw_toast_set_button_label (toast, _("Show in Files"));
  adw_toast_set_action_name (toast, "win.show-exported");
  adw_toast_set_action_target (toast, "s", self->path);
  rushes_window_toast (window, toast);
  if (left_out->len == 0)
    return;
  if (self->how != NULL)
    g_ptr_array_insert (left_out, 0, g_strdup (self->how));
  sentences = rushes_sentences_join (left_out);
  rushes_message_show (GTK_WIDGET (window), text, sentences);
}

static void
on_written (gpointer window, gpointer order, gpointer left_out, const GError *error)
{
  enable (window, "export-board", TRUE);
  enable (window, "cancel-export", FALSE);
  rushes_board_desk_show_work (rushes_window_get_desk (window), NULL, 0);
  if (left_out != NULL)
    tell_written (window, order, left_out);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_window_toast (window, rushes_toast_new (_("The export was cancelled; nothing was written")));
  else
    rushes_window_toast (window, rushes_error_toast_new (window, error, NULL));
}

static void
start (gpointer data)
{
  Exporting *self = data;
  g_autoptr (RushesWindow) window = g_weak_ref_get (&self->window);
  GSimpleAction *cancel;

  if (window == NULL || !g_action_get_enabled (g_action_map_lookup_action (G_ACTION_MAP (window), "export-board")))
    return;
  self->application = g_object_ref (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))));
  g_application_hold (self->application);
  cancel = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (window), "cancel-export"));
  g_signal_connect_object (cancel, "activate", G_CALLBACK (g_cancellable_cancel), self->cancellable, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unrealize", G_CALLBACK (g_cancellable_cancel), self->cancellable, G_CONNECT_SWAPPED);
  enable (window, "export-board", FALSE);
  enable (window, "cancel-export", TRUE);
  show_progress (window, self);
  rushes_way_back_work (window, write_board, g_atomic_rc_box_acquire (self), exporting_unref, (GDestroyNotify) g_ptr_array_unref, on_written);
}

/* A name without its ending gets it. Returns: (transfer full) */
static char *
dup_ended (const char *path, const char *as)
{
  g_autofree char *ending = g_strconcat (".", as, NULL), *folded = g_ascii_strdown (path, -1);

  return g_str_equal (as, RUSHES_BOARD_AS_FOLDER) || g_str_has_suffix (folded, ending) ? g_strdup (path) : g_strconcat (path, ending, NULL);
}

/* The file chooser has asked about the name that was typed, not about the one that came of it. */
static void
on_place (GFile *place, gpointer data)
{
  Exporting *self = data;
  g_autoptr (RushesWindow) window = g_weak_ref_get (&self->window);
  g_autofree char *name = NULL, *heading = NULL;

  if (window == NULL)
    return;
  if (g_file_peek_path (place) == NULL)
    {
      rushes_window_toast (window, rushes_toast_new (_("That folder lies on another computer. Connect it as a folder of this one first")));
      return;
    }
  self->path = dup_ended (g_file_peek_path (place), self->as);
  self->replace = g_file_test (self->path, G_FILE_TEST_EXISTS);
  if (!self->replace || g_str_equal (self->path, g_file_peek_path (place)))
    {
      start (self);
      return;
    }
  name = g_filename_display_basename (self->path);
  heading = g_strdup_printf (_("Replace “%s”?"), name);
  rushes_question_ask (GTK_WIDGET (window), heading, _("There is a file of that name already."), _("_Replace"), TRUE, start,
                       g_atomic_rc_box_acquire (self), exporting_unref);
}

/* Returns: (transfer full): the board's title, as any disk takes it, with the ending of what it is written as */
static char *
dup_name (RushesBoardSession *session, const char *as)
{
  RushesBoard *board = rushes_board_view_get_board (rushes_board_session_get_view (session));
  g_autofree char *title = g_strdelimit (g_strdup (rushes_board_get_title (board)), "/\\:*?\"<>|\n\r\t", ' '), *name = NULL;

  g_strstrip (title);
  if (*title == '.' || *title == '\0') /* no file is hidden */
    name = g_strdup (rushes_board_session_get_slug (session));
  return dup_ended (name != NULL ? name : title, as);
}

static void
export_board (GSimpleAction *action, GVariant *as, gpointer window)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));
  g_autofree char *name = NULL;
  Exporting *self;

  if (session == NULL || rushes_board_view_get_board (rushes_board_session_get_view (session)) == NULL ||
      !rushes_board_export_knows (g_variant_get_string (as, NULL)))
    return;
  rushes_shot_form_save (rushes_window_get_shot_form (window));
  self = g_atomic_rc_box_new0 (Exporting);
  g_weak_ref_init (&self->window, window);
  self->core = g_object_ref (rushes_window_get_core (window));
  self->slug = g_strdup (rushes_board_session_get_slug (session));
  self->as = g_variant_dup_string (as, NULL);
  self->cancellable = g_cancellable_new ();
  name = dup_name (session, self->as);
  rushes_file_save (window, _("Export the Board"), name, on_place, self, exporting_unref);
}

static void
show_exported (GSimpleAction *action, GVariant *path, gpointer window)
{
  rushes_file_show (window, g_variant_get_string (path, NULL));
}

/* “win.export-board” and its kin. */
void
rushes_board_exporting_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "export-board", .activate = export_board, .parameter_type = "s" },
    { .name = "cancel-export" },
    { .name = "show-exported", .activate = show_exported, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  enable (window, "cancel-export", FALSE);
}
