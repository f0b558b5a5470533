/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-stepper.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* Knows which jobs wait for room on the disk, and lets them go on when there is. While none does nobody asks the disk. Main thread.
 * Signal: "changed" (whether any waits, or what is said of it). */
#define RUSHES_TYPE_JOB_ROOM (rushes_job_room_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobRoom, rushes_job_room, RUSHES, JOB_ROOM, GObject)

RushesJobRoom *rushes_job_room_new      (RushesJobLine    *line,
                                         RushesJobRunner  *runner,
                                         RushesJobStepper *stepper,
                                         RushesPaths      *paths);
void           rushes_job_room_update   (RushesJobRoom    *self);
gboolean       rushes_job_room_is_full  (RushesJobRoom    *self);
gboolean       rushes_job_room_is_known_full (RushesJobRoom *self);
char          *rushes_job_room_dup_text (RushesJobRoom    *self);

G_END_DECLS
