/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-catalog.h"
#include "rushes-job.h"

G_BEGIN_DECLS

JsonNode *rushes_comfy_prepare (RushesHttp            *http,
                                RushesComfyCatalog    *catalog,
                                RushesTarget          *target,
                                const RushesJobRecord *order,
                                GCancellable          *cancellable,
                                GError               **error);
gboolean  rushes_comfy_prepare_fits (RushesComfyCatalog *catalog,
                                RushesTarget          *target,
                                const RushesJobRecord *order,
                                GCancellable          *cancellable,
                                GError               **error);

G_END_DECLS
