/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

void rushes_comfy_walk (JsonObject         *graph,
                        RushesComfyNodes   *nodes,
                        RushesComfyBinding *binding);

G_END_DECLS
