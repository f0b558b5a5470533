/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

#include "rushes-frames.h"
#include "rushes-importing.h"
#include "rushes-scratch.h"

#include "clips.h"

#include <glib/gstdio.h>

/* Files from elsewhere in the window: how they are brought in, and how one is looked at, by keys and by pointer. The library
 * that reads pictures has no loader for WebP here. */

#define SOUND_AND_PICTURE                                                                                              \
  "audiotestsrc num-buffers=86 ! audioconvert ! avenc_aac ! aacparse ! mux. " CLIPS_SOURCE                              \
  " ! x264enc speed-preset=ultrafast key-int-max=12 ! h264parse ! mp4mux name=mux"

static char *folder;

/* Everything that the system's list has but WebP; before GTK is there. */
static void
leave_out_webp (void)
{
  g_autofree char *all = NULL, *mine = g_build_filename (folder, "loaders.cache", NULL);
  g_autoptr (GString) kept = g_string_new (NULL);
  g_auto (GStrv) blocks = NULL;

  if (!g_file_get_contents (g_getenv ("LOADERS"), &all, NULL, NULL))
    return;
  blocks = g_strsplit (all, "\n\n", -1);
  for (char **block = blocks; *block != NULL; block++)
    if (strstr (*block, "webp") == NULL)
      g_string_append_printf (kept, "%s\n\n", *block);
  g_assert_true (g_file_set_contents (mine, kept->str, -1, NULL));
  g_setenv ("GDK_PIXBUF_MODULE_FILE", mine, TRUE);
}

static gboolean
has_webp_all_the_same (void)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *each = formats; each != NULL; each = each->next)
    {
      g_autofree char *name = gdk_pixbuf_format_get_name (each->data);
      if (g_str_equal (name, "webp"))
        return TRUE;
    }
  return FALSE;
}

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

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (transfer full) */
static RushesClip *
find_clip (const char *words)
{
  g_autoptr (GArray) rows = rushes_library_query (get_library (), &(RushesQuery) { .words = words }, NULL);

  g_assert_cmpuint (rows->len, >, 0);
  return rushes_library_ref_clip (get_library (), g_array_index (rows, gint64, 0), NULL);
}

static const RushesClipInfo *
get_info (void)
{
  return rushes_clip_get_info (rushes_viewer_get_clip (get_viewer ()));
}

static void
show (const char *words)
{
  g_autoptr (RushesClip) clip = find_clip (words);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_viewer_get_clip (get_viewer ()) != NULL && g_str_equal (get_info ()->id, rushes_clip_get_id (clip)));
}

/* Paused on a frame, with numbers. */
static void
show_paused (const char *words, int n_frames)
{
  show (words);
  wait_until (rushes_player_get_n_frames (get_player ()) == n_frames);
  wait_until (gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (get_player ())) > 0);
  rushes_player_set_playing (get_player (), FALSE);
  rushes_player_seek (get_player (), 0, TRUE);
  wait_until (rushes_player_get_frame (get_player ()) == 0 && !rushes_player_get_playing (get_player ()));
}

static const char *
get_label (const char *name)
{
  return gtk_label_get_label (GTK_LABEL (find (name)));
}

static void
import (const char *const paths[])
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, g_file_new_for_path (*paths));
  rushes_importing_start (window, files);
}

/* Returns: (nullable): the label that is shown and has this in it */
static GtkWidget *
find_part (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_LABEL (child) && gtk_widget_get_mapped (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), text) != NULL
                           ? child : find_part (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_many_files_are_summed_up (void)
{
  g_autofree char *good = clips_make ("harbour.mp4", SOUND_AND_PICTURE), *gif = clips_make_gif (), *webp = clips_make_webp (), *waving = g_build_filename (folder, "waving.gif", NULL),
                  *second = clips_make ("second.mkv", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux"),
                  *text = g_build_filename (folder, "notes & more.txt", NULL), *empty = g_build_filename (folder, "empty.mp4", NULL);

  g_assert_true (g_file_set_contents (text, "a\n", -1, NULL));
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_cmpint (g_rename (gif, waving), ==, 0);
  rushes_window_show_main (window);
  import ((const char *const[]) { good, text, waving, empty, webp, second, NULL });
  wait_until (get_top () != NULL && find_text (get_top (), "Imported 4 of 6 files; left out: 2") != NULL);
  g_assert_nonnull (find_part (get_top (), "“notes & more.txt” is no video and no picture that moves."));
  g_assert_nonnull (find_part (get_top (), "“empty.mp4” is empty."));
  close_top ();
  wait_until (count_clips () == 4);
  import ((const char *const[]) { text, NULL });
  wait_until (is_told ("“notes & more.txt” is no video and no picture that moves."));
  g_assert_cmpuint (count_clips (), ==, 4);
}

static int
count_wraps (double *last, int *wraps)
{
  double position = rushes_player_get_position (get_player ());

  *wraps += position < *last;
  *last = position;
  return *wraps;
}

/* What played without length, bar and numbers. */
static void
test_a_gif_plays_steps_and_loops (void)
{
  double last = 0;
  int wraps = 0;

  show_paused ("waving", 3);
  wait_until (gtk_widget_get_mapped (find ("filmstrip")));
  g_assert_cmpstr (get_label ("frame"), ==, "Frame 1 of 3");
  g_assert_cmpfloat (gtk_adjustment_get_upper (gtk_range_get_adjustment (GTK_RANGE (find ("position")))), ==, 1);
  click (find ("step-on"));
  wait_until (g_str_equal (get_label ("frame"), "Frame 2 of 3"));
  press_key (XK_period, 0);
  wait_until (g_str_equal (get_label ("frame"), "Frame 3 of 3"));
  press_key (XK_comma, 0);
  wait_until (g_str_equal (get_label ("frame"), "Frame 2 of 3"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find ("loop")))); /* as short clips are looked at */
  click (find ("play"));
  wait_until (rushes_player_get_frame (get_player ()) == 2);
  wait_until (count_wraps (&last, &wraps) == 2);
  g_assert_true (rushes_player_get_playing (get_player ()));
  click (find ("loop"));
  wait_until (!rushes_player_get_playing (get_player ()));
}

static void
check_problem (const char *title, const char *part)
{
  wait_until (gtk_widget_get_mapped (find ("problem")));
  g_assert_cmpstr (adw_status_page_get_title (ADW_STATUS_PAGE (find ("problem"))), ==, title);
  if (strstr (adw_status_page_get_description (ADW_STATUS_PAGE (find ("problem"))), part) == NULL)
    g_error ("“%s” does not say “%s”", adw_status_page_get_description (ADW_STATUS_PAGE (find ("problem"))), part);
  wait_until (!gtk_widget_get_mapped (find ("position")) && !gtk_widget_get_mapped (find ("play")) &&
              !gtk_widget_get_mapped (find ("filmstrip")));
  g_assert_true (gtk_widget_get_mapped (find ("previous")) && gtk_widget_get_mapped (find ("next"))); /* nobody is stuck here */
}

static void
test_a_loader_that_is_missing_is_named (void)
{
  g_autoptr (RushesClip) clip = find_clip ("clip");

  if (g_getenv ("GDK_PIXBUF_MODULE_FILE") == NULL || has_webp_all_the_same ())
    return g_test_skip ("The loader cannot be left out");
  g_assert_cmpstr (rushes_clip_get_info (clip)->missing_decoder, ==, "Animated WebP decoder");
  rushes_window_show_clip (window, clip);
  check_problem ("This Clip Cannot Be Played Here", "lacks “Animated WebP decoder”. Install the package webp-pixbuf-loader, or");
}

/* @rank: of what decodes H.264, by name; they are kept in @before */
static void
set_ranks (GHashTable *before, gboolean restore)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple ("video/x-h264");
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_NONE);
  GList *decoders = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);

  for (GList *item = decoders; item != NULL; item = item->next)
    {
      GstPluginFeature *feature = item->data;
      if (!restore)
        g_hash_table_insert (before, feature, GUINT_TO_POINTER (gst_plugin_feature_get_rank (feature)));
      gst_plugin_feature_set_rank (feature, restore ? GPOINTER_TO_UINT (g_hash_table_lookup (before, feature)) : GST_RANK_NONE);
    }
  gst_plugin_feature_list_free (decoders);
  gst_plugin_feature_list_free (all);
}

static void
test_a_decoder_that_is_missing_is_named (void)
{
  g_autoptr (GHashTable) before = g_hash_table_new (NULL, NULL);

  set_ranks (before, FALSE);
  show ("harbour");
  check_problem ("This Clip Cannot Be Played Here", "gstreamer1.0-libav (Debian, Ubuntu) or gstreamer1-plugin-libav (Fedora)");
  set_ranks (before, TRUE);
  rushes_window_close_viewer (window);
  show_paused ("harbour", 48);
}

/* By keys: nothing is clicked. */
static void
test_keys (void)
{
  RushesPlayer *player = get_player ();
  g_autoptr (RushesClip) clip = g_object_ref (rushes_viewer_get_clip (get_viewer ()));

  press_key (XK_period, 0);
  wait_until (rushes_player_get_frame (player) == 1);
  press_key (XK_period, 0);
  wait_until (rushes_player_get_frame (player) == 2);
  press_key (XK_comma, 0);
  wait_until (rushes_player_get_frame (player) == 1);
  press_key (XK_space, 0);
  wait_until (rushes_player_get_playing (player));
  press_key (XK_space, 0);
  wait_until (!rushes_player_get_playing (player));
  press_key (XK_m, 0);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find ("mute"))));
  press_key (XK_m, 0);
  press_key (XK_f, 0); /* a judgement may go on to the next clip */
  wait_until (rushes_clip_get_info (clip)->favourite);
  show_paused ("harbour", 48);
  press_key (XK_4, 0);
  wait_until (rushes_clip_get_info (clip)->rating == 4);
  show_paused ("harbour", 48);
  press_key (XK_0, 0);
  wait_until (rushes_clip_get_info (clip)->rating == 0);
  show_paused ("harbour", 48);
}

static gboolean
is_full_screen (void)
{
  return gtk_window_is_fullscreen (GTK_WINDOW (window)) && !gtk_widget_get_mapped (find ("viewer-back")) &&
         !gtk_widget_get_mapped (find ("facts"));
}

static gboolean
is_back (void)
{
  return !gtk_window_is_fullscreen (GTK_WINDOW (window)) && gtk_widget_get_mapped (find ("viewer-back")) &&
         gtk_widget_get_mapped (find ("facts"));
}

static void
test_full_screen (void)
{
  press_key (XK_F11, 0);
  wait_until (is_full_screen ());
  press_key (XK_Escape, 0); /* leaves it, and not the clip */
  wait_until (is_back ());
  g_assert_nonnull (rushes_viewer_get_clip (get_viewer ()));
  click (find ("full-screen"));
  wait_until (is_full_screen ());
  click (find ("full-screen"));
  wait_until (is_back ());
}

/* A key of the window manager, or the clip is closed: what was hidden comes back. */
static void
test_full_screen_is_left_by_others (void)
{
  gtk_window_fullscreen (GTK_WINDOW (window));
  wait_until (is_full_screen ());
  gtk_window_unfullscreen (GTK_WINDOW (window));
  wait_until (is_back ());
  press_key (XK_F11, 0);
  wait_until (is_full_screen ());
  rushes_window_close_viewer (window);
  wait_until (!gtk_window_is_fullscreen (GTK_WINDOW (window)));
  show_paused ("harbour", 48);
  wait_until (is_back ());
}

static void
test_the_strip_and_the_bar_seek (void)
{
  GtkWidget *strip = find ("filmstrip");

  show_paused ("harbour", 48);
  click (strip); /* its middle; from there on its size is known */
  wait_until (ABS (rushes_player_get_position (get_player ()) - 1) < 0.1);
  move_to (strip, gtk_widget_get_width (strip) * 0.75, gtk_widget_get_height (strip) / 2.0);
  press_button ();
  wait_until (ABS (rushes_player_get_position (get_player ()) - 1.5) < 0.1);
  click (find ("position")); /* its middle */
  wait_until (ABS (rushes_player_get_position (get_player ()) - 1) < 0.15);
}

static void
check_range (int in, int out)
{
  int in_point, out_point;

  rushes_player_get_range (get_player (), &in_point, &out_point);
  g_assert_cmpint (in_point, ==, in);
  g_assert_cmpint (out_point, ==, out);
}

static void
go_to_frame (int frame)
{
  rushes_player_set_playing (get_player (), FALSE);
  rushes_player_seek (get_player (), (frame + 0.5) / 24, TRUE);
  wait_until (rushes_player_get_frame (get_player ()) == frame);
}

static double
get_speed (const char *property)
{
  double speed;

  g_object_get (get_player (), property, &speed, NULL);
  return speed;
}

/* J goes back, L on, each faster when it is pressed again; K stops. While K is held they step. */
static void
test_shuttle_keys (void)
{
  RushesPlayer *player = get_player ();

  show_paused ("harbour", 48);
  go_to_frame (30);
  press_key (XK_j, 0);
  wait_until (get_speed ("backwards") == 1 && rushes_player_get_playing (player));
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (find ("speed"))), ==, "−1×");
  wait_until (rushes_player_get_frame (player) < 25);
  press_key (XK_j, 0);
  wait_until (get_speed ("backwards") == 2);
  press_key (XK_k, 0);
  wait_until (!rushes_player_get_playing (player));
  g_assert_cmpfloat (get_speed ("backwards"), ==, 0);
  go_to_frame (20);
  press_key (XK_j, XK_k);
  wait_until (rushes_player_get_frame (player) == 19);
  press_key (XK_l, XK_k);
  wait_until (rushes_player_get_frame (player) == 20);
  g_assert_false (rushes_player_get_playing (player));
  press_key (XK_l, 0);
  wait_until (rushes_player_get_playing (player));
  g_assert_cmpfloat (get_speed ("rate"), ==, 1);
  press_key (XK_l, 0);
  wait_until (get_speed ("rate") == 2);
  press_key (XK_j, 0); /* from forwards to backwards */
  wait_until (get_speed ("backwards") == 1 && rushes_player_get_playing (player));
  press_key (XK_space, 0);
  wait_until (!rushes_player_get_playing (player));
}

/* Nothing plays while the bar is dragged, and then it goes on. */
static void
test_the_bar_is_dragged (void)
{
  show_paused ("harbour", 48);
  g_object_set (get_player (), "loop", TRUE, NULL);
  rushes_player_set_playing (get_player (), TRUE);
  wait_until (rushes_player_get_frame (get_player ()) > 4);
  drag (find ("position"), 40);
  g_assert_true (rushes_player_get_playing (get_player ()));
  wait_until (rushes_player_get_frame (get_player ()) > 40);
  wait_until (rushes_player_get_frame (get_player ()) < 10);
}

/* Whether the clip has been back at the start of the part, and was never outside of it. */
static gboolean
is_back_inside (int in, int out, int *seen)
{
  int frame = rushes_player_get_frame (get_player ());

  g_assert_cmpint (frame, >=, in);
  g_assert_cmpint (frame, <=, out + 1); /* where the last one ends */
  if (frame < *seen)
    return TRUE;
  *seen = frame;
  return FALSE;
}

/* The part between the points is played over and over; each goes when it is set again where it is. */
static void
test_in_and_out (void)
{
  int seen = 0;

  show_paused ("harbour", 48);
  go_to_frame (10);
  press_key (XK_i, 0);
  check_range (10, -1);
  go_to_frame (20);
  press_key (XK_o, 0);
  check_range (10, 20);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find ("in"))) && gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find ("out"))));
  g_object_set (get_player (), "loop", TRUE, NULL);
  press_key (XK_space, 0);
  wait_until (rushes_player_get_frame (get_player ()) >= 10);
  wait_until (is_back_inside (10, 20, &seen));
  g_object_set (get_player (), "loop", FALSE, NULL);
  wait_until (!rushes_player_get_playing (get_player ()));
  wait_until (rushes_player_get_frame (get_player ()) == 20);
  press_key (XK_o, 0);
  check_range (10, -1);
  click (find ("in"));
  check_range (-1, -1);
  go_to_frame (30);
  click (find ("in"));
  go_to_frame (5);
  click (find ("out")); /* before the other: that one goes */
  check_range (-1, 5);
  show_paused ("harbour", 48); /* opened again, it is played whole */
  check_range (-1, -1);
  g_object_set (get_player (), "loop", TRUE, NULL);
}

/* Over the picture, as long as the key is held. */
static void
test_facts_are_seen_while_a_key_is_held (void)
{
  GtkWidget *panel = find ("facts-panel");

  show_paused ("harbour", 48);
  hold_key (XK_h, TRUE);
  wait_until (gtk_widget_get_mapped (panel));
  g_assert_nonnull (find_part (panel, "160 × 96"));
  g_assert_nonnull (find_part (panel, "24 frames per second"));
  g_assert_nonnull (find_part (panel, "harbour"));
  hold_key (XK_h, FALSE);
  wait_until (!gtk_widget_get_mapped (panel));
}

static void
on_texture (GObject *clipboard, GAsyncResult *result, gpointer texture)
{
  *(GdkTexture **) texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

/* In its full size, with the clip's name and the frame's time. */
static void
test_a_frame_is_saved_and_copied (void)
{
  g_autofree char *path = g_build_filename (folder, "frame.png", NULL), *name = NULL;
  g_autoptr (GdkTexture) texture = NULL, saved = NULL;

  show_paused ("harbour", 48);
  go_to_frame (30);
  press_key (XK_s, XK_Control_L);
  wait_until (GTK_IS_FILE_CHOOSER (get_top ()) && top_is_active ());
  wait_for_frames ();
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (get_top ()));
  g_assert_true (g_str_has_suffix (name, " 00.00.01.06.png"));
  press_key (XK_a, XK_Control_L);
  type (path);
  press_key (XK_Return, 0);
  wait_until (is_told ("The frame is saved"));
  saved = gdk_texture_new_from_filename (path, NULL);
  g_assert_cmpint (gdk_texture_get_width (saved), ==, 160);
  wait_until (get_top () == NULL);
  press_key (XK_C, XK_Control_L);
  wait_until (is_told ("The frame is on the clipboard"));
  gdk_clipboard_read_texture_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_texture, &texture);
  wait_until (texture != NULL);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 96);
}

static void
test_buttons (void)
{
  double volume;

  click (find ("mute"));
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (find ("mute"))));
  click (find ("mute"));
  drag (find ("volume"), -20);
  g_object_get (get_player (), "volume", &volume, NULL);
  g_assert_cmpfloat (volume, <, 1);
  click (find ("viewer-favourite"));
  wait_until (!get_info ()->favourite);
  click (find ("step-on"));
  click (find ("step-back"));
  click (find ("viewer-details"));
  wait_until (!gtk_widget_get_mapped (find ("facts")));
  click (find ("viewer-details"));
  wait_until (gtk_widget_get_mapped (find ("facts")));
}

static void
test_neighbours (void)
{
  g_autofree char *id = NULL;

  while (gtk_widget_get_sensitive (find ("previous")))
    {
      g_autofree char *before = g_strdup (get_info ()->id);
      click (find ("previous"));
      wait_until (!g_str_equal (get_info ()->id, before));
    }
  id = g_strdup (get_info ()->id);
  press_key (XK_Left, 0); /* there is none */
  g_assert_cmpstr (get_info ()->id, ==, id);
  press_key (XK_Right, 0);
  wait_until (!g_str_equal (get_info ()->id, id));
  press_key (XK_Left, 0);
  wait_until (g_str_equal (get_info ()->id, id));
  click (find ("next"));
  wait_until (!g_str_equal (get_info ()->id, id));
}

static char *
dup_row (const char *name)
{
  GtkWidget *label = find_text (find ("facts"), name), *value = label != NULL ? gtk_widget_get_next_sibling (label) : NULL;

  return GTK_IS_LABEL (value) ? g_strdup (gtk_label_get_text (GTK_LABEL (value))) : NULL;
}

static void
check_row (const char *name, const char *start)
{
  g_autofree char *value = dup_row (name);

  if (value == NULL || !g_str_has_prefix (value, start))
    g_error ("%s is “%s”, not “%s”", name, value, start);
}

static void
test_details_say_what_the_file_is (void)
{
  show_paused ("harbour", 48);
  wait_until (gtk_widget_get_mapped (find ("facts")));
  check_row ("Size", "160 × 96");
  check_row ("Length", "2.00 s, 48 frames");
  check_row ("Rate", "24 frames per second");
  check_row ("Codec", "H.264");
  check_row ("Sound", "MPEG-4 AAC, mono, 44.1 kHz");
  check_row ("From", "/");
  g_assert_true (g_str_has_suffix (dup_row ("From"), "harbour.mp4"));
  check_row ("Bit Rate", "");
  g_assert_null (find_text (GTK_WIDGET (window), "Settings")); /* it was not made here */
  click (find_button (GTK_WIDGET (window), "☆"));
  wait_until (get_info ()->rating == 1);
  click (find_button (GTK_WIDGET (window), "★"));
  wait_until (get_info ()->rating == 0);
}

/* A toast lies over the picture, not over what is below it. */
static void
check_toast_leaves_buttons (GtkWidget *button)
{
  AdwToast *toast = adw_toast_new ("A toast that stands");
  GtkWidget *label;
  graphene_rect_t told, bounds;

  adw_toast_set_button_label (toast, "Undo"); /* it takes no other's place */
  adw_toast_set_timeout (toast, 0);
  g_object_ref (toast);
  rushes_window_toast (window, toast);
  move_to (find ("viewer-picture"), 20, 20); /* not on one that is there still and would stay */
  wait_until ((label = find_text (GTK_WIDGET (window), "A toast that stands")) != NULL && gtk_widget_get_mapped (label));
  move_to (label, 5, 5); /* when it stands still */
  g_assert_true (gtk_widget_compute_bounds (label, GTK_WIDGET (window), &told));
  g_assert_true (gtk_widget_compute_bounds (find ("transport"), GTK_WIDGET (window), &bounds));
  g_assert_cmpfloat (told.origin.y + told.size.height, <=, bounds.origin.y);
  click (button);
  adw_toast_dismiss (toast);
  wait_until (find_text (GTK_WIDGET (window), "A toast that stands") == NULL);
  g_object_unref (toast);
}

/* A line that goes on, such as a long path, wraps: the window stays as narrow as it was asked to be. */
static void
test_narrow (void)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 760);
  wait_until (!gtk_widget_get_mapped (find ("step-on")) && !gtk_widget_get_mapped (find ("facts")));
  wait_for_frames ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 400);
  check_toast_leaves_buttons (find ("play"));
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  wait_until (gtk_widget_get_mapped (find ("step-on")) && gtk_widget_get_mapped (find ("facts")));
  check_toast_leaves_buttons (find ("step-on"));
}

static void
test_the_controls_fade (void)
{
  show ("harbour");
  g_object_set (get_player (), "loop", TRUE, NULL);
  move_to (find ("viewer-picture"), 100, 100);
  wait_until (gtk_widget_has_css_class (find ("transport"), "faded"));
  move_to (find ("viewer-picture"), 120, 110);
  wait_until (!gtk_widget_has_css_class (find ("transport"), "faded"));
  g_object_set (get_player (), "loop", FALSE, NULL);
}

static void
test_a_broken_file_says_so (void)
{
  g_autoptr (RushesClip) clip = find_clip ("second");
  g_autofree char *path = rushes_library_dup_path (get_library (), clip);

  g_assert_true (g_file_set_contents (path, "no video any more", -1, NULL));
  show ("second");
  check_problem ("This Clip Is Broken", "");
  rushes_window_close_viewer (window);
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until (rushes_clip_get_missing (clip));
  show ("second");
  check_problem ("The File Is Missing", "moved or deleted");
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (get_viewer ()) == NULL && rushes_player_count_live () == 0);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  manage_full_screen ();
  folder = rushes_scratch_make ();
  leave_out_webp ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewer/many-files-are-summed-up", test_many_files_are_summed_up);
  g_test_add_func ("/viewer/a-gif-plays-steps-and-loops", test_a_gif_plays_steps_and_loops);
  g_test_add_func ("/viewer/a-loader-that-is-missing-is-named", test_a_loader_that_is_missing_is_named);
  g_test_add_func ("/viewer/a-decoder-that-is-missing-is-named", test_a_decoder_that_is_missing_is_named);
  g_test_add_func ("/viewer/keys", test_keys);
  g_test_add_func ("/viewer/full-screen", test_full_screen);
  g_test_add_func ("/viewer/full-screen-is-left-by-others", test_full_screen_is_left_by_others);
  g_test_add_func ("/viewer/the-strip-and-the-bar-seek", test_the_strip_and_the_bar_seek);
  g_test_add_func ("/viewer/shuttle-keys", test_shuttle_keys);
  g_test_add_func ("/viewer/the-bar-is-dragged", test_the_bar_is_dragged);
  g_test_add_func ("/viewer/in-and-out", test_in_and_out);
  g_test_add_func ("/viewer/facts-are-seen-while-a-key-is-held", test_facts_are_seen_while_a_key_is_held);
  g_test_add_func ("/viewer/a-frame-is-saved-and-copied", test_a_frame_is_saved_and_copied);
  g_test_add_func ("/viewer/buttons", test_buttons);
  g_test_add_func ("/viewer/neighbours", test_neighbours);
  g_test_add_func ("/viewer/details-say-what-the-file-is", test_details_say_what_the_file_is);
  g_test_add_func ("/viewer/narrow", test_narrow);
  g_test_add_func ("/viewer/the-controls-fade", test_the_controls_fade);
  g_test_add_func ("/viewer/a-broken-file-says-so", test_a_broken_file_says_so);
  return drive (argc, argv);
}
