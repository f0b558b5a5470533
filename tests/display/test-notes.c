/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include "rushes-frames.h"
#include "rushes-importing.h"

#include "clips.h"

/* Notes on frames, written and read in the viewer. */

static RushesViewer *
get_viewer (void)
{
  return rushes_window_get_viewer (window);
}

static RushesPlayer *
get_player (void)
{
  return rushes_viewer_get_player (get_viewer ());
}

static const RushesClipInfo *
get_info (void)
{
  return rushes_clip_get_info (rushes_viewer_get_clip (get_viewer ()));
}

static guint
count_notes (void)
{
  return rushes_notes_count (get_info ()->notes);
}

static gboolean
is_note (guint index, int from, int to, const char *text)
{
  RushesNote note = rushes_notes_get (get_info ()->notes, index);

  return note.from_us == (gint64) (from * G_USEC_PER_SEC / 24.0 + 0.999) && note.to_us == (gint64) (to * G_USEC_PER_SEC / 24.0 + 0.999) &&
         g_str_equal (note.text, text);
}

static void
go_to_frame (int frame)
{
  rushes_player_set_playing (get_player (), FALSE);
  rushes_player_seek (get_player (), (frame + 0.5) / 24, TRUE);
  wait_until (rushes_player_get_frame (get_player ()) == frame);
}

static gboolean
is_entry_shown (void)
{
  return gtk_widget_get_mapped (find ("note-text")) && gtk_widget_is_focus (find ("note-text"));
}

static gboolean
has_text (const char *text)
{
  g_autofree char *now = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find ("note-text"))), "text", &now, NULL);
  return g_str_equal (now, text);
}

static GtkWidget *
get_row (int index)
{
  return GTK_WIDGET (gtk_list_box_get_row_at_index (GTK_LIST_BOX (find ("notes")), index));
}

static void
write_note (const char *text)
{
  press_key (XK_n, 0);
  wait_until (is_entry_shown ());
  type (text);
  wait_until (has_text (text));
}

static void
open_clip (void)
{
  g_autofree char *path = clips_make ("harbour.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux"),
                  *other = clips_make ("island.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (window));
  g_autoptr (GArray) rows = NULL;
  g_autoptr (RushesClip) clip = NULL;

  rushes_window_show_main (window);
  g_ptr_array_add (files, g_file_new_for_path (path));
  g_ptr_array_add (files, g_file_new_for_path (other));
  rushes_importing_start (window, files);
  wait_until (count_clips () == 2);
  rows = rushes_library_query (library, &(RushesQuery) { .words = "harbour" }, NULL);
  clip = rushes_library_ref_clip (library, g_array_index (rows, gint64, 0), NULL);
  rushes_window_show_clip (window, clip);
  wait_until (rushes_player_get_n_frames (get_player ()) == 48 && gtk_widget_get_mapped (find ("filmstrip")));
}

static void
test_a_note_on_a_frame (void)
{
  open_clip ();
  go_to_frame (30);
  write_note ("x 5 p melts"); /* no letter of it is a key of the viewer */
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find ("note-times"))), ==, "Note on 00:00:01:06");
  press_key (XK_Return, 0);
  wait_until (count_notes () == 1 && !gtk_widget_get_mapped (find ("note-text")));
  g_assert_true (is_note (0, 30, 30, "x 5 p melts"));
  g_assert_true (get_info ()->verdict == RUSHES_VERDICT_NONE && get_info ()->rating == 0);
  g_assert_nonnull (find_text (find ("notes"), "00:00:01:06"));
  press_key (XK_period, 0); /* the keys are the viewer's again */
  wait_until (rushes_player_get_frame (get_player ()) == 31);
}

static gboolean
is_on_what_is_seen (void)
{
  g_autofree char *times = g_strconcat ("Note on ", gtk_label_get_label (GTK_LABEL (find ("time"))), NULL);

  return g_str_equal (gtk_label_get_label (GTK_LABEL (find ("note-times"))), times);
}

/* What the note is on is what is seen, also when the clip played. */
static void
test_a_clip_that_plays_stands (void)
{
  rushes_player_set_playing (get_player (), TRUE);
  wait_until (rushes_player_get_position (get_player ()) > 0.5);
  press_key (XK_n, 0);
  wait_until (is_entry_shown () && !rushes_player_get_playing (get_player ()) && is_on_what_is_seen ());
  press_key (XK_Escape, 0);
  wait_until (!gtk_widget_get_mapped (find ("note-text")));
}

static void
test_a_note_on_a_part (void)
{
  rushes_player_set_range (get_player (), 6, 12);
  write_note ("too fast");
  press_key (XK_Return, XK_Shift_L);
  type ("here");
  wait_until (has_text ("too fast\nhere"));
  press_key (XK_Return, XK_Control_L);
  wait_until (count_notes () == 2);
  g_assert_true (is_note (0, 6, 12, "too fast\nhere"));
  g_assert_nonnull (find_text (get_row (0), "00:00:00:06–00:00:00:12"));
  rushes_player_set_range (get_player (), -1, -1);
}

static void
test_nothing_is_kept_of_what_is_discarded (void)
{
  write_note ("no");
  press_key (XK_Escape, 0);
  wait_until (!gtk_widget_get_mapped (find ("note-text")));
  write_note ("no");
  click (find ("note-discard"));
  wait_until (!gtk_widget_get_mapped (find ("note-text")));
  g_assert_nonnull (rushes_viewer_get_clip (get_viewer ()));
  g_assert_cmpuint (count_notes (), ==, 2);
}

static void
test_a_row_shows_its_frame (void)
{
  go_to_frame (40);
  click (get_row (1));
  wait_until (rushes_player_get_frame (get_player ()) == 30 && !rushes_player_get_playing (get_player ()));
  gtk_widget_grab_focus (get_row (0));
  press_key (XK_Return, 0);
  wait_until (rushes_player_get_frame (get_player ()) == 6);
}

static void
test_a_note_is_changed_and_deleted (void)
{
  gtk_widget_grab_focus (get_row (1));
  press_key (XK_F2, 0);
  wait_until (is_entry_shown () && has_text ("x 5 p melts"));
  press_key (XK_a, XK_Control_L);
  type ("fine");
  wait_until (has_text ("fine"));
  click (find ("note-keep"));
  wait_until (is_note (1, 30, 30, "fine"));
  gtk_widget_grab_focus (get_row (1));
  press_key (XK_Delete, 0); /* the note, not the clip */
  wait_until (count_notes () == 1 && is_told ("The note is deleted"));
  g_assert_true (gtk_widget_is_focus (get_row (0)));
  press_key (XK_z, XK_Control_L);
  wait_until (count_notes () == 2);
  g_assert_true (is_note (1, 30, 30, "fine"));
  click (find_with_tooltip (get_row (0), "Delete the Note"));
  wait_until (count_notes () == 1);
  press_key (XK_z, XK_Control_L);
  wait_until (count_notes () == 2);
}

/* What was being written when another clip is shown, or none, is kept on the one it was written on. */
static void
test_words_are_not_lost (void)
{
  g_autoptr (RushesClip) clip = g_object_ref (rushes_viewer_get_clip (get_viewer ()));

  go_to_frame (3);
  write_note ("half a");
  rushes_viewer_show_neighbour (get_viewer (), rushes_clip_list_find (rushes_gallery_get_clips (rushes_window_get_gallery (window)), get_info ()->id) == 0 ? 1 : -1);
  wait_until (rushes_viewer_get_clip (get_viewer ()) != clip && rushes_notes_count (rushes_clip_get_info (clip)->notes) == 3);
  g_assert_false (gtk_widget_get_mapped (find ("note-text")));
  g_assert_cmpuint (count_notes (), ==, 0);
  wait_until (rushes_player_get_n_frames (get_player ()) == 48);
  write_note ("of the other");
  rushes_window_close_viewer (window);
  g_settings_set_value (rushes_window_get_settings (window), "filter", g_variant_new_parsed ("{'marks': 'noted'}"));
  wait_until (count_clips () == 2);
  g_settings_reset (rushes_window_get_settings (window), "filter");
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = TRUE;
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notes/on-a-frame", test_a_note_on_a_frame);
  g_test_add_func ("/notes/a-clip-that-plays-stands", test_a_clip_that_plays_stands);
  g_test_add_func ("/notes/on-a-part", test_a_note_on_a_part);
  g_test_add_func ("/notes/discarded", test_nothing_is_kept_of_what_is_discarded);
  g_test_add_func ("/notes/a-row-shows-its-frame", test_a_row_shows_its_frame);
  g_test_add_func ("/notes/changed-and-deleted", test_a_note_is_changed_and_deleted);
  g_test_add_func ("/notes/words-are-not-lost", test_words_are_not_lost);
  return drive (argc, argv);
}
