/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-draft.h"
#include "rushes-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the user asks for: takes of one draft. */
typedef struct
{
  RushesCore *core;
  GtkWidget *parent;   /* of a question */
  RushesDraft draft;
  RushesRequest *request; /* (nullable): made already, instead of takes of the draft */
  RushesModel *model;  /* (nullable) */
  int count;           /* takes */
  double limit;        /* US dollars a month above which the user is asked; 0: none */
  char *connection_id; /* (nullable): it waits for one */
} RushesOrder;

RushesOrder *rushes_order_new          (RushesCore          *core,
                                        GtkWidget           *parent);
void         rushes_order_place_async  (RushesOrder         *order,
                                        GAsyncReadyCallback  callback,
                                        gpointer             data);
gboolean     rushes_order_place_finish (GAsyncResult        *result,
                                        gint64              *last_seed,
                                        GError             **error);

G_END_DECLS
