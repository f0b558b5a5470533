/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"

G_BEGIN_DECLS

char *rushes_job_text_new       (RushesJob *job);
char *rushes_job_text_dup_error (RushesJob *job);

G_END_DECLS
