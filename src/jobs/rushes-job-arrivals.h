/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Rows that are in the ledger and not in the line yet. */
typedef struct _RushesJobArrivals RushesJobArrivals;

/* What takes one row into the line. */
typedef void (*RushesJobArrivalsTake) (gpointer               owner,
                                       const RushesJobRecord *record);

/* Called when all of @records, which were handed in together, are in the line. @task: (transfer full): what was handed in with them */
typedef void (*RushesJobArrivalsOver) (gpointer   owner,
                                       GPtrArray *records,
                                       GTask     *task);

RushesJobArrivals *rushes_job_arrivals_new   (RushesJobArrivalsTake  take,
                                              gpointer               owner);
void               rushes_job_arrivals_add   (RushesJobArrivals     *self,
                                              GPtrArray             *records,
                                              RushesJobArrivalsOver  over,
                                              GTask                 *task);
void               rushes_job_arrivals_flush (RushesJobArrivals     *self);
void               rushes_job_arrivals_free  (RushesJobArrivals     *self);

G_END_DECLS
