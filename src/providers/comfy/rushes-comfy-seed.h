/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

gint64 rushes_comfy_seed_get_maximum (JsonObject         *graph,
                                      RushesComfyBinding *binding,
                                      RushesComfyNodes   *nodes);
void   rushes_comfy_seed_settle      (JsonObject         *graph,
                                      RushesComfyNodes   *nodes);

G_END_DECLS
