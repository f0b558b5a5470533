/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

/* What this process is at. */
typedef struct
{
  guint n_running; /* jobs that are made, fetched or saved, by servers that answer */
  guint n_going;   /* these, and all that will go on by themselves, as long as nobody has to make room for them */
  guint n_held;    /* jobs for which somebody has to make room */
  guint n_paid;    /* creates on their way that may cost */
} RushesWork;

void rushes_work_count (RushesCore *core,
                        RushesWork *work);

G_END_DECLS
