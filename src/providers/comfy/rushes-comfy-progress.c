/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-progress.h"

#include "rushes-json.h"

#include <glib/gi18n.h>

/* How far a whole graph is, from messages that each tell of one node: a graph with two samplers must not run
 * the bar twice (contracts/comfyui.md, section 3, "Progress bar"). Main thread. */

typedef struct
{
  guint n_cached;
  GHashTable *finished; /* node ids */
  char *running;
  double value, max; /* steps in the running node; max 0: not told */
} Run;

struct _RushesComfyProgress
{
  RushesComfyOutlines *outlines; /* borrowed */
  GHashTable *runs;              /* job id → Run */
};

static void
run_free (gpointer data)
{
  Run *run = data;

  g_hash_table_unref (run->finished);
  g_free (run->running);
  g_free (run);
}

RushesComfyProgress *
rushes_comfy_progress_new (RushesComfyOutlines *outlines)
{
  RushesComfyProgress *self = g_new0 (RushesComfyProgress, 1);

  self->outlines = outlines;
  self->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, run_free);
  return self;
}

void
rushes_comfy_progress_free (RushesComfyProgress *self)
{
  g_hash_table_unref (self->runs);
  g_free (self);
}

static Run *
ensure_run (RushesComfyProgress *self, const char *job_id)
{
  Run *run = g_hash_table_lookup (self->runs, job_id);

  if (run != NULL)
    return run;
  run = g_new0 (Run, 1);
  run->finished = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (self->runs, g_strdup (job_id), run);
  return run;
}

static void
set_running (Run *run, const char *node, double value, double max)
{
  if (g_strcmp0 (run->running, node) != 0)
    {
      if (run->running != NULL)
        g_hash_table_add (run->finished, run->running);
      run->running = g_strdup (node);
    }
  run->value = value;
  run->max = max;
}

static void
take_state (Run *run, JsonObject *nodes)
{
  g_autoptr (GList) ids = json_object_get_members (nodes);

  for (GList *l = ids; l != NULL; l = l->next)
    {
      JsonObject *node = rushes_json_peek_object (nodes, l->data);
      const char *state = node != NULL ? rushes_json_peek_string (node, "state") : NULL;
      double value = 0, max = 0;

      if (g_strcmp0 (state, "finished") == 0)
        g_hash_table_add (run->finished, g_strdup (l->data));
      else if (g_strcmp0 (state, "running") == 0)
        {
          rushes_json_peek_number (node, "value", &value);
          rushes_json_peek_number (node, "max", &max);
          set_running (run, l->data, value, max);
        }
    }
}

static void
take_steps (Run *run, JsonObject *data)
{
  const char *node = rushes_json_peek_string (data, "node");
  double value = 0, max = 0;

  rushes_json_peek_number (data, "value", &value);
  rushes_json_peek_number (data, "max", &max);
  if (node != NULL)
    set_running (run, node, value, max);
}

static double
get_fraction (RushesComfyProgress *self, const char *job_id, Run *run)
{
  double total = (double) rushes_comfy_outlines_count (self->outlines, job_id) - run->n_cached;
  double done = g_hash_table_size (run->finished);

  if (total <= 0)
    return -1; /* a graph that we did not send ourselves */
  if (run->running != NULL && !g_hash_table_contains (run->finished, run->running) && run->max > 0)
    done += CLAMP (run->value / run->max, 0, 1);
  return CLAMP (done / total, 0, 1);
}

static char *
dup_stage (RushesComfyProgress *self, const char *job_id, Run *run)
{
  g_autofree char *title = run->running != NULL ? rushes_comfy_outlines_dup_title (self->outlines, job_id, run->running) : NULL;

  if (title == NULL)
    title = g_strdup (_("Generating"));
  if (run->max > 1)
    return g_strdup_printf (_("%s · step %d of %d"), title, (int) CLAMP (run->value, 0, G_MAXINT), (int) CLAMP (run->max, 0, G_MAXINT));
  return g_steal_pointer (&title);
}

/**
 * rushes_comfy_progress_take:
 * @type, @data: of a message
 * @fraction: (out): 0–1 over the whole graph, -1 if not known
 * @stage: (out) (transfer full): what runs, in words
 *
 * Returns: whether the message says how far a job is
 */
gboolean
rushes_comfy_progress_take (RushesComfyProgress *self, const char *type, JsonObject *data, double *fraction, char **stage)
{
  const char *job_id = rushes_json_peek_string (data, "prompt_id");
  JsonObject *nodes = rushes_json_peek_object (data, "nodes");
  JsonArray *cached = rushes_json_peek_array (data, "nodes");
  const char *node = rushes_json_peek_string (data, "node");
  Run *run;

  if (job_id == NULL)
    return FALSE;
  if (g_str_equal (type, "execution_success") || g_str_equal (type, "execution_error") ||
      g_str_equal (type, "execution_interrupted"))
    {
      g_hash_table_remove (self->runs, job_id);
      return FALSE;
    }
  if (g_str_equal (type, "execution_cached") && cached != NULL)
    ensure_run (self, job_id)->n_cached = json_array_get_length (cached);
  else if (g_str_equal (type, "progress_state") && nodes != NULL)
    take_state (ensure_run (self, job_id), nodes);
  else if (g_str_equal (type, "progress"))
    take_steps (ensure_run (self, job_id), data);
  else if (g_str_equal (type, "executing") && node != NULL)
    set_running (ensure_run (self, job_id), node, 0, 0);
  else
    return FALSE;
  run = ensure_run (self, job_id);
  *fraction = get_fraction (self, job_id, run);
  *stage = dup_stage (self, job_id, run);
  return TRUE;
}
