/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-boards.h"
#include "rushes-shot-plan.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean use_action;  /* what happens in a shot is its prompt, where it has none */
  gboolean out_of_date; /* also shots whose take started from one that does not count any more */
} RushesFillOptions;

/* One shot of those that could be filled. */
typedef struct
{
  gint64 number;
  char *shown;
  char *model, *place;    /* (nullable): names, as people know them */
  double seconds;
  double cost;            /* US dollars, < 0 if not known */
  char *missing;          /* (nullable): why it cannot be made, without a full stop */
  gboolean waits;         /* for a take of another shot, which is made first */
  RushesRequest *request; /* (nullable): ready to be sent */
  char *connection_id;
} RushesFillLine;

GPtrArray *rushes_board_fill_plan_with  (RushesBoardModels       *models,
                                         RushesCore              *core,
                                         const char              *slug,
                                         const RushesFillOptions *options,
                                         GError                 **error);
GPtrArray *rushes_board_fill_plan_shot  (RushesBoardModels       *models,
                                         RushesCore              *core,
                                         const char              *slug,
                                         gint64                   number,
                                         int                      count,
                                         GError                 **error);
GVariant  *rushes_board_fill_to_change  (GPtrArray               *lines,
                                         gboolean                 again);
GPtrArray *rushes_board_fill_plan       (RushesCore              *core,
                                         const char              *slug,
                                         const RushesFillOptions *options,
                                         GError                 **error);
double     rushes_board_fill_sum        (GPtrArray               *lines,
                                         gboolean                *known);
char      *rushes_board_fill_dup_excess (RushesCore              *core,
                                         GPtrArray               *lines,
                                         double                   limit);
GPtrArray *rushes_board_fill_send       (RushesCore              *core,
                                         const char              *slug,
                                         GPtrArray               *lines,
                                         GError                 **error);
GPtrArray *rushes_board_fill_list_jobs  (RushesCore              *core,
                                         const char              *slug,
                                         GError                 **error);

G_END_DECLS
