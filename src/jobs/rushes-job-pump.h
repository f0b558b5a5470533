/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-stepper.h"

G_BEGIN_DECLS

void rushes_job_pump_run (RushesJobLine    *line,
                          RushesJobStepper *stepper,
                          gboolean          paused);

G_END_DECLS
