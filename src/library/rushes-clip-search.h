/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-stacks.h"

G_BEGIN_DECLS

/* What a list of clips asks for. */
typedef struct
{
  RushesQuery *query;
  GHashTable *open; /* gint64: the stacks that are open */
  GArray *before;   /* RushesEntry: what is shown, as far as it matters */
  GArray *kept;     /* gint64: rows of those before that must not leave their places */
} RushesClipQuestion;

/* In which stack a clip that matches is. */
typedef struct
{
  gint64 row, stack;
} RushesMember;

/* What there is. */
typedef struct
{
  GArray *entries; /* RushesEntry */
  guint n_found, n_stacks;
  GArray *members; /* (nullable): RushesMember, by row: where stacks are asked for, all that match */
  GArray *held;    /* gint64: rows of those that would not stand there if they had not been kept */
  GPtrArray *read; /* the first page, see rushes_clip_pages_read() */
} RushesClipAnswer;

RushesClipQuestion *rushes_clip_question_new  (const RushesQuery  *query);
void                rushes_clip_question_free (RushesClipQuestion *self);
void                rushes_clip_answer_free   (RushesClipAnswer   *self);
gint64              rushes_clip_answer_find_stack (GArray         *members,
                                               gint64              row);
RushesClipAnswer   *rushes_clip_search        (RushesLibrary      *library,
                                               RushesClipQuestion *question,
                                               GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesClipAnswer, rushes_clip_answer_free)

G_END_DECLS
