/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

RushesComfyBinding *rushes_comfy_bind (JsonObject       *graph,
                                       RushesComfyNodes *nodes);

G_END_DECLS
