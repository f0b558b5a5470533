/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"
#include "rushes-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A built-in graph, in its text and its picture variant. */
typedef struct
{
  const char *id;
  const char *name;
} RushesComfyBuiltin;

const RushesComfyBuiltin *rushes_comfy_get_builtins        (guint         *n_builtins);
const char               *rushes_comfy_find_builtin        (const char    *words);
JsonNode                 *rushes_comfy_workflow_load       (const char    *id,
                                                            gboolean       with_picture);
JsonNode                 *rushes_comfy_workflow_parse      (const char    *text,
                                                            RushesComfyNodes *nodes,
                                                            GError       **error);
const char               *rushes_comfy_workflow_get_title   (JsonObject    *node);
gboolean                  rushes_comfy_workflow_is_own     (RushesRequest *request);
char                     *rushes_comfy_workflow_dup_builtin (const char   *model,
                                                            gboolean       with_picture);
JsonNode                 *rushes_comfy_workflow_for_request (RushesRequest *request,
                                                            GError       **error);

G_END_DECLS
