/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-steps.h"

#include "rushes-provider.h"

G_BEGIN_DECLS

/* Shared by the files of the steps only: each is one part of a job's way, none knows the others' but -poll, which a cancel that
 * comes too late falls back to. All on a worker. */
typedef struct
{
  const RushesStepTools *tools;
  RushesStep *step;
  RushesProvider *provider;
  RushesTarget *target;
  GCancellable *cancellable;
  RushesStepResult *result;
} RushesStepContext;

/* How a step ends (-write). Errors are (transfer full). */
typedef gboolean (*RushesLedgerWrite) (RushesLedger *ledger, const RushesJobRecord *record, RushesJobState expected, GError **error);

gboolean rushes_job_steps_commit_with  (RushesStepContext *context,
                                        RushesJobState     expected,
                                        RushesLedgerWrite  write);
gboolean rushes_job_steps_commit       (RushesStepContext *context,
                                        RushesJobState     expected);
void     rushes_job_steps_set_error    (RushesStepContext *context,
                                        GError            *error);
void     rushes_job_steps_end          (RushesStepContext *context,
                                        RushesJobState     expected,
                                        RushesJobState     state,
                                        GError            *error);
void     rushes_job_steps_wait_with    (RushesStepContext *context,
                                        GError            *error);
void     rushes_job_steps_wait_or_fail (RushesStepContext *context,
                                        GError            *error);
gboolean rushes_job_steps_is_local     (const GError      *error);
gboolean rushes_job_steps_has_room     (RushesStepContext *context,
                                        gint64             needed);
gboolean rushes_job_steps_wait_for_room (RushesStepContext *context,
                                        GError           **error);
gboolean rushes_job_steps_is_free      (RushesStepContext *context);
gboolean rushes_job_steps_is_patient   (RushesStepContext *context);
void     rushes_job_steps_look_again   (RushesStepContext *context,
                                        GError            *error);
void     rushes_job_steps_send_again   (RushesStepContext *context,
                                        RushesJobState     expected);

/* The steps themselves (-send, -poll, -keep). */
void     rushes_job_steps_submit       (RushesStepContext *context);
void     rushes_job_steps_find         (RushesStepContext *context);
void     rushes_job_steps_poll         (RushesStepContext *context);
void     rushes_job_steps_cancel       (RushesStepContext *context);
void     rushes_job_steps_look_after   (RushesStepContext *context);
void     rushes_job_steps_fetch        (RushesStepContext *context);
void     rushes_job_steps_save         (RushesStepContext *context);

G_END_DECLS
