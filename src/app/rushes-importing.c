/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-importing.h"

#include "rushes-dialogs.h"
#include "rushes-import.h"
#include "rushes-sentences.h"

#include <glib/gi18n.h>

/* Files are chosen and become clips; at the end, once, what was left out and why. */

static void
tell (RushesWindow *window, RushesImportReport *report)
{
  g_autofree char *summary = rushes_import_dup_summary (report->n_imported, report->left_out->len), *sentences = NULL;

  if (report->left_out->len == 0 || report->n_imported + report->left_out->len == 1)
    {
      rushes_window_toast (window, rushes_toast_new (report->left_out->len == 0 ? summary : report->left_out->pdata[0]));
      return;
    }
  sentences = rushes_sentences_join (report->left_out);
  rushes_message_show (GTK_WIDGET (window), summary, sentences);
}

static void
on_progress (guint n_done, guint n_all, gpointer data)
{
  g_autofree char *text = n_done < n_all ? g_strdup_printf (_("Importing %u of %u"), n_done + 1, n_all) : NULL;

  if (gtk_widget_get_realized (data)) /* it may have been closed */
    rushes_gallery_show_work (rushes_window_get_gallery (data), text, (double) n_done / MAX (1, n_all));
}

static void
on_imported (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) window = data;
  g_autoptr (RushesImportReport) report = rushes_import_finish (result);

  if (gtk_widget_get_mapped (GTK_WIDGET (window)))
    tell (window, report);
}

static void
bring_in (RushesWindow *window, GPtrArray *files, gboolean link)
{
  rushes_import_async (rushes_core_get_library (rushes_window_get_core (window)), files, link, on_progress, on_imported, g_object_ref (window));
}

/* How files are to come in is still asked. */
typedef struct
{
  RushesWindow *window;
  GPtrArray *files;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->window);
  g_ptr_array_unref (asking->files);
  g_free (asking);
}

static void
on_answer (Asking *asking, gboolean link)
{
  g_settings_set_string (rushes_window_get_settings (asking->window), "import", link ? "link" : "copy");
  bring_in (asking->window, asking->files, link);
}

static void
on_copy (gpointer asking)
{
  on_answer (asking, FALSE);
}

static void
on_link (gpointer asking)
{
  on_answer (asking, TRUE);
}

/* Video files come into the library: as copies or links, which is asked the first time. @files: (element-type GFile) */
void
rushes_importing_start (RushesWindow *window, GPtrArray *files)
{
  g_autofree char *how = g_settings_get_string (rushes_window_get_settings (window), "import");
  Asking *asking;

  if (!g_str_equal (how, "ask"))
    {
      bring_in (window, files, g_str_equal (how, "link"));
      return;
    }
  asking = g_new (Asking, 1);
  *asking = (Asking) { g_object_ref (window), g_ptr_array_ref (files) };
  rushes_choice_ask (GTK_WIDGET (window), _("Copy the Files into the Library?"),
                     _("A copy is safe with the library. A file that stays where it is takes no room a second time, and Rushes never moves or deletes it; "
                       "but its take is missing while the file is not there. The preferences keep your answer."),
                     _("_Copy"), on_copy, _("_Leave Them There"), on_link, asking, asking_free);
}

static void
on_files (GListModel *model, gpointer window)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (files, g_list_model_get_item (model, i));
  rushes_importing_start (window, files);
}

static void
import (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const types[] = { "video/*", "image/gif", "image/webp", NULL };

  rushes_files_open (window, _("Import Video Files"), _("Videos"), types, on_files, window);
}

/* “win.import”. */
void
rushes_importing_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "import", .activate = import } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
