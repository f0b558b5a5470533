/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-judge-actions.h"

#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-judging.h"
#include "rushes-tags-window.h"
#include "rushes-toast.h"
#include "rushes-trash.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Culling: what is thought of the clips at hand, in the grid and in the viewer alike, and how it is taken back. */

static RushesLibrary *
get_library (gpointer window)
{
  return rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));
}

static void
rate (GSimpleAction *action, GVariant *rating, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_window_ref_clips (RUSHES_WINDOW (window));

  if (clips != NULL)
    rushes_library_judge (get_library (window), rushes_judging_set (clips, RUSHES_OPINION_RATING, rating));
  else
    rushes_library_judge_rows (get_library (window), rushes_window_list_rows (RUSHES_WINDOW (window)), RUSHES_OPINION_RATING, rating, NULL);
}

/* Some of several have it: all get it. The second time takes it back. */
static void
toggle (gpointer window, RushesOpinion opinion, GVariant *value, GVariant *otherwise)
{
  g_autoptr (GVariant) on = g_variant_ref_sink (value), off = g_variant_ref_sink (otherwise);
  g_autoptr (GPtrArray) clips = rushes_window_ref_clips (RUSHES_WINDOW (window));

  if (clips != NULL)
    rushes_library_judge (get_library (window), rushes_judging_toggle (clips, opinion, on, off));
  else
    rushes_library_judge_rows (get_library (window), rushes_window_list_rows (RUSHES_WINDOW (window)), opinion, on, off);
}

static void
decide (GSimpleAction *action, GVariant *verdict, gpointer window)
{
  toggle (window, RUSHES_OPINION_VERDICT, verdict, g_variant_new_int32 (RUSHES_VERDICT_NONE));
}

static void
label (GSimpleAction *action, GVariant *number, gpointer window)
{
  toggle (window, RUSHES_OPINION_LABEL, number, g_variant_new_int32 (0));
}

static void
favour (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  toggle (window, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE));
}

static void
edit_tags (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_window_ref_clips (RUSHES_WINDOW (window));
  g_autoptr (GArray) rows = clips == NULL ? rushes_window_list_rows (RUSHES_WINDOW (window)) : NULL;

  if (rows != NULL)
    rushes_tags_window_show_many (GTK_WINDOW (window), get_library (window), rows);
  else if (clips != NULL && clips->len > 0)
    rushes_tags_window_show (GTK_WINDOW (window), get_library (window), clips);
}

static gboolean
is_caps_lock_on (GtkWidget *window)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (window));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard != NULL && gdk_device_get_caps_lock_state (keyboard);
}

/* After a judgement by key, on to the next clip. */
static void
advance (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesViewer *viewer = rushes_window_get_viewer (RUSHES_WINDOW (window));

  if (!g_settings_get_boolean (rushes_window_get_settings (RUSHES_WINDOW (window)), "advance") || is_caps_lock_on (window))
    return;
  if (rushes_viewer_get_clip (viewer) != NULL)
    rushes_viewer_show_neighbour (viewer, 1);
  else if (rushes_review_get_clip (rushes_window_get_review (RUSHES_WINDOW (window))) != NULL)
    rushes_review_advance (rushes_window_get_review (RUSHES_WINDOW (window)));
  else
    rushes_gallery_advance (rushes_window_get_gallery (RUSHES_WINDOW (window)));
}

static void
tell (RushesWindow *window, const char *text)
{
  rushes_window_toast (window, rushes_toast_new (text));
}

static void
tell_step (RushesWindow *window, GPtrArray *judgements, gboolean redo)
{
  g_autofree char *sentence = judgements->len > 0 ? rushes_judging_dup_sentence (judgements) : NULL;
  g_autofree char *text = NULL;

  if (sentence == NULL)
    text = g_strdup (redo ? _("There is nothing to redo") : _("There is nothing to undo"));
  else
    text = g_strdup_printf (redo ? _("Redone: %s") : _("Undone: %s"), sentence);
  tell (window, text);
}

static void
on_step (gpointer way_back, GObject *library, GAsyncResult *result, gboolean redo)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) judgements = rushes_library_undo_finish (RUSHES_LIBRARY (library), result, &error);
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (window == NULL)
    return;
  if (judgements != NULL)
    tell_step (window, judgements, redo);
  else
    tell (window, line);
}

static void
on_undone (GObject *library, GAsyncResult *result, gpointer way_back)
{
  on_step (way_back, library, result, FALSE);
}

static void
on_redone (GObject *library, GAsyncResult *result, gpointer way_back)
{
  on_step (way_back, library, result, TRUE);
}

static void
undo (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!rushes_board_desk_undo (rushes_window_get_desk (window), FALSE) && !rushes_trash_undo (window))
    rushes_library_undo_async (get_library (window), FALSE, on_undone, rushes_way_back_new (window));
}

static void
redo (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (!rushes_board_desk_undo (rushes_window_get_desk (window), TRUE))
    rushes_library_undo_async (get_library (window), TRUE, on_redone, rushes_way_back_new (window));
}

static void
on_not_judged (RushesLibrary *library, const GError *error, RushesWindow *window)
{
  g_autofree char *line = rushes_error_text_one_line (error, NULL);

  tell (window, line);
}

/* Very many are on their way to the disk: what is asked for meanwhile waits, and is not lost. */
static void
on_writing (RushesLibrary *library, guint n_done, guint n_all, guint n_waiting, RushesWindow *window)
{
  g_autofree char *much = g_strdup_printf (_("Changing takes: %'u of %'u"), n_done, n_all);
  g_autofree char *more = g_strdup_printf (ngettext ("%s · %u more step waits", "%s · %u more steps wait", n_waiting), much, n_waiting);

  rushes_gallery_show_work (rushes_window_get_gallery (window), n_all == 0 ? NULL : n_waiting > 0 ? more : much, (double) n_done / MAX (1, n_all));
}

/* The question, and whose files it is about. */
typedef struct
{
  RushesWindow *window;
  GArray *rows; /* gint64 */
} Rejected;

static void
rejected_free (gpointer data)
{
  Rejected *rejected = data;

  g_object_unref (rejected->window);
  g_array_unref (rejected->rows);
  g_free (rejected);
}

static void
on_yes (gpointer data)
{
  Rejected *rejected = data;

  rushes_trash_rows (rejected->window, g_array_ref (rejected->rows));
}

static void
ask (RushesWindow *window, GArray *rows)
{
  g_autofree char *heading = g_strdup_printf (ngettext ("Move %'u Rejected Take to the Trash?", "Move %'u Rejected Takes to the Trash?", rows->len), rows->len);
  Rejected *rejected = g_new (Rejected, 1);

  *rejected = (Rejected) { g_object_ref (window), g_array_ref (rows) };
  rushes_question_ask (GTK_WIDGET (window), heading, _("Their files go to the trash, where they can be restored."), _("_Move to Trash"), TRUE, on_yes,
                       rejected, rejected_free);
}

static gpointer
find_rejected (gpointer library, GError **error)
{
  return rushes_library_query (library, &(RushesQuery) { .decision = RUSHES_DECISION_REJECTED }, error);
}

static void
on_found (gpointer window, gpointer library, gpointer result, const GError *error)
{
  GArray *rows = result;
  g_autofree char *line = error != NULL ? rushes_error_text_one_line (error, NULL) : NULL;

  if (rows == NULL)
    tell (window, line);
  else if (rows->len == 0)
    tell (window, _("No take is rejected; X rejects one"));
  else
    ask (window, rows);
}

static void
trash_rejected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_way_back_work (window, find_rejected, g_object_ref (get_library (window)), g_object_unref, (GDestroyNotify) g_array_unref, on_found);
}

/* “win.rate” and its kin. */
void
rushes_judge_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "rate", .activate = rate, .parameter_type = "i" },
    { .name = "decide", .activate = decide, .parameter_type = "i" },
    { .name = "label", .activate = label, .parameter_type = "i" },
    { .name = "favour", .activate = favour },
    { .name = "edit-tags", .activate = edit_tags },
    { .name = "advance", .activate = advance },
    { .name = "undo", .activate = undo },
    { .name = "redo", .activate = redo },
    { .name = "trash-rejected", .activate = trash_rejected },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (get_library (window), "not-judged", G_CALLBACK (on_not_judged), window, 0);
  g_signal_connect_object (get_library (window), "writing", G_CALLBACK (on_writing), window, 0);
}
