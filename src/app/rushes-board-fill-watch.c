/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-fill-watch.h"

#include "rushes-board-filler.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-sentences.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* Fills that go on, as a window shows them: how far the one of the open board is, and what came of each; “win.stop-fill” stops it. They are the core's, and
 * go on without a window too. */

/* (transfer full) (nullable): of the board that is open */
static RushesBoardFiller *
find_filler (RushesWindow *window)
{
  GListModel *fills = G_LIST_MODEL (rushes_core_get_fills (rushes_window_get_core (window)));
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));

  for (guint i = 0; session != NULL && i < g_list_model_get_n_items (fills); i++)
    {
      g_autoptr (RushesBoardFiller) filler = g_list_model_get_item (fills, i);
      if (g_str_equal (rushes_board_filler_get_slug (filler), rushes_board_session_get_slug (session)))
        return g_steal_pointer (&filler);
    }
  return NULL;
}

/* (transfer full): “7 of 12 done · 2 wait for shot 20” */
static char *
dup_words (RushesBoardFiller *filler, const RushesFillProgress *progress)
{
  GString *words = g_string_new (NULL);

  if (rushes_board_filler_is_stopped (filler))
    {
      g_string_append (words, _("Stopping…"));
      return g_string_free (words, FALSE);
    }
  g_string_append_printf (words, _("%u of %u done"), progress->done, progress->all);
  if (progress->failed > 0)
    g_string_append_printf (words, ngettext (" · %u not made", " · %u not made", progress->failed), progress->failed);
  if (progress->waiting > 0 && progress->waiting_for != NULL)
    g_string_append_printf (words, ngettext (" · %u waits for shot %s", " · %u wait for shot %s", progress->waiting), progress->waiting, progress->waiting_for);
  else if (progress->waiting > 0)
    g_string_append_printf (words, ngettext (" · %u waits", " · %u wait", progress->waiting), progress->waiting);
  return g_string_free (words, FALSE);
}

static void
update (RushesWindow *window)
{
  RushesBoardDesk *desk = rushes_window_get_desk (window);
  g_autoptr (RushesBoardFiller) filler = NULL;
  g_autofree char *words = NULL;
  RushesFillProgress progress;

  if (desk == NULL) /* the window goes */
    return;
  filler = find_filler (window);
  if (filler == NULL)
    {
      rushes_board_desk_show_filling (desk, NULL, 0);
      return;
    }
  rushes_board_filler_get_progress (filler, &progress);
  words = dup_words (filler, &progress);
  rushes_board_desk_show_filling (desk, words, progress.all > 0 ? (double) (progress.done + progress.failed) / progress.all : 0);
}

/* @reasons: (element-type utf8): why shots have no take */
static void
tell (RushesWindow *window, const char *text, GPtrArray *reasons)
{
  AdwToast *toast = rushes_toast_new (text);
  g_autofree char *lines = rushes_sentences_join (reasons);

  if (reasons->len > 0)
    {
      adw_toast_set_button_label (toast, _("Why?"));
      adw_toast_set_action_name (toast, "win.show-not-filled");
      adw_toast_set_action_target (toast, "s", lines);
    }
  rushes_window_toast (window, toast);
}

static void
on_ended (RushesBoardFiller *filler, const GError *error, RushesWindow *window)
{
  g_autoptr (GPtrArray) reasons = rushes_board_filler_list_reasons (filler);
  g_autofree char *text = NULL;
  RushesFillProgress progress;

  if (rushes_window_get_desk (window) == NULL)
    return;
  rushes_board_filler_get_progress (filler, &progress);
  if (error != NULL)
    rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
  else if (rushes_board_filler_is_stopped (filler))
    {
      g_ptr_array_set_size (reasons, 0);
      text = g_strdup_printf (ngettext ("Filling was stopped: %u of %u shot has its take", "Filling was stopped: %u of %u shots have their take", progress.all),
                              progress.done, progress.all);
    }
  else if (progress.failed > 0)
    text = g_strdup_printf (ngettext ("%u of %u shot has its take", "%u of %u shots have their take", progress.all), progress.done, progress.all);
  else if (progress.all > 0)
    text = g_strdup_printf (ngettext ("%u shot has its take", "%u shots have their takes", progress.all), progress.all);
  else
    text = g_strdup (_("All of these shots were filled elsewhere"));
  if (text != NULL)
    tell (window, text, reasons);
}

static void
on_fills_changed (GListModel *fills, guint position, guint removed, guint added, RushesWindow *window)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (RushesBoardFiller) filler = g_list_model_get_item (fills, i);
      g_signal_connect_object (filler, "changed", G_CALLBACK (update), window, G_CONNECT_SWAPPED);
      g_signal_connect_object (filler, "ended", G_CALLBACK (on_ended), window, 0);
    }
  update (window);
}

static void
stop (gpointer filler)
{
  rushes_board_filler_stop (filler);
}

/* What a server that charges has got is asked about: it may be paid for all the same. */
static void
stop_fill (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (RushesBoardFiller) filler = find_filler (window);
  guint n = filler != NULL ? rushes_board_filler_count_paid (filler) : 0;
  g_autofree char *body = g_strdup_printf (ngettext ("Nothing more is sent. %u clip is being made already: it is cancelled, and may cost what it costs all the same.",
                                                     "Nothing more is sent. %u clips are being made already: they are cancelled, and may cost what they cost all the same.", n), n);

  if (filler == NULL)
    return;
  if (n == 0)
    stop (filler);
  else
    rushes_question_ask (window, _("Stop Filling?"), body, _("_Stop"), TRUE, stop, g_object_ref (filler), g_object_unref);
}

static void
show_not_filled (GSimpleAction *action, GVariant *lines, gpointer window)
{
  rushes_message_show (window, _("Not Every Shot Was Filled"), g_variant_get_string (lines, NULL));
}

/* “win.stop-fill” and its kin. */
void
rushes_board_fill_watch_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "stop-fill", .activate = stop_fill },
    { .name = "show-not-filled", .activate = show_not_filled, .parameter_type = "s" },
  };
  GListModel *fills = G_LIST_MODEL (rushes_core_get_fills (rushes_window_get_core (window)));

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  g_signal_connect_object (fills, "items-changed", G_CALLBACK (on_fills_changed), window, 0);
  g_signal_connect_object (rushes_window_get_desk (window), "shot-changed", G_CALLBACK (update), window, G_CONNECT_SWAPPED);
  on_fills_changed (fills, 0, 0, g_list_model_get_n_items (fills), window);
}
