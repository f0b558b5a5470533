/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

typedef enum
{
  RUSHES_SORT_NEWEST,
  RUSHES_SORT_OLDEST,
  RUSHES_SORT_RATING,
  RUSHES_SORT_LONGEST,
} RushesSort;

typedef enum
{
  RUSHES_DECISION_ANY,
  RUSHES_DECISION_PICKED,
  RUSHES_DECISION_REJECTED,
  RUSHES_DECISION_NOT_REJECTED,
  RUSHES_DECISION_OPEN, /* neither */
} RushesDecision;

typedef enum
{
  RUSHES_SHAPE_ANY,
  RUSHES_SHAPE_WIDE,
  RUSHES_SHAPE_TALL,
  RUSHES_SHAPE_SQUARE,
} RushesShape;

/* What the gallery shows; all that is said must hold. What is 0 or NULL says nothing. */
typedef struct
{
  const char *words;      /* a word of the prompt, the names, the tags … must begin with each of them */
  const char *provider;   /* "comfyui" or "openai" */
  const char *model;      /* of several, one a line, any */
  const char *connection; /* its name; the same */
  const char *parent;     /* the id of the clip they were made of */
  const char *tag;        /* the same */
  const char *board;      /* the title of one that they are takes on, as of the last look; the same */
  int minimum_rating;
  int label;
  RushesDecision decision;
  RushesShape shape;
  gint64 from_us, to_us;  /* when they were saved, UNIX time; to_us not included */
  gint64 shortest_ms, longest_ms;
  gboolean favourites;
  gboolean unseen;        /* not looked at yet */
  gboolean noted;         /* with notes */
  gboolean missing;       /* their files are not there, as of the last look */
  RushesSort sort;
  guint limit;            /* the first so many */
  gboolean stacks;        /* what stands together is to be found out, too: see rushes_index_query_stacks() */
} RushesQuery;

RushesQuery *rushes_query_copy     (const RushesQuery *self);
void         rushes_query_free     (RushesQuery       *self);
gboolean     rushes_query_is_plain (const RushesQuery *self);
char        *rushes_query_to_sql   (const RushesQuery *self,
                                    GVariant         **parameters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesQuery, rushes_query_free)

G_END_DECLS
