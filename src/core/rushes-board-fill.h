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

/* What has to be done before a shot can be made. */
typedef enum
{
  RUSHES_FILL_NOTHING,
  RUSHES_FILL_PROMPT, /* it has none */
  RUSHES_FILL_SERVER, /* there is none for it, or it does not answer */
  RUSHES_FILL_OTHER,
} RushesFillLack;

/* One shot of those that could be filled. Many may hold it. */
typedef struct
{
  gint64 number;
  char *shown;
  char *action;           /* (nullable): what happens in it */
  gint64 length;          /* as planned, frames of the board */
  char *model, *place;    /* (nullable): names, as people know them */
  double seconds;
  double cost;            /* US dollars, < 0 if not known */
  gboolean free;          /* making it costs nothing, as far as is known */
  char *missing;          /* (nullable): why it cannot be made: a sentence without its full stop */
  RushesFillLack lack;    /* of what kind that is */
  gboolean waits;         /* for a take of another shot, which is made first */
  gint64 waits_for[2];    /* the shots without a take that it starts and ends at; 0: not so */
  char **awaited[2];      /* (nullable): jobs that are on their way for each of these */
  gint64 start;           /* the shot from whose end it starts; 0: none */
  RushesRequest *request; /* (nullable): ready to be sent */
  char *connection_id;
} RushesFillLine;

RushesFillLine *rushes_fill_line_ref    (RushesFillLine          *line);
void       rushes_fill_line_unref       (gpointer                 line);
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
RushesFillLine *rushes_board_fill_find_line
                                        (GPtrArray               *lines,
                                         gint64                   number);
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
