/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"

#include "rushes-fit.h"
#include "rushes-frames.h"
#include "rushes-stage.h"

#include "clips.h"

/* A picture is looked at from near: by wheel, by keys, by drag. */

#define LARGE "videotestsrc num-buffers=12 pattern=ball ! video/x-raw,format=I420,width=1600,height=960,framerate=24/1"
#define CODEC " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"

static RushesViewer *
get_viewer (void)
{
  return rushes_window_get_viewer (window);
}

static RushesStage *
get_stage (void)
{
  return RUSHES_STAGE (find ("viewer-picture"));
}

static RushesView
get_view (void)
{
  return rushes_stage_get_view (get_stage ());
}

static graphene_rect_t
get_area (void)
{
  graphene_rect_t area;

  rushes_stage_get_area (get_stage (), &area);
  return area;
}

/* As large as there is room, in the middle. */
static void
check_is_whole (void)
{
  graphene_rect_t area = get_area ();
  float width = (float) gtk_widget_get_width (GTK_WIDGET (get_stage ())), height = (float) gtk_widget_get_height (GTK_WIDGET (get_stage ()));

  g_assert_cmpfloat (get_view ().zoom, ==, 0);
  g_assert_false (gtk_widget_get_mapped (find_named (GTK_WIDGET (get_stage ()), "zoom-fit")));
  g_assert_true (fabsf (area.size.width - width) < 1 || fabsf (area.size.height - height) < 1);
  g_assert_cmpfloat_with_epsilon (area.origin.x + area.size.width / 2, width / 2, 1);
  g_assert_cmpfloat_with_epsilon (area.origin.y + area.size.height / 2, height / 2, 1);
}

/* Which point of the picture, 0 to 1, lies at a point of the stage. */
static graphene_point_t
get_point (double x, double y)
{
  graphene_rect_t area = get_area ();

  return GRAPHENE_POINT_INIT (((float) x - area.origin.x) / area.size.width, ((float) y - area.origin.y) / area.size.height);
}

static gboolean
has_picture (int width)
{
  return gdk_paintable_get_intrinsic_width (rushes_player_get_paintable (rushes_viewer_get_player (get_viewer ()))) == width;
}

static void
open_large (void)
{
  g_autofree char *small = clips_make ("small.mp4", CLIPS_SOURCE CODEC), *large = clips_make ("large.mp4", LARGE CODEC);
  g_autoptr (RushesClip) clip = NULL;

  rushes_window_show_main (window);
  import_clip (small);
  import_clip (large);
  clip = ref_clip (0);
  rushes_window_show_clip (window, clip);
  wait_until (has_picture (1600));
  wait_until (gtk_widget_get_mapped (find ("filmstrip")));
  wait_for_frames ();
  check_is_whole ();
}

static void
test_the_wheel_zooms_where_it_is (void)
{
  double before;
  graphene_point_t at, then;

  open_large ();
  before = rushes_stage_get_scale (get_stage ());
  move_to (GTK_WIDGET (get_stage ()), 300, 200);
  at = get_point (300, 200);
  for (int i = 0; i < 6; i++)
    scroll (-1);
  wait_until (rushes_stage_get_scale (get_stage ()) > before * 3);
  then = get_point (300, 200);
  g_assert_cmpfloat_with_epsilon (at.x, then.x, .01);
  g_assert_cmpfloat_with_epsilon (at.y, then.y, .01);
  g_assert_true (gtk_widget_get_mapped (find_named (GTK_WIDGET (get_stage ()), "zoom-fit")));
  for (int i = 0; i < 9; i++)
    scroll (1);
  wait_until (get_view ().zoom == 0);
  check_is_whole ();
}

static int
get_texture_width (void)
{
  g_autoptr (GdkPaintable) image = gdk_paintable_get_current_image (rushes_player_get_paintable (rushes_viewer_get_player (get_viewer ())));

  return gdk_paintable_get_intrinsic_width (image);
}

/* No more pixels are made than are drawn, and all of them where each is looked at. */
static void
test_as_large_as_it_is_drawn (void)
{
  int room_width, room_height, width, height;

  rushes_stage_get_room (get_stage (), &room_width, &room_height);
  rushes_fit (1600, 960, room_width, room_height, &width, &height);
  g_assert_cmpint (width, <, 1600);
  wait_until (get_texture_width () == width);
  press_key (XK_z, 0);
  wait_until (get_texture_width () == 1600);
  g_assert_true (has_picture (1600));
  press_key (XK_z, 0);
  wait_until (get_texture_width () == width);
  check_is_whole ();
}

static void
test_keys (void)
{
  double before = rushes_stage_get_scale (get_stage ());
  graphene_rect_t area;

  move_to (find ("transport"), 2, 2); /* the pointer is not what they go by */
  press_key (XK_z, 0);
  wait_until (get_view ().zoom == 1);
  area = get_area ();
  g_assert_cmpfloat (area.size.width, ==, 1600);
  press_key (XK_Right, XK_Control_L);
  wait_until (get_area ().origin.x < area.origin.x);
  g_assert_true (has_picture (1600)); /* still this clip */
  for (int i = 0; i < 30; i++)
    press_key (XK_Down, XK_Control_L);
  area = get_area (); /* its lower edge is as far as it goes */
  g_assert_cmpfloat_with_epsilon (area.origin.y + area.size.height, gtk_widget_get_height (GTK_WIDGET (get_stage ())), 1);
  press_key (XK_z, 0);
  wait_until (get_view ().zoom == 0);
  press_key (XK_equal, XK_Control_L);
  wait_until (rushes_stage_get_scale (get_stage ()) > before);
  press_key (XK_0, XK_Control_L);
  wait_until (get_view ().zoom == 0);
  check_is_whole ();
}

/* What is near can be moved; the whole cannot, and a neighbour is seen as near. */
static void
test_drag_and_neighbour (void)
{
  float left = get_area ().origin.x;

  drag (GTK_WIDGET (get_stage ()), 50);
  g_assert_cmpfloat (get_area ().origin.x, ==, left);
  press_key (XK_z, 0);
  wait_until (get_view ().zoom == 1);
  left = get_area ().origin.x;
  drag (GTK_WIDGET (get_stage ()), 50);
  wait_until (fabsf (get_area ().origin.x - left - 50) < 2);
  press_key (XK_Right, 0);
  wait_until (has_picture (160));
  g_assert_cmpfloat (get_view ().zoom, ==, 1);
  click (find_named (GTK_WIDGET (get_stage ()), "zoom-fit"));
  wait_until (get_view ().zoom == 0);
  check_is_whole ();
  press_key (XK_Escape, 0);
  wait_until (rushes_viewer_get_clip (get_viewer ()) == NULL);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  rushes_media_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zoom/the-wheel-zooms-where-it-is", test_the_wheel_zooms_where_it_is);
  g_test_add_func ("/zoom/as-large-as-it-is-drawn", test_as_large_as_it_is_drawn);
  g_test_add_func ("/zoom/keys", test_keys);
  g_test_add_func ("/zoom/drag-and-neighbour", test_drag_and_neighbour);
  return drive (argc, argv);
}
