/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-draft.h"
#include "rushes-model.h"

G_BEGIN_DECLS

/* What the user asks for: takes of one draft, or one request. */
typedef struct
{
  RushesCore *core;
  RushesDraft draft;
  RushesRequest *request; /* (nullable): made already, instead of takes of the draft */
  RushesModel *model;  /* (nullable) */
  int count;           /* takes */
  double limit;        /* US dollars a month above which the user is asked; 0: none */
  char *connection_id; /* (nullable): it waits for one */

  /*< private >*/
  GPtrArray *requests; /* (element-type RushesRequest): what was prepared */
  guint n_open;        /* not in the ledger yet */
} RushesOrder;

RushesOrder *rushes_order_new            (RushesCore          *core);
void         rushes_order_unref          (RushesOrder         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesOrder, rushes_order_unref)

void         rushes_order_prepare_async  (RushesOrder         *self,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
gboolean     rushes_order_prepare_finish (GAsyncResult        *result,
                                          char               **excess,
                                          GError             **error);
void         rushes_order_send_async     (RushesOrder         *self,
                                          GAsyncReadyCallback  callback,
                                          gpointer             data);
gboolean     rushes_order_send_finish    (GAsyncResult        *result,
                                          GError             **error);
gint64       rushes_order_get_last_seed  (RushesOrder         *self);

G_END_DECLS
