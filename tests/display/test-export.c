/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "top.h"

#include "rushes-frames.h"

#include <glib/gstdio.h>

/* A board is exported into a chosen place: over a file only when that was agreed to, and what is cancelled, or whose window goes, leaves nothing behind. */

static char *place;

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (place, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
is_exporting (void)
{
  return !g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export-board");
}

/* As a person types it, who does not want what the dialog completes; the first Return may only take that. */
static void
choose (const char *form, const char *name)
{
  g_autofree char *path = g_build_filename (place, name, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "export-board", g_variant_new_string (form));
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (path);
  wait_for_frames ();
  press_key (XK_Delete, 0);
  for (int i = 0; i < 20 && GTK_IS_FILE_CHOOSER (get_top ()); i++)
    {
      press_key (XK_Return, 0);
      wait_for_frames ();
    }
}

/* Half an hour of cards: nobody waits for that. */
static void
set_up (void)
{
  place = g_build_filename (g_get_home_dir (), "place", NULL);
  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  make_board ("Long Film");
  change ("{'do': <'set'>, 'members': <{'width': <int64 1280>, 'height': <int64 720>, 'length': <int64 2400>}>}");
  for (int i = 0; i < 18; i++)
    change ("{'do': <'add'>, 'members': <{'action': <'Ines waits.'>}>}");
}

static void
test_it_is_cancelled (void)
{
  set_up ();
  choose ("mp4", "film.mp4");
  wait_until (is_exporting () && has_words (GTK_WIDGET (window), "Exporting “film.mp4”"));
  wait_until (count_files () > 0); /* what it writes meanwhile */
  click (find ("cancel-export"));
  wait_until (!is_exporting () && is_told ("The export was cancelled; nothing was written"));
  g_assert_cmpuint (count_files (), ==, 0);
}

static char *
dup_content (const char *name)
{
  g_autofree char *path = g_build_filename (place, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

/* The name that was typed has got its ending: what is there already is asked about. */
static void
test_nothing_is_replaced_unasked (void)
{
  g_autofree char *path = g_build_filename (place, "list.csv", NULL), *kept = NULL, *written = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  choose ("csv", "list");
  wait_until (get_top () != NULL && top_says ("Replace “list.csv”?"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL && !is_exporting ());
  kept = dup_content ("list.csv");
  g_assert_cmpstr (kept, ==, "mine");
  choose ("csv", "list");
  wait_until (get_top () != NULL && top_says ("Replace “list.csv”?"));
  click (find_button (get_top (), "_Replace"));
  wait_until (!is_exporting () && is_told ("Exported “list.csv”"));
  written = dup_content ("list.csv");
  g_assert_nonnull (strstr (written, "Ines waits."));
  g_assert_cmpuint (count_files (), ==, 1);
  close_all ();
}

/* One at a time; and where nothing can be written a sentence says so. */
static void
test_where_nothing_can_be_written (void)
{
  g_autofree char *within = g_build_filename (place, "list.csv", "film.edl", NULL);

  choose ("edl", "list.csv/film.edl");
  wait_until (!is_exporting () && count_files () == 1);
  while (get_top () != NULL) /* the dialog refuses it itself */
    close_top ();
  g_assert_false (g_file_test (within, G_FILE_TEST_EXISTS));
}

/* It is given up, and the program ends only when nothing half-written is left. */
static void
test_its_window_is_closed (void)
{
  choose ("mp4", "film.mp4");
  wait_until (is_exporting () && count_files () > 1);
  gtk_window_close (GTK_WINDOW (window));
  wait_until (count_files () == 1);
}

int
main (int argc, char **argv)
{
  driver_makes_clips = FALSE;
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/it-is-cancelled", test_it_is_cancelled);
  g_test_add_func ("/export/nothing-is-replaced-unasked", test_nothing_is_replaced_unasked);
  g_test_add_func ("/export/where-nothing-can-be-written", test_where_nothing_can_be_written);
  g_test_add_func ("/export/its-window-is-closed", test_its_window_is_closed);
  return drive (argc, argv);
}
