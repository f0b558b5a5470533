/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-fill.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_FILL_WAITS, /* for the take of another shot */
  RUSHES_FILL_SENT,
  RUSHES_FILL_DONE,
  RUSHES_FILL_FAILED,
  RUSHES_FILL_LEFT_OUT,  /* what it waits for does not come, for example */
  RUSHES_FILL_ELSEWHERE, /* somebody else has filled it, or it is not on the board any more */
} RushesFillStage;

/* One shot of a fill that was agreed to. */
typedef struct
{
  gint64 number;
  char *shown;
  double cost;      /* that was agreed to, US dollars; < 0: not known */
  RushesFillStage stage;
  char *job;        /* (nullable): once it is sent */
  char *reason;     /* (nullable): why it was left out or failed: a sentence without its full stop */
  gint64 waits_for; /* 0: nothing */
  gboolean doubted; /* at the last look it seemed that it has to be left out */
} RushesFillShot;

GPtrArray      *rushes_fill_shots_new     (GPtrArray      *lines);
RushesFillShot *rushes_fill_shots_find    (GPtrArray      *shots,
                                           gint64          number);
RushesFillShot *rushes_fill_shots_find_job (GPtrArray     *shots,
                                           const char     *job);
guint           rushes_fill_shots_count   (GPtrArray      *shots,
                                           RushesFillStage stage);
void            rushes_fill_shots_set     (RushesFillShot *shot,
                                           RushesFillStage stage,
                                           const char     *reason);
gboolean        rushes_fill_shots_judge   (GPtrArray      *shots,
                                           GPtrArray      *lines,
                                           GHashTable     *going_on);

G_END_DECLS
