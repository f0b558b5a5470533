/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "top.h"

/* Where there is no bus, and so nobody who shows notifications, searches, plays or keeps keys, all else works, and nothing is warned of. */

static void
test_clips_are_made (void)
{
  click (find ("first-sample"));
  wait_until (count_clips () == 2);
}

static void
test_clips_play (void)
{
  g_autoptr (RushesClip) clip = ref_clip (0);
  RushesPlayer *player = rushes_viewer_get_player (rushes_window_get_viewer (window));

  g_assert_null (g_application_get_dbus_connection (g_application_get_default ()));
  rushes_window_show_clip (window, clip);
  wait_until (rushes_player_get_position (player) > 0);
  rushes_window_close_viewer (window);
}

/* The last job is told to nobody: the window is closed by then, and opened again. */
static void
test_it_goes_on_without_a_window (void)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (RushesCore) core = g_object_ref (rushes_window_get_core (window));
  g_autoptr (RushesRequest) request = rushes_request_new (
    g_variant_new_parsed ("{'provider': <'comfyui'>, 'model': <'wan2.2-5b'>, 'prompt': <'alone'>, 'width': <int64 64>, 'height': <int64 64>, 'seconds': <1.0>}"));

  rushes_job_queue_add_async (rushes_core_get_queue (core), request, RUSHES_SAMPLE_COMFY_ID, NULL, NULL);
  wait_until (!rushes_job_queue_is_idle (rushes_core_get_queue (core)));
  gtk_window_close (GTK_WINDOW (window));
  wait_until (rushes_job_queue_is_idle (rushes_core_get_queue (core)));
  g_application_activate (application);
  wait_until (find_open_window () != NULL);
  window = RUSHES_WINDOW (find_open_window ());
  wait_until (count_clips () == 3);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_unsetenv ("GNOTIFICATION_BACKEND");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nobody/clips-are-made", test_clips_are_made);
  g_test_add_func ("/nobody/clips-play", test_clips_play);
  g_test_add_func ("/nobody/it-goes-on-without-a-window", test_it_goes_on_without_a_window);
  return drive (argc, argv);
}
