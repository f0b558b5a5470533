/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-catalog.h"
#include "rushes-model.h"

G_BEGIN_DECLS

GPtrArray   *rushes_comfy_models_describe  (RushesComfyCatalog *catalog,
                                            RushesTarget       *target,
                                            GCancellable       *cancellable,
                                            GError            **error);
RushesModel *rushes_comfy_models_describe_graph (JsonObject    *graph,
                                            RushesComfyNodes   *nodes,
                                            const char         *id,
                                            const char         *name);

G_END_DECLS
