/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

/* A setting that is not the same for all of several clips. */
typedef struct
{
  char *name;    /* for people */
  char **values; /* of each clip, in their order; "" where it has none */
} RushesDifference;

GPtrArray *rushes_differences_find (const RushesClipInfo *const *infos,
                                    guint                        n,
                                    guint                       *n_same);

G_END_DECLS
