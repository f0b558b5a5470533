/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

gboolean  rushes_comfy_is_ui_graph (JsonObject        *object);
JsonNode *rushes_comfy_convert     (JsonObject        *page,
                                    RushesComfyNodes  *nodes,
                                    GError           **error);

G_END_DECLS
