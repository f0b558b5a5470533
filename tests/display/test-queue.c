/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "server.h"

#include "rushes-job-row.h"
#include "rushes-room.h"
#include "rushes-tip.h"
#include "rushes-work.h"

#include <string.h>
#include <sys/statvfs.h>

/* The queue's page: what its rows say in each state, what their buttons do, and the question before something is paid for again. */

#define LONG_MS "600000"

static gint scarce; /* whether the disk is told to be full */

/* Of any disk, as the program is told. */
int
statvfs (const char *path, struct statvfs *disk)
{
  *disk = (struct statvfs) { .f_bsize = 1, .f_frsize = 1, .f_blocks = G_MAXINT64 / 2, .f_bavail = g_atomic_int_get (&scarce) ? RUSHES_ROOM_KEPT : G_MAXINT64 / 4 };
  return 0;
}

static RushesCore *
get_core (void)
{
  return rushes_window_get_core (window);
}

static RushesJobQueue *
get_queue (void)
{
  return rushes_core_get_queue (get_core ());
}

/* A server whose jobs have a price; what it says it has not is believed soon. */
static void
put_connection (const char *id, RushesProviderKind kind, const char *url)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesConnection) connection = NULL;

  g_variant_dict_insert (&options, RUSHES_CONNECTION_PATIENCE, "d", 0.1);
  connection = rushes_connection_new (id, kind, id, url, g_variant_dict_end (&options), FALSE);
  rushes_secrets_set_for_session (rushes_core_get_secrets (get_core ()), id, "");
  rushes_connections_put_for_session (rushes_core_get_connections (get_core ()), connection);
}

static void
on_added (GObject *queue, GAsyncResult *result, gpointer job)
{
  *(RushesJob **) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (queue), result, NULL);
}

/* Returns: (transfer full) */
static RushesJob *
add_job (const char *connection, RushesProviderKind kind, const char *prompt)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;
  RushesJob *job = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", rushes_provider_kind_to_string (kind));
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", kind == RUSHES_PROVIDER_COMFYUI ? "wan2.2-5b" : "sora-2");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  g_variant_dict_insert (&members, RUSHES_REQUEST_WIDTH, "x", (gint64) 64);
  g_variant_dict_insert (&members, RUSHES_REQUEST_HEIGHT, "x", (gint64) 64);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 1.0);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", (gint64) 1);
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_job_queue_add_async (get_queue (), request, connection, on_added, &job);
  wait_until (job != NULL);
  return job;
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

/* The row of a job; it may have come into another list just now. */
static GtkWidget *
get_row (RushesJob *job)
{
  GtkWidget *row;

  wait_until ((row = find_row (GTK_WIDGET (window), job)) != NULL && gtk_widget_get_mapped (row));
  wait_for_frames ();
  return find_row (GTK_WIDGET (window), job);
}

/* Whether a label that is shown has @words in it. */
static gboolean
says (GtkWidget *parent, const char *words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) &&
        ((GTK_IS_LABEL (child) && strstr (gtk_label_get_text (GTK_LABEL (child)), words) != NULL) || says (child, words)))
      return TRUE;
  return FALSE;
}

static GtkWidget *
find_tooltip (GtkWidget *parent, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_mapped (child) && GTK_IS_BUTTON (child) && g_strcmp0 (rushes_tip_get (child), text) == 0
                           ? child : find_tooltip (child, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_in (RushesJob *job, RushesJobState state)
{
  return rushes_job_get_state (job) == state;
}

static void
test_a_finished_job_is_shown (void)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesJob) job = NULL;
  GtkWidget *row;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (get_queue ()));
  rushes_window_show_page (window, "queue");
  job = g_list_model_get_item (G_LIST_MODEL (get_queue ()), 0);
  row = get_row (job);
  g_assert_true (says (row, "Saved") && says (GTK_WIDGET (window), "Nothing is running"));
  g_assert_null (find_button (row, "Cancel"));
  click (find_button (row, "Show"));
  wait_until (rushes_viewer_get_clip (viewer) != NULL);
  rushes_window_close_viewer (window);
}

static void
test_a_running_job_is_cancelled (void)
{
  g_autoptr (Server) server = server_start ("--run-ms", LONG_MS, NULL);
  g_autoptr (RushesJob) job = NULL;
  GtkWidget *row;

  put_connection ("Slow", RUSHES_PROVIDER_OPENAI, server->videos);
  job = add_job ("Slow", RUSHES_PROVIDER_OPENAI, "to be stopped");
  rushes_window_show_page (window, "queue");
  wait_until (is_in (job, RUSHES_JOB_RUNNING));
  row = get_row (job);
  g_assert_true (says (row, "to be stopped") && says (row, "Slow") && says (GTK_WIDGET (window), "1 running"));
  g_assert_null (find_button (row, "Retry"));
  click (find_button (row, "Cancel"));
  wait_until (is_in (job, RUSHES_JOB_CANCELLED));
  row = get_row (job);
  g_assert_true (says (row, "Cancelled"));
  g_assert_nonnull (find_button (row, "Retry"));
  g_assert_null (find_tooltip (row, "Copy the Reason"));
}

/* What waits has its place, which its buttons change. */
static void
test_waiting_jobs_change_places (void)
{
  g_autoptr (RushesJob) first = NULL, second = NULL;

  click (find_button (GTK_WIDGET (window), "Pause Queue"));
  wait_until (rushes_job_queue_get_paused (get_queue ()));
  first = add_job (RUSHES_SAMPLE_VIDEOS_ID, RUSHES_PROVIDER_OPENAI, "the first");
  second = add_job (RUSHES_SAMPLE_VIDEOS_ID, RUSHES_PROVIDER_OPENAI, "the second");
  g_assert_true (says (get_row (first), "Waiting"));
  click (find_tooltip (get_row (first), "Move Down"));
  wait_until (!rushes_job_queue_can_move (get_queue (), first, 1));
  click (find_tooltip (get_row (first), "Move Up"));
  wait_until (rushes_job_queue_can_move (get_queue (), first, 1));
  click (find_button (get_row (second), "Cancel"));
  wait_until (is_in (second, RUSHES_JOB_CANCELLED));
  click (find_button (GTK_WIDGET (window), "Resume Queue"));
  wait_until (is_in (first, RUSHES_JOB_DONE));
}

/* A row is a great deal of memory, so of a long list those are made that somebody looks for first: the next to go, and the last that ended. */
static void
test_a_long_line_is_shown_by_parts (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  RushesJob *first, *last;

  rushes_job_queue_set_paused (get_queue (), TRUE);
  for (int i = 0; i < 35; i++)
    g_ptr_array_add (jobs, add_job (RUSHES_SAMPLE_VIDEOS_ID, RUSHES_PROVIDER_OPENAI, "one of many"));
  first = jobs->pdata[0];
  last = jobs->pdata[34];
  rushes_window_show_page (window, "queue");
  get_row (first);
  g_assert_null (find_row (GTK_WIDGET (window), last));
  click (find_button (GTK_WIDGET (window), "Show 5 More"));
  wait_until (find_row (GTK_WIDGET (window), last) != NULL);
  g_assert_null (find_button (GTK_WIDGET (window), "Show 5 More"));
  for (guint i = 0; i < jobs->len; i++)
    rushes_job_queue_cancel (get_queue (), jobs->pdata[i]);
  for (guint i = 0; i < jobs->len; i++)
    wait_until (is_in (jobs->pdata[i], RUSHES_JOB_CANCELLED));
  get_row (last);
  wait_until (find_row (GTK_WIDGET (window), first) == NULL);
  for (guint i = 0; i < jobs->len; i++)
    rushes_job_queue_forget (get_queue (), jobs->pdata[i]);
  wait_until (find_row (GTK_WIDGET (window), last) == NULL);
  rushes_job_queue_set_paused (get_queue (), FALSE);
}

static void
on_text (GObject *clipboard, GAsyncResult *result, gpointer text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
dup_copied (void)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (window)), NULL, on_text, &text);
  wait_until (text != NULL);
  return text;
}

static gboolean
has_prompt (const char *prompt)
{
  g_autofree char *is = rushes_compose_dup_prompt (get_form ());

  return g_str_equal (is, prompt);
}

static void
test_a_refused_job_tells_why (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "create=moderation*1", NULL);
  g_autoptr (RushesJob) job = NULL;
  g_autofree char *reason = NULL, *id = NULL;
  GtkWidget *row;

  put_connection ("Prude", RUSHES_PROVIDER_OPENAI, server->videos);
  job = add_job ("Prude", RUSHES_PROVIDER_OPENAI, "refused once");
  wait_until (is_in (job, RUSHES_JOB_FAILED));
  row = get_row (job);
  g_assert_true (says (row, "refused the content"));
  click (find_named (row, "server-said"));
  wait_until (says (find_named (row, "server-said"), "moderation"));
  press_key (XK_Escape, 0);
  wait_until (!says (find_named (row, "server-said"), "moderation"));
  click (find_tooltip (get_row (job), "Copy the Reason"));
  reason = dup_copied ();
  g_assert_true (strstr (reason, "refused the content") != NULL && strstr (reason, "moderation") != NULL);
  click (find_button (get_row (job), "Edit"));
  wait_until (has_prompt ("refused once"));
  rushes_window_show_page (window, "queue");
  click (find_button (get_row (job), "Retry"));
  wait_until (is_in (job, RUSHES_JOB_DONE));
  id = g_strdup (rushes_job_get_id (job));
  click (find_tooltip (get_row (job), "Take off the List"));
  wait_until (rushes_job_queue_find (get_queue (), id) == NULL);
}

/* What may be paid for twice is looked for, and then it is asked; with a no nothing is sent. */
static void
test_paying_again_is_asked (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "poll=forget", NULL);
  g_autoptr (RushesJob) job = NULL;
  gint64 sent;

  put_connection ("Shop", RUSHES_PROVIDER_OPENAI, server->videos);
  job = add_job ("Shop", RUSHES_PROVIDER_OPENAI, "paid for");
  wait_until (is_in (job, RUSHES_JOB_LOST));
  sent = rushes_job_get_record (job)->started_us;
  g_assert_true (says (get_row (job), "does not know this job"));
  click (find_button (get_row (job), "Look Again…"));
  wait_until (get_top () != NULL && find_button (get_top (), "_Send Again") != NULL);
  g_assert_true (says (get_top (), "may cost twice"));
  close_top ();
  g_assert_true (is_in (job, RUSHES_JOB_LOST));
  g_assert_cmpint (rushes_job_get_record (job)->started_us, ==, sent);
  right_click (get_row (job));
  wait_until (find_menu (GTK_WIDGET (window)) != NULL);
  wait_for_frames ();
  click (find_text (find_menu (GTK_WIDGET (window)), "Look Again…"));
  wait_until (get_top () != NULL && find_button (get_top (), "_Send Again") != NULL);
  click (find_button (get_top (), "_Send Again"));
  wait_until (rushes_job_get_record (job)->started_us > sent);
  wait_until (get_top () == NULL && is_in (job, RUSHES_JOB_LOST)); /* the server forgets this one too */
}

static void
test_what_a_restart_lost_is_sent_again (void)
{
  g_autoptr (Server) server = server_start ("--behaviour", "poll=restart*1", "--run-ms", "4000", NULL);
  g_autoptr (RushesJob) job = NULL;

  put_connection ("Restless", RUSHES_PROVIDER_COMFYUI, server->comfy);
  job = add_job ("Restless", RUSHES_PROVIDER_COMFYUI, "lost once");
  wait_until (rushes_job_get_record (job)->resent == 1 && is_in (job, RUSHES_JOB_RUNNING));
  g_assert_true (says (get_row (job), "Sent again after the server restarted"));
  wait_until (is_in (job, RUSHES_JOB_DONE));
}

/* Nothing is sent, it is told everywhere why, and it goes on by itself. */
static void
test_a_full_disk_pauses_the_queue (void)
{
  g_autoptr (RushesJob) job = NULL;

  g_atomic_int_set (&scarce, TRUE);
  job = add_job (RUSHES_SAMPLE_VIDEOS_ID, RUSHES_PROVIDER_OPENAI, "no room");
  wait_until (rushes_job_queue_is_full (get_queue ()));
  g_assert_true (is_in (job, RUSHES_JOB_WAITING) && rushes_job_get_record (job)->started_us == 0);
  wait_until (says (get_row (job), "goes on by itself when there is room"));
  g_assert_true (says (GTK_WIDGET (window), "The disk is full, and the queue has paused: 50.0"));
  rushes_window_show_page (window, "gallery");
  wait_until (says (GTK_WIDGET (window), "Disk full · 0 running · 1 waiting"));
  rushes_window_show_page (window, "queue");
  g_atomic_int_set (&scarce, FALSE);
  wait_until (is_in (job, RUSHES_JOB_DONE));
  g_assert_false (says (GTK_WIDGET (window), "The disk is full") || rushes_job_queue_is_full (get_queue ()));
}

static gboolean
has_bar (GtkWidget *parent)
{
  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && (GTK_IS_PROGRESS_BAR (child) || has_bar (child)))
      return TRUE;
  return FALSE;
}

/* Where a result waits for room nothing goes on: neither the program nor the computer has to stay for that. */
static void
test_what_waits_for_room_is_no_work (void)
{
  g_autoptr (Server) server = server_start ("--run-ms", "4000", NULL);
  g_autoptr (RushesJob) job = NULL;
  RushesWork work;

  put_connection ("Finished", RUSHES_PROVIDER_OPENAI, server->videos);
  job = add_job ("Finished", RUSHES_PROVIDER_OPENAI, "no room for what it made");
  wait_until (is_in (job, RUSHES_JOB_RUNNING));
  rushes_work_count (get_core (), &work);
  g_assert_cmpuint (work.n_going, ==, 1);
  g_atomic_int_set (&scarce, TRUE);
  wait_until (rushes_job_queue_is_full (get_queue ()) && is_in (job, RUSHES_JOB_FETCHING));
  rushes_work_count (get_core (), &work);
  g_assert_true (work.n_going == 0 && work.n_running == 0 && work.n_held == 1);
  wait_until (says (get_row (job), "goes on by itself when there is room") && !has_bar (get_row (job)));
  g_atomic_int_set (&scarce, FALSE);
  wait_until (is_in (job, RUSHES_JOB_DONE));
}

static void
on_ended (GObject *process, GAsyncResult *result, gpointer ended)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, NULL));
  *(gboolean *) ended = TRUE;
}

/* Without the session bus: over the socket in the library's folder. */
static void
test_a_command_line_cancels (void)
{
  g_autoptr (Server) server = server_start ("--run-ms", LONG_MS, NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (RushesJob) job = NULL;
  gboolean ended = FALSE;

  put_connection ("Endless", RUSHES_PROVIDER_OPENAI, server->videos);
  job = add_job ("Endless", RUSHES_PROVIDER_OPENAI, "stopped from outside");
  wait_until (is_in (job, RUSHES_JOB_RUNNING));
  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  process = g_subprocess_launcher_spawn (launcher, NULL, g_getenv ("RUSHES"), "cancel", rushes_job_get_id (job), NULL);
  g_subprocess_wait_check_async (process, NULL, on_ended, &ended);
  wait_until (ended);
  g_assert_true (is_in (job, RUSHES_JOB_CANCELLED));
  g_assert_true (says (get_row (job), "Cancelled"));
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/a-finished-job-is-shown", test_a_finished_job_is_shown);
  g_test_add_func ("/queue/a-running-job-is-cancelled", test_a_running_job_is_cancelled);
  g_test_add_func ("/queue/waiting-jobs-change-places", test_waiting_jobs_change_places);
  g_test_add_func ("/queue/a-long-line-is-shown-by-parts", test_a_long_line_is_shown_by_parts);
  g_test_add_func ("/queue/a-refused-job-tells-why", test_a_refused_job_tells_why);
  g_test_add_func ("/queue/paying-again-is-asked", test_paying_again_is_asked);
  g_test_add_func ("/queue/what-a-restart-lost-is-sent-again", test_what_a_restart_lost_is_sent_again);
  g_test_add_func ("/queue/a-full-disk-pauses-the-queue", test_a_full_disk_pauses_the_queue);
  g_test_add_func ("/queue/what-waits-for-room-is-no-work", test_what_waits_for_room_is_no_work);
  g_test_add_func ("/queue/a-command-line-cancels", test_a_command_line_cancels);
  return drive (argc, argv);
}
