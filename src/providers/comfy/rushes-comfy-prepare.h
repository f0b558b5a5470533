/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-catalog.h"
#include "rushes-job.h"

G_BEGIN_DECLS

/* Where a graph goes, and who hears of what is uploaded for it. */
typedef struct
{
  RushesHttp *http;
  RushesComfyCatalog *catalog;
  RushesTarget *target;
  RushesHttpProgress progress; /* nullable; called on the worker, for each file from its first byte to its last */
  gpointer data;
} RushesComfySending;

JsonNode *rushes_comfy_prepare (const RushesComfySending *sending,
                                const RushesJobRecord *order,
                                GCancellable          *cancellable,
                                GError               **error);
gboolean  rushes_comfy_prepare_fits (RushesComfyCatalog *catalog,
                                RushesTarget          *target,
                                const RushesJobRecord *order,
                                GCancellable          *cancellable,
                                GError               **error);

G_END_DECLS
