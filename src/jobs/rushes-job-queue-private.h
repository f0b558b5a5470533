/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"
#include "rushes-job-runner.h"

G_BEGIN_DECLS

/* Shared by the queue's own files only. */

/* A job with what only the queue needs to know of it. */
typedef struct
{
  RushesJobQueue *queue; /* not owned */
  RushesJob *job;
  GCancellable *cancellable; /* of the step that runs, else NULL */
  guint timer;               /* until the next step, else 0 */
  int misses, failures;
  gboolean looking;    /* the step that runs only looks after a cancelled job */
  gboolean cancelling; /* the step that runs is a cancel */
  gboolean watched; /* the progress stream speaks of it: polls do not overwrite its words */
} RushesJobEntry;

struct _RushesJobQueue
{
  GObject parent_instance;
  RushesLedger *ledger;
  RushesConnections *connections;
  RushesJobServices services;
  RushesJobRunner *runner;
  GPtrArray *entries;  /* RushesJobEntry, in the order of the line */
  GHashTable *watches; /* connection id → GObject that decorates */
  gboolean owner;      /* this process runs the queue; others only look */
  gboolean paused;
  guint progress_timer;
  guint changed_source; /* "changed" is about to be emitted */
  double pace; /* factor on all waits; tests hurry */
};

RushesJobEntry *rushes_job_queue_find_entry    (RushesJobQueue *self,
                                                const char     *id);
int             rushes_job_queue_find_position (RushesJobQueue *self,
                                                const char     *id);
void            rushes_job_queue_schedule      (RushesJobEntry *entry,
                                                int             after_ms);
void            rushes_job_queue_step          (RushesJobEntry *entry,
                                                GPtrArray      *candidates,
                                                guint           n_busy);
void            rushes_job_queue_update_place  (RushesJobEntry *entry);
RushesConnection *rushes_job_queue_get_connection (RushesJobEntry *entry);
void            rushes_job_queue_pump          (RushesJobQueue *self);
void            rushes_job_queue_emit_changed  (RushesJobQueue *self);
void            rushes_job_queue_emit_ended    (RushesJobQueue *self,
                                                RushesJob      *job);
void            rushes_job_queue_add_record    (RushesJobQueue *self,
                                                RushesJobRecord *record,
                                                GAsyncReadyCallback callback,
                                                gpointer        data);
void            rushes_job_queue_watch         (RushesJobQueue *self,
                                                RushesTarget   *target);
void            rushes_job_queue_drop_idle_watches (RushesJobQueue *self);

G_END_DECLS
