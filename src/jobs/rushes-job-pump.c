/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-pump.h"

#include "rushes-job-slots.h"

/* Which jobs may start: as many at a time as their connections take, in the order of the line. */

static void
count_slots (RushesJobLine *line, RushesJobSlots *slots)
{
  for (guint i = 0; i < rushes_job_line_get_length (line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (line, i);
      const RushesJobRecord *record = rushes_job_get_record (entry->job);

      if (record->state == RUSHES_JOB_WAITING && entry->cancellable != NULL)
        {
          RushesConnection *connection = rushes_job_line_get_connection (line, entry);
          if (connection != NULL)
            rushes_job_slots_take (slots, connection);
        }
      else if (entry->hold != RUSHES_HOLD_OWN) /* it is in nobody's way */
        rushes_job_slots_count (slots, record);
    }
}

/* A job that waits for any server. */
static gboolean
is_unplaced (RushesJobEntry *entry)
{
  const RushesJobRecord *record = rushes_job_get_record (entry->job);

  return record->state == RUSHES_JOB_WAITING && g_strcmp0 (record->connection_id, RUSHES_CONNECTION_ANY) == 0;
}

/* One at a time: the next one is placed when the servers know of this one. */
static gboolean
is_placing (RushesJobLine *line)
{
  for (guint i = 0; i < rushes_job_line_get_length (line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (line, i);
      if (is_unplaced (entry) && entry->cancellable != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
place (RushesJobLine *line, RushesJobStepper *stepper, RushesJobEntry *entry, RushesJobSlots *slots)
{
  GListModel *connections = G_LIST_MODEL (rushes_job_line_get_connections (line));
  GPtrArray *candidates = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_busy = 0;

  for (guint i = 0; i < g_list_model_get_n_items (connections); i++)
    {
      g_autoptr (RushesConnection) connection = g_list_model_get_item (connections, i);
      if (rushes_connection_get_kind (connection) != RUSHES_PROVIDER_COMFYUI)
        continue;
      if (rushes_job_slots_has_room (slots, connection))
        g_ptr_array_add (candidates, g_steal_pointer (&connection));
      else
        n_busy++;
    }
  if (candidates->len > 0)
    rushes_job_stepper_step (stepper, entry, candidates, n_busy);
  else
    g_ptr_array_unref (candidates);
}

/* Starts what may start, in the order of the line. @paused: nothing new is sent. Main thread. */
void
rushes_job_pump_run (RushesJobLine *line, RushesJobStepper *stepper, gboolean paused)
{
  g_auto (RushesJobSlots) slots = { 0 };

  rushes_job_slots_init (&slots);
  count_slots (line, &slots);
  for (guint i = 0; i < rushes_job_line_get_length (line); i++)
    {
      RushesJobEntry *entry = rushes_job_line_get (line, i);
      RushesConnection *connection;

      if (rushes_job_get_state (entry->job) != RUSHES_JOB_WAITING || entry->cancellable != NULL || entry->timer != 0)
        continue;
      connection = rushes_job_line_get_connection (line, entry);
      rushes_job_line_update_place (line, entry);
      if (!paused && is_unplaced (entry))
        {
          if (!is_placing (line))
            place (line, stepper, entry, &slots);
        }
      else if (!paused && connection != NULL && rushes_job_slots_take (&slots, connection))
        rushes_job_stepper_step (stepper, entry, NULL, 0);
    }
}
