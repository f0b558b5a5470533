/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_LEDGER (rushes_ledger_get_type ())
G_DECLARE_FINAL_TYPE (RushesLedger, rushes_ledger, RUSHES, LEDGER, GObject)

void             rushes_ledger_refuse_changes (RushesLedger          *self);
RushesLedger    *rushes_ledger_open           (RushesPaths           *paths,
                                               GError               **error);
gboolean         rushes_ledger_add            (RushesLedger          *self,
                                               RushesJobRecord       *record,
                                               GError               **error);
gboolean         rushes_ledger_write          (RushesLedger          *self,
                                               const RushesJobRecord *record,
                                               RushesJobState         expected,
                                               GError               **error);
gboolean         rushes_ledger_set_cancel     (RushesLedger          *self,
                                               const char            *id,
                                               gboolean               cancel,
                                               GError               **error);
gboolean         rushes_ledger_swap           (RushesLedger          *self,
                                               const char            *id,
                                               const char            *other_id,
                                               GError               **error);
gboolean         rushes_ledger_remove         (RushesLedger          *self,
                                               const char            *id,
                                               GError               **error);
RushesJobRecord *rushes_ledger_get            (RushesLedger          *self,
                                               const char            *id,
                                               GError               **error);
GPtrArray       *rushes_ledger_list           (RushesLedger          *self,
                                               gint64                 finished_since_us,
                                               GError               **error);
GHashTable      *rushes_ledger_get_remote_ids (RushesLedger          *self,
                                               const char            *connection_id,
                                               GError               **error);
gboolean          rushes_ledger_set_spent      (RushesLedger          *self,
                                                const char            *job_id,
                                                double                 dollars,
                                                GError               **error);
gboolean          rushes_ledger_write_taken    (RushesLedger          *self,
                                                const RushesJobRecord *record,
                                                RushesJobState         expected,
                                                GError               **error);
gboolean          rushes_ledger_add_spent      (RushesLedger          *self,
                                                const char            *job_id,
                                                double                 dollars,
                                                GError               **error);
double            rushes_ledger_sum_spent      (RushesLedger          *self,
                                                gint64                 since_us,
                                                GError               **error);

G_END_DECLS
