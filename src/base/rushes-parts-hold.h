/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who writes among the parts without a job that would keep them holds this meanwhile: nobody sweeps there then. Who writes a record beside a clip
 * holds the other one from reading what it is to say: else the older of two could be the one that stays. */
typedef struct _RushesPartsHold RushesPartsHold;

RushesPartsHold *rushes_parts_hold_take  (const char      *data_dir);
RushesPartsHold *rushes_parts_hold_sweep (const char      *data_dir);
RushesPartsHold *rushes_parts_hold_take_records (const char *data_dir);
void             rushes_parts_hold_free  (RushesPartsHold *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPartsHold, rushes_parts_hold_free)

G_END_DECLS
