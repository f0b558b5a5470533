/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-provider.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading ComfyUI's answers; pure (contracts/comfyui.md, sections 1, 2 and 5). */
RushesPoll *rushes_comfy_status_from_job     (JsonObject *job);
RushesPoll *rushes_comfy_status_from_history (JsonObject *entry);
char       *rushes_comfy_status_find_outputs (JsonObject *outputs);
GError     *rushes_comfy_status_to_refusal   (JsonObject *body);
int         rushes_comfy_status_get_place    (JsonObject *jobs,
                                              const char *id,
                                              int        *length);
char       *rushes_comfy_status_dup_skipped  (JsonObject *answer,
                                              JsonObject *graph);
RushesPoll *rushes_comfy_status_from_cloud  (JsonObject *status);
RushesPoll *rushes_comfy_status_from_outputs (JsonObject *outputs);

G_END_DECLS
