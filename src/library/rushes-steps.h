/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-stacks.h"

G_BEGIN_DECLS

/* What of a list has widgets: from @first to @last; and which of it should stay where it is. */
typedef struct
{
  guint first, last, anchor;
} RushesSight;

/* @n_added of what is to be shown, from @from on, in place of @n_removed of what is shown. */
typedef struct
{
  guint position, n_removed, from, n_added;
} RushesStep;

GArray *rushes_steps_new (GArray            *entries,
                          GArray            *to,
                          guint              start,
                          guint              end,
                          const RushesSight *sight);

G_END_DECLS
