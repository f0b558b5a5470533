/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include "rushes-animatic-frame.h"
#include "rushes-animatic-view.h"
#include "rushes-board-change.h"
#include "rushes-board-strip.h"
#include "rushes-boards.h"
#include "rushes-fit.h"
#include "rushes-frames.h"

#include "clips.h"

/* A board is played in its page. */

#define CLIP "videotestsrc num-buffers=48 pattern=ball ! video/x-raw,format=I420,width=320,height=180,framerate=24/1"
#define CODEC " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static const char script[] = "INT. KITCHEN - NIGHT\n\nInes stays at the window.\n\nThe kettle starts to sing.\n\nEXT. ROOFTOP - DAWN\n\nFirst light.\n";

static RushesBoardSession *
get_session (void)
{
  return rushes_board_desk_get_session (rushes_window_get_desk (window));
}

static RushesBoardView *
get_view (void)
{
  return rushes_board_session_get_view (get_session ());
}

static RushesAnimatic *
get_animatic (void)
{
  return rushes_animatic_view_get_animatic (RUSHES_ANIMATIC_VIEW (find ("animatic-view")));
}

static gint64
get_position (void)
{
  return rushes_board_strip_get_position (RUSHES_BOARD_STRIP (find ("board-strip")));
}

static gboolean
is_settled (void)
{
  return rushes_board_view_get_board (get_view ()) != NULL && !rushes_board_session_is_busy (get_session ());
}

static void
change (GVariant *what)
{
  rushes_board_desk_change (rushes_window_get_desk (window), what);
  wait_until (is_settled ());
}

/* Two scenes; the first shot has a take, each is two seconds long. */
static void
test_a_board_is_made (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "film.fountain", NULL);
  g_autofree char *clip = clips_make ("clip.mp4", CLIP CODEC), *slug = NULL;
  g_autoptr (RushesClip) taken = NULL;
  g_autoptr (GError) error = NULL;

  import_clip (clip);
  taken = ref_clip (0);
  g_assert_true (g_file_set_contents (path, script, -1, &error));
  slug = rushes_boards_make (rushes_window_get_core (window), "The Last Tram", path, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (is_settled ());
  change (g_variant_new_parsed ("{'do': <%s>, 'members': <{'length': <int64 48>}>}", RUSHES_CHANGE_SET));
  change (g_variant_new_parsed ("{'do': <%s>, 'shot': <'10'>, 'clip': <%s>}", RUSHES_CHANGE_TAKE, rushes_clip_get_id (taken)));
  wait_until (rushes_board_view_get_length (get_view ()) == 3 * 48);
  wait_for_frames ();
}

/* The playhead goes with it; what is not there yet is a card. */
static void
test_it_plays (void)
{
  click (find ("play-board"));
  wait_until (gtk_widget_get_mapped (find ("animatic-view")) && rushes_animatic_has_picture (get_animatic ()));
  g_assert_true (rushes_animatic_get_playing (get_animatic ()));
  wait_until (get_position () > 0);
  wait_until (rushes_animatic_get_part (get_animatic ()) == 1);
  wait_until (find_text (find ("animatic-view"), "20\nThe kettle starts to sing.") != NULL);
  g_assert_false (rushes_animatic_has_picture (get_animatic ()));
  g_assert_cmpint (get_position (), >=, 48);
  press_key (XK_space, 0);
  wait_until (!rushes_animatic_get_playing (get_animatic ()));
}

/* What changes while it plays is played at once: nothing stops, and what is seen goes on. */
static void
test_a_change_is_played (void)
{
  gint64 before;

  click (find ("first-shot"));
  wait_until (rushes_animatic_is_settled (get_animatic ()) && rushes_animatic_get_frame (get_animatic ()) == 0);
  gtk_widget_grab_focus (find ("animatic-view"));
  press_key (XK_space, 0);
  wait_until (rushes_animatic_get_playing (get_animatic ()) && get_position () > 0);
  change (g_variant_new_parsed ("{'do': <%s>, 'shot': <'20'>, 'members': <{'length': <int64 200>}>}", RUSHES_CHANGE_SET));
  wait_until (rushes_animatic_get_length (get_animatic ()) == 2 * 48 + 200);
  g_assert_true (rushes_animatic_get_playing (get_animatic ()));
  wait_until (rushes_animatic_get_part (get_animatic ()) == 1);
  change (g_variant_new_parsed ("{'do': <%s>, 'shot': <'10'>, 'members': <{'length': <int64 24>}>}", RUSHES_CHANGE_SET));
  wait_until (rushes_animatic_get_length (get_animatic ()) == 24 + 200 + 48);
  g_assert_true (rushes_animatic_get_playing (get_animatic ()));
  g_assert_cmpint (rushes_animatic_get_part (get_animatic ()), ==, 1);
  before = get_position ();
  wait_until (get_position () > before);
  press_key (XK_space, 0);
  wait_until (!rushes_animatic_get_playing (get_animatic ()));
  change (g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_UNDO));
  change (g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_UNDO));
  wait_until (rushes_animatic_get_length (get_animatic ()) == 3 * 48);
}

/* As in its film: see the same in test-join. */
static void
test_a_take_of_another_shape (void)
{
  static const int sizes[][2] = { { 320, 96 }, { 96, 320 }, { 64, 64 }, { 1280, 720 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 ((gsize) sizes[i][0] * sizes[i][1] * 4), (gsize) sizes[i][0] * sizes[i][1] * 4);
      g_autoptr (GdkTexture) picture = gdk_memory_texture_new (sizes[i][0], sizes[i][1], GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, (gsize) sizes[i][0] * 4);
      g_autoptr (RushesAnimaticFrame) frame = rushes_animatic_frame_new (GDK_PAINTABLE (picture));
      g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      graphene_rect_t bounds;
      RushesFitArea area;

      rushes_animatic_frame_set_size (frame, 96, 96);
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (frame)), ==, 96);
      gdk_paintable_snapshot (GDK_PAINTABLE (frame), snapshot, 96, 96);
      node = gtk_snapshot_to_node (snapshot);
      gsk_render_node_get_bounds (node, &bounds);
      rushes_fit_centre (sizes[i][0], sizes[i][1], 96, 96, &area);
      g_assert_true (graphene_rect_equal (&bounds, &GRAPHENE_RECT_INIT (area.x, area.y, area.width, area.height)));
    }
}

/* Until what is gone to has been decoded, the nearest that is there is seen. */
static void
test_something_near_is_seen_at_once (void)
{
  RushesAnimaticView *view = RUSHES_ANIMATIC_VIEW (find ("animatic-view"));

  rushes_animatic_seek (get_animatic (), 100); /* a card: nothing to be decoded */
  wait_until (rushes_animatic_is_settled (get_animatic ()));
  g_assert_false (rushes_animatic_view_is_near (view));
  rushes_animatic_seek (get_animatic (), 40);
  g_assert_false (rushes_animatic_is_settled (get_animatic ()));
  g_assert_true (rushes_animatic_view_is_near (view));
  wait_until (rushes_animatic_is_settled (get_animatic ()));
  g_assert_false (rushes_animatic_view_is_near (view));
  g_assert_cmpint (rushes_animatic_get_frame (get_animatic ()), ==, 40);
}

static void
test_the_strip_seeks (void)
{
  click (find ("first-shot"));
  wait_until (rushes_animatic_is_settled (get_animatic ()) && rushes_animatic_get_frame (get_animatic ()) == 0);
  click (find ("next-shot"));
  wait_until (rushes_animatic_is_settled (get_animatic ()) && rushes_animatic_get_frame (get_animatic ()) == 48);
  gtk_widget_grab_focus (find ("animatic-view"));
  press_key (XK_Left, 0);
  wait_until (get_position () == 47 && rushes_animatic_get_part (get_animatic ()) == 0);
}

/* The scene where the playhead is, over and over. */
static void
test_a_scene_loops (void)
{
  click (find ("loop-scene"));
  click (find ("last-shot"));
  wait_until (rushes_animatic_is_settled (get_animatic ()) && rushes_animatic_get_frame (get_animatic ()) == 96);
  gtk_widget_grab_focus (find ("animatic-view"));
  press_key (XK_space, 0);
  wait_until (rushes_animatic_get_playing (get_animatic ()) && get_position () > 110);
  wait_until (get_position () < 110);
  g_assert_cmpint (get_position (), >=, 96);
  press_key (XK_space, 0);
  wait_until (!rushes_animatic_get_playing (get_animatic ()));
}

static gboolean
is_full (void)
{
  return gtk_window_is_fullscreen (GTK_WINDOW (window)) && !gtk_widget_get_mapped (find ("play-board"));
}

/* Escape gives the screen back, and once more the shots. */
static void
test_it_fills_the_screen (void)
{
  press_key (XK_f, 0);
  wait_until (is_full ());
  press_key (XK_i, 0);
  wait_for_frames ();
  press_key (XK_Escape, 0);
  wait_until (!gtk_window_is_fullscreen (GTK_WINDOW (window)) && gtk_widget_get_mapped (find ("play-board")));
  press_key (XK_Escape, 0);
  wait_until (gtk_widget_get_mapped (find ("shot-flow")) && !gtk_widget_get_mapped (find ("animatic-view")));
}

static void
export_as (const char *form, const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (window), "export-board", g_variant_new_string (form));
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  press_key (XK_a, XK_Control_L);
  type (path);
  /* The first may only take what the dialog has completed. */
  for (int i = 0; i < 20 && GTK_IS_FILE_CHOOSER (get_top ()); i++)
    {
      press_key (XK_Return, 0);
      wait_for_frames ();
    }
  wait_until (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  wait_until (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export-board"));
  wait_until (get_top () != NULL);
  while (get_top () != NULL)
    close_top ();
}

/* What has no picture is told. */
static void
test_it_is_exported (void)
{
  export_as ("csv", "film.csv");
  export_as ("edl", "film.edl");
}

/* Another page makes it stop. */
static void
test_it_does_not_play_behind (void)
{
  click (find ("play-board"));
  wait_until (gtk_widget_get_mapped (find ("animatic-view")) && rushes_animatic_get_playing (get_animatic ()));
  rushes_window_show_page (window, "gallery");
  wait_until (!rushes_animatic_get_playing (get_animatic ()));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  manage_full_screen ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screening/a-board-is-made", test_a_board_is_made);
  g_test_add_func ("/screening/it-plays", test_it_plays);
  g_test_add_func ("/screening/a-change-is-played", test_a_change_is_played);
  g_test_add_func ("/screening/a-take-of-another-shape", test_a_take_of_another_shape);
  g_test_add_func ("/screening/something-near-is-seen-at-once", test_something_near_is_seen_at_once);
  g_test_add_func ("/screening/the-strip-seeks", test_the_strip_seeks);
  g_test_add_func ("/screening/a-scene-loops", test_a_scene_loops);
  g_test_add_func ("/screening/it-fills-the-screen", test_it_fills_the_screen);
  g_test_add_func ("/screening/it-is-exported", test_it_is_exported);
  g_test_add_func ("/screening/it-does-not-play-behind", test_it_does_not_play_behind);
  return drive (argc, argv);
}
