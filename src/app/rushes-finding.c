/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-finding.h"

#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-find-missing.h"
#include "rushes-sentences.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* A folder is chosen, and what is missing is looked for there; at the end, once, what was not found. */

static void
tell (RushesWindow *window, RushesFindReport *report)
{
  g_autofree char *summary = rushes_find_missing_dup_summary (report->n_found, report->left_out->len), *sentences = NULL;

  if (report->left_out->len == 0)
    {
      rushes_window_toast (window, rushes_toast_new (summary));
      return;
    }
  sentences = rushes_sentences_join (report->left_out);
  rushes_message_show (GTK_WIDGET (window), summary, sentences);
}

static void
on_progress (guint n_done, guint n_all, gpointer window)
{
  g_autofree char *text = n_all == 0 ? g_strdup (_("Looking for missing files")) : n_done < n_all ? g_strdup_printf (_("Bringing back %'u of %'u"), n_done + 1, n_all) : NULL;

  if (gtk_widget_get_realized (window)) /* it may have been closed */
    rushes_gallery_show_work (rushes_window_get_gallery (window), text, (double) n_done / MAX (1, n_all));
}

static void
on_found (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesFindReport) report = rushes_find_missing_finish (result, &error);

  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return;
  rushes_gallery_show_work (rushes_window_get_gallery (window), NULL, 0);
  if (report != NULL)
    tell (window, report);
  else
    rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
}

static void
on_folder (GFile *folder, gpointer window)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));

  if (g_file_peek_path (folder) == NULL)
    rushes_window_toast (window, rushes_toast_new (_("That folder lies on another computer. Connect it as a folder of this one first")));
  else
    rushes_find_missing_async (library, g_file_peek_path (folder), on_progress, on_found, g_object_ref (window));
}

static void
find_missing (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_folder_open (window, _("Find Missing Files In"), on_folder, window);
}

/* “win.find-missing”. */
void
rushes_finding_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "find-missing", .activate = find_missing } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
