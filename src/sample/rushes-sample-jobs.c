/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sample-jobs.h"

#include "rushes-scratch.h"

/* The jobs of both protocols, as a clock moves them: ComfyUI runs one after the other, the Videos API
 * four at a time. A job is done when its time is over and its clip is rendered. On the server's thread. */

#define TICK_MS 20
#define VIDEOS_AT_A_TIME 4
#define RENDER_THREADS 2

struct _RushesSampleJobs
{
  GPtrArray *jobs;     /* RushesSampleJob, in the order they came */
  GPtrArray *graveyard; /* forgotten ones whose render may still be on its way */
  GHashTable *files;   /* "subfolder/filename" → path: files outlive a restart */
  GHashTable *creates; /* prompt → how many creates were taken */
  GThreadPool *pool;
  GCancellable *ended; /* nobody waits for what is rendered any more */
  GMainContext *context;
  GSource *tick;
  char *folder;
  int run_ms, counter;
  RushesSampleJobFunc on_step;
  gpointer data;
};

/* A clip on its way through the renderer. */
typedef struct
{
  RushesSampleJobs *jobs;
  RushesSampleJob *job; /* lives as long as `rendering` is set */
  RushesSampleClip clip;
  char *path;
  GError *error;
} Render;

static void
job_free (gpointer data)
{
  RushesSampleJob *job = data;

  g_free (job->id);
  rushes_sample_clip_clear (&job->clip);
  g_free (job->file);
  g_free (job->subfolder);
  g_free (job->filename);
  g_strfreev (job->nodes);
  g_free (job->client_id);
  g_free (job->model);
  g_free (job->size);
  g_free (job->seconds);
  g_free (job->error_code);
  g_free (job->error_message);
  g_free (job);
}

/* @number: from 1: which of its save nodes; they count up, as the real ones do */
char *
rushes_sample_job_dup_filename (RushesSampleJob *job, guint number)
{
  int stem = (int) strlen (job->filename) - (int) strlen ("_00001_.mp4");

  return g_strdup_printf ("%.*s_%05u_.mp4", MAX (0, stem), job->filename, number);
}

static gboolean
on_rendered (gpointer data)
{
  Render *render = data;
  RushesSampleJob *job = render->job;

  job->rendering = FALSE;
  if (render->error == NULL)
    job->file = g_strdup (render->path);
  else
    {
      job->state = RUSHES_SAMPLE_FAILED;
      job->error_message = g_strdup (render->error->message);
    }
  return G_SOURCE_REMOVE;
}

static void
render_free (gpointer data)
{
  Render *render = data;

  rushes_sample_clip_clear (&render->clip);
  g_clear_error (&render->error);
  g_free (render->path);
  g_free (render);
}

static void
run_render (gpointer data, gpointer user_data)
{
  Render *render = data;
  GSource *source;

  rushes_sample_render (&render->clip, render->path, render->jobs->ended, &render->error);
  source = g_idle_source_new ();
  g_source_set_callback (source, on_rendered, render, render_free);
  g_source_attach (source, render->jobs->context);
  g_source_unref (source);
}

static void
start_render (RushesSampleJobs *self, RushesSampleJob *job)
{
  Render *render = g_new0 (Render, 1);

  render->jobs = self;
  render->job = job;
  render->clip = job->clip;
  render->clip.prompt = g_strdup (job->clip.prompt);
  render->path = g_strdup_printf ("%s/%s.mp4", self->folder, job->id);
  job->rendering = TRUE;
  g_thread_pool_push (self->pool, render, NULL);
}

static void
start (RushesSampleJobs *self, RushesSampleJob *job)
{
  job->state = RUSHES_SAMPLE_RUNNING;
  job->started_ms = g_get_real_time () / 1000;
  if (!job->doomed)
    start_render (self, job);
  if (self->on_step != NULL)
    self->on_step (job, self->data);
}

/* The files lie in the output folder once the job has ended, not before: a restart in between leaves none. */
static void
publish (RushesSampleJobs *self, RushesSampleJob *job)
{
  for (guint i = 1; job->filename != NULL && i <= MAX (1, job->n_saves); i++)
    {
      g_autofree char *name = rushes_sample_job_dup_filename (job, i);

      g_hash_table_insert (self->files, g_strconcat (job->subfolder, "/", name, NULL), g_strdup (job->file));
    }
}

static void
finish (RushesSampleJobs *self, RushesSampleJob *job)
{
  if (job->doomed)
    {
      job->state = RUSHES_SAMPLE_FAILED;
      if (job->error_message == NULL)
        job->error_message = g_strdup ("The model ran into an error");
    }
  else
    {
      publish (self, job);
      job->state = RUSHES_SAMPLE_DONE;
    }
  if (self->on_step != NULL)
    self->on_step (job, self->data);
}

static void
advance (RushesSampleJobs *self, RushesSampleJob *job, gint64 now_ms)
{
  gint64 elapsed = now_ms - job->started_ms;
  int step = self->run_ms > 0 ? (int) MIN (RUSHES_SAMPLE_STEPS, elapsed * RUSHES_SAMPLE_STEPS / self->run_ms)
                              : RUSHES_SAMPLE_STEPS;

  if (step != job->step)
    {
      job->step = step;
      if (self->on_step != NULL)
        self->on_step (job, self->data);
    }
  if (elapsed >= self->run_ms && !job->rendering && (job->file != NULL || job->doomed))
    finish (self, job);
}

static int
count_running (RushesSampleJobs *self, gboolean comfy)
{
  int n = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      RushesSampleJob *job = self->jobs->pdata[i];
      n += job->comfy == comfy && job->state == RUSHES_SAMPLE_RUNNING;
    }
  return n;
}

static gboolean
on_tick (gpointer data)
{
  RushesSampleJobs *self = data;
  gint64 now_ms = g_get_real_time () / 1000;
  gboolean busy = FALSE;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      RushesSampleJob *job = self->jobs->pdata[i];

      if (job->state == RUSHES_SAMPLE_QUEUED && count_running (self, job->comfy) < (job->comfy ? 1 : VIDEOS_AT_A_TIME))
        start (self, job);
      if (job->state == RUSHES_SAMPLE_RUNNING)
        advance (self, job, now_ms);
      busy |= job->state <= RUSHES_SAMPLE_RUNNING;
    }
  if (busy)
    return G_SOURCE_CONTINUE;
  self->tick = NULL;
  return G_SOURCE_REMOVE;
}

static void
wake (RushesSampleJobs *self)
{
  GSource *source;

  if (self->tick != NULL)
    return;
  source = g_timeout_source_new (self->run_ms > 0 ? TICK_MS : 1);
  g_source_set_callback (source, on_tick, self, NULL);
  g_source_attach (source, self->context);
  self->tick = source;
  g_source_unref (source);
}

/**
 * rushes_sample_jobs_new:
 * @run_ms: how long a job pretends to work
 * @on_step: (nullable): called when a job starts, moves on and ends
 */
RushesSampleJobs *
rushes_sample_jobs_new (int run_ms, RushesSampleJobFunc on_step, gpointer data)
{
  RushesSampleJobs *self = g_new0 (RushesSampleJobs, 1);

  self->jobs = g_ptr_array_new_with_free_func (job_free);
  self->graveyard = g_ptr_array_new_with_free_func (job_free);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->creates = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->context = g_main_context_ref_thread_default ();
  self->folder = rushes_scratch_make ();
  self->ended = g_cancellable_new ();
  self->pool = g_thread_pool_new (run_render, NULL, RENDER_THREADS, FALSE, NULL);
  self->run_ms = run_ms;
  self->on_step = on_step;
  self->data = data;
  return self;
}

void
rushes_sample_jobs_free (RushesSampleJobs *self)
{
  if (self->tick != NULL)
    g_source_destroy (self->tick);
  g_cancellable_cancel (self->ended);
  g_thread_pool_free (self->pool, TRUE, TRUE);
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->graveyard);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->creates);
  g_main_context_unref (self->context);
  g_object_unref (self->ended);
  rushes_scratch_remove (self->folder);
  g_free (self->folder);
  g_free (self);
}

/* @job: (transfer full) */
RushesSampleJob *
rushes_sample_jobs_add (RushesSampleJobs *self, RushesSampleJob *job)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (self->creates, job->clip.prompt));

  g_hash_table_insert (self->creates, g_strdup (job->clip.prompt), GINT_TO_POINTER (n + 1));
  job->number = ++self->counter;
  job->created_ms = g_get_real_time () / 1000;
  g_ptr_array_add (self->jobs, job);
  wake (self);
  return job;
}

RushesSampleJob *
rushes_sample_jobs_find (RushesSampleJobs *self, const char *id)
{
  for (guint i = self->jobs->len; i > 0; i--)
    {
      RushesSampleJob *job = self->jobs->pdata[i - 1];
      if (g_strcmp0 (job->id, id) == 0)
        return job;
    }
  return NULL;
}

GPtrArray *
rushes_sample_jobs_list (RushesSampleJobs *self)
{
  return self->jobs;
}

void
rushes_sample_jobs_cancel (RushesSampleJobs *self, RushesSampleJob *job)
{
  if (job->state > RUSHES_SAMPLE_RUNNING)
    return;
  job->state = RUSHES_SAMPLE_CANCELLED;
  if (self->on_step != NULL)
    self->on_step (job, self->data);
}

/* The server knows it no more; its file stays. */
void
rushes_sample_jobs_remove (RushesSampleJobs *self, RushesSampleJob *job)
{
  guint position;

  if (g_ptr_array_find (self->jobs, job, &position))
    g_ptr_array_add (self->graveyard, g_ptr_array_steal_index (self->jobs, position));
}

/* What a restart does: history and queue are gone, files stay. */
void
rushes_sample_jobs_forget (RushesSampleJobs *self)
{
  while (self->jobs->len > 0)
    rushes_sample_jobs_remove (self, self->jobs->pdata[0]);
}

/* Returns: (nullable): the path of a file in the output folder */
const char *
rushes_sample_jobs_find_file (RushesSampleJobs *self, const char *subfolder, const char *filename)
{
  g_autofree char *key = g_strconcat (subfolder, "/", filename, NULL);

  return g_hash_table_lookup (self->files, key);
}

/* How many creates were taken for each prompt, for the tests. */
GHashTable *
rushes_sample_jobs_get_creates (RushesSampleJobs *self)
{
  return self->creates;
}
