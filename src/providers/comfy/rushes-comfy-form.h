/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

RushesModelSpec *rushes_comfy_form_new_spec (JsonObject *graph,
                                              RushesComfyNodes *nodes,
                                             const char     *id,
                                             const char     *name);
void             rushes_comfy_form_fill     (JsonObject     *graph,
                                             RushesComfyNodes *nodes,
                                             RushesRequest  *request,
                                             const char     *prefix,
                                             const char *picture,
                                              const char *last_picture);
int              rushes_comfy_form_round    (double          value,
                                             int             step);
char            *rushes_comfy_form_dup_member (JsonObject   *graph,
                                             RushesComfyNodes *nodes,
                                             const char     *node,
                                             const char     *input);

G_END_DECLS
