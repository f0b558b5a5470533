/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

void  rushes_comfy_media_describe (RushesModelSpec    *spec,
                                   JsonObject         *graph,
                                   RushesComfyBinding *binding,
                                   RushesComfyNodes   *nodes);
void  rushes_comfy_media_set      (JsonObject         *graph,
                                   const char         *name,
                                   const char         *uploaded);
void  rushes_comfy_media_settle   (JsonObject         *graph,
                                   RushesComfyNodes   *nodes);
char *rushes_comfy_media_dup_open (JsonObject         *graph,
                                   RushesComfyNodes   *nodes,
                                   char              **field);

G_END_DECLS
