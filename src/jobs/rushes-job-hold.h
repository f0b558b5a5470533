/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a job waits for that no server can give: room on a disk of this computer. */
typedef enum
{
  RUSHES_HOLD_NONE,
  RUSHES_HOLD_OWN,    /* for its own clip alone, by what its server says of it: nobody else has to wait */
  RUSHES_HOLD_CLIPS,  /* on the disk of the clips, for any of them */
  RUSHES_HOLD_LEDGER, /* on that of the ledger, which could not take down what is sent */
} RushesHold;

G_END_DECLS
