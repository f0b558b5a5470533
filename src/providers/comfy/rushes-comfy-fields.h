/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

guint rushes_comfy_fields_read (JsonObject *node,
                                JsonObject *class,
                                JsonObject *inputs);

void  rushes_comfy_fields_complete (JsonObject *graph,
                                RushesComfyNodes *nodes);
void  rushes_comfy_fields_set  (JsonObject *inputs,
                                const char *name,
                                JsonNode   *value);

G_END_DECLS
