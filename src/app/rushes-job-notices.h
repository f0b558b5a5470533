/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-notifier.h"

G_BEGIN_DECLS

/* What is told of jobs that have ended, for who does not look at the program. Main thread. */
#define RUSHES_TYPE_JOB_NOTICES (rushes_job_notices_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobNotices, rushes_job_notices, RUSHES, JOB_NOTICES, GObject)

RushesJobNotices *rushes_job_notices_new (RushesCore     *core,
                                          RushesNotifier *notifier);

G_END_DECLS
