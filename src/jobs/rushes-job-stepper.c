/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-stepper.h"

#include <glib/gi18n.h>
#include <time.h>

#define BACKOFF_FIRST_MS 1000
#define BACKOFF_MAX_MS 30000
#define LOOK_AFTER_MS 15000 /* between two looks at a job that was cancelled but may finish */
#define LOOKED_AFTER_US (2 * 3600 * G_TIME_SPAN_SECOND)
#define CLOCK_SLACK_US G_TIME_SPAN_MINUTE /* what a clock is put right by, now and then */
#define PROGRESS_MS 250 /* how often uploads and downloads are looked at */

enum
{
  SIGNAL_READY,
  SIGNAL_STEPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

struct _RushesJobStepper
{
  GObject parent_instance;
  RushesJobLine *line;
  RushesJobRunner *runner;
  guint progress_timer;
  double pace; /* factor on all waits; tests hurry */
};

G_DEFINE_FINAL_TYPE (RushesJobStepper, rushes_job_stepper, G_TYPE_OBJECT)

/* What a step or a timer comes back to. The entry may be gone by then. */
typedef struct
{
  RushesJobStepper *self;
  char *id;
} Ticket;

static Ticket *
ticket_new (RushesJobStepper *self, RushesJobEntry *entry)
{
  Ticket *ticket = g_new (Ticket, 1);

  *ticket = (Ticket) { g_object_ref (self), g_strdup (rushes_job_get_id (entry->job)) };
  return ticket;
}

static void
ticket_free (gpointer data)
{
  Ticket *ticket = data;

  g_object_unref (ticket->self);
  g_free (ticket->id);
  g_free (ticket);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ticket, ticket_free)

/* What a step is sending: the create, with the files that it needs first. */
static gboolean
is_sending (RushesJobEntry *entry)
{
  return entry->cancellable != NULL && rushes_job_get_state (entry->job) <= RUSHES_JOB_SUBMITTING;
}

static void
show_bytes (RushesJobStepper *self, RushesJob *job)
{
  gboolean sending = rushes_job_get_state (job) <= RUSHES_JOB_SUBMITTING;
  g_autofree char *stage = NULL, *some = NULL, *all = NULL;
  gint64 done, total;

  if (!rushes_job_runner_peek_progress (self->runner, rushes_job_get_id (job), &done, &total))
    return;
  some = g_format_size (done);
  all = total > 0 ? g_format_size (total) : NULL;
  if (all == NULL)
    stage = g_strdup_printf (_("Downloading, %s so far"), some);
  else
    stage = g_strdup_printf (sending ? _("Uploading %s of %s") : _("Downloading %s of %s"), some, all);
  rushes_job_set_progress (job, total > 0 ? (double) done / total : -1, stage);
}

static gboolean
on_progress_timer (gpointer data)
{
  RushesJobStepper *self = data;
  gboolean moving = FALSE;

  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);

      if (rushes_job_get_state (entry->job) != RUSHES_JOB_FETCHING && !is_sending (entry))
        continue;
      moving = TRUE;
      show_bytes (self, entry->job);
    }
  if (!moving)
    self->progress_timer = 0;
  return moving;
}

static void
look_at_progress (RushesJobStepper *self)
{
  if (self->progress_timer == 0)
    self->progress_timer = g_timeout_add (PROGRESS_MS, on_progress_timer, self);
}

static int
get_backoff (RushesJobEntry *entry)
{
  int shift = CLAMP (entry->failures - 1, 0, 5);

  return MIN (BACKOFF_FIRST_MS << shift, BACKOFF_MAX_MS);
}

static void
show_result (RushesJobStepper *self, RushesJobEntry *entry, RushesStepResult *result)
{
  RushesJobState state = result->record->state;

  if (state == RUSHES_JOB_FETCHING)
    {
      look_at_progress (self);
      rushes_job_set_progress (entry->job, -1, _("Downloading"));
    }
  else if (state == RUSHES_JOB_SAVING)
    rushes_job_set_progress (entry->job, 1, _("Saving"));
  else if (!entry->watched || state <= RUSHES_JOB_QUEUED)
    rushes_job_set_progress (entry->job, result->fraction, result->stage);
}

/* By a clock that nobody sets, and that goes on while the computer sleeps. Microseconds */
static gint64
get_steady_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* When, by that, something was that @then says. What the clock said at the start of the program is believed, and never that it is still to come. */
static gint64
find_steady_time (gint64 then)
{
  return get_steady_time () - MAX (0, g_get_real_time () - then);
}

/* A clock that was set since takes the beginning of the job along, so that how long it takes is what it was. */
static void
keep_time (RushesJobEntry *entry, RushesJobRecord *record)
{
  gint64 began = g_get_real_time () - (get_steady_time () - entry->began);

  if (record->started_us == 0)
    return;
  if (entry->clocked_us != record->started_us)
    entry->began = find_steady_time (record->started_us);
  else if (ABS (began - record->started_us) > CLOCK_SLACK_US)
    record->started_us = began;
  entry->clocked_us = record->started_us;
}

/* A job that could only be left alone may finish all the same, and be billed: for a while it is looked at now and then. */
void
rushes_job_stepper_look_after (RushesJobStepper *self, RushesJobEntry *entry)
{
  const RushesJobRecord *record = rushes_job_get_record (entry->job);

  if (entry->ended_us != record->finished_us)
    {
      entry->ended_us = record->finished_us;
      entry->ended = find_steady_time (record->finished_us);
    }
  if (record->state == RUSHES_JOB_CANCELLED && record->remote_id != NULL && record->remote_file == NULL &&
      get_steady_time () - entry->ended < LOOKED_AFTER_US)
    rushes_job_stepper_schedule (self, entry, LOOK_AFTER_MS);
}

/* Returns: whether the job is not where it was, or others may have waited for this step */
static gboolean
take_result (RushesJobStepper *self, RushesJobEntry *entry, RushesStepResult *step)
{
  const RushesJobRecord *before = rushes_job_get_record (entry->job);
  gboolean moved;

  entry->misses = step->misses;
  entry->failures = step->failures;
  entry->spoiled = step->spoiled;
  entry->hold = step->hold;
  entry->wanted = step->wanted;
  entry->retry = step->retry;
  if (!step->missing)
    entry->missing_since = 0;
  else if (entry->missing_since == 0)
    entry->missing_since = g_get_monotonic_time ();
  /* Cancel may have been pressed while the step ran; a step that cancelled too late takes it back. */
  if (!entry->cancelling)
    step->record->cancel_requested = before->cancel_requested;
  step->record->position = before->position;
  keep_time (entry, step->record);
  moved = before->state <= RUSHES_JOB_SUBMITTING || !rushes_job_record_is_like (before, step->record);
  show_result (self, entry, step);
  rushes_job_set_record (entry->job, g_steal_pointer (&step->record));
  rushes_job_line_update_place (self->line, entry);
  return moved;
}

static void
on_step (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Ticket) ticket = data;
  RushesJobStepper *self = ticket->self;
  g_autoptr (RushesStepResult) step = rushes_job_runner_step_finish (RUSHES_JOB_RUNNER (source), result, NULL);
  RushesJobEntry *entry = rushes_job_line_find (self->line, ticket->id);
  gboolean moved, ended;

  if (entry == NULL || step == NULL)
    return;
  g_clear_object (&entry->cancellable);
  if (entry->looking && rushes_job_get_state (entry->job) != RUSHES_JOB_CANCELLED)
    {
      /* The user took it up again meanwhile: what was seen is old. */
      rushes_job_stepper_schedule (self, entry, 0);
      return;
    }
  moved = take_result (self, entry, step);
  ended = rushes_job_state_is_final (rushes_job_get_state (entry->job)) &&
          !(entry->looking && rushes_job_get_record (entry->job)->remote_file == NULL);
  if (rushes_job_state_is_final (rushes_job_get_state (entry->job)))
    rushes_job_stepper_look_after (self, entry);
  else if (step->wanted <= 0) /* else when there is room */
    rushes_job_stepper_schedule (self, entry, step->after_ms < 0 ? get_backoff (entry) : step->after_ms);
  g_signal_emit (self, signals[SIGNAL_STEPPED], 0, entry, step->target, moved, ended);
}

/* At the pace of the waits. */
static gint64
get_missing_ms (RushesJobStepper *self, RushesJobEntry *entry)
{
  if (entry->missing_since == 0 || self->pace <= 0)
    return 0;
  return (gint64) ((g_get_monotonic_time () - entry->missing_since) / 1000 / self->pace) + 1;
}

/* @candidates: (nullable) (transfer full), @n_busy: for a job that has to be placed. Takes the next step now. */
void
rushes_job_stepper_step (RushesJobStepper *self, RushesJobEntry *entry, GPtrArray *candidates, guint n_busy)
{
  RushesStep *step = rushes_step_new (rushes_job_get_record (entry->job), rushes_job_line_get_connection (self->line, entry));

  keep_time (entry, step->record);
  step->running_ms = step->record->started_us > 0 ? MAX (0, (get_steady_time () - entry->began) / 1000) : 0;
  step->candidates = candidates;
  step->n_busy = n_busy;
  step->misses = entry->misses;
  step->failures = entry->failures;
  step->spoiled = entry->spoiled;
  step->retry = entry->retry;
  step->missing_ms = get_missing_ms (self, entry);
  entry->cancelling = step->record->cancel_requested;
  entry->looking = step->record->state == RUSHES_JOB_CANCELLED;
  entry->cancellable = g_cancellable_new ();
  if (is_sending (entry))
    look_at_progress (self);
  rushes_job_runner_step_async (self->runner, step, entry->cancellable, on_step, ticket_new (self, entry));
}

static gboolean
on_timer (gpointer data)
{
  Ticket *ticket = data;
  RushesJobStepper *self = ticket->self;
  RushesJobEntry *entry = rushes_job_line_find (self->line, ticket->id);

  entry->timer = 0;
  if (entry->cancellable != NULL)
    return G_SOURCE_REMOVE; /* what follows the step that runs follows from it */
  /* A waiting job needs a slot, and a job of a connection that was removed needs one back. */
  if (rushes_job_get_state (entry->job) == RUSHES_JOB_WAITING)
    {
      entry->hold = RUSHES_HOLD_NONE; /* nobody can tell: it is tried again */
      entry->wanted = 0;
      g_signal_emit (self, signals[SIGNAL_READY], 0);
    }
  else if (rushes_job_line_get_connection (self->line, entry) != NULL || rushes_job_get_state (entry->job) == RUSHES_JOB_SAVING)
    rushes_job_stepper_step (self, entry, NULL, 0);
  return G_SOURCE_REMOVE;
}

/* Returns: the factor on all waits */
double
rushes_job_stepper_get_pace (RushesJobStepper *self)
{
  return self->pace;
}

/* The entry's timer goes with it, so it is there when the timer is due. */
void
rushes_job_stepper_schedule (RushesJobStepper *self, RushesJobEntry *entry, int after_ms)
{
  int due = (int) (after_ms * self->pace);
  Ticket *ticket = ticket_new (self, entry);

  g_clear_handle_id (&entry->timer, g_source_remove);
  if (due >= 3000) /* wakes together with others */
    entry->timer = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, due / 1000, on_timer, ticket, ticket_free);
  else
    entry->timer = g_timeout_add_full (G_PRIORITY_DEFAULT, due, on_timer, ticket, ticket_free);
}

static void
rushes_job_stepper_finalize (GObject *object)
{
  RushesJobStepper *self = RUSHES_JOB_STEPPER (object);

  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_object_unref (self->line);
  g_object_unref (self->runner);
  G_OBJECT_CLASS (rushes_job_stepper_parent_class)->finalize (object);
}

static void
rushes_job_stepper_class_init (RushesJobStepperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_job_stepper_finalize;
  signals[SIGNAL_READY] = g_signal_new ("ready", RUSHES_TYPE_JOB_STEPPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STEPPED] = g_signal_new ("stepped", RUSHES_TYPE_JOB_STEPPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                          G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN);
}

static void
rushes_job_stepper_init (RushesJobStepper *self)
{
  const char *pace = g_getenv ("RUSHES_PACE");

  self->pace = pace != NULL ? g_ascii_strtod (pace, NULL) : 1;
}

RushesJobStepper *
rushes_job_stepper_new (RushesJobLine *line, RushesJobRunner *runner)
{
  RushesJobStepper *self = g_object_new (RUSHES_TYPE_JOB_STEPPER, NULL);

  self->line = g_object_ref (line);
  self->runner = g_object_ref (runner);
  return self;
}
