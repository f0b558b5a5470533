/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sample-render.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_SAMPLE_QUEUED,
  RUSHES_SAMPLE_RUNNING,
  RUSHES_SAMPLE_DONE,
  RUSHES_SAMPLE_FAILED,
  RUSHES_SAMPLE_CANCELLED,
} RushesSampleState;

/* A job of either protocol. */
typedef struct
{
  char *id;
  gboolean comfy;
  RushesSampleClip clip;
  RushesSampleState state;
  gint64 created_ms, started_ms; /* UNIX time */
  int number;                    /* place in the line */
  int step;                      /* of STEPS, while it runs */
  char *file;                    /* where the MP4 is, once rendered */
  char *subfolder, *filename;    /* what ComfyUI calls it */
  char *client_id, *model, *size, *seconds;
  char *error_code, *error_message;
  gboolean rendering;
  gboolean doomed; /* shall fail */
  guint n_saves;                   /* ComfyUI: nodes that save the clip, each a file */
  GStrv nodes;                     /* ComfyUI: the graph's, in the order they run */
  guint first_sampler, n_samplers; /* where the samplers stand in it */
} RushesSampleJob;

#define RUSHES_SAMPLE_STEPS 20

typedef struct _RushesSampleJobs RushesSampleJobs;
typedef void (*RushesSampleJobFunc) (RushesSampleJob *job,
                                     gpointer         data);

RushesSampleJobs *rushes_sample_jobs_new    (int                  run_ms,
                                             RushesSampleJobFunc  on_step,
                                             gpointer             data);
void              rushes_sample_jobs_free   (RushesSampleJobs    *self);
RushesSampleJob  *rushes_sample_jobs_add    (RushesSampleJobs    *self,
                                             RushesSampleJob     *job);
RushesSampleJob  *rushes_sample_jobs_find   (RushesSampleJobs    *self,
                                             const char          *id);
GPtrArray        *rushes_sample_jobs_list   (RushesSampleJobs    *self);
void              rushes_sample_jobs_cancel (RushesSampleJobs    *self,
                                             RushesSampleJob     *job);
void              rushes_sample_jobs_remove (RushesSampleJobs    *self,
                                             RushesSampleJob     *job);
void              rushes_sample_jobs_forget (RushesSampleJobs    *self);
char             *rushes_sample_job_dup_filename (RushesSampleJob *job,
                                             guint                number);
const char       *rushes_sample_jobs_find_file (RushesSampleJobs *self,
                                             const char          *subfolder,
                                             const char          *filename);
GHashTable       *rushes_sample_jobs_get_creates (RushesSampleJobs *self);

G_END_DECLS
