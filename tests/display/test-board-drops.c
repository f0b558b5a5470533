/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "takes.h"

#include "rushes-edge-scroll.h"
#include "rushes-frames.h"
#include "rushes-shot-band.h"

#include "clips.h"
#include "spoiled-index.h"

/* Files are dropped on the strip and on the table of a board, those of the library and others, and a shot on the strip. */

#define OTHER "videotestsrc num-buffers=24 pattern=ball ! video/x-raw,format=I420,width=64,height=36,framerate=24/1 ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static char *paths[3]; /* of takes in the library, counted from 1 */

static void
add_take (RushesClipInfo *info, int number)
{
  g_free (info->id);
  info->id = g_strdup_printf ("take-%d", number);
}

static void
note_path (int number)
{
  g_autofree char *words = g_strdup_printf ("take-%d", number);

  for (guint i = 0; i < count_clips (); i++)
    {
      g_autoptr (RushesClip) clip = ref_clip (i);
      if (g_str_equal (rushes_clip_get_id (clip), words))
        paths[number] = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), clip);
    }
}

static void
test_a_board (void)
{
  make_board ("Drops");
  g_settings_set_string (rushes_window_get_settings (window), "import", "copy");
  for (int i = 1; i <= 2; i++)
    take_add (rushes_core_get_library (rushes_window_get_core (window)), i, add_take);
  change ("{'do': <'add-scene'>, 'title': <'One'>, 'index': <int64 0>}");
  change ("{'do': <'add-scene'>, 'title': <'Two'>, 'index': <int64 1>}");
  for (int i = 0; i < 4; i++)
    change (i < 2 ? "{'do': <'add'>, 'scene': <int64 1>}" : "{'do': <'add'>, 'scene': <int64 2>}");
  wait_until (stand ("10 20 | 30 40") && count_clips () == 2);
  note_path (1);
  note_path (2);
  g_assert_true (paths[1] != NULL && paths[2] != NULL);
  wait_for_frames ();
}

/* As a file manager does it. */
static void
drop (GtkWidget *widget, double x, double y, const char *const *files)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GValue) value = G_VALUE_INIT;
  GdkDragAction action = 0;
  gboolean taken = FALSE;

  for (; *files != NULL; files++)
    g_ptr_array_add (all, g_file_new_for_path (*files));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array ((GFile **) all->pdata, all->len));
  g_signal_emit_by_name (get_drop_target (widget), "motion", x, y, &action);
  g_assert_cmpint (action, ==, GDK_ACTION_COPY);
  g_signal_emit_by_name (get_drop_target (widget), "drop", &value, x, y, &taken);
  g_assert_true (taken);
}

/* At that part of a shot's frame on the strip. */
static void
drop_on_strip (const char *shown, double part, const char *const *files)
{
  RushesShotBand *band = RUSHES_SHOT_BAND (find ("band"));
  RushesShot *shot = get_shot (shown);
  double from = rushes_shot_band_get_x (band, rushes_shot_get_start (shot));
  double to = rushes_shot_band_get_x (band, rushes_shot_get_start (shot) + rushes_shot_get_played (shot));

  drop (GTK_WIDGET (band), from + (to - from) * part, 50, files);
}

/* The shots as they stand, a new one, which has its take, as “*”: its number has never been there before. */
static gboolean
are (const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 scene = 0;

  for (guint i = 0; i < count_shots (); i++)
    {
      RushesShot *shot = rushes_board_view_get_shot (get_view (), i);
      gboolean old = strchr ("1234", rushes_shot_get_shown (shot)[0]) != NULL && g_str_has_suffix (rushes_shot_get_shown (shot), "0") && strlen (rushes_shot_get_shown (shot)) == 2;
      g_string_append (text, scene != 0 && rushes_shot_get_scene (shot) != scene ? " |" : "");
      g_string_append_printf (text, " %s", old ? rushes_shot_get_shown (shot) : rushes_shot_get_state (shot) == RUSHES_SHOT_CHOSEN ? "*" : "?");
      scene = rushes_shot_get_scene (shot);
    }
  return g_str_equal (g_strstrip (text->str), wanted);
}

#define ONE ((const char *const[]) { paths[1], NULL })

static void
test_on_the_strip (void)
{
  drop_on_strip ("20", .5, ONE);
  wait_until (rushes_shot_get_n_takes (get_shot ("20")) == 1 && stand ("10 20 | 30 40"));
  drop_on_strip ("20", .05, ONE);
  wait_until (are ("10 * 20 | 30 40"));
  drop_on_strip ("20", .95, ONE); /* of the scene that it is dropped on */
  wait_until (are ("10 * 20 * | 30 40"));
  drop_on_strip ("30", .05, ONE);
  wait_until (are ("10 * 20 * | * 30 40"));
  drop_on_strip ("40", .95, ONE);
  wait_until (are ("10 * 20 * | * 30 40 *"));
  for (int i = 0; i < 5; i++)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (stand ("10 20 | 30 40") && rushes_shot_get_n_takes (get_shot ("20")) == 0);
}

/* A card is moved by it. */
static void
test_a_card_on_the_strip (void)
{
  RushesShotBand *band = RUSHES_SHOT_BAND (find ("band"));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  wait_until (find_card ("10") != NULL);
  wait_for_frames ();
  click (find_card ("10"));
  wait_until (is_at ("10"));
  g_value_init (&value, RUSHES_TYPE_SHOT);
  g_value_set_object (&value, get_shot ("10"));
  g_signal_emit_by_name (get_drop_target (GTK_WIDGET (band)), "drop", &value, rushes_shot_band_get_x (band, rushes_shot_get_start (get_shot ("40"))) + 2, 50.0, &taken);
  g_assert_true (taken);
  wait_until (stand ("20 | 30 10 40"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (stand ("10 20 | 30 40"));
}

static GtkWidget *
get_content (void)
{
  return gtk_widget_get_ancestor (find ("shot-list"), GTK_TYPE_OVERLAY);
}

/* (out): where that row lies */
static gboolean
find_row (const char *shown, graphene_rect_t *bounds)
{
  for (GtkWidget *row = gtk_widget_get_first_child (gtk_widget_get_last_child (find ("shot-list"))); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *label = find_text (row, shown);
      if (label != NULL && gtk_widget_compute_bounds (row, get_content (), bounds))
        return bounds->size.height > 0;
    }
  return FALSE;
}

static void
drop_on_row (const char *shown, double part, const char *const *files)
{
  graphene_rect_t row;

  wait_until (find_row (shown, &row));
  drop (get_content (), 200, row.origin.y + row.size.height * part, files);
}

static double
get_mark (void)
{
  graphene_rect_t bounds;

  return gtk_widget_get_mapped (find_named (get_content (), "list-drop-mark")) && gtk_widget_compute_bounds (find_named (get_content (), "list-drop-mark"), get_content (), &bounds)
           ? bounds.origin.y + bounds.size.height / 2 : -1;
}

static void
test_on_the_list (void)
{
  graphene_rect_t row;
  GdkDragAction action;

  wait_for_frames ();
  click (find ("board-list"));
  wait_until (find_row ("20", &row));
  wait_for_frames ();
  g_signal_emit_by_name (get_drop_target (get_content ()), "motion", 200.0, row.origin.y + row.size.height * .1, &action);
  wait_until (ABS (get_mark () - row.origin.y) <= 2);
  g_signal_emit_by_name (get_drop_target (get_content ()), "motion", 200.0, row.origin.y + row.size.height * .9, &action);
  wait_until (ABS (get_mark () - row.origin.y - row.size.height) <= 2);
  g_signal_emit_by_name (get_drop_target (get_content ()), "leave");
  wait_until (get_mark () < 0);
  drop_on_row ("20", .5, ONE);
  wait_until (rushes_shot_get_n_takes (get_shot ("20")) == 1 && stand ("10 20 | 30 40"));
  drop_on_row ("20", .1, ONE);
  wait_until (are ("10 * 20 | 30 40"));
  drop_on_row ("20", .9, ONE); /* not into the next scene */
  wait_until (are ("10 * 20 * | 30 40"));
  drop (get_content (), 200, gtk_widget_get_height (get_content ()) - 60, ONE);
  wait_until (are ("10 * 20 * | 30 40 *"));
  for (int i = 0; i < 4; i++)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (stand ("10 20 | 30 40") && rushes_shot_get_n_takes (get_shot ("20")) == 0);
}

/* Whichever of them come into the library first. */
static void
test_in_the_order_in_which_they_were_dropped (void)
{
  g_autofree char *other = clips_make ("other.mp4", OTHER);

  drop_on_row ("20", .1, (const char *const[]) { paths[2], other, paths[1], NULL });
  wait_until (is_told ("Importing 1 of 1"));
  wait_until (count_shots () == 7);
  g_assert_cmpstr (rushes_shot_get_clip (rushes_board_view_get_shot (get_view (), 1)), ==, "take-2");
  g_assert_cmpstr (rushes_shot_get_clip (rushes_board_view_get_shot (get_view (), 3)), ==, "take-1");
  g_assert_false (g_str_has_prefix (rushes_shot_get_clip (rushes_board_view_get_shot (get_view (), 2)), "take-"));
  wait_until (is_told ("3 of 7 shots have a take · 4 empty"));
}

/* As long as something is held there, and no longer. */
static void
test_its_ends_scroll (void)
{
  GtkWidget *other = gtk_window_new (), *scrolled = gtk_scrolled_window_new (), *tall = gtk_label_new ("tall");
  GtkAdjustment *scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  double there;

  gtk_widget_set_size_request (tall, 100, 3000);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), tall);
  gtk_window_set_child (GTK_WINDOW (other), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (other), 200, 300);
  gtk_window_present (GTK_WINDOW (other));
  wait_until (gtk_adjustment_get_page_size (scroll) > 200);
  rushes_edge_scroll_at (scrolled, scroll, gtk_widget_get_height (scrolled) - 2);
  wait_until (gtk_adjustment_get_value (scroll) > 100);
  rushes_edge_scroll_at (scrolled, scroll, 150);
  there = gtk_adjustment_get_value (scroll);
  wait_for_frames ();
  g_assert_cmpfloat (gtk_adjustment_get_value (scroll), ==, there);
  rushes_edge_scroll_at (scrolled, scroll, 2);
  wait_until (gtk_adjustment_get_value (scroll) < 30);
  rushes_edge_scroll_stop (scrolled);
  gtk_window_destroy (GTK_WINDOW (other));
}

/* Whether what holds the playhead is drawn at the strip's beginning. */
static gboolean
is_playhead_at_the_beginning (GtkWidget *band)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (band);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  guchar pixel[4];

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (band), gtk_widget_get_height (band));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (band)), node, &GRAPHENE_RECT_INIT (2, 5, 1, 1));
  gdk_texture_download (texture, pixel, 4);
  return pixel[3] == 0xff && pixel[0] < 0x80;
}

/* What is held at the end of a strip that shows a part of the film brings the rest, and where it would go follows; with leave it stays. */
static void
test_the_ends_of_the_strip_scroll (void)
{
  RushesShotBand *band = RUSHES_SHOT_BAND (find ("band"));
  int width = gtk_widget_get_width (GTK_WIDGET (band));
  GdkDragAction action;
  double there;

  g_object_set (band, "zoom", 1.0, NULL);
  wait_for_frames ();
  gtk_widget_grab_focus (GTK_WIDGET (band));
  press_key (XK_Home, 0);
  wait_until (rushes_shot_band_get_x (band, 0) == 0 && rushes_shot_band_get_x (band, rushes_board_view_get_length (get_view ())) > width + 100);
  g_assert_true (is_playhead_at_the_beginning (GTK_WIDGET (band)));
  g_signal_emit_by_name (get_drop_target (GTK_WIDGET (band)), "motion", width - 3.0, 50.0, &action);
  wait_until (rushes_shot_band_get_x (band, 0) < -60);
  g_assert_false (is_playhead_at_the_beginning (GTK_WIDGET (band))); /* it has been left behind */
  g_signal_emit_by_name (get_drop_target (GTK_WIDGET (band)), "leave");
  there = rushes_shot_band_get_x (band, 0);
  wait_for_frames ();
  g_assert_cmpfloat (rushes_shot_band_get_x (band, 0), ==, there);
  g_signal_emit_by_name (get_drop_target (GTK_WIDGET (band)), "motion", 3.0, 50.0, &action);
  wait_until (rushes_shot_band_get_x (band, 0) == 0);
  g_signal_emit_by_name (get_drop_target (GTK_WIDGET (band)), "leave");
  g_object_set (band, "zoom", 0.0, NULL);
}

/* A board that has nothing yet: wherever they land, they are its first shots, in one step. */
static void
test_on_a_board_without_shots (void)
{
  g_autofree char *other = clips_make ("first.mp4", OTHER);

  click (find ("board-cards"));
  make_board ("Nothing Yet");
  wait_until (count_shots () == 0 && gtk_widget_get_mapped (find ("no-shots")));
  wait_for_frames ();
  drop (find ("no-shots"), 40, 40, ONE);
  wait_until (count_shots () == 1 && !gtk_widget_get_mapped (find ("no-shots")));
  g_assert_cmpstr (rushes_shot_get_clip (rushes_board_view_get_shot (get_view (), 0)), ==, "take-1");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo", NULL);
  wait_until (count_shots () == 0 && gtk_widget_get_mapped (find ("no-shots")));
  drop (find ("no-shots"), 40, 40, (const char *const[]) { other, paths[1], NULL });
  wait_until (count_shots () == 2);
  g_assert_cmpstr (rushes_shot_get_clip (rushes_board_view_get_shot (get_view (), 1)), ==, "take-1");
}

/* Whether it is a clip of the library cannot be read: that is told, and nothing is brought in; dropped again it becomes a shot. */
static void
test_an_index_that_cannot_be_read (void)
{
  RushesPaths *all = rushes_core_get_paths (rushes_window_get_core (window));
  guint n = count_shots (), n_clips = count_clips ();

  spoil_index (all);
  drop (GTK_WIDGET (find ("band")), 2, 50, ONE);
  wait_until (is_told ("The library cannot be read"));
  mend_index (all);
  g_assert_cmpuint (count_shots (), ==, n);
  drop (GTK_WIDGET (find ("band")), 2, 50, ONE);
  wait_until (count_shots () == n + 1);
  wait_until (count_clips () == n_clips); /* the gallery, too, may have asked while it could not be read, and asks again */
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board-drops/a-board", test_a_board);
  g_test_add_func ("/board-drops/on-the-strip", test_on_the_strip);
  g_test_add_func ("/board-drops/a-card-on-the-strip", test_a_card_on_the_strip);
  g_test_add_func ("/board-drops/on-the-list", test_on_the_list);
  g_test_add_func ("/board-drops/in-the-order-in-which-they-were-dropped", test_in_the_order_in_which_they_were_dropped);
  g_test_add_func ("/board-drops/its-ends-scroll", test_its_ends_scroll);
  g_test_add_func ("/board-drops/the-ends-of-the-strip-scroll", test_the_ends_of_the_strip_scroll);
  g_test_add_func ("/board-drops/on-a-board-without-shots", test_on_a_board_without_shots);
  g_test_add_func ("/board-drops/an-index-that-cannot-be-read", test_an_index_that_cannot_be_read);
  return drive (argc, argv);
}
