/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-outline.h"

#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

struct _RushesComfyOutlines
{
  GMutex mutex;
  GHashTable *jobs; /* job id → GHashTable: node id → title */
};

RushesComfyOutlines *
rushes_comfy_outlines_new (void)
{
  RushesComfyOutlines *self = g_new0 (RushesComfyOutlines, 1);

  g_mutex_init (&self->mutex);
  self->jobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  return self;
}

void
rushes_comfy_outlines_free (RushesComfyOutlines *self)
{
  g_hash_table_unref (self->jobs);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

void
rushes_comfy_outlines_put (RushesComfyOutlines *self, const char *job_id, JsonObject *graph)
{
  GHashTable *titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GList) ids = json_object_get_members (graph);
  g_autoptr (GMutexLocker) locker = NULL;

  for (GList *l = ids; l != NULL; l = l->next)
    g_hash_table_insert (titles, g_strdup (l->data), g_strdup (rushes_comfy_workflow_get_title (rushes_json_peek_object (graph, l->data))));
  locker = g_mutex_locker_new (&self->mutex);
  g_hash_table_insert (self->jobs, g_strdup (job_id), titles);
}

gboolean
rushes_comfy_outlines_has (RushesComfyOutlines *self, const char *job_id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return g_hash_table_contains (self->jobs, job_id);
}

void
rushes_comfy_outlines_remove (RushesComfyOutlines *self, const char *job_id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_remove (self->jobs, job_id);
}

/* Returns: the number of nodes, 0 if the job is not known */
guint
rushes_comfy_outlines_count (RushesComfyOutlines *self, const char *job_id)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTable *titles = g_hash_table_lookup (self->jobs, job_id);

  return titles != NULL ? g_hash_table_size (titles) : 0;
}

/* Returns: (transfer full) (nullable) */
char *
rushes_comfy_outlines_dup_title (RushesComfyOutlines *self, const char *job_id, const char *node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  GHashTable *titles = g_hash_table_lookup (self->jobs, job_id);

  return titles != NULL ? g_strdup (g_hash_table_lookup (titles, node)) : NULL;
}
