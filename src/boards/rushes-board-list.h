/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-paths.h"
#include "rushes-shot-state.h"

G_BEGIN_DECLS

/* What a list tells of a board. */
typedef struct
{
  char *slug;       /* its folder */
  char *id;
  char *title;
  RushesRate rate;
  gint64 frames;    /* all shots together */
  gint64 n_scenes, n_shots;
  gint64 n_states[RUSHES_N_SHOT_STATES];
  gint64 changed_us; /* UNIX time */
  char **pictures;  /* what stands for the first four shots that have something: “clip:ID” of a take, or a still, as the board names it */
  char **takes;     /* the clips of all takes, also of those that are not chosen */
  char *problem;    /* (nullable): why it cannot be read, a whole sentence; then only the slug is known */
} RushesBoardFacts;

GPtrArray *rushes_board_list        (RushesPaths      *paths);
char      *rushes_board_list_find   (RushesPaths      *paths,
                                     const char       *name,
                                     GError          **error);
void       rushes_board_facts_free  (RushesBoardFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesBoardFacts, rushes_board_facts_free)

G_END_DECLS
