/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-opening.h"

#include "rushes-board-file.h"
#include "rushes-board-making.h"
#include "rushes-board-unpack.h"
#include "rushes-importing.h"
#include "rushes-way-back.h"

/* Files that another program hands over: a clip of the library is shown, another video becomes one, a workflow becomes the form, and a board comes into the
 * library, unless it is there. What each is, is found out on a worker. */

typedef struct
{
  RushesLibrary *library;
  GPtrArray *files;    /* GFile: all of them */
  GPtrArray *videos;   /* GFile: those that come into the library */
  GFile *workflow;     /* (nullable): the last one */
  char *board, *slug;  /* (nullable): the folder of one that comes, or of the library's own: the last one */
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

static void
sort_in (Order *order, GFile *file)
{
  g_autofree char *path = g_file_get_path (file), *board = path != NULL ? dup_board (path) : NULL;
  gint64 row = path != NULL && board == NULL ? rushes_library_find_row_by_path (order->library, path) : 0;

  if (board != NULL)
    take_board (order, g_steal_pointer (&board));
  else if (row != 0)
    order->row = row;
  else if (path != NULL && g_str_has_suffix (path, ".json"))
    g_set_object (&order->workflow, file);
  else
    g_ptr_array_add (order->videos, g_object_ref (file));
}

static gpointer
sort (gpointer data, GError **error)
{
  Order *order = data;

  for (guint i = 0; i < order->files->len; i++)
    sort_in (order, order->files->pdata[i]);
  return NULL;
}

static void
show_row (RushesWindow *window, gint64 row)
{
  g_autoptr (RushesClip) clip = row != 0 ? rushes_library_ref_clip (rushes_core_get_library (rushes_window_get_core (window)), row) : NULL;

  if (clip != NULL)
    rushes_window_show_clip (window, clip);
}

/* One is looked at, several are seen in the gallery. */
static void
on_imported (RushesWindow *window, const RushesImportReport *report, gpointer data)
{
  if (report->ids->len == 1)
    show_row (window, rushes_library_find_row (rushes_core_get_library (rushes_window_get_core (window)), report->ids->pdata[0]));
}

static void
on_sorted (gpointer widget, gpointer data, gpointer result, const GError *error)
{
  RushesWindow *window = widget;
  Order *order = data;

  rushes_window_show_main (window);
  if (order->slug != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), "open-board", g_variant_new_string (order->slug));
  else if (order->board != NULL)
    rushes_board_making_bring_in (window, order->board);
  if (order->workflow != NULL)
    {
      rushes_window_show_page (window, "compose");
      rushes_window_open_workflow (window, order->workflow);
    }
  if (order->videos->len > 0)
    rushes_importing_start_then (window, order->videos, on_imported, NULL, NULL);
  show_row (window, order->row);
}

/* Main thread. */
void
rushes_opening_open (RushesWindow *window, GFile **files, int n)
{
  Order *order = g_new0 (Order, 1);

  order->library = g_object_ref (rushes_core_get_library (rushes_window_get_core (window)));
  order->files = g_ptr_array_new_with_free_func (g_object_unref);
  order->videos = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < n; i++)
    g_ptr_array_add (order->files, g_object_ref (files[i]));
  rushes_way_back_work (window, sort, order, order_free, NULL, on_sorted);
}
