/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shots.h"
#include "top.h"

#include "rushes-board-change.h"
#include "rushes-boards.h"
#include "rushes-scratch.h"
#include "rushes-shot-band.h"
#include "rushes-shot-card.h"

/* Pictures of shots: a still is seen wherever a take would be, and what is chosen as a frame becomes the board's own. */

#define RED 0xcc2200u
#define BLUE 0x1144ccu

static char *scratch;

static RushesShot *
shot_at (guint i)
{
  return rushes_board_view_get_shot (get_view (), i);
}

static void
change_by (GVariant *what)
{
  rushes_board_desk_change (rushes_window_get_desk (window), what);
  wait_until (!rushes_board_session_is_busy (get_session ()));
}

static char *
write_picture (const char *name, guint colour)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 360);
  char *path = g_build_filename (scratch, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  gdk_pixbuf_fill (pixbuf, colour << 8 | 0xff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  return path;
}

/* Whether the widget is drawn in that colour there. */
static gboolean
shows (GtkWidget *widget, double x, double y, guint colour)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  GskRenderNode *node;
  guint at;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return FALSE;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node, &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_render_node_unref (node);
  pixels = g_new (guint32, (gsize) width * height);
  gdk_texture_download (texture, (guchar *) pixels, width * 4);
  at = pixels[(int) y * width + (int) x];
  for (int shift = 0; shift < 24; shift += 8)
    if (ABS ((int) (at >> shift & 0xff) - (int) (colour >> shift & 0xff)) > 8)
      return FALSE;
  return TRUE;
}

/* (nullable): on the page */
static GtkWidget *
card_at (guint i)
{
  for (GtkWidget *child = gtk_widget_get_first_child (find ("shot-flow")); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (RUSHES_IS_SHOT_CARD (child) && gtk_widget_get_mapped (child) && rushes_shot_card_get_shot (RUSHES_SHOT_CARD (child)) == shot_at (i))
      return child;
  return NULL;
}

static gboolean
card_shows (guint i, guint colour)
{
  GtkWidget *card = card_at (i);

  return card != NULL && shows (card, gtk_widget_get_width (card) / 2.0, 50, colour);
}

static gboolean
strip_shows (guint i, guint colour)
{
  RushesShotBand *band = RUSHES_SHOT_BAND (find ("band"));

  return shows (find ("band"), rushes_shot_band_get_x (band, rushes_shot_get_start (shot_at (i)) + rushes_shot_get_length (shot_at (i)) / 2), 46, colour);
}

/* (nullable): in the list, of the n-th row from 0 */
static GtkWidget *
find_poster (GtkWidget *parent, int *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_has_css_class (child, "poster") ? ((*n)-- == 0 ? child : NULL) : find_poster (child, n);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
list_shows (int i, guint colour)
{
  GtkWidget *poster = find_poster (find ("shot-list"), &i);

  return poster != NULL && gtk_widget_get_mapped (poster) && shows (poster, 30, 18, colour);
}

/* A folder of pictures: each is the still of a shot. */
static void
test_a_folder (void)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL, *red = NULL, *blue = NULL, *slug = NULL;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (rushes_core_get_queue (rushes_window_get_core (window))));
  scratch = rushes_scratch_make ();
  folder = g_build_filename (scratch, "drawn", NULL);
  red = write_picture ("drawn/a.png", RED);
  blue = write_picture ("drawn/b.png", BLUE);
  slug = rushes_boards_make (rushes_window_get_core (window), "Drawn", folder, remarks, &error);
  g_assert_no_error (error);
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  wait_until (rushes_board_view_get_board (get_view ()) != NULL && card_at (1) != NULL);
  wait_until (card_shows (0, RED) && card_shows (1, BLUE));
  g_assert_false (gtk_widget_has_css_class (card_at (0), "empty"));
  wait_until (strip_shows (0, RED) && strip_shows (1, BLUE));
  click (find ("board-list"));
  wait_until (list_shows (0, RED) && list_shows (1, BLUE));
  click (find ("board-cards"));
  wait_until (card_at (1) != NULL);
}

/* Worked on elsewhere: it is another when its user comes back. */
static void
test_a_still_is_worked_on (void)
{
  const char *name = rushes_board_item_get_string (rushes_shot_get_item (shot_at (0)), RUSHES_BOARD_STILL);
  g_autofree char *path = g_canonicalize_filename (name, rushes_board_view_get_folder (get_view ()));
  g_autoptr (GdkPixbuf) other = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 640, 360), red = gdk_pixbuf_new_from_file (path, NULL);

  gdk_pixbuf_fill (other, 0x11aa33ff);
  g_assert_true (gdk_pixbuf_save (other, path, "png", NULL, NULL));
  g_assert_true (gtk_window_is_active (GTK_WINDOW (window)));
  g_object_notify (G_OBJECT (window), "is-active");
  wait_until (card_shows (0, 0x11aa33) && strip_shows (0, 0x11aa33));
  g_assert_true (gdk_pixbuf_save (red, path, "png", NULL, NULL));
  g_object_notify (G_OBJECT (window), "is-active");
  wait_until (card_shows (0, RED) && strip_shows (0, RED));
}

/* Another still of a shot whose takes are as they were; one that is not there; and none. */
static void
test_another_still (void)
{
  GVariant *there = g_variant_ref (rushes_board_item_get (rushes_shot_get_item (shot_at (1)), RUSHES_BOARD_STILL));
  gint64 first = rushes_shot_get_number (shot_at (0));

  change_by (g_variant_new_parsed ("{'do': <'set'>, 'shots': <[<%x>]>, 'members': <{'still': <%@s>}>}", first, there));
  wait_until (card_shows (0, BLUE) && strip_shows (0, BLUE));
  change_by (g_variant_new_parsed ("{'do': <'set'>, 'shots': <[<%x>]>, 'members': <{'still': <'media/none.png'>}>}", first));
  wait_until (find_text (card_at (0), "Picture missing") != NULL);
  g_assert_true (gtk_widget_has_css_class (card_at (0), "empty"));
  wait_until (!card_shows (0, BLUE) && !strip_shows (0, BLUE));
  change ("{'do': <'undo'>}");
  wait_until (card_shows (0, BLUE) && find_text (card_at (0), "Picture missing") == NULL);
  change_by (g_variant_new_parsed ("{'do': <'set'>, 'shots': <[<%x>]>, 'members': <{'still': <@mv nothing>}>}", first));
  wait_until (!card_shows (0, BLUE) && gtk_widget_has_css_class (card_at (0), "empty"));
  g_variant_unref (there);
}

/* (transfer full) (nullable): the picture that a frame of the first shot is, as the board calls it */
static char *
dup_frame (const char *member)
{
  GVariant *frame = rushes_board_item_get (rushes_shot_get_item (shot_at (0)), member);
  char *name = NULL;

  if (frame != NULL)
    g_variant_lookup (frame, "picture", "s", &name);
  return name;
}

static gboolean
has_frame (const char *member)
{
  g_autofree char *name = dup_frame (member);

  return name != NULL && !rushes_board_session_is_busy (get_session ());
}

/* It lies in the board's folder, as a picture. */
static void
assert_own (const char *member)
{
  g_autofree char *name = dup_frame (member), *path = g_build_filename (rushes_board_view_get_folder (get_view ()), name, NULL);
  int width = 0;

  g_assert_true (g_str_has_prefix (name, "media/"));
  g_assert_nonnull (gdk_pixbuf_get_file_info (path, &width, NULL));
  g_assert_cmpint (width, >, 0);
}

static void
choose_picture (const char *path)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.first-picture", NULL);
  choose_file (path);
}

/* By the menu of the card. */
static void
test_a_still_is_chosen (void)
{
  g_autofree char *grey = write_picture ("grey.png", 0x777777);

  wait_for_frames ();
  choose_in_menu_of (card_at (0), "Still Picture…");
  choose_file (grey);
  wait_until (card_shows (0, 0x777777) && strip_shows (0, 0x777777));
  g_assert_cmpstr (rushes_board_item_get_string (rushes_shot_get_item (shot_at (0)), RUSHES_BOARD_STILL), ==, "media/grey.png");
  wait_until (get_top () == NULL);
  wait_for_frames ();
  choose_in_menu_of (card_at (0), "Remove the Still Picture");
  wait_until (gtk_widget_has_css_class (card_at (0), "empty") && has_words (GTK_WIDGET (window), "Shot 10: still picture changed"));
}

static void
test_a_picture_is_chosen (void)
{
  g_autofree char *green = write_picture ("green.png", 0x11aa33), *wrong = g_build_filename (scratch, "wrong.png", NULL), *name = NULL, *still = NULL;
  g_autoptr (GError) error = NULL;

  rushes_board_desk_select (rushes_window_get_desk (window), rushes_shot_get_number (shot_at (0)));
  wait_until (rushes_window_is_about_shot (window));
  choose_picture (green);
  wait_until (has_frame (RUSHES_BOARD_FIRST));
  assert_own (RUSHES_BOARD_FIRST);
  name = dup_frame (RUSHES_BOARD_FIRST);
  g_assert_cmpstr (name, ==, "media/green.png");
  wait_until (shows (find_named (find ("shot-first"), "frame-picture"), 32, 18, 0x11aa33));
  g_assert_cmpint (gtk_widget_get_width (find_named (find ("shot-first"), "frame-picture")), ==, 64); /* be the picture as wide as it likes */
  g_assert_cmpint (gtk_widget_get_height (find_named (find ("shot-first"), "frame-picture")), ==, 36);
  g_assert_true (g_file_set_contents (wrong, "no picture at all", -1, &error));
  choose_picture (wrong);
  wait_until (has_words (GTK_WIDGET (window), "“wrong.png” is no picture that can be read"));
  still = dup_frame (RUSHES_BOARD_FIRST);
  g_assert_cmpstr (still, ==, name);
  change ("{'do': <'undo'>}");
  wait_until (!has_frame (RUSHES_BOARD_FIRST));
}

/* Of the clip in the viewer, which is a take of the shot. */
static void
test_a_frame_of_a_clip (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);

  change_by (g_variant_new_parsed ("{'do': <'take'>, 'shot': <'10'>, 'clip': <%s>}", rushes_clip_get_id (clip)));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.play-take", "u", 1);
  wait_until (rushes_viewer_get_clip (viewer) != NULL && rushes_player_get_position (rushes_viewer_get_player (viewer)) > 0.2);
  press_key (XK_u, 0);
  wait_until (has_frame (RUSHES_BOARD_FIRST));
  assert_own (RUSHES_BOARD_FIRST);
  wait_until (rushes_viewer_get_clip (viewer) == NULL && rushes_window_is_about_shot (window) && gtk_widget_get_mapped (find ("takes-row")));
  g_assert_null (rushes_board_item_get (rushes_shot_get_item (shot_at (0)), RUSHES_BOARD_LAST));
}

static GtkWidget *
find_take (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, "take") ? child : find_take (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* By the pointer, in the row of takes. */
static void
test_a_frame_of_a_take (void)
{
  wait_for_frames ();
  choose_in_menu_of (find_take (find ("takes-row")), "End the Shot with Its Last Frame");
  wait_until (has_frame (RUSHES_BOARD_LAST));
  assert_own (RUSHES_BOARD_LAST);
  change ("{'do': <'undo'>}");
  wait_until (!has_frame (RUSHES_BOARD_LAST) && has_frame (RUSHES_BOARD_FIRST));
}

static gboolean
form_has_picture (void)
{
  g_auto (RushesDraft) draft = { 0 };
  int count;

  rushes_compose_fill_draft (get_form (), &draft, &count);
  return draft.picture != NULL;
}

/* In the gallery the form is the free one, which gets it as ever. */
static void
test_in_the_gallery (void)
{
  g_autoptr (RushesClip) clip = g_list_model_get_item (G_LIST_MODEL (rushes_gallery_get_clips (rushes_window_get_gallery (window))), 0);
  g_autofree char *before = dup_frame (RUSHES_BOARD_FIRST), *after = NULL;

  rushes_window_show_page (window, "gallery");
  wait_until (!rushes_window_is_about_shot (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.use-last-frame", "s", rushes_clip_get_id (clip));
  wait_until (form_has_picture ());
  after = dup_frame (RUSHES_BOARD_FIRST);
  g_assert_cmpstr (after, ==, before);
}

/* Among all boards. */
static void
test_all_boards (void)
{
  GtkWidget *card;

  rushes_window_show_page (window, "boards");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-board", NULL);
  wait_until ((card = find_board_card ("Drawn")) != NULL && shows (card, 3 * gtk_widget_get_width (card) / 4.0, 20, BLUE));
}

static void
test_over (void)
{
  rushes_scratch_remove (scratch);
  g_free (scratch);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/a-folder", test_a_folder);
  g_test_add_func ("/pictures/a-still-is-worked-on", test_a_still_is_worked_on);
  g_test_add_func ("/pictures/another-still", test_another_still);
  g_test_add_func ("/pictures/a-still-is-chosen", test_a_still_is_chosen);
  g_test_add_func ("/pictures/a-picture-is-chosen", test_a_picture_is_chosen);
  g_test_add_func ("/pictures/a-frame-of-a-clip", test_a_frame_of_a_clip);
  g_test_add_func ("/pictures/a-frame-of-a-take", test_a_frame_of_a_take);
  g_test_add_func ("/pictures/in-the-gallery", test_in_the_gallery);
  g_test_add_func ("/pictures/all-boards", test_all_boards);
  g_test_add_func ("/pictures/over", test_over);
  return drive (argc, argv);
}
