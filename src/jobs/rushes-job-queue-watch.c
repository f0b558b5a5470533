/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-queue-private.h"

#include "rushes-provider.h"

/* Live progress and previews. They only decorate: polling decides. */

static void
on_provider_progress (RushesProvider *provider, const char *job_id, double fraction, const char *stage,
                      RushesJobQueue *self)
{
  RushesJobEntry *entry = rushes_job_queue_find_entry (self, job_id);

  if (entry == NULL || rushes_job_get_state (entry->job) > RUSHES_JOB_RUNNING)
    return;
  entry->watched = TRUE;
  rushes_job_set_progress (entry->job, fraction, stage);
}

static void
on_provider_preview (RushesProvider *provider, const char *job_id, GBytes *picture, RushesJobQueue *self)
{
  RushesJobEntry *entry = rushes_job_queue_find_entry (self, job_id);

  if (entry != NULL && rushes_job_get_state (entry->job) <= RUSHES_JOB_RUNNING)
    rushes_job_set_preview (entry->job, picture);
}

/* Decorations, for as long as a connection has jobs running. */
void
rushes_job_queue_watch (RushesJobQueue *self, RushesTarget *target)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  const char *id = rushes_connection_get_id (connection);
  RushesProvider *provider;
  GObject *watch;

  if (g_hash_table_contains (self->watches, id))
    return;
  provider = self->services.get_provider (self->services.data, rushes_connection_get_kind (connection));
  watch = rushes_provider_watch (provider, target);
  if (watch == NULL)
    return;
  g_hash_table_insert (self->watches, g_strdup (id), watch);
  if (g_signal_handler_find (provider, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) == 0)
    {
      g_signal_connect_object (provider, "progress", G_CALLBACK (on_provider_progress), self, 0);
      g_signal_connect_object (provider, "preview", G_CALLBACK (on_provider_preview), self, 0);
    }
}

static gboolean
has_active_jobs (RushesJobQueue *self, const char *connection_id)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const RushesJobRecord *record = rushes_job_get_record (((RushesJobEntry *) self->entries->pdata[i])->job);
      if (!rushes_job_state_is_final (record->state) && g_strcmp0 (record->connection_id, connection_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_idle_watch (gpointer id, gpointer watch, gpointer self)
{
  return !has_active_jobs (self, id);
}

void
rushes_job_queue_drop_idle_watches (RushesJobQueue *self)
{
  g_hash_table_foreach_remove (self->watches, is_idle_watch, self);
}
