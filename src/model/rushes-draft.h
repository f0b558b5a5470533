/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-cut.h"
#include "rushes-request.h"

G_BEGIN_DECLS

/* What somebody wants made, before it is checked: from the form or from the command line. */
typedef struct
{
  RushesProviderKind provider;
  char *connection; /* RUSHES_CONNECTION_ANY, or NULL */
  char *model;    /* or NULL */
  char *workflow; /* a whole graph, or NULL */
  char *workflow_name; /* or NULL */
  char *prompt, *negative, *picture, *last_picture; /* all but the first may be NULL */
  RushesCut cut, last_cut; /* how the pictures come to the clip's size */
  char *derive, *source, *parent; /* see RUSHES_REQUEST_DERIVE; or NULL */
  int width, height;  /* 0: the model's default, < 0: the server's */
  double seconds, fps; /* 0: likewise */
  double price;        /* US dollars per second where the model has none; 0: not known */
  gint64 seed;        /* < 0: chosen at random */
  int take;
  GVariant *fields;   /* (nullable): a{sv} */
  GVariant *files;    /* (nullable): a{sv}, s: paths, by the names of RushesFile */
} RushesDraft;

void   rushes_draft_clear       (RushesDraft *self);
gint64 rushes_draft_random_seed (gint64       maximum);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RushesDraft, rushes_draft_clear)

G_END_DECLS
