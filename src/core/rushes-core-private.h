/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-keeper.h"
#include "rushes-computer.h"
#include "rushes-core.h"
#include "rushes-http.h"
#include "rushes-owner-lock.h"
#include "rushes-owner-socket.h"
#include "rushes-sample-server.h"

/* For the files of the core alone. */
struct _RushesCore
{
  GObject parent_instance;
  gboolean demo, swept;
  RushesPaths *paths;
  RushesComputer *computer; /* while this one has the library open */
  char *snapshot;           /* (nullable): else, where it is looked at */
  RushesOwnerLock *lock; /* while this process owns the queue */
  RushesLedger *ledger;
  RushesLibrary *library;
  RushesConnections *connections;
  RushesWorkflows *workflows;
  RushesSecrets *secrets;
  RushesHttp *http;
  RushesProvider *providers[RUSHES_N_PROVIDERS];
  RushesJobQueue *queue;
  GActionGroup *actions;     /* what others may have the queue do */
  RushesBoardKeeper *keeper; /* puts results on boards, while this process owns the queue */
  RushesOwnerSocket *socket; /* where they say so, while this process owns the queue */
  RushesSampleServer *sample;
  GPtrArray *loaded;         /* RushesJobRecord: the ledger as it was found, until the queue has it */
  int n_owning;              /* workers that are about to take the queue */
  GListStore *fills;         /* fills of boards that go on: each puts itself there, and takes itself away */
};


/* rushes-core-look.c */
gboolean rushes_core_take_library  (RushesCore *self,
                                    GError    **error);
void     rushes_core_leave_library (RushesCore *self);

/* rushes-core-own.c */
void rushes_core_sweep (RushesCore *self);
