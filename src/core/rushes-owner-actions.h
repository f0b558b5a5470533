/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-queue.h"

G_BEGIN_DECLS

#define RUSHES_OWNER_ADOPT "adopt-jobs"
#define RUSHES_OWNER_CANCEL "cancel-job"
#define RUSHES_OWNER_RETRY "retry-job"
#define RUSHES_OWNER_SEND_AGAIN "send-job-again"
#define RUSHES_OWNER_FORGET "forget-job"
#define RUSHES_OWNER_UP "job-up"
#define RUSHES_OWNER_DOWN "job-down"

GActionGroup *rushes_owner_actions_new (RushesJobQueue    *queue,
                                        RushesConnections *connections);

G_END_DECLS
