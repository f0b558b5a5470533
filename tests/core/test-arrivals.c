/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "mirror.h"
#include "opened-library.h"

#include "rushes-connections.h"
#include "rushes-job-queue.h"
#include "rushes-ledger.h"
#include "rushes-provider.h"

/* How the queue tells of what happens to many jobs: a burst comes into the line over several turns of the main loop, whole and in order, and a poll that moved nothing is told
 * of with others, later. */

#define N_JOBS 50
#define ROW_US 3000 /* what a row takes of a turn: more than rows may take together */
#define SOON_US (1000 * G_TIME_SPAN_MILLISECOND)

/* A server that goes on for ever, and says how far it is: the same each time. */
typedef struct
{
  GObject parent_instance;
  GMutex lock;
  gint64 first_us; /* under the lock: when it answered for the first time */
} Endless;

typedef struct
{
  GObjectClass parent_class;
} EndlessClass;

GType endless_get_type (void);

static RushesPoll *
endless_poll (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order, GCancellable *cancellable, GError **error)
{
  Endless *self = (Endless *) provider;
  RushesPoll *poll = rushes_poll_new (RUSHES_JOB_RUNNING);

  poll->fraction = .5;
  poll->after_ms = 10;
  g_mutex_lock (&self->lock);
  if (self->first_us == 0)
    self->first_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  return poll;
}

static void
endless_iface_init (RushesProviderInterface *iface)
{
  iface->poll = endless_poll;
  iface->poll_interval_ms = 10;
}

G_DEFINE_TYPE_WITH_CODE (Endless, endless, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (RUSHES_TYPE_PROVIDER, endless_iface_init))

static void
endless_class_init (EndlessClass *klass)
{
}

static void
endless_init (Endless *self)
{
  g_mutex_init (&self->lock);
}

typedef struct
{
  Fixture fixture;
  RushesLedger *ledger;
  RushesConnections *connections;
  Endless *provider;
  RushesJobQueue *queue;
  guint n_rows; /* that came in this turn of the main loop */
  guint n_done; /* callbacks */
} Line;

static RushesProvider *
get_provider (gpointer line, RushesProviderKind kind)
{
  return RUSHES_PROVIDER (((Line *) line)->provider);
}

static RushesTarget *
new_target (gpointer line, RushesConnection *connection, GError **error)
{
  return rushes_target_new (connection, NULL);
}

static void
set_up (Line *line, gconstpointer data)
{
  g_autoptr (RushesConnection) connection = rushes_connection_new ("c", RUSHES_PROVIDER_OPENAI, "C", "http://localhost:1/v1", NULL, FALSE);

  open_library (&line->fixture);
  line->ledger = rushes_ledger_open (line->fixture.paths, NULL);
  line->connections = rushes_connections_load (line->fixture.paths);
  line->provider = g_object_new (endless_get_type (), NULL);
  line->queue = rushes_job_queue_new (line->ledger, line->fixture.library, line->connections, &(RushesJobServices) { line, get_provider, new_target, NULL });
  rushes_connections_put_for_session (line->connections, connection);
}

static void
clear (Line *line, gconstpointer data)
{
  g_assert_true (rushes_job_queue_stop (line->queue));
  g_clear_object (&line->queue);
  g_clear_object (&line->provider);
  g_clear_object (&line->connections);
  g_clear_object (&line->ledger);
  tear_down (&line->fixture, NULL);
}

static RushesRequest *
new_request (void)
{
  return rushes_request_new (g_variant_new_parsed ("{'provider': <'openai'>, 'model': <'sora-2'>, 'prompt': <'A boat'>}"));
}

static void
write_row (Line *line, int number, RushesJobState state)
{
  g_autoptr (RushesJobRecord) record = rushes_job_record_new ();
  g_autoptr (GError) error = NULL;

  record->id = g_strdup_printf ("job-%03d", number);
  record->state = state;
  record->request = new_request ();
  record->connection_id = g_strdup ("c");
  record->remote_id = state == RUSHES_JOB_WAITING ? NULL : g_strdup_printf ("remote-%03d", number);
  record->created_us = record->started_us = g_get_real_time ();
  rushes_ledger_add (line->ledger, record, &error);
  g_assert_no_error (error);
}

/* As a view that makes a widget for each. */
static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Line *line)
{
  gint64 until = g_get_monotonic_time () + added * ROW_US;

  line->n_rows += added;
  while (g_get_monotonic_time () < until)
    ;
}

static void
turn (Line *line)
{
  line->n_rows = 0;
  g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (line->n_rows, <=, 1);
}

static void
on_done (GObject *queue, GAsyncResult *result, gpointer data)
{
  ((Line *) data)->n_done++;
}

static guint
count_jobs (Line *line)
{
  return g_list_model_get_n_items (G_LIST_MODEL (line->queue));
}

/* Each job that is listed is where the ledger has it. */
static void
check_order (Line *line)
{
  g_autoptr (GPtrArray) records = rushes_ledger_list (line->ledger, 0, NULL);

  g_assert_cmpuint (count_jobs (line), ==, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (line->queue), i);
      g_assert_cmpstr (rushes_job_get_id (job), ==, ((RushesJobRecord *) records->pdata[i])->id);
    }
}

static void
on_added (GObject *queue, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesJob) job = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (queue), result, &error);

  g_assert_no_error (error);
  g_assert_true (rushes_job_queue_find (RUSHES_JOB_QUEUE (queue), rushes_job_get_id (job)) == job);
  on_done (queue, result, data);
}

/* However they are written, and however many are done at once: one row a turn, where a row takes all the time that there is. */
static void
test_a_burst (Line *line, gconstpointer data)
{
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (line->queue), NULL, NULL);
  g_autoptr (RushesRequest) request = new_request ();

  g_signal_connect (line->queue, "items-changed", G_CALLBACK (on_items_changed), line);
  for (int i = 0; i < N_JOBS; i++)
    rushes_job_queue_add_async (line->queue, request, NULL, on_added, line);
  while (line->n_done < N_JOBS)
    turn (line);
  g_assert_cmpuint (count_jobs (line), ==, N_JOBS);
  g_assert_cmpuint (mirror_get_n_heard (mirror), ==, N_JOBS);
}

/* What other processes wrote, read twice: who asked hears when all of it is there. */
static void
test_rows_of_others (Line *line, gconstpointer data)
{
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (line->queue), NULL, NULL);

  for (int i = 0; i < N_JOBS; i++)
    write_row (line, i, RUSHES_JOB_WAITING);
  g_signal_connect (line->queue, "items-changed", G_CALLBACK (on_items_changed), line);
  rushes_job_queue_read_async (line->queue, on_done, line);
  rushes_job_queue_read_async (line->queue, on_done, line);
  while (line->n_done == 0)
    turn (line);
  check_order (line);
  rushes_ledger_swap (line->ledger, "job-010", "job-020", NULL);
  while (line->n_done < 2)
    turn (line);
  line->n_done = 0;
  rushes_job_queue_read_async (line->queue, on_done, line);
  while (line->n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  check_order (line);
  mirror_check (mirror);
}

/* The end of the program leaves nobody waiting. */
static void
test_stopped_on_their_way (Line *line, gconstpointer data)
{
  for (int i = 0; i < N_JOBS; i++)
    write_row (line, i, RUSHES_JOB_WAITING);
  g_signal_connect (line->queue, "items-changed", G_CALLBACK (on_items_changed), line);
  rushes_job_queue_read_async (line->queue, on_done, line);
  while (count_jobs (line) == 0)
    turn (line);
  g_assert_cmpuint (line->n_done, ==, 0);
  g_assert_true (rushes_job_queue_stop (line->queue));
  while (line->n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  check_order (line);
}

static void
on_changed (RushesJobQueue *queue, guint *n)
{
  ++*n;
}

static void
wait_for_change (guint *n_changed)
{
  guint before = *n_changed;

  while (*n_changed == before)
    g_main_context_iteration (NULL, TRUE);
}

/* Polls that found each job where it was are told of, all together and not before a second has passed. */
static void
test_polls_that_move_nothing (Line *line, gconstpointer data)
{
  guint n_changed = 0;
  gint64 first, now;

  for (int i = 0; i < 3; i++)
    write_row (line, i, RUSHES_JOB_RUNNING);
  rushes_job_queue_start (line->queue, rushes_job_queue_read (line->ledger, NULL));
  g_signal_connect (line->queue, "changed", G_CALLBACK (on_changed), &n_changed);
  wait_for_change (&n_changed); /* that it has started */
  wait_for_change (&n_changed);
  now = g_get_monotonic_time ();
  g_mutex_lock (&line->provider->lock);
  first = line->provider->first_us;
  g_mutex_unlock (&line->provider->lock);
  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (now - first, >=, SOON_US);
}

static RushesJobRecord *
new_ended (const char *id, RushesJobState state, int hours)
{
  RushesJobRecord *record = rushes_job_record_new ();

  record->id = g_strdup (id);
  record->state = state;
  record->request = new_request ();
  record->finished_us = g_get_real_time () - hours * G_TIME_SPAN_HOUR;
  return record;
}

static gboolean
is_listed (Line *line, const char *id)
{
  for (guint i = 0; i < count_jobs (line); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (line->queue), i);
      if (g_str_equal (rushes_job_get_id (job), id))
        return TRUE;
    }
  return FALSE;
}

/* A program that runs for weeks has what one has that was started just now: what is done since a day goes when the next one ends, what waits for somebody
 * stays. */
static void
test_what_ended_long_ago (Line *line, gconstpointer data)
{
  GPtrArray *records;
  g_autoptr (RushesJob) waiting = NULL;

  write_row (line, 1, RUSHES_JOB_WAITING);
  records = rushes_ledger_list (line->ledger, 0, NULL);
  g_ptr_array_add (records, new_ended ("done", RUSHES_JOB_DONE, 25));
  g_ptr_array_add (records, new_ended ("cancelled", RUSHES_JOB_CANCELLED, 25));
  g_ptr_array_add (records, new_ended ("failed", RUSHES_JOB_FAILED, 25));
  g_ptr_array_add (records, new_ended ("today", RUSHES_JOB_DONE, 23));
  rushes_job_queue_set_paused (line->queue, TRUE);
  rushes_job_queue_load (line->queue, records);
  rushes_job_queue_start (line->queue, NULL);
  waiting = g_list_model_get_item (G_LIST_MODEL (line->queue), 0);
  rushes_job_queue_cancel (line->queue, waiting);
  while (is_listed (line, "done") || is_listed (line, "cancelled"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rushes_job_get_state (waiting), ==, RUSHES_JOB_CANCELLED);
  g_assert_cmpuint (count_jobs (line), ==, 3);
  g_assert_true (is_listed (line, "failed") && is_listed (line, "today"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/arrivals/a-burst", Line, NULL, set_up, test_a_burst, clear);
  g_test_add ("/arrivals/rows-of-others", Line, NULL, set_up, test_rows_of_others, clear);
  g_test_add ("/arrivals/stopped-on-their-way", Line, NULL, set_up, test_stopped_on_their_way, clear);
  g_test_add ("/arrivals/what-ended-long-ago", Line, NULL, set_up, test_what_ended_long_ago, clear);
  g_test_add ("/arrivals/polls-that-move-nothing", Line, NULL, set_up, test_polls_that_move_nothing, clear);
  return g_test_run ();
}
