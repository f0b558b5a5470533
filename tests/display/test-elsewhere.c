/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include <glib/gstdio.h>

/* A window on a library that another computer has open: it says so, shows what there is, and changes nothing. */

static Server *server;

static void
test_it_is_told_and_looked_at (void)
{
  wait_until (has_words (GTK_WIDGET (window), "The library is open on “studio”. This window shows it as it was when it was opened, and changes nothing."));
  g_assert_false (rushes_job_queue_is_owner (rushes_core_get_queue (rushes_window_get_core (window))));
  wait_until (count_clips () == 1);
}

static void
test_nothing_is_sent (void)
{
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  rushes_compose_set_prompt (get_form (), "not sent");
  click (find ("generate"));
  wait_until (has_words (GTK_WIDGET (window), "can only be looked at here"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_queue (rushes_window_get_core (window)))), ==, 1); /* what made the clip */
}

/* What was shown at once is taken back. */
static void
test_a_judgement_is_not_kept (void)
{
  g_autoptr (RushesClip) clip = ref_clip (0);

  rushes_window_show_clip (window, clip);
  wait_until (rushes_viewer_get_clip (rushes_window_get_viewer (window)) != NULL);
  wait_for_frames ();
  press_key (XK_3, 0);
  wait_until (has_words (GTK_WIDGET (window), "The library is open on another computer"));
  wait_until (rushes_clip_get_info (clip)->rating == 0);
  rushes_window_close_viewer (window);
  server_stop (server);
}

static void
run (const char *const *words)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* What another computer leaves there as long as it lives. */
static void
open_elsewhere (void)
{
  const char *program = g_getenv ("RUSHES");
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "rushes", "open-on", NULL);

  server = server_start ("--run-ms", "50", NULL);
  run ((const char *const[]) { program, "connections", "add", "comfyui", "Server", server->comfy, NULL });
  run ((const char *const[]) { program, "generate", "--size", "64x64", "--seconds", "1", "made before", NULL });
  g_assert_true (g_file_set_contents (path, "another-boot\nanother-machine\nstudio\n", -1, NULL));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  open_elsewhere ();
  g_test_add_func ("/elsewhere/it-is-told-and-looked-at", test_it_is_told_and_looked_at);
  g_test_add_func ("/elsewhere/nothing-is-sent", test_nothing_is_sent);
  g_test_add_func ("/elsewhere/a-judgement-is-not-kept", test_a_judgement_is_not_kept);
  return drive (argc, argv);
}
