/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "desktop.h"
#include "top.h"

#include "rushes-room.h"
#include "rushes-tile.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

/* Clips go to other programs as files, and files come in as clips: copied, pasted, saved, opened, dropped. */

static gint scarce; /* whether the disks are told to be full */

/* Of any disk, as the program is told. */
int
statvfs (const char *path, struct statvfs *disk)
{
  *disk = (struct statvfs) { .f_bsize = 1, .f_frsize = 1, .f_blocks = G_MAXINT64 / 2, .f_bavail = g_atomic_int_get (&scarce) ? RUSHES_ROOM_KEPT : G_MAXINT64 / 4 };
  return 0;
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (nullable): the poster of the first clip that is shown, which has a film: cells that are not shown wait for another use */
static GtkWidget *
find_film (void)
{
  GtkWidget *cell = gtk_widget_get_first_child (find ("grid")), *tile;

  while (cell != NULL && !gtk_widget_get_mapped (cell))
    cell = gtk_widget_get_next_sibling (cell);
  tile = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return RUSHES_IS_TILE (tile) && RUSHES_IS_CLIP (rushes_tile_get_item (RUSHES_TILE (tile))) ? gtk_widget_get_first_child (tile) : NULL;
}

/* The same once it is there: while the list changes, none may be for a moment. */
static GtkWidget *
get_film (void)
{
  wait_until (find_film () != NULL);
  return find_film ();
}

/* The focus is on the first clip, which alone is selected. */
static void
go_to_first (void)
{
  GtkSelectionModel *model = gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid")));

  wait_for_frames (); /* what was brought in has its place */
  if (gtk_selection_model_is_selected (model, 0) && gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), find ("grid")))
    return; /* another click, soon after the first, would open it */
  click (get_film ());
  wait_until (gtk_selection_model_is_selected (model, 0));
}

static void
start_with_samples (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))) && find_film () != NULL);
  wait_for_frames ();
}

static char *
dup_path_of (GtkWidget *poster)
{
  GObject *clip = rushes_tile_get_item (RUSHES_TILE (gtk_widget_get_parent (poster)));

  return rushes_library_dup_path (get_library (), RUSHES_CLIP (clip));
}

typedef struct
{
  char *text;
  gboolean done;
} Pasted;

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  Pasted *pasted = data;

  pasted->text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  pasted->done = TRUE;
}

/* Another program: its own connection to the display. */
static GdkDisplay *
open_other_program (void)
{
  GdkDisplay *display = gdk_display_open (gdk_display_get_name (gdk_display_get_default ()));

  g_assert_nonnull (display);
  return display;
}

static void
test_clips_are_copied_as_files (void)
{
  GdkDisplay *other = open_other_program ();
  g_autofree char *path = NULL;
  Pasted pasted = { NULL, FALSE };

  start_with_samples ();
  path = dup_path_of (get_film ());
  go_to_first ();
  press_key (XK_c, XK_Control_L);
  wait_until (is_told ("1 take copied"));
  gdk_clipboard_read_text_async (gdk_display_get_clipboard (other), NULL, on_text, &pasted);
  wait_until (pasted.done);
  g_assert_cmpstr (pasted.text, ==, path);
  g_free (pasted.text);
  gdk_display_close (other);
}

/* Files that a file manager has on the clipboard become clips. */
static void
test_files_are_pasted (void)
{
  GdkDisplay *other = open_other_program ();
  g_autofree char *path = NULL, *copy = g_build_filename (g_get_tmp_dir (), "rushes-pasted.mp4", NULL);
  g_autoptr (GFile) file = NULL, from = NULL;
  RushesTile *tile = RUSHES_TILE (gtk_widget_get_parent (get_film ()));
  guint n = count_clips ();

  path = rushes_library_dup_path (get_library (), RUSHES_CLIP (rushes_tile_get_item (tile)));
  from = g_file_new_for_path (path);
  file = g_file_new_for_path (copy);
  g_assert_true (g_file_copy (from, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  {
    GdkFileList *list = gdk_file_list_new_from_array (&file, 1);
    gdk_clipboard_set (gdk_display_get_clipboard (other), GDK_TYPE_FILE_LIST, list);
    g_boxed_free (GDK_TYPE_FILE_LIST, list);
  }
  go_to_first ();
  wait_until (!gdk_clipboard_is_local (gtk_widget_get_clipboard (GTK_WIDGET (window))));
  press_key (XK_v, XK_Control_L);
  wait_until (count_clips () == n + 1 && is_told ("Imported 1 file"));
  g_assert_true (g_file_delete (file, NULL, NULL));
  gdk_display_close (other);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
is_copy (const char *path, const char *of)
{
  g_autofree char *copy = NULL, *original = NULL;
  gsize size, original_size;

  return g_file_get_contents (path, &copy, &size, NULL) && g_file_get_contents (of, &original, &original_size, NULL) && size == original_size &&
         memcmp (copy, original, size) == 0;
}

static void
test_a_clip_goes_elsewhere (void)
{
  g_autofree char *path = dup_path_of (get_film ()), *copy = g_build_filename (g_get_home_dir (), "elsewhere.mp4", NULL);
  g_autofree char *told = g_build_filename (g_get_home_dir (), "told", NULL);
  guint poll;

  wait_for_frames ();
  choose_in_submenu_of (get_film (), "File", "Save a Copy…");
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (copy);
  press_key (XK_Return, 0);
  wait_until (is_told ("The copy is saved"));
  g_assert_true (is_copy (copy, path));
  wait_until (get_top () == NULL);
  desktop_choose ("video/mp4", told);
  choose_in_submenu_of (get_film (), "File", "Open With…");
  poll = g_timeout_add (50, on_tick, NULL); /* another process does it, and wakes nobody here */
  wait_until (desktop_was_told (told, path));
  g_source_remove (poll);
}

/* What stood there stands there still, and nothing else. */
static void
test_what_cannot_fit_is_not_copied (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), "narrow", NULL), *copy = g_build_filename (folder, "a.mp4", NULL), *text = NULL;
  g_autoptr (GDir) dir = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (copy, "what was there", -1, NULL));
  g_atomic_int_set (&scarce, TRUE);
  choose_in_submenu_of (get_film (), "File", "Save a Copy…");
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (copy);
  press_key (XK_Return, 0);
  wait_until (get_top () == NULL || top_says ("_Replace") || top_says ("Replace"));
  if (get_top () != NULL)
    press_key (XK_Return, 0);
  wait_until (is_told ("There is not enough room"));
  g_atomic_int_set (&scarce, FALSE);
  g_assert_true (g_file_get_contents (copy, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "what was there");
  dir = g_dir_open (folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.mp4");
  g_assert_null (g_dir_read_name (dir));
}

static guint n_told; /* how often the bar said something */

static void
on_work (GtkProgressBar *bar)
{
  n_told += gtk_widget_get_visible (GTK_WIDGET (bar)) && g_str_has_prefix (gtk_progress_bar_get_text (bar), "Importing ");
}

/* As from a file manager, which a drag of our own is not. @file: a file or a folder. */
static gboolean
drop (GFile *file)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (rushes_window_get_gallery (window)));
  GValue value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array (&file, 1));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 1.0, 1.0, &taken);
    }
  g_value_unset (&value);
  return taken;
}

/* A folder with the videos in it and below; meanwhile a bar tells how far it is. */
static void
test_a_folder_is_dropped (void)
{
  g_autofree char *path = dup_path_of (get_film ()), *folder = g_build_filename (g_get_home_dir (), "dailies", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (path), dropped = g_file_new_for_path (folder);
  guint n = count_clips ();

  for (int i = 0; i < 3; i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/day %d", folder, i), *copy = g_strconcat (below, "/a.mp4", NULL);
      g_autoptr (GFile) file = g_file_new_for_path (copy);
      g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
      g_assert_true (g_file_copy (from, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
    }
  g_signal_connect (find ("work"), "notify::text", G_CALLBACK (on_work), NULL);
  g_assert_true (drop (dropped));
  wait_until (count_clips () == n + 3 && is_told ("Imported 3 files"));
  g_assert_cmpuint (n_told, ==, 3);
  g_assert_false (gtk_widget_get_visible (find ("work")));
}

/* Asked once: what was answered holds from then on. */
static void
test_a_file_stays_where_it_is (void)
{
  GSettings *settings = rushes_window_get_settings (window);
  g_autofree char *path = dup_path_of (get_film ()), *original = g_build_filename (g_get_home_dir (), "original.mp4", NULL), *how = NULL;
  g_autoptr (GFile) from = g_file_new_for_path (path), file = g_file_new_for_path (original);
  g_autoptr (GArray) rows = NULL;
  g_autoptr (RushesClip) clip = NULL;
  guint n = count_clips ();

  g_assert_true (g_file_copy (from, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  g_settings_set_string (settings, "import", "ask");
  g_assert_true (drop (file));
  wait_until (get_top () != NULL && find_button (get_top (), "_Leave Them There") != NULL);
  click (find_button (get_top (), "_Leave Them There"));
  wait_until (count_clips () == n + 1);
  how = g_settings_get_string (settings, "import");
  g_assert_cmpstr (how, ==, "link");
  rows = rushes_library_query (get_library (), &(RushesQuery) { .words = "original" }, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  clip = rushes_library_ref_clip (get_library (), g_array_index (rows, gint64, 0), NULL);
  g_assert_true (rushes_clip_get_info (clip)->linked);
  g_assert_true (drop (file)); /* nothing is asked */
  wait_until (count_clips () == n + 2);
  g_settings_set_string (settings, "import", "copy");
}

static void
on_exited (GObject *process, GAsyncResult *result, gpointer exited)
{
  g_subprocess_wait_finish (G_SUBPROCESS (process), result, NULL);
  *(gboolean *) exited = TRUE;
}

/* Runs the command line on this library and waits for its end. */
static void
run_command (const char *command, const char *first, const char *second)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, g_getenv ("RUSHES"), command, first, second, NULL);
  gboolean exited = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, on_exited, &exited);
  wait_until (exited);
  g_assert_true (g_subprocess_get_successful (process));
}

/* Another process brings a clip in and judges it: the open window shows it, and its focus stays. */
static void
test_another_process_is_seen (void)
{
  guint n = count_clips (), poll = g_timeout_add (50, on_tick, NULL); /* another process wakes nobody here */
  g_autofree char *path = dup_path_of (get_film ()), *copy = g_build_filename (g_get_tmp_dir (), "rushes-elsewhere.mp4", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (copy), from = g_file_new_for_path (path);
  g_autoptr (RushesClip) clip = NULL;

  go_to_first ();
  g_assert_true (g_file_copy (from, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  run_command ("import", copy, NULL);
  wait_until (count_clips () == n + 1);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), find ("grid")));
  clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  wait_until (rushes_clip_is_loaded (clip));
  run_command ("rate", "4", rushes_clip_get_id (clip));
  wait_until (rushes_clip_get_info (clip)->rating == 4);
  run_command ("undo", NULL, NULL);
  wait_until (rushes_clip_get_info (clip)->rating == 0);
  g_source_remove (poll);
  g_assert_true (g_file_delete (file, NULL, NULL));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/clips-are-copied-as-files", test_clips_are_copied_as_files);
  g_test_add_func ("/exchange/files-are-pasted", test_files_are_pasted);
  g_test_add_func ("/exchange/a-clip-goes-elsewhere", test_a_clip_goes_elsewhere);
  g_test_add_func ("/exchange/what-cannot-fit-is-not-copied", test_what_cannot_fit_is_not_copied);
  g_test_add_func ("/exchange/a-folder-is-dropped", test_a_folder_is_dropped);
  g_test_add_func ("/exchange/a-file-stays-where-it-is", test_a_file_stays_where_it_is);
  g_test_add_func ("/exchange/another-process-is-seen", test_another_process_is_seen);
  return drive (argc, argv);
}
