/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-part.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RushesJoinCard:
 *
 * Returns: (transfer full) (nullable): what is seen where a part has no picture; %NULL: black. On the worker
 */
typedef GdkPixbuf *(*RushesJoinCard) (const RushesPart *part, int width, int height, gpointer data);

/* On the worker: @done of @all frames. */
typedef void (*RushesJoinProgress) (gint64 done, gint64 all, gpointer data);

/* What is joined, and how it is told. */
typedef struct
{
  GPtrArray *parts;             /* RushesPart, one at least */
  RushesRate rate;              /* the film's */
  const RushesTrack *track;     /* (nullable) */
  int width, height;            /* the film's */
  const char *folder;           /* (nullable): where it is to stand, if that is not where it is written: what will not fit there is not begun */
  RushesJoinCard card;          /* (nullable) */
  RushesJoinProgress progress;  /* (nullable) */
  gpointer data;                /* of both */
} RushesJoin;

/* What came of it. */
typedef struct
{
  char *how;           /* a sentence: copied without encoding, or encoded, and why */
  GPtrArray *left_out; /* char *: sentences: what could not come along */
} RushesJoinResult;

gboolean rushes_join_write        (const RushesJoin  *join,
                                   const char        *path,
                                   RushesJoinResult  *result,
                                   GCancellable      *cancellable,
                                   GError           **error);
void     rushes_join_result_clear (RushesJoinResult  *result);

G_END_DECLS
