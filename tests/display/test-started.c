/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "session.h"
#include "driver.h"

#include <string.h>

/* A program that is not running is started by the desktop for what is asked of it, as by D-Bus: with no window, until one is needed; and it ends by itself. */

#define PATH "/io/github/rushes_app/Rushes"

static GSubprocess *program;

/* Returns: (transfer full): what the command line prints */
static char *
run (const char *const *words, int code)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  char *said = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &said, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, code);
  return said;
}

static gboolean
is_running (void)
{
  return session_has_name (RUSHES_APP_ID);
}

static void
start (void)
{
  g_assert_false (is_running ());
  program = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, g_getenv ("RUSHES"), "--gapplication-service", NULL);
  g_assert_nonnull (program);
  wait_until (is_running ());
}

static gboolean ended;

static void
on_ended (GObject *process, GAsyncResult *result, gpointer data)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL));
  ended = TRUE;
}

static void
wait_for_end (void)
{
  ended = FALSE;
  g_subprocess_wait_check_async (program, NULL, on_ended, NULL);
  wait_until (ended);
  g_clear_object (&program);
}

static void
press (const char *action, const char *target)
{
  GVariantBuilder parameter = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) answer = NULL;

  if (target != NULL)
    g_variant_builder_add (&parameter, "v", g_variant_new_string (target));
  answer = session_call (RUSHES_APP_ID, PATH, "org.freedesktop.Application", "ActivateAction", g_variant_new ("(sava{sv})", action, &parameter, NULL));
}

static char *
dup_notified (const char *title)
{
  for (guint i = 0; i < session_count ("AddNotification"); i++)
    {
      g_autoptr (GVariant) told = session_dup ("AddNotification", i), notification = g_variant_get_child_value (told, 2), id = g_variant_get_child_value (told, 1);
      const char *said = NULL;
      g_variant_lookup (notification, "title", "&s", &said);
      if (g_strcmp0 (said, title) == 0)
        return g_variant_dup_string (id, NULL);
    }
  return NULL;
}

static char *failed;

/* A refusal that the command line was told of. */
static void
make_job_that_failed (Server *server)
{
  const char *rushes = g_getenv ("RUSHES");
  g_autofree char *added = run ((const char *const[]) { rushes, "connections", "add", "comfyui", "There", server->comfy, NULL }, 0);
  g_autofree char *made = run ((const char *const[]) { rushes, "generate", "--size", "64x64", "--seconds", "1", "a heron", NULL }, 1);
  g_autofree char *jobs = run ((const char *const[]) { rushes, "jobs", "--json", NULL }, 0);
  const char *id = strstr (jobs, "\"id\"");

  g_assert_nonnull (id);
  failed = g_strndup (strchr (id + 4, '"') + 1, 36);
}

/* The job goes on with no window, is told of, and then nothing keeps the program. */
static void
test_a_retry_needs_no_window (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=400*1", NULL);
  g_autofree char *told = NULL;

  make_job_that_failed (server);
  start ();
  press ("try-again", failed);
  wait_until ((told = dup_notified ("A clip is ready")) != NULL);
  g_assert_cmpstr (told, ==, failed);
  wait_for_end ();
}

static gboolean
plays (void)
{
  return session_has_name ("org.mpris.MediaPlayer2." RUSHES_APP_ID);
}

/* A search takes nothing that a job would need; what was found is shown, in a window. */
static void
test_a_search_and_what_it_finds (void)
{
  g_autofree char *owner = g_build_filename (g_get_user_data_dir (), "rushes", "queue.address", NULL);
  g_autoptr (GVariant) found = NULL, wanted = g_variant_ref_sink (g_variant_new ("(^as)", ((const char *[]) { failed, NULL })));
  g_autoptr (GVariant) shown = NULL;

  start ();
  found = session_call (RUSHES_APP_ID, PATH "/SearchProvider", "org.gnome.Shell.SearchProvider2", "GetInitialResultSet",
                        g_variant_new ("(^as)", ((const char *[]) { "heron", NULL })));
  g_assert_true (g_variant_equal (found, wanted));
  g_assert_false (g_file_test (owner, G_FILE_TEST_EXISTS));
  g_assert_false (plays ());
  shown = session_call (RUSHES_APP_ID, PATH "/SearchProvider", "org.gnome.Shell.SearchProvider2", "ActivateResult",
                        g_variant_new ("(s^asu)", failed, ((const char *[]) { "heron", NULL }), 0));
  wait_until (plays ());
  g_assert_true (g_file_test (owner, G_FILE_TEST_EXISTS));
  press ("quit", NULL);
  wait_for_end ();
  g_assert_false (plays ());
}

/* So does the click on a notification of the session before. */
static void
test_a_notification_outlives_the_program (void)
{
  start ();
  press ("show-clip", failed);
  wait_until (plays ());
  press ("quit", NULL);
  wait_for_end ();
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  session_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/started/a-retry-needs-no-window", test_a_retry_needs_no_window);
  g_test_add_func ("/started/a-search-and-what-it-finds", test_a_search_and_what_it_finds);
  g_test_add_func ("/started/a-notification-outlives-the-program", test_a_notification_outlives_the_program);
  return g_test_run ();
}
