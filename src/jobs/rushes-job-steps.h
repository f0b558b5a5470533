/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-runner.h"

G_BEGIN_DECLS

/* What the steps work with; lives as long as the runner. */
typedef struct
{
  RushesLedger *ledger;
  RushesLibrary *library;
  const RushesJobServices *services;
  RushesFetchProgress progress;
  gpointer progress_data;
} RushesStepTools;

RushesStepResult *rushes_job_step_run  (const RushesStepTools *tools,
                                        RushesStep            *step,
                                        GCancellable          *cancellable);

G_END_DECLS
