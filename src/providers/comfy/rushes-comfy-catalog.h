/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"
#include "rushes-http.h"
#include "rushes-target.h"

G_BEGIN_DECLS

typedef struct _RushesComfyCatalog RushesComfyCatalog;

RushesComfyCatalog *rushes_comfy_catalog_new   (RushesHttp         *http);
void                rushes_comfy_catalog_free  (RushesComfyCatalog *self);
RushesComfyNodes   *rushes_comfy_catalog_read  (RushesComfyCatalog *self,
                                                RushesTarget       *target,
                                                GCancellable       *cancellable,
                                                GError            **error);
RushesComfyNodes   *rushes_comfy_catalog_read_for (RushesComfyCatalog *self,
                                                RushesTarget       *target,
                                                JsonObject         *graph,
                                                GCancellable       *cancellable,
                                                GError            **error);

G_END_DECLS
