/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-line.h"
#include "rushes-job-runner.h"

G_BEGIN_DECLS

/* Has the jobs of a line take their steps, each when it is due. Waiting between two steps is a timer here, never a thread. Main
 * thread. Signals: "ready" (a waiting job may be sent, if there is room) and "stepped" (RushesJobEntry *, RushesTarget * or NULL,
 * whether the job is not where it was or others may have waited for the step, whether it has ended by it). */
#define RUSHES_TYPE_JOB_STEPPER (rushes_job_stepper_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobStepper, rushes_job_stepper, RUSHES, JOB_STEPPER, GObject)

RushesJobStepper *rushes_job_stepper_new        (RushesJobLine    *line,
                                                 RushesJobRunner  *runner);
void              rushes_job_stepper_step       (RushesJobStepper *self,
                                                 RushesJobEntry   *entry,
                                                 GPtrArray        *candidates,
                                                 guint             n_busy);
void              rushes_job_stepper_schedule   (RushesJobStepper *self,
                                                 RushesJobEntry   *entry,
                                                 int               after_ms);
double            rushes_job_stepper_get_pace   (RushesJobStepper *self);
void              rushes_job_stepper_look_after (RushesJobStepper *self,
                                                 RushesJobEntry   *entry);

G_END_DECLS
