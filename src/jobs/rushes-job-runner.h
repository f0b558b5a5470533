/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-hold.h"
#include "rushes-job-retry.h"
#include "rushes-job-services.h"
#include "rushes-ledger.h"
#include "rushes-library.h"
#include "rushes-provider.h"

G_BEGIN_DECLS

/* One step of one job: what to do follows from the record alone. */
typedef struct
{
  RushesJobRecord *record;
  RushesConnection *connection; /* NULL for a job that has to be placed */
  GPtrArray *candidates;        /* RushesConnection: where it may be placed, or NULL */
  guint n_busy;                 /* connections that may take it later: their places are all taken now */
  int misses;   /* how often the server did not know a job whose submission broke off */
  int failures; /* steps that failed in a row */
  int spoiled;  /* downloads in a row that were no video */
  gint64 missing_ms; /* since the server first said that it has not the job; 0: it has not said so last time */
  gint64 running_ms; /* since the job was sent, whatever the clock has been set to since; 0: it was not */
  RushesRetry retry;
} RushesStep;

typedef struct
{
  RushesJobRecord *record; /* as it is in the ledger after the step */
  RushesTarget *target;    /* (nullable) */
  double fraction;
  char *stage;
  int after_ms;            /* when the next step is due; < 0: back off by the number of failures */
  int misses, failures, spoiled;
  gboolean missing;        /* the server says that it has not the job */
  RushesHold hold;         /* as in RushesJobEntry */
  gint64 wanted;
  RushesRetry retry;       /* still to be answered */
} RushesStepResult;

#define RUSHES_TYPE_JOB_RUNNER (rushes_job_runner_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobRunner, rushes_job_runner, RUSHES, JOB_RUNNER, GObject)

RushesJobRunner  *rushes_job_runner_new        (RushesLedger            *ledger,
                                                RushesLibrary           *library,
                                                const RushesJobServices *services);
void              rushes_job_runner_step_async (RushesJobRunner         *self,
                                                RushesStep              *step,
                                                GCancellable            *cancellable,
                                                GAsyncReadyCallback      callback,
                                                gpointer                 data);
RushesStepResult *rushes_job_runner_step_finish (RushesJobRunner        *self,
                                                GAsyncResult            *result,
                                                GError                 **error);
void              rushes_job_runner_run_async  (RushesJobRunner         *self,
                                                GTaskThreadFunc          func,
                                                gpointer                 order,
                                                GDestroyNotify           free_order,
                                                GAsyncReadyCallback      callback,
                                                gpointer                 data);
gboolean          rushes_job_runner_stop       (RushesJobRunner         *self,
                                                gint64                   until);
gboolean          rushes_job_runner_peek_progress (RushesJobRunner      *self,
                                                const char              *job_id,
                                                gint64                  *received,
                                                gint64                  *total);
void              rushes_step_result_free      (RushesStepResult        *result);
RushesStep       *rushes_step_new              (const RushesJobRecord   *record,
                                                RushesConnection        *connection);
void              rushes_step_free             (RushesStep              *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesStepResult, rushes_step_result_free)

G_END_DECLS
