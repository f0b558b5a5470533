/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job-services.h"
#include "rushes-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean          rushes_job_is_floating (const RushesJobRecord   *record);
RushesConnection *rushes_job_place       (const RushesJobServices *services,
                                          GPtrArray               *candidates,
                                          const RushesJobRecord   *record,
                                          GCancellable            *cancellable,
                                          GError                 **error);

G_END_DECLS
