/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-room.h"

#include "rushes-room.h"

#define LOOK_MS 5000 /* between two looks at a disk that is full */

static guint changed_signal;

/* Bytes that are free; -1: not known. */
typedef struct
{
  gint64 clips, ledger;
} RushesJobFree;

struct _RushesJobRoom
{
  GObject parent_instance;
  RushesJobLine *line;
  RushesJobRunner *runner;
  RushesJobStepper *stepper;
  RushesPaths *paths;
  RushesJobFree seen;       /* at the last look */
  char *told;               /* the sentence when “changed” was emitted last, or NULL */
  guint timer;
  gboolean looking;         /* a worker is */
};

G_DEFINE_FINAL_TYPE (RushesJobRoom, rushes_job_room, G_TYPE_OBJECT)

/* @kind: which of those that are held. Returns: what the one that needs most wants, as in RushesJobEntry; 0: none waits */
static gint64
get_wanted (RushesJobRoom *self, RushesHold kind)
{
  gint64 wanted = 0;

  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);
      if (entry->hold == kind && (entry->wanted > wanted || (entry->wanted < 0 && wanted == 0)))
        wanted = entry->wanted;
    }
  return wanted;
}

/* Whether there is no room for what any job brings or would bring. */
gboolean
rushes_job_room_is_full (RushesJobRoom *self)
{
  return get_wanted (self, RUSHES_HOLD_CLIPS) != 0 || get_wanted (self, RUSHES_HOLD_LEDGER) != 0;
}

/* The same as of when “changed” was emitted last, without looking at all jobs. */
gboolean
rushes_job_room_is_known_full (RushesJobRoom *self)
{
  return self->told != NULL;
}

/* Returns: (transfer full) (nullable): the sentence for that */
char *
rushes_job_room_dup_text (RushesJobRoom *self)
{
  gint64 wanted = get_wanted (self, RUSHES_HOLD_CLIPS);

  if (wanted != 0)
    return rushes_room_dup_paused (wanted > 0 ? self->seen.clips : -1, wanted);
  if (get_wanted (self, RUSHES_HOLD_LEDGER) != 0)
    return rushes_room_dup_ledger (rushes_paths_get_data_dir (self->paths), self->seen.ledger);
  return NULL;
}

/* What waited takes its next step, and says no more why it waits. */
static void
let_go (RushesJobRoom *self, RushesJobEntry *entry)
{
  RushesJobRecord *record = rushes_job_record_copy (rushes_job_get_record (entry->job));

  entry->hold = RUSHES_HOLD_NONE;
  entry->wanted = 0;
  entry->failures = 0;
  g_clear_error (&record->error);
  rushes_job_set_record (entry->job, record);
  if (record->state != RUSHES_JOB_WAITING) /* else when the others have room, too */
    rushes_job_stepper_schedule (self->stepper, entry, 0);
}

static void
take_look (RushesJobRoom *self, const RushesJobFree *seen)
{
  self->seen = *seen;
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);
      gint64 there = entry->hold == RUSHES_HOLD_LEDGER ? seen->ledger : seen->clips;
      if (entry->wanted > 0 && (there < 0 || entry->wanted <= there) && entry->cancellable == NULL)
        let_go (self, entry);
    }
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobRoom) self = data;
  g_autofree RushesJobFree *seen = g_task_propagate_pointer (G_TASK (result), NULL);

  self->looking = FALSE;
  if (seen == NULL) /* the program ends */
    return;
  take_look (self, seen);
  rushes_job_room_update (self);
}

static void
look (GTask *task, gpointer source, gpointer paths, GCancellable *cancellable)
{
  RushesJobFree *seen = g_new (RushesJobFree, 1);

  *seen = (RushesJobFree) { rushes_room_get (rushes_paths_get_clips_dir (paths)), rushes_room_get (rushes_paths_get_data_dir (paths)) };
  g_task_return_pointer (task, seen, g_free);
}

static void
begin_to_look (RushesJobRoom *self)
{
  if (self->looking)
    return;
  self->looking = TRUE;
  rushes_job_runner_run_async (self->runner, look, g_object_ref (self->paths), g_object_unref, on_looked, g_object_ref (self));
}

static gboolean
on_timer (gpointer data)
{
  begin_to_look (data);
  return G_SOURCE_CONTINUE;
}

/* Whether a job waits of which it is known how much it wants. */
static gboolean
is_waiting (RushesJobRoom *self)
{
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    if (rushes_job_line_get (self->line, i)->wanted > 0)
      return TRUE;
  return FALSE;
}

/* To be called when a job has taken a step, or has left. */
void
rushes_job_room_update (RushesJobRoom *self)
{
  gboolean waiting = is_waiting (self);
  g_autofree char *text = NULL;

  if (!waiting)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (self->timer == 0)
    {
      self->timer = g_timeout_add ((guint) (LOOK_MS * rushes_job_stepper_get_pace (self->stepper)), on_timer, self);
      begin_to_look (self);
    }
  text = rushes_job_room_dup_text (self);
  if (waiting && text != NULL && self->told == NULL && self->looking)
    return; /* it is said with how much is free */
  if (g_strcmp0 (text, self->told) == 0)
    return;
  g_free (self->told);
  self->told = g_steal_pointer (&text);
  g_signal_emit (self, changed_signal, 0);
}

static void
rushes_job_room_dispose (GObject *object)
{
  RushesJobRoom *self = RUSHES_JOB_ROOM (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->line);
  g_clear_object (&self->runner);
  g_clear_object (&self->stepper);
  g_clear_object (&self->paths);
  g_clear_pointer (&self->told, g_free);
  G_OBJECT_CLASS (rushes_job_room_parent_class)->dispose (object);
}

static void
rushes_job_room_class_init (RushesJobRoomClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_job_room_dispose;
  changed_signal = g_signal_new ("changed", RUSHES_TYPE_JOB_ROOM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_job_room_init (RushesJobRoom *self)
{
  self->seen = (RushesJobFree) { -1, -1 };
}

RushesJobRoom *
rushes_job_room_new (RushesJobLine *line, RushesJobRunner *runner, RushesJobStepper *stepper, RushesPaths *paths)
{
  RushesJobRoom *self = g_object_new (RUSHES_TYPE_JOB_ROOM, NULL);

  self->line = g_object_ref (line);
  self->runner = g_object_ref (runner);
  self->stepper = g_object_ref (stepper);
  self->paths = g_object_ref (paths);
  return self;
}
