/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_JOB_COVER (rushes_job_cover_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobCover, rushes_job_cover, RUSHES, JOB_COVER, GtkWidget)

GtkWidget *rushes_job_cover_new    (void);
char      *rushes_job_cover_update (RushesJobCover *self,
                                    RushesJob      *job);

G_END_DECLS
