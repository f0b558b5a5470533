/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-poster.h"
#include "rushes-tile.h"

#include <glib/gstdio.h>
#include <unistd.h>

/* Files of clips go and come back outside of the program, and the window shows it. */

#define AWAY "The disk of the library is not connected. Nothing is lost: posters and notes are here, clips play and jobs go on when it is back."

static RushesClip *clip; /* of the sample service */
static char *path, *aside;

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static RushesPlayer *
get_player (void)
{
  return rushes_viewer_get_player (rushes_window_get_viewer (window));
}

/* Returns: (nullable): the tile of the clip, as its list is now */
static GtkWidget *
find_tile (void)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      if (RUSHES_IS_TILE (tile) && rushes_tile_get_item (RUSHES_TILE (tile)) == (gpointer) clip)
        return tile;
    }
  return NULL;
}

static gboolean
is_marked (void)
{
  GtkWidget *tile = find_tile (), *badge = tile != NULL ? find_text (tile, "File missing") : NULL;

  return badge != NULL && gtk_widget_get_mapped (badge);
}

static void
go (void)
{
  g_assert_cmpint (g_rename (path, aside), ==, 0);
}

static void
come_back (void)
{
  g_assert_cmpint (g_rename (aside, path), ==, 0);
}

static void
test_a_tile_says_it (void)
{
  click (find ("first-sample")); /* gives a library with two clips and the window's pages */
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  path = rushes_library_dup_path (get_library (), clip);
  aside = g_build_filename (g_get_home_dir (), "aside.mp4", NULL);
  wait_until (find_tile () != NULL);
  g_assert_false (is_marked ());
  go ();
  wait_until (is_marked ());
  come_back ();
  wait_until (find_tile () != NULL && !is_marked ());
}

/* The page says so and plays when the file is back; nothing is to be pressed. */
static void
test_the_viewer_says_it (void)
{
  go ();
  wait_until (is_marked ());
  rushes_window_show_clip (window, clip);
  wait_until (gtk_widget_get_mapped (find ("problem")) && gtk_widget_get_mapped (find ("file-missing")));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (find ("problem"))), ==, "The File Is Missing");
  come_back ();
  wait_until (!gtk_widget_get_mapped (find ("problem")) && !gtk_widget_get_visible (find ("file-missing")));
  wait_until (rushes_player_get_position (get_player ()) > 0.1);
}

/* What is open goes on: the file is there as long as it is held. */
static void
test_what_plays_goes_on (void)
{
  double position = rushes_player_get_position (get_player ());

  g_object_set (get_player (), "loop", TRUE, NULL);
  go ();
  wait_until (gtk_widget_get_mapped (find ("file-missing")));
  wait_until (rushes_player_get_position (get_player ()) != position);
  g_assert_false (gtk_widget_get_mapped (find ("problem")));
  come_back ();
  wait_until (!gtk_widget_get_visible (find ("file-missing")));
  rushes_window_close_viewer (window);
}

/* Deleted here, kept there: a folder is chosen on the page that says so, and the clip plays again. */
static void
test_it_is_found_and_plays (void)
{
  g_autofree char *folder = g_path_get_dirname (aside);

  g_object_set (get_player (), "loop", FALSE, NULL);
  go ();
  wait_until (is_marked ());
  rushes_window_show_clip (window, clip);
  wait_until (gtk_widget_get_mapped (find ("find-missing")));
  wait_for_frames ();
  click (find ("find-missing"));
  choose_file (folder);
  wait_until (is_told ("1 missing file is back"));
  wait_until (!gtk_widget_get_mapped (find ("problem")));
  wait_until (rushes_player_get_position (get_player ()) > 0.1);
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS)); /* a copy came */
  rushes_window_close_viewer (window);
}

/* Pictures are made again, a question stands before the trash, and what else lies there stays. */
static void
test_the_disk_is_told_and_freed (void)
{
  g_autofree char *can = g_build_filename (g_get_user_data_dir (), "Trash", NULL), *infos = g_build_filename (can, "info", NULL),
                  *files = g_build_filename (can, "files", NULL), *info = g_build_filename (infos, "a.mp4.trashinfo", NULL),
                  *file = g_build_filename (files, "a.mp4", NULL), *other_info = g_build_filename (infos, "b.trashinfo", NULL),
                  *other = g_build_filename (files, "b", NULL), *text = g_strdup_printf ("[Trash Info]\nPath=%s\n", path);

  g_assert_true (g_mkdir_with_parents (infos, 0700) == 0 && g_mkdir_with_parents (files, 0700) == 0);
  g_assert_true (g_file_set_contents (info, text, -1, NULL) && g_file_set_contents (file, "film", -1, NULL));
  g_assert_true (g_file_set_contents (other_info, "[Trash Info]\nPath=/letter.txt\n", -1, NULL) && g_file_set_contents (other, "letter", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.disk-use", NULL);
  wait_until (get_top () != NULL && find_text (get_top (), "4 bytes, 1 file") != NULL && find_text (get_top (), "2 takes") != NULL);
  click (find_named (get_top (), "clear-cache"));
  wait_until (find_text (get_top (), "0 bytes, 0 files") != NULL);
  click (find_named (get_top (), "empty-trash"));
  wait_until (find_button (get_top (), "_Delete") != NULL);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  click (find_button (get_top (), "_Delete"));
  wait_until (!g_file_test (file, G_FILE_TEST_EXISTS) && !g_file_test (info, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  wait_until (get_top () != NULL && find_named (get_top (), "empty-trash") != NULL && !gtk_widget_get_sensitive (find_named (get_top (), "empty-trash")));
  close_top ();
}

/* To a folder that is chosen; what goes and comes there is noticed as before. */
static void
test_the_library_moves (void)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (get_library ()));
  g_autofree char *disk = g_build_filename (g_get_home_dir (), "moved", NULL), *text = g_strdup_printf ("The clips are in %s now", disk), *link = NULL;

  g_assert_cmpint (g_mkdir (disk, 0700), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.disk-use", NULL);
  wait_until (get_top () != NULL && find_named (get_top (), "move-library") != NULL);
  click (find_named (get_top (), "move-library"));
  choose_file (disk);
  wait_until (find_text (GTK_WIDGET (window), text) != NULL);
  link = g_file_read_link (clips, NULL);
  g_assert_cmpstr (link, ==, disk);
  g_assert_false (is_marked ());
  go ();
  wait_until (is_marked ());
  come_back ();
  wait_until (!is_marked ());
  g_assert_true (g_unlink (clips) == 0 && g_rename (disk, clips) == 0); /* as it was, for the next */
  rushes_library_look (get_library ());
}

/* Where they cannot go they stay, and a sentence says why. */
static void
test_the_library_stays (void)
{
  g_autofree char *full = g_build_filename (g_get_home_dir (), "full", NULL), *letter = g_build_filename (full, "letter", NULL),
                  *text = g_strdup_printf ("%s is not empty. Choose an empty folder", full);

  g_assert_true (g_mkdir (full, 0700) == 0 && g_file_set_contents (letter, "letter", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.move-library", NULL);
  choose_file (full);
  wait_until (is_told (text));
  g_assert_true (!g_file_test (rushes_paths_get_clips_dir (rushes_library_get_paths (get_library ())), G_FILE_TEST_IS_SYMLINK));
  g_assert_true (!is_marked () && count_clips () == 2);
}

/* The library behind a link, and what it leads to goes: a banner says so, posters stay, and the clip plays when it is back. */
static void
test_a_disk_that_is_away (void)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (get_library ()));
  g_autofree char *disk = g_build_filename (g_get_home_dir (), "disk", NULL), *away = g_build_filename (g_get_home_dir (), "unplugged", NULL);

  g_assert_true (g_rename (clips, disk) == 0 && symlink (disk, clips) == 0);
  rushes_library_look (get_library ());
  g_assert_cmpint (g_rename (disk, away), ==, 0);
  rushes_library_look (get_library ());
  wait_until (find_text (GTK_WIDGET (window), AWAY) != NULL);
  g_assert_cmpuint (count_clips (), ==, 2);
  g_assert_false (is_marked ());
  g_assert_nonnull (rushes_poster_get_paintable (RUSHES_POSTER (gtk_widget_get_first_child (find_tile ()))));
  rushes_window_show_clip (window, clip);
  wait_until (gtk_widget_get_mapped (find ("problem")));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (find ("problem"))), ==, "The Disk Is Not Connected");
  g_assert_cmpint (g_rename (away, disk), ==, 0);
  wait_until (!gtk_widget_get_mapped (find ("problem")));
  wait_until (rushes_player_get_position (get_player ()) > 0.1);
  rushes_window_close_viewer (window);
}

/* The folder itself: nothing is looked for in its place, and nothing said to be missing. */
static void
test_a_folder_that_is_away (void)
{
  const char *clips = rushes_paths_get_clips_dir (rushes_library_get_paths (get_library ()));
  g_autofree char *disk = g_build_filename (g_get_home_dir (), "disk", NULL), *folder = g_build_filename (g_get_home_dir (), "folder", NULL);

  g_assert_true (g_unlink (clips) == 0 && g_rename (disk, clips) == 0); /* as it was */
  rushes_library_look (get_library ());
  wait_until (find_tile () != NULL && !is_marked ());
  g_assert_cmpint (g_rename (clips, folder), ==, 0);
  rushes_library_look (get_library ());
  wait_until (find_text (GTK_WIDGET (window), AWAY) != NULL);
  g_assert_false (is_marked ());
  g_assert_cmpuint (count_clips (), ==, 2);
  g_assert_nonnull (rushes_poster_get_paintable (RUSHES_POSTER (gtk_widget_get_first_child (find_tile ()))));
  g_assert_cmpint (g_rename (folder, clips), ==, 0);
  wait_until (find_text (GTK_WIDGET (window), AWAY) == NULL);
  g_assert_true (!is_marked () && count_clips () == 2);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/missing/a-tile-says-it", test_a_tile_says_it);
  g_test_add_func ("/missing/the-viewer-says-it", test_the_viewer_says_it);
  g_test_add_func ("/missing/what-plays-goes-on", test_what_plays_goes_on);
  g_test_add_func ("/missing/it-is-found-and-plays", test_it_is_found_and_plays);
  g_test_add_func ("/missing/the-disk-is-told-and-freed", test_the_disk_is_told_and_freed);
  g_test_add_func ("/missing/the-library-moves", test_the_library_moves);
  g_test_add_func ("/missing/the-library-stays", test_the_library_stays);
  g_test_add_func ("/missing/a-disk-that-is-away", test_a_disk_that_is_away);
  g_test_add_func ("/missing/a-folder-that-is-away", test_a_folder_that_is_away);
  return drive (argc, argv);
}
