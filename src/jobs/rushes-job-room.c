/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-room.h"

#include "rushes-room.h"

#define LOOK_MS 5000 /* between two looks at a disk that is full */

static guint changed_signal;

struct _RushesJobRoom
{
  GObject parent_instance;
  RushesJobLine *line;
  RushesJobRunner *runner;
  RushesJobStepper *stepper;
  RushesPaths *paths;
  gint64 free_bytes;        /* at the last look; -1: not known */
  gint64 told, told_free;   /* when “changed” was emitted last */
  guint timer;
  gboolean looking;         /* a worker is */
};

G_DEFINE_FINAL_TYPE (RushesJobRoom, rushes_job_room, G_TYPE_OBJECT)

/* Returns: what the one that needs most wants, as in RushesJobEntry; 0: none waits */
static gint64
get_wanted (RushesJobRoom *self)
{
  gint64 wanted = 0;

  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      gint64 own = rushes_job_line_get (self->line, i)->wanted;
      if (own > wanted || (own < 0 && wanted == 0))
        wanted = own;
    }
  return wanted;
}

/* Whether there is no room for what a job brings or would bring. */
gboolean
rushes_job_room_is_full (RushesJobRoom *self)
{
  return get_wanted (self) != 0;
}

/* The same as of when “changed” was emitted last, without looking at all jobs. */
gboolean
rushes_job_room_is_known_full (RushesJobRoom *self)
{
  return self->told != 0;
}

/* Returns: (transfer full) (nullable): the sentence for that */
char *
rushes_job_room_dup_text (RushesJobRoom *self)
{
  gint64 wanted = get_wanted (self);

  return wanted != 0 ? rushes_room_dup_paused (wanted > 0 ? self->free_bytes : -1, wanted) : NULL;
}

/* What waited takes its next step, and says no more why it waits. */
static void
let_go (RushesJobRoom *self, RushesJobEntry *entry)
{
  RushesJobRecord *record = rushes_job_record_copy (rushes_job_get_record (entry->job));

  entry->wanted = 0;
  entry->failures = 0;
  g_clear_error (&record->error);
  rushes_job_set_record (entry->job, record);
  if (record->state != RUSHES_JOB_WAITING) /* else when the others have room, too */
    rushes_job_stepper_schedule (self->stepper, entry, 0);
}

static void
take_look (RushesJobRoom *self, gint64 free_bytes)
{
  self->free_bytes = free_bytes;
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (self->line, i);
      if (entry->wanted > 0 && (free_bytes < 0 || entry->wanted <= free_bytes) && entry->cancellable == NULL)
        let_go (self, entry);
    }
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesJobRoom) self = data;
  g_autofree gint64 *free_bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  self->looking = FALSE;
  if (free_bytes == NULL) /* the program ends */
    return;
  take_look (self, *free_bytes);
  rushes_job_room_update (self);
}

static void
look (GTask *task, gpointer source, gpointer paths, GCancellable *cancellable)
{
  gint64 *free_bytes = g_new (gint64, 1);

  *free_bytes = rushes_room_get (rushes_paths_get_clips_dir (paths));
  g_task_return_pointer (task, free_bytes, g_free);
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

/* To be called when a job has taken a step, or has left. */
void
rushes_job_room_update (RushesJobRoom *self)
{
  gint64 wanted = get_wanted (self);

  if (wanted <= 0)
    g_clear_handle_id (&self->timer, g_source_remove);
  else if (self->timer == 0)
    {
      self->timer = g_timeout_add ((guint) (LOOK_MS * rushes_job_stepper_get_pace (self->stepper)), on_timer, self);
      begin_to_look (self);
    }
  if (wanted > 0 && self->told == 0 && self->looking)
    return; /* it is said with how much is free */
  if (wanted == self->told && (wanted <= 0 || self->free_bytes == self->told_free))
    return;
  self->told = wanted;
  self->told_free = self->free_bytes;
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
  self->free_bytes = self->told_free = -1;
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
