/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

char *rushes_comfy_label_dup (JsonObject       *graph,
                              RushesComfyNodes *nodes,
                              const char       *id,
                              const char       *input,
                              gboolean          several);

G_END_DECLS
