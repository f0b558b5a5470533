/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

void rushes_comfy_files_fit (JsonObject       *graph,
                             RushesComfyNodes *nodes);

const char *rushes_comfy_files_choose (GStrv       offered,
                                       const char *wanted);

G_END_DECLS
