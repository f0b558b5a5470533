/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-opening.h"

#include "rushes-board-file.h"
#include "rushes-board-making.h"
#include "rushes-board-unpack.h"
#include "rushes-clip-wish.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-importing.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Files that another program hands over: a clip of the library is shown, another video becomes one, a workflow becomes the form, and a board comes into the
 * library, unless it is there. What each is, is found out on a worker. */

typedef struct
{
  RushesLibrary *library;
  GPtrArray *files;    /* GFile: all of them */
  GPtrArray *videos;   /* GFile: those that come into the library */
  GFile *workflow;     /* (nullable): the last one */
  char *board, *slug;  /* (nullable): the folder of one that comes, or of the library's own: the last one */
  gboolean bare;       /* of that one nothing but its board.json can be seen */
  gint64 row;          /* of a clip that is here; 0: none */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->library);
  g_ptr_array_unref (order->files);
  g_ptr_array_unref (order->videos);
  g_clear_object (&order->workflow);
  g_free (order->board);
  g_free (order->slug);
  g_free (order);
}

/* Returns: (transfer full) (nullable): the folder of the board that this file or folder is */
static char *
dup_board (const char *path)
{
  g_autofree char *folder = g_file_test (path, G_FILE_TEST_IS_DIR) ? g_strdup (path) : g_path_get_dirname (path);
  g_autofree char *file = rushes_board_file_dup_path (folder);
  g_autofree char *name = g_path_get_basename (file), *told = g_path_get_basename (path);
  gboolean named = g_file_test (path, G_FILE_TEST_IS_DIR) || g_str_equal (name, told);

  return named && rushes_board_unpack_is_packed (folder) ? g_steal_pointer (&folder) : NULL;
}

/* A file that the portal for documents gives a sandbox stands in a folder of its own, without what is beside it elsewhere. */
static gboolean
is_bare (const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file), *above = g_path_get_dirname (folder), *documents = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);

  return g_str_equal (above, documents) && !g_file_test (file, G_FILE_TEST_IS_DIR);
}

/* @folder: (transfer full) */
static void
take_board (Order *order, char *folder)
{
  g_autofree char *slug = g_path_get_basename (folder), *own = rushes_board_file_dup_folder (rushes_library_get_paths (order->library), slug);

  g_free (order->slug);
  order->slug = g_str_equal (own, folder) ? g_steal_pointer (&slug) : NULL;
  g_free (order->board);
  order->board = folder;
}

static gboolean
sort_in (Order *order, GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file), *board = path != NULL ? dup_board (path) : NULL;
  gint64 row = path != NULL && board == NULL ? rushes_library_find_row_by_path (order->library, path, error) : 0;

  if (row < 0)
    return FALSE;
  if (board != NULL)
    {
      order->bare = is_bare (path);
      take_board (order, g_steal_pointer (&board));
    }
  else if (row != 0)
    order->row = row;
  else if (path != NULL && g_str_has_suffix (path, ".json"))
    g_set_object (&order->workflow, file);
  else
    g_ptr_array_add (order->videos, g_object_ref (file));
  return TRUE;
}

static gpointer
sort (gpointer data, GError **error)
{
  Order *order = data;

  for (guint i = 0; i < order->files->len; i++)
    if (!sort_in (order, order->files->pdata[i], error))
      break;
  return NULL;
}

/* One is looked at, several are seen in the gallery. */
static void
on_imported (RushesWindow *window, const RushesImportReport *report, gpointer data)
{
  if (report->ids->len == 1)
    rushes_clip_wish (window, report->ids->pdata[0], rushes_window_show_clip);
}

static void
on_folder (GFile *folder, gpointer window)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (files, g_object_ref (folder));
  rushes_opening_open (window, files);
}

static void
choose_folder (gpointer window)
{
  rushes_folder_open (window, _("Open the Folder of a Board"), on_folder, window);
}

static void
ask_for_folder (RushesWindow *window)
{
  rushes_question_ask (GTK_WIDGET (window), _("The Board Came Without Its Media"),
                       _("Only its “board.json” was given to Rushes; the pictures and clips beside it cannot be seen from the sandbox. Choose the folder to bring in all of it."),
                       _("_Choose Folder…"), FALSE, choose_folder, g_object_ref (window), g_object_unref);
}

static void
on_sorted (gpointer widget, gpointer data, gpointer result, const GError *error)
{
  RushesWindow *window = widget;
  Order *order = data;

  if (error != NULL)
    {
      rushes_window_toast (window, rushes_error_toast_new (widget, error, NULL));
      return;
    }
  rushes_window_show_main (window);
  if (order->slug != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), "open-board", g_variant_new_string (order->slug));
  else if (order->board != NULL && order->bare)
    ask_for_folder (window);
  else if (order->board != NULL)
    rushes_board_making_bring_in (window, order->board);
  if (order->workflow != NULL)
    {
      rushes_window_show_page (window, "compose");
      rushes_window_open_workflow (window, order->workflow);
    }
  if (order->videos->len > 0)
    rushes_importing_start_then (window, order->videos, on_imported, NULL, NULL);
  if (order->row != 0)
    rushes_clip_wish_row (window, order->row, rushes_window_show_clip);
}

/* @files: (element-type GFile). Main thread. */
void
rushes_opening_open (RushesWindow *window, GPtrArray *files)
{
  Order *order = g_new0 (Order, 1);

  order->library = g_object_ref (rushes_core_get_library (rushes_window_get_core (window)));
  order->files = g_ptr_array_ref (files);
  order->videos = g_ptr_array_new_with_free_func (g_object_unref);
  rushes_way_back_work (window, sort, order, order_free, NULL, on_sorted);
}
