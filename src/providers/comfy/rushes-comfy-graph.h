/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading an API graph: {node id: {class_type, inputs, _meta}} (contracts/comfyui.md, section 6). Whatever is not as it
 * should be is as if it were not there. All results belong to the graph. */
JsonObject *rushes_comfy_graph_get_inputs (JsonObject *graph,
                                           const char *id);
const char *rushes_comfy_graph_get_class  (JsonObject *graph,
                                           const char *id);
const char *rushes_comfy_graph_get_link   (JsonObject *inputs,
                                           const char *input,
                                           int        *slot);
JsonNode   *rushes_comfy_graph_get_literal (JsonObject *inputs,
                                           const char *input);

G_END_DECLS
