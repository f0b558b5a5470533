/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-provider.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading ComfyUI's answers; pure (contracts/comfyui.md, sections 1, 2 and 5). */
RushesPoll *rushes_comfy_status_from_job     (JsonObject *job,
                                              JsonObject *graph);
RushesPoll *rushes_comfy_status_from_history (JsonObject *entry,
                                              JsonObject *graph);
RushesPoll *rushes_comfy_status_from_cloud   (JsonObject *status);
RushesPoll *rushes_comfy_status_from_outputs (JsonObject *outputs,
                                              JsonObject *graph);
char       *rushes_comfy_status_find_outputs (JsonObject *outputs,
                                              JsonObject *graph,
                                              char      **node);
int         rushes_comfy_status_get_place    (JsonObject *jobs,
                                              const char *id,
                                              int        *length);
gboolean    rushes_comfy_status_queue_has    (JsonObject *queue,
                                              const char *list,
                                              const char *id);
int         rushes_comfy_status_get_queue_place (JsonObject *queue,
                                              const char *id,
                                              int        *length);

G_END_DECLS
