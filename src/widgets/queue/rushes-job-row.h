/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_JOB_ROW (rushes_job_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobRow, rushes_job_row, RUSHES, JOB_ROW, GtkListBoxRow)

RushesJobRow *rushes_job_row_new (RushesJob         *job,
                                  RushesLibrary     *library,
                                  RushesThumbnailer *thumbnailer);
RushesJob    *rushes_job_row_get_job (RushesJobRow   *self);
void          rushes_job_row_set_moves (RushesJobRow *self,
                                  gboolean           up,
                                  gboolean           down);

G_END_DECLS
