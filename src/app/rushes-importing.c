/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-importing.h"

#include "rushes-dialogs.h"
#include "rushes-sentences.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* Files are chosen and become clips; at the end, once, what was left out and why. */

static void
tell (RushesWindow *window, RushesImportReport *report)
{
  guint n_left_out = report->left_out->len + (report->n_refused > 0 ? report->n_refused - 1 : 0);
  g_autofree char *summary = rushes_import_dup_summary (report->n_imported, n_left_out), *sentences = NULL;

  if (n_left_out == 0 || report->n_imported + n_left_out == 1)
    {
      rushes_window_toast (window, rushes_toast_new (report->left_out->len == 0 ? summary : report->left_out->pdata[0]));
      return;
    }
  sentences = rushes_sentences_join (report->left_out);
  rushes_message_show (GTK_WIDGET (window), summary, sentences);
}

/* Files on their way in: how that happens may still be asked. */
typedef struct
{
  RushesWindow *window;
  GPtrArray *files;
  RushesImportedFunc func; /* (nullable): what is done with them then */
  gpointer data;
  GDestroyNotify free_data;
} Coming;

static void
coming_free (gpointer data)
{
  Coming *coming = data;

  g_object_unref (coming->window);
  g_ptr_array_unref (coming->files);
  if (coming->free_data != NULL)
    coming->free_data (coming->data);
  g_free (coming);
}

static void
on_progress (guint n_done, guint n_all, gpointer data)
{
  RushesWindow *window = ((Coming *) data)->window;
  g_autofree char *text = n_done < n_all ? g_strdup_printf (_("Importing %'u of %'u"), n_done + 1, n_all) : NULL;

  if (!gtk_widget_get_realized (GTK_WIDGET (window))) /* it may have been closed */
    return;
  rushes_gallery_show_work (rushes_window_get_gallery (window), text, (double) n_done / MAX (1, n_all));
  rushes_board_desk_show_import (rushes_window_get_desk (window), text, (double) n_done / MAX (1, n_all));
}

static void
on_imported (GObject *library, GAsyncResult *result, gpointer data)
{
  Coming *coming = data;
  g_autoptr (RushesImportReport) report = rushes_import_finish (result);

  if (gtk_widget_get_mapped (GTK_WIDGET (coming->window)))
    tell (coming->window, report);
  if (coming->func != NULL && report->ids->len > 0)
    coming->func (coming->window, report, coming->data);
  coming_free (coming);
}

/* @coming: (transfer full) */
static void
bring_in (Coming *coming, gboolean link)
{
  rushes_import_async (rushes_core_get_library (rushes_window_get_core (coming->window)), coming->files, link, on_progress, on_imported, coming);
}

/* The question may be closed without an answer: then it has them still. */
static void
free_asked (gpointer asked)
{
  g_clear_pointer ((Coming **) asked, coming_free);
  g_free (asked);
}

static void
on_answer (Coming **asked, gboolean link)
{
  g_settings_set_string (rushes_window_get_settings ((*asked)->window), "import", link ? "link" : "copy");
  bring_in (g_steal_pointer (asked), link);
}

static void
on_copy (gpointer asked)
{
  on_answer (asked, FALSE);
}

static void
on_link (gpointer asked)
{
  on_answer (asked, TRUE);
}

/**
 * rushes_importing_start_then:
 * @files: (element-type GFile): video files, or folders with some
 * @func: (nullable): called when they have come into the library, if any has
 * @data: (transfer full)
 *
 * As copies or links, which is asked the first time. Main thread.
 */
void
rushes_importing_start_then (RushesWindow *window, GPtrArray *files, RushesImportedFunc func, gpointer data, GDestroyNotify free_data)
{
  g_autofree char *how = g_settings_get_string (rushes_window_get_settings (window), "import");
  Coming *coming = g_new (Coming, 1), **asked;

  *coming = (Coming) { g_object_ref (window), g_ptr_array_ref (files), func, data, free_data };
  if (!g_str_equal (how, "ask"))
    {
      bring_in (coming, g_str_equal (how, "link"));
      return;
    }
  asked = g_new (Coming *, 1);
  *asked = coming;
  rushes_choice_ask (GTK_WIDGET (window), _("Copy the Files into the Library?"),
                     _("A copy is safe with the library. A file that stays where it is takes no room a second time, and Rushes never moves or deletes it; "
                       "but its take is missing while the file is not there. The preferences keep your answer."),
                     _("_Copy"), on_copy, _("_Leave Them There"), on_link, asked, free_asked);
}

/* Video files come into the library. @files: (element-type GFile) */
void
rushes_importing_start (RushesWindow *window, GPtrArray *files)
{
  rushes_importing_start_then (window, files, NULL, NULL, NULL);
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
