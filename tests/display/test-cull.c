/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "takes.h"

#include "rushes-poster.h"
#include "rushes-tile.h"

/* Twenty clips are culled by keyboard alone, in the grid and in the viewer, and what was done is taken back. */

#define N_CLIPS 20

static GPtrArray *clips; /* RushesClip, as they stand in the grid */

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static const RushesClipInfo *
get_info (guint position)
{
  return rushes_clip_get_info (clips->pdata[position]);
}

static gboolean
is_selected (guint position)
{
  return gtk_selection_model_is_selected (gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid"))), position);
}

static GtkWidget *
get_focus_tile (void)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window)), *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return RUSHES_IS_TILE (child) ? child : NULL;
}

static gboolean
has_focus (guint position)
{
  GtkWidget *tile = get_focus_tile ();

  return tile != NULL && rushes_tile_get_item (RUSHES_TILE (tile)) == clips->pdata[position];
}

/* From no window's focus to the grid's first tile, by Tab alone. */
static void
go_to_grid (void)
{
  for (int i = 0; i < 40 && get_focus_tile () == NULL; i++)
    {
      press_key (XK_Tab, 0);
      wait_for_frames ();
    }
  g_assert_nonnull (get_focus_tile ());
  press_key (XK_Home, 0);
  wait_until (is_selected (0) && has_focus (0));
}

static void
test_each_judgement_leads_to_the_next (void)
{
  click (find ("first-sample")); /* gives a library with two clips and the window's pages */
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  for (int i = 0; i < N_CLIPS - 2; i++)
    take_add (get_library (), i + 1000, NULL);
  wait_until (count_clips () == N_CLIPS);
  wait_for_frames ();
  clips = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < N_CLIPS; i++)
    g_ptr_array_add (clips, g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), i));
  go_to_grid ();
  press_key (XK_p, 0);
  wait_until (get_info (0)->verdict == RUSHES_VERDICT_PICK && is_selected (1) && has_focus (1));
  press_key (XK_x, 0);
  wait_until (get_info (1)->verdict == RUSHES_VERDICT_REJECT && has_focus (2));
  press_key (XK_4, 0);
  wait_until (get_info (2)->rating == 4 && has_focus (3));
  press_key (XK_f, 0);
  wait_until (get_info (3)->favourite && has_focus (4));
  press_key (XK_7, 0);
  wait_until (get_info (4)->label == 7 && has_focus (5));
}

/* Over the ends of rows, and past what is in sight. */
static void
test_all_of_them (void)
{
  for (guint i = 5; i < N_CLIPS - 1; i++)
    {
      press_key (i % 2 != 0 ? XK_p : XK_x, 0);
      wait_until (get_info (i)->verdict == (i % 2 != 0 ? RUSHES_VERDICT_PICK : RUSHES_VERDICT_REJECT) && has_focus (i + 1));
    }
  press_key (XK_x, 0); /* the last has no next: it keeps the focus */
  wait_until (get_info (N_CLIPS - 1)->verdict == RUSHES_VERDICT_REJECT);
  wait_for_frames ();
  g_assert_true (has_focus (N_CLIPS - 1));
}

static void
test_caps_lock_stays (void)
{
  press_key (XK_Caps_Lock, 0);
  press_key (XK_p, 0);
  wait_until (get_info (N_CLIPS - 1)->verdict == RUSHES_VERDICT_PICK);
  press_key (XK_Home, 0);
  wait_until (has_focus (0));
  press_key (XK_5, 0);
  wait_until (get_info (0)->rating == 5);
  wait_for_frames ();
  g_assert_true (has_focus (0));
  press_key (XK_p, 0); /* a second time takes it back */
  wait_until (get_info (0)->verdict == RUSHES_VERDICT_NONE);
  press_key (XK_Caps_Lock, 0);
}

static void
test_undo_and_redo (void)
{
  press_key (XK_z, XK_Control_L);
  wait_until (get_info (0)->verdict == RUSHES_VERDICT_PICK && is_told ("Undone: 1 take picked"));
  press_key (XK_z, XK_Control_L);
  wait_until (get_info (0)->rating == 0);
  press_key (XK_z, XK_Control_L);
  wait_until (get_info (N_CLIPS - 1)->verdict == RUSHES_VERDICT_REJECT);
  g_assert_true (has_focus (0)); /* which nothing but a key moves */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", FALSE, NULL);
  rushes_window_show_clip (window, clips->pdata[0]);
  wait_until (rushes_viewer_get_clip (rushes_window_get_viewer (window)) == clips->pdata[0]);
}

/* The same keys in the viewer, where the next clip is shown. */
static void
test_the_viewer_takes_the_same_keys (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);

  wait_for_frames ();
  press_key (XK_2, 0);
  wait_until (get_info (0)->rating == 2 && rushes_viewer_get_clip (viewer) == clips->pdata[1]);
  press_key (XK_p, 0);
  wait_until (get_info (1)->verdict == RUSHES_VERDICT_PICK && rushes_viewer_get_clip (viewer) == clips->pdata[2]);
  press_key (XK_z, XK_Control_L);
  wait_until (get_info (1)->verdict == RUSHES_VERDICT_REJECT);
  g_assert_true (rushes_viewer_get_clip (viewer) == clips->pdata[2]);
  press_key (XK_z, XK_Control_L);
  wait_until (get_info (0)->rating == 0);
  press_key (XK_z, XK_Control_L); /* on over what was done in the grid */
  wait_until (get_info (N_CLIPS - 2)->verdict == RUSHES_VERDICT_NONE || get_info (N_CLIPS - 1)->verdict == RUSHES_VERDICT_NONE);
  press_key (XK_z, XK_Control_L);
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (viewer) == NULL);
}

static guint
count_rejected (void)
{
  guint n = 0;

  for (guint i = 0; i < N_CLIPS; i++)
    n += get_info (i)->verdict == RUSHES_VERDICT_REJECT;
  return n;
}

static int
get_first_rating (void)
{
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  return rushes_clip_get_info (clip)->rating;
}

static gboolean
has_focus_on_first (void)
{
  return get_focus_tile () != NULL && is_selected (0);
}

static void
go_to_grid_start (void)
{
  for (int i = 0; i < 40 && get_focus_tile () == NULL; i++)
    {
      press_key (XK_Tab, 0);
      wait_for_frames ();
    }
  press_key (XK_Home, 0);
  wait_until (has_focus_on_first ());
}

static char *
dup_tags (guint position)
{
  char **tags = get_info (position)->tags;

  return tags != NULL ? g_strjoinv (",", tags) : g_strdup ("");
}

static gboolean
has_tags (guint position, const char *tags)
{
  g_autofree char *has = dup_tags (position);

  return g_str_equal (has, tags);
}

/* For several at once: typed, chosen from what there is, taken away again. */
static void
test_tags (void)
{
  press_key (XK_Home, 0);
  wait_until (has_focus (0));
  press_key (XK_Right, XK_Control_L);
  press_key (XK_space, XK_Control_L);
  wait_until (is_selected (0) && is_selected (1));
  press_key (XK_t, 0);
  wait_until (get_top () != NULL && find_text (get_top (), "There are no tags yet. Type one and press Enter.") != NULL);
  wait_for_frames ();
  type ("night");
  press_key (XK_Return, 0);
  wait_until (has_tags (0, "night") && has_tags (1, "night") && has_tags (2, ""));
  type ("hero");
  press_key (XK_Return, 0);
  wait_until (has_tags (0, "hero,night"));
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  press_key (XK_Right, 0);
  wait_until (has_focus (2) && is_selected (2) && !is_selected (1));
  press_key (XK_Left, XK_Control_L);
  press_key (XK_space, XK_Control_L);
  wait_until (is_selected (1) && is_selected (2));
  press_key (XK_t, 0);
  wait_until (get_top () != NULL && find_text (get_top (), "night") != NULL);
  click (find_text (get_top (), "night")); /* one of the two has it: now both */
  wait_until (has_tags (1, "hero,night") && has_tags (2, "night"));
  press_key (XK_Return, 0); /* on the row, which has the focus now */
  wait_until (has_tags (1, "hero") && has_tags (2, "") && has_tags (0, "hero,night"));
  wait_for_frames ();
  press_key (XK_Escape, 0);
  wait_until (get_top () == NULL);
  press_key (XK_z, XK_Control_L);
  wait_until (has_tags (1, "hero,night"));
}

/* One toast speaks of all that can be taken back: its button brings all of that, Ctrl+Z what went last. */
static void
test_several_go_by_one_toast (void)
{
  guint n = count_clips ();

  go_to_grid_start ();
  press_key (XK_Delete, 0);
  wait_until (count_clips () == n - 1 && has_focus_on_first ());
  press_key (XK_Delete, 0);
  wait_until (count_clips () == n - 2 && is_told ("2 takes moved to the trash"));
  click (find_button (GTK_WIDGET (window), "_Undo"));
  wait_until (count_clips () == n && !is_told ("2 takes moved to the trash"));
  go_to_grid_start ();
  press_key (XK_Delete, 0);
  wait_until (count_clips () == n - 1 && has_focus_on_first ());
  press_key (XK_Delete, 0);
  wait_until (count_clips () == n - 2);
  press_key (XK_z, XK_Control_L);
  wait_until (count_clips () == n - 1);
  press_key (XK_z, XK_Control_L);
  wait_until (count_clips () == n);
  go_to_grid_start ();
}

static void
test_rejected_ones_go_to_the_trash (void)
{
  guint rejected = count_rejected ();
  g_autofree char *question = g_strdup_printf ("Move %u Rejected Takes to the Trash?", rejected);

  g_assert_cmpuint (rejected, >, 2);
  g_assert_cmpuint (count_clips (), ==, N_CLIPS); /* rejecting alone moves nothing */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.trash-rejected", NULL);
  wait_until (get_top () != NULL && find_text (get_top (), question) != NULL);
  click (find_button (get_top (), "_Move to Trash"));
  wait_until (count_clips () == N_CLIPS - rejected);
}

/* While its toast stands and nothing else was done since, trashing is what Ctrl+Z takes back; then judgements are. */
static void
test_trashing_is_taken_back (void)
{
  guint n = count_clips ();
  int rating;

  go_to_grid_start ();
  press_key (XK_Delete, 0);
  wait_until (count_clips () == n - 1);
  wait_until (has_focus_on_first ()); /* the next key is for the next clip */
  press_key (XK_z, XK_Control_L);
  wait_until (count_clips () == n && is_told ("1 take moved to the trash") == FALSE);
  press_key (XK_Home, 0);
  wait_until (has_focus_on_first ());
  rating = get_first_rating () == 2 ? 3 : 2;
  press_key (rating == 2 ? XK_2 : XK_3, 0);
  wait_until (get_first_rating () == rating);
  press_key (XK_z, XK_Control_L);
  wait_until (get_first_rating () != rating && is_told ("Undone: Rating of 1 take"));
  g_assert_cmpuint (count_clips (), ==, n);
}

#define N_TIMES 12

/* As quickly as keys come, and toasts with them. */
static void
test_again_and_again (void)
{
  for (int i = 0; i < N_TIMES; i++)
    test_trashing_is_taken_back ();
}

#define TALL 400

/* Red at its upper end, green below. */
static GdkTexture *
new_portrait (void)
{
  guchar *pixels = g_malloc (10 * TALL * 3);
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; i < 10 * TALL; i++)
    memcpy (pixels + i * 3, i < 10 * 40 ? "\xff\0\0" : "\0\xff\0", 3);
  bytes = g_bytes_new_take (pixels, 10 * TALL * 3);
  return gdk_memory_texture_new (10, TALL, GDK_MEMORY_R8G8B8, bytes, 10 * 3);
}

typedef gboolean (*IsColor) (guint red, guint green, guint blue);

static gboolean
is_red (guint red, guint green, guint blue)
{
  return red > 200 && green < 60;
}

static gboolean
is_white (guint red, guint green, guint blue)
{
  return red > 250 && green > 250 && blue > 250;
}

/* Returns: how many pixels of what @widget shows have that colour */
static guint
count_color (GtkWidget *widget, IsColor is_color)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) drawn = NULL;
  g_autofree guint32 *pixels = NULL;
  guint n = 0, n_pixels;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_to_node (snapshot);
  drawn = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  n_pixels = gdk_texture_get_width (drawn) * gdk_texture_get_height (drawn);
  pixels = g_new (guint32, n_pixels);
  gdk_texture_download (drawn, (guchar *) pixels, gdk_texture_get_width (drawn) * 4);
  for (guint i = 0; i < n_pixels; i++)
    n += is_color (pixels[i] >> 16 & 0xff, pixels[i] >> 8 & 0xff, pixels[i] & 0xff);
  return n;
}

static void
test_a_portrait_is_shown_whole (void)
{
  GtkWidget *tile = gtk_widget_get_first_child (gtk_widget_get_first_child (find ("grid"))), *poster = gtk_widget_get_first_child (tile);
  g_autoptr (GdkTexture) portrait = new_portrait ();

  rushes_poster_set_paintable (RUSHES_POSTER (poster), GDK_PAINTABLE (portrait));
  wait_for_frames ();
  g_assert_cmpuint (count_color (poster, is_red), >, 0);
}

/* Returns: the poster of a clip that has a film, a sample */
static GtkWidget *
find_film (void)
{
  for (GtkWidget *cell = gtk_widget_get_first_child (find ("grid")); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    {
      GtkWidget *tile = gtk_widget_get_first_child (cell);
      GObject *item = RUSHES_IS_TILE (tile) ? rushes_tile_get_item (RUSHES_TILE (tile)) : NULL;
      if (RUSHES_IS_CLIP (item) && rushes_clip_get_info (RUSHES_CLIP (item))->sample)
        return gtk_widget_get_first_child (tile);
    }
  return NULL;
}

/* While it is leafed through, a line as high as the picture stands where in time it is, and another as long as the time. */
static gboolean
is_leafed (GtkWidget *poster)
{
  return count_color (poster, is_white) > (guint) gtk_widget_get_height (poster);
}

static void
hover (GtkWidget *poster)
{
  move_to (poster, gtk_widget_get_width (poster) / 2, gtk_widget_get_height (poster) / 2);
  move_to (poster, gtk_widget_get_width (poster) / 3, gtk_widget_get_height (poster) / 2);
}

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", enabled, NULL);
}

static void
test_a_clip_is_leafed_through (void)
{
  GtkWidget *poster;

  wait_until (find_film () != NULL);
  poster = find_film ();
  wait_for_frames ();
  g_assert_false (is_leafed (poster));
  set_animations (TRUE);
  hover (poster);
  wait_until (is_leafed (poster));
  move_to (find ("add-filter"), 2, 2);
  wait_until (!is_leafed (poster));
  set_animations (FALSE); /* by the keyboard alone */
  hover (poster);
  wait_for_frames ();
  g_assert_false (is_leafed (poster));
  click (poster);
  move_to (find ("add-filter"), 2, 2);
  wait_until (!is_leafed (poster));
  press_key (XK_Right, XK_Shift_L);
  wait_until (is_leafed (poster));
  press_key (XK_4, 0);
  wait_until (!is_leafed (poster));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cull/each-judgement-leads-to-the-next", test_each_judgement_leads_to_the_next);
  g_test_add_func ("/cull/all-of-them", test_all_of_them);
  g_test_add_func ("/cull/caps-lock-stays", test_caps_lock_stays);
  g_test_add_func ("/cull/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/cull/the-viewer-takes-the-same-keys", test_the_viewer_takes_the_same_keys);
  g_test_add_func ("/cull/tags", test_tags);
  g_test_add_func ("/cull/several-go-by-one-toast", test_several_go_by_one_toast);
  g_test_add_func ("/cull/rejected-ones-go-to-the-trash", test_rejected_ones_go_to_the_trash);
  g_test_add_func ("/cull/trashing-is-taken-back", test_trashing_is_taken_back);
  g_test_add_func ("/cull/again-and-again", test_again_and_again);
  g_test_add_func ("/cull/a-portrait-is-shown-whole", test_a_portrait_is_shown_whole);
  g_test_add_func ("/cull/a-clip-is-leafed-through", test_a_clip_is_leafed_through);
  return drive (argc, argv);
}
