/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-runner.h"

G_BEGIN_DECLS

/* What the user may want written into the ledger. */
typedef enum
{
  RUSHES_CHANGE_ADD,
  RUSHES_CHANGE_WRITE,
  RUSHES_CHANGE_CANCEL,
  RUSHES_CHANGE_SWAP,
  RUSHES_CHANGE_FORGET,
} RushesChangeKind;

void             rushes_job_change_async  (RushesJobRunner     *runner,
                                           RushesLedger        *ledger,
                                           RushesChangeKind     kind,
                                           RushesJobRecord     *record,
                                           RushesJobState       expected,
                                           const char          *other_id,
                                           GAsyncReadyCallback  callback,
                                           gpointer             data);
RushesJobRecord *rushes_job_change_finish (GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
