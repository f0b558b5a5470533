/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"

G_BEGIN_DECLS

/* What can be done with a job as it is now; a row's buttons and its menu both ask. */
typedef enum
{
  RUSHES_JOB_OFFERS_CANCEL = 1 << 0,
  RUSHES_JOB_OFFERS_RETRY = 1 << 1, /* and to be edited first */
  RUSHES_JOB_OFFERS_CLIP = 1 << 2,
  RUSHES_JOB_OFFERS_REASON = 1 << 3,
  RUSHES_JOB_OFFERS_FORGET = 1 << 4,
} RushesJobOffers;

RushesJobOffers  rushes_job_offers_get             (RushesJob      *job);
const char      *rushes_job_offers_get_retry_label (RushesJob      *job);
GMenuModel      *rushes_job_menu_new               (RushesJobQueue *queue,
                                                    RushesJob      *job);

G_END_DECLS
