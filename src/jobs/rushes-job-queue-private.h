/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-arrivals.h"
#include "rushes-job-queue.h"
#include "rushes-job-room.h"
#include "rushes-job-runner.h"
#include "rushes-job-stepper.h"
#include "rushes-job-watches.h"

G_BEGIN_DECLS

/* Shared with the user's actions only. */
struct _RushesJobQueue
{
  GObject parent_instance;
  RushesLedger *ledger;
  RushesJobLine *line;
  RushesJobArrivals *arrivals;
  RushesJobRunner *runner;
  RushesJobStepper *stepper;
  RushesJobWatches *watches;
  RushesJobRoom *room;
  gboolean owner;      /* this process runs the queue; others only look */
  gboolean paused;
  guint changed_source; /* "changed" is about to be emitted */
  guint soon_source;    /* it will be, within SOON_MS */
};

void rushes_job_queue_pump         (RushesJobQueue      *self);
void rushes_job_queue_emit_changed (RushesJobQueue      *self);
void rushes_job_queue_emit_ended   (RushesJobQueue      *self,
                                    RushesJob           *job);
void rushes_job_queue_add_record   (RushesJobQueue      *self,
                                    RushesJobRecord     *record,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data);

G_END_DECLS
