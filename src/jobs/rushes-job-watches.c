/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-watches.h"

#include "rushes-provider.h"

struct _RushesJobWatches
{
  GObject parent_instance;
  RushesJobLine *line;
  RushesJobServices services;
  GHashTable *by_connection; /* connection id → GObject that decorates */
};

G_DEFINE_FINAL_TYPE (RushesJobWatches, rushes_job_watches, G_TYPE_OBJECT)

static void
on_provider_progress (RushesProvider *provider, const char *job_id, double fraction, const char *stage,
                      RushesJobWatches *self)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, job_id);

  if (entry == NULL || rushes_job_get_state (entry->job) > RUSHES_JOB_RUNNING)
    return;
  entry->watched = TRUE;
  rushes_job_set_progress (entry->job, fraction, stage);
}

static void
on_provider_preview (RushesProvider *provider, const char *job_id, GBytes *picture, RushesJobWatches *self)
{
  RushesJobEntry *entry = rushes_job_line_find (self->line, job_id);

  if (entry != NULL && rushes_job_get_state (entry->job) <= RUSHES_JOB_RUNNING)
    rushes_job_set_preview (entry->job, picture);
}

/* Decorations, for as long as a connection has jobs running. */
void
rushes_job_watches_add (RushesJobWatches *self, RushesTarget *target)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  const char *id = rushes_connection_get_id (connection);
  RushesProvider *provider;
  GObject *watch;

  if (g_hash_table_contains (self->by_connection, id))
    return;
  provider = self->services.get_provider (self->services.data, rushes_connection_get_kind (connection));
  watch = rushes_provider_watch (provider, target);
  if (watch == NULL)
    return;
  g_hash_table_insert (self->by_connection, g_strdup (id), watch);
  if (g_signal_handler_find (provider, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self) == 0)
    {
      g_signal_connect_object (provider, "progress", G_CALLBACK (on_provider_progress), self, 0);
      g_signal_connect_object (provider, "preview", G_CALLBACK (on_provider_preview), self, 0);
    }
}

static gboolean
has_active_jobs (RushesJobWatches *self, const char *connection_id)
{
  for (guint i = 0; i < rushes_job_line_get_length (self->line); i++)
    {
      const RushesJobRecord *record = rushes_job_get_record (rushes_job_line_get (self->line, i)->job);
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

/* Those whose connection has no job under way any more. */
void
rushes_job_watches_drop_idle (RushesJobWatches *self)
{
  g_hash_table_foreach_remove (self->by_connection, is_idle_watch, self);
}

static void
rushes_job_watches_finalize (GObject *object)
{
  RushesJobWatches *self = RUSHES_JOB_WATCHES (object);

  g_hash_table_unref (self->by_connection);
  g_object_unref (self->line);
  G_OBJECT_CLASS (rushes_job_watches_parent_class)->finalize (object);
}

static void
rushes_job_watches_class_init (RushesJobWatchesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_job_watches_finalize;
}

static void
rushes_job_watches_init (RushesJobWatches *self)
{
  self->by_connection = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/* @services: copied */
RushesJobWatches *
rushes_job_watches_new (RushesJobLine *line, const RushesJobServices *services)
{
  RushesJobWatches *self = g_object_new (RUSHES_TYPE_JOB_WATCHES, NULL);

  self->line = g_object_ref (line);
  self->services = *services;
  return self;
}
