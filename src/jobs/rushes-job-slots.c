/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-slots.h"

#define COMFYUI_LIMIT 2 /* it runs one at a time: the second keeps it from idling */
#define OPENAI_LIMIT 4
#define ALL_LIMIT 16

void
rushes_job_slots_init (RushesJobSlots *self)
{
  self->by_connection = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->all = 0;
}

void
rushes_job_slots_clear (RushesJobSlots *self)
{
  g_clear_pointer (&self->by_connection, g_hash_table_unref);
}

static void
add (RushesJobSlots *self, const char *connection_id)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (self->by_connection, connection_id));

  g_hash_table_insert (self->by_connection, g_strdup (connection_id), GINT_TO_POINTER (n + 1));
}

/* Counts a job that occupies the server, or us. */
void
rushes_job_slots_count (RushesJobSlots *self, const RushesJobRecord *record)
{
  if (record->state == RUSHES_JOB_WAITING || rushes_job_state_is_final (record->state))
    return;
  self->all++;
  if (record->connection_id != NULL && record->state < RUSHES_JOB_FETCHING)
    add (self, record->connection_id);
}

gboolean
rushes_job_slots_has_room (RushesJobSlots *self, RushesConnection *connection)
{
  const char *id = rushes_connection_get_id (connection);
  int usual = rushes_connection_get_kind (connection) == RUSHES_PROVIDER_COMFYUI ? COMFYUI_LIMIT : OPENAI_LIMIT;
  int limit = (int) CLAMP (rushes_connection_get_number (connection, RUSHES_CONNECTION_LIMIT, usual), 0, ALL_LIMIT);

  return self->all < ALL_LIMIT && GPOINTER_TO_INT (g_hash_table_lookup (self->by_connection, id)) < limit;
}

/* Whether one more job may go to @connection; if so it is counted. */
gboolean
rushes_job_slots_take (RushesJobSlots *self, RushesConnection *connection)
{
  if (!rushes_job_slots_has_room (self, connection))
    return FALSE;
  self->all++;
  add (self, rushes_connection_get_id (connection));
  return TRUE;
}
