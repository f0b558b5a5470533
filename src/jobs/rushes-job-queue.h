/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connections.h"
#include "rushes-job-services.h"
#include "rushes-job.h"
#include "rushes-ledger.h"
#include "rushes-library.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_JOB_QUEUE (rushes_job_queue_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobQueue, rushes_job_queue, RUSHES, JOB_QUEUE, GObject)

RushesJobQueue *rushes_job_queue_new           (RushesLedger            *ledger,
                                                RushesLibrary           *library,
                                                RushesConnections       *connections,
                                                const RushesJobServices *services);
GPtrArray      *rushes_job_queue_read          (RushesLedger            *ledger,
                                                GError                 **error);
void            rushes_job_queue_load          (RushesJobQueue          *self,
                                                GPtrArray               *records);
void            rushes_job_queue_start         (RushesJobQueue          *self,
                                                GPtrArray               *records);
gboolean        rushes_job_queue_stop          (RushesJobQueue          *self);
gboolean        rushes_job_queue_is_owner      (RushesJobQueue          *self);
void            rushes_job_queue_read_async    (RushesJobQueue          *self,
                                                GAsyncReadyCallback      callback,
                                                gpointer                 data);
void            rushes_job_queue_add_async     (RushesJobQueue          *self,
                                                RushesRequest           *request,
                                                const char              *connection_id,
                                                GAsyncReadyCallback      callback,
                                                gpointer                 data);
void               rushes_job_queue_adopt_async (RushesJobQueue      *self,
                                                RushesRequest       *request,
                                                const char          *connection_id,
                                                const char          *remote_id,
                                                GAsyncReadyCallback  callback,
                                                gpointer             data);
RushesJob      *rushes_job_queue_add_finish    (RushesJobQueue          *self,
                                                GAsyncResult            *result,
                                                GError                 **error);
void            rushes_job_queue_cancel        (RushesJobQueue          *self,
                                                RushesJob               *job);
void            rushes_job_queue_retry         (RushesJobQueue          *self,
                                                RushesJob               *job);
void            rushes_job_queue_send_again    (RushesJobQueue          *self,
                                                RushesJob               *job);
gboolean        rushes_job_queue_may_pay_again (RushesJobQueue          *self,
                                                RushesJob               *job);
gboolean        rushes_job_queue_is_held       (RushesJobQueue          *self,
                                                RushesJob               *job);
gboolean        rushes_job_queue_is_sending    (RushesJobQueue          *self,
                                                RushesJob               *job);
void            rushes_job_queue_duplicate     (RushesJobQueue          *self,
                                                RushesJob               *job);
void            rushes_job_queue_move          (RushesJobQueue          *self,
                                                RushesJob               *job,
                                                int                      by);
gboolean        rushes_job_queue_can_move      (RushesJobQueue          *self,
                                                RushesJob               *job,
                                                int                      by);
void            rushes_job_queue_forget        (RushesJobQueue          *self,
                                                RushesJob               *job);
void            rushes_job_queue_set_paused    (RushesJobQueue          *self,
                                                gboolean                 paused);
gboolean        rushes_job_queue_get_paused    (RushesJobQueue          *self);
gboolean        rushes_job_queue_is_full       (RushesJobQueue          *self);
char           *rushes_job_queue_dup_full      (RushesJobQueue          *self);
RushesJob      *rushes_job_queue_find          (RushesJobQueue          *self,
                                                const char              *id);
void            rushes_job_queue_count         (RushesJobQueue          *self,
                                                int                     *running,
                                                int                     *waiting);
gboolean        rushes_job_queue_is_idle       (RushesJobQueue          *self);

G_END_DECLS
