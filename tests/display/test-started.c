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

/* Returns: (transfer full) (nullable): the parameters of the last one with that title */
static GVariant *
find_notified (const char *title)
{
  for (guint i = session_count ("AddNotification"); i > 0; i--)
    {
      g_autoptr (GVariant) told = session_dup ("AddNotification", i - 1), notification = g_variant_get_child_value (told, 2);
      const char *said = NULL;
      g_variant_lookup (notification, "title", "&s", &said);
      if (g_strcmp0 (said, title) == 0)
        return g_steal_pointer (&told);
    }
  return NULL;
}

static char *failed;

/* A refusal that the command line was told of. */
static void
make_job_that_failed (Server *server)
{
  const char *rushes = g_getenv ("RUSHES"), *server_name = server->comfy;
  g_autofree char *added = run ((const char *const[]) { rushes, "connections", "add", "comfyui", server_name, server->comfy, NULL }, 0);
  g_autofree char *made = run ((const char *const[]) { rushes, "generate", "--connection", server_name, "--size", "64x64", "--seconds", "1", "a heron", NULL }, 1);
  g_autofree char *jobs = run ((const char *const[]) { rushes, "jobs", "--json", NULL }, 0);
  const char *state = strstr (jobs, "\", \"state\": \"failed\"");

  g_assert_nonnull (state);
  failed = g_strndup (state - 36, 36); /* its id is before it */
}

/* The desktop does not let the program stay: it ends, and the job waits for the next start. */
static void
test_who_may_not_stay_ends (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=400*1", "--run-ms", "600000", NULL);
  g_autofree char *jobs = NULL, *cancelled = NULL;
  g_autoptr (GVariant) told = NULL;

  session_allow_background (FALSE);
  make_job_that_failed (server);
  start ();
  press ("try-again", failed);
  wait_for_end ();
  told = find_notified ("Clips Wait for the Window");
  g_assert_nonnull (told);
  jobs = run ((const char *const[]) { g_getenv ("RUSHES"), "jobs", NULL }, 0);
  g_assert_null (strstr (jobs, "failed"));
  cancelled = run ((const char *const[]) { g_getenv ("RUSHES"), "cancel", failed, NULL }, 0);
  g_clear_pointer (&failed, g_free);
  session_allow_background (TRUE);
}

/* The job goes on with no window, is told of, with a picture that needs no file, and then nothing keeps the program. */
static void
test_a_retry_needs_no_window (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=400*1", NULL);
  g_autoptr (GVariant) told = NULL, notification = NULL, icon = NULL;
  const char *id, *kind;

  make_job_that_failed (server);
  start ();
  press ("try-again", failed);
  wait_until ((told = find_notified ("A clip is ready")) != NULL);
  g_variant_get_child (told, 1, "&s", &id);
  notification = g_variant_get_child_value (told, 2);
  icon = g_variant_lookup_value (notification, "icon", G_VARIANT_TYPE ("(sv)"));
  g_assert_cmpstr (id, ==, failed);
  g_assert_nonnull (icon);
  g_variant_get_child (icon, 0, "&s", &kind);
  g_assert_cmpstr (kind, ==, "bytes");
  wait_for_end ();
}

static gboolean
plays (void)
{
  return session_has_name ("org.mpris.MediaPlayer2." RUSHES_APP_ID);
}

/* Another process writes it, and nothing else need happen here then. */
static void
wait_for_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

  g_assert_nonnull (monitor);
  wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
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
  wait_for_file (owner);
  press ("quit", NULL);
  wait_for_end ();
  g_assert_false (plays ());
}

/* The file manager comes, and no window of ours. */
static void
test_a_file_is_shown (void)
{
  g_autoptr (GVariant) shown = NULL, uris = NULL;
  g_autofree char *file = NULL;
  g_autofree const char **list = NULL;

  start ();
  press ("show-file", failed);
  wait_until (session_count ("ShowItems") == 1);
  shown = session_dup ("ShowItems", 0);
  uris = g_variant_get_child_value (shown, 0);
  list = g_variant_get_strv (uris, NULL);
  file = g_filename_from_uri (list[0], NULL, NULL);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  press ("quit", NULL);
  wait_for_end ();
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
  g_setenv ("RUSHES_SANDBOX", "1", TRUE);
  session_start ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/started/who-may-not-stay-ends", test_who_may_not_stay_ends);
  g_test_add_func ("/started/a-retry-needs-no-window", test_a_retry_needs_no_window);
  g_test_add_func ("/started/a-search-and-what-it-finds", test_a_search_and_what_it_finds);
  g_test_add_func ("/started/a-file-is-shown", test_a_file_is_shown);
  g_test_add_func ("/started/a-notification-outlives-the-program", test_a_notification_outlives_the_program);
  return g_test_run ();
}
