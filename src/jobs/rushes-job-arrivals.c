/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-arrivals.h"

/* A burst of jobs does not come into the line at once: whoever shows it makes a widget for each, in the same turn of the main loop. They stand here, in the order in which they
 * came, until a turn has time for them. Main thread. */

#define TURN_US 2000 /* of a turn; one row is always taken */

/* That of a frame in GDK, which the rooms below do not know: a frame and some rows take turns, and neither waits for the other to come to an end. */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 20)

typedef struct
{
  GPtrArray *records; /* RushesJobRecord */
  guint next;         /* of these */
  RushesJobArrivalsOver over;
  GTask *task;
} Batch;

struct _RushesJobArrivals
{
  RushesJobArrivalsTake take;
  gpointer owner;
  GQueue batches;
  guint source;
};

/* Takes a row of the first batch, which ends with its last one. */
static void
step (RushesJobArrivals *self)
{
  Batch *batch = g_queue_peek_head (&self->batches);

  if (batch->next < batch->records->len)
    self->take (self->owner, batch->records->pdata[batch->next++]);
  if (batch->next < batch->records->len)
    return;
  g_queue_pop_head (&self->batches);
  batch->over (self->owner, batch->records, batch->task);
  g_ptr_array_unref (batch->records);
  g_free (batch);
}

static gboolean
on_turn (gpointer data)
{
  RushesJobArrivals *self = data;
  gint64 until = g_get_monotonic_time () + TURN_US;

  while (!g_queue_is_empty (&self->batches))
    {
      step (self);
      if (g_get_monotonic_time () >= until)
        return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  return G_SOURCE_REMOVE;
}

/* @records: (transfer full) (element-type RushesJobRecord), @task: (transfer full): for @over */
void
rushes_job_arrivals_add (RushesJobArrivals *self, GPtrArray *records, RushesJobArrivalsOver over, GTask *task)
{
  Batch *batch = g_new (Batch, 1);

  *batch = (Batch) { records, 0, over, task };
  g_queue_push_tail (&self->batches, batch);
  if (self->source == 0)
    self->source = g_idle_add_full (PRIORITY, on_turn, self, NULL);
}

/* All of them, now: there will be no other turn. */
void
rushes_job_arrivals_flush (RushesJobArrivals *self)
{
  while (!g_queue_is_empty (&self->batches))
    step (self);
  g_clear_handle_id (&self->source, g_source_remove);
}

/* None is left: the tasks that wait for them hold the owner. */
void
rushes_job_arrivals_free (RushesJobArrivals *self)
{
  g_assert (g_queue_is_empty (&self->batches));
  g_clear_handle_id (&self->source, g_source_remove);
  g_free (self);
}

RushesJobArrivals *
rushes_job_arrivals_new (RushesJobArrivalsTake take, gpointer owner)
{
  RushesJobArrivals *self = g_new0 (RushesJobArrivals, 1);

  self->take = take;
  self->owner = owner;
  g_queue_init (&self->batches);
  return self;
}
