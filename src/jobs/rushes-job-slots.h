/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"
#include "rushes-job.h"

G_BEGIN_DECLS

/* How many jobs are where, to decide whether one more may start. */
typedef struct
{
  GHashTable *by_connection; /* connection id → number */
  int all;
} RushesJobSlots;

void     rushes_job_slots_init  (RushesJobSlots        *self);
void     rushes_job_slots_clear (RushesJobSlots        *self);
void     rushes_job_slots_count (RushesJobSlots        *self,
                                 const RushesJobRecord *record);
gboolean rushes_job_slots_has_room (RushesJobSlots *self,
                                    RushesConnection *connection);
gboolean rushes_job_slots_take  (RushesJobSlots        *self,
                                 RushesConnection      *connection);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesJobSlots, rushes_job_slots_clear)

G_END_DECLS
