/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-index.h"

G_BEGIN_DECLS

/* Where a clip that is shown stands. */
typedef enum
{
  RUSHES_PLACE_ALONE,
  RUSHES_PLACE_TOP,   /* on a closed stack: it stands for all of it */
  RUSHES_PLACE_FIRST, /* in an open one */
  RUSHES_PLACE_INNER,
  RUSHES_PLACE_LAST,
} RushesPlace;

/* A clip that is shown. */
typedef struct
{
  gint64 row;
  gint64 stack;
  guint count; /* how many of its stack match what was asked for */
  RushesPlace place;
  gint64 rank; /* in an order by rating: what put it, or its stack, there; falls */
} RushesEntry;

GArray *rushes_stacks_arrange (GArray     *found,
                               GHashTable *open,
                               GArray     *before,
                               GArray     *kept,
                               GArray     *held);

G_END_DECLS
