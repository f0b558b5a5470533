/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"
#include "top.h"

#include "rushes-job-row.h"

#include <signal.h>
#include <sys/prctl.h>

/* A window beside a command line that owns the queue: what is done in it, the owner does; it takes over when that one ends. */

static GSubprocess *owner;
static Server *server;

static RushesJobQueue *
get_queue (void)
{
  return rushes_core_get_queue (rushes_window_get_core (window));
}

/* Returns: (nullable) (transfer none) */
static RushesJob *
find_job (const char *prompt)
{
  GListModel *jobs = G_LIST_MODEL (get_queue ());

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (jobs, i);
      if (g_str_equal (rushes_request_get_prompt (rushes_job_get_request (job)), prompt))
        return job;
    }
  return NULL;
}

static gboolean
is_in (const char *prompt, RushesJobState state)
{
  RushesJob *job = find_job (prompt);

  return job != NULL && rushes_job_get_state (job) == state;
}

static GtkWidget *
find_row (GtkWidget *parent, RushesJob *job)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = RUSHES_IS_JOB_ROW (child) && rushes_job_row_get_job (RUSHES_JOB_ROW (child)) == job ? child : find_row (child, job);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_it_says_who_owns_the_queue (void)
{
  wait_until (find_text (GTK_WIDGET (window), "Another Rushes is running the queue. Jobs made here are handed to it; "
                                              "this window takes over when it ends.") != NULL);
  g_assert_false (rushes_job_queue_is_owner (get_queue ()));
  wait_until (is_in ("owned", RUSHES_JOB_RUNNING));
}

/* The owner takes it: its server has it next. */
static void
test_a_job_is_handed_over (void)
{
  wait_until (rushes_compose_get_model (get_form ()) != NULL);
  rushes_compose_set_prompt (get_form (), "handed over");
  click (find ("generate"));
  wait_until (is_in ("handed over", RUSHES_JOB_QUEUED));
  g_assert_false (rushes_job_queue_is_owner (get_queue ()));
}

static void
test_the_owner_cancels (void)
{
  GtkWidget *row;

  rushes_window_show_page (window, "queue");
  wait_until ((row = find_row (GTK_WIDGET (window), find_job ("handed over"))) != NULL && gtk_widget_get_mapped (row));
  wait_for_frames ();
  click (find_button (find_row (GTK_WIDGET (window), find_job ("handed over")), "Cancel"));
  wait_until (is_in ("handed over", RUSHES_JOB_CANCELLED));
  g_assert_false (rushes_job_queue_is_owner (get_queue ()));
}

/* One that hangs: the job is kept, and that is said. */
static void
test_an_owner_that_does_not_answer (void)
{
  g_assert_cmpint (kill (atoi (g_subprocess_get_identifier (owner)), SIGSTOP), ==, 0);
  click (find_text (GTK_WIDGET (window), "Gallery"));
  rushes_compose_set_prompt (get_form (), "kept meanwhile");
  click (find ("generate"));
  wait_until (has_words (GTK_WIDGET (window), "The job is kept, and made when that one ends or starts again."));
  g_assert_true (is_in ("kept meanwhile", RUSHES_JOB_WAITING));
}

static void
test_it_takes_over (void)
{
  RushesJob *job = find_job ("owned");

  g_subprocess_force_exit (owner);
  g_subprocess_wait (owner, NULL, NULL);
  wait_until (rushes_job_queue_is_owner (get_queue ()));
  g_assert_null (find_text (GTK_WIDGET (window), "Another Rushes is running the queue. Jobs made here are handed to it; "
                                                 "this window takes over when it ends."));
  rushes_job_queue_cancel (get_queue (), job);
  wait_until (is_in ("owned", RUSHES_JOB_CANCELLED));
  wait_until (is_in ("kept meanwhile", RUSHES_JOB_RUNNING)); /* the server's next */
  rushes_job_queue_cancel (get_queue (), find_job ("kept meanwhile"));
  wait_until (is_in ("kept meanwhile", RUSHES_JOB_CANCELLED));
  server_stop (server);
}

static void
run (const char *const *words)
{
  g_autoptr (GSubprocess) process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* Whatever becomes of the test. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* A command line whose job does not end, before there is a window. */
static void
start_owner (void)
{
  const char *program = g_getenv ("RUSHES");
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  server = server_start ("--run-ms", "600000", NULL);
  run ((const char *const[]) { program, "connections", "add", "comfyui", "Endless", server->comfy, NULL });
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  owner = g_subprocess_launcher_spawn (launcher, &error, program, "generate", "--size", "64x64", "owned", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stderr_pipe (owner));
  do
    {
      g_free (line);
      line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
      g_assert_nonnull (line);
    }
  while (!g_str_has_suffix (line, "Waiting")); /* it follows its job, and so owns the queue */
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = FALSE;
  g_test_init (&argc, &argv, NULL);
  start_owner ();
  g_test_add_func ("/looker/it-says-who-owns-the-queue", test_it_says_who_owns_the_queue);
  g_test_add_func ("/looker/a-job-is-handed-over", test_a_job_is_handed_over);
  g_test_add_func ("/looker/the-owner-cancels", test_the_owner_cancels);
  g_test_add_func ("/looker/an-owner-that-does-not-answer", test_an_owner_that_does_not_answer);
  g_test_add_func ("/looker/it-takes-over", test_it_takes_over);
  return drive (argc, argv);
}
