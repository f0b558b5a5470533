/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-line.h"
#include "rushes-job-services.h"

G_BEGIN_DECLS

/* Live progress and previews of a line's jobs. They only decorate: polling decides. Main thread. */
#define RUSHES_TYPE_JOB_WATCHES (rushes_job_watches_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobWatches, rushes_job_watches, RUSHES, JOB_WATCHES, GObject)

RushesJobWatches *rushes_job_watches_new       (RushesJobLine           *line,
                                                const RushesJobServices *services);
void              rushes_job_watches_add       (RushesJobWatches        *self,
                                                RushesTarget            *target);
void              rushes_job_watches_drop_idle (RushesJobWatches        *self);

G_END_DECLS
