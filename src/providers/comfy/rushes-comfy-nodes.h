/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a server says of its node classes: GET /object_info, the whole or a part of it (contracts/comfyui.md,
 * sections 1 and 7). Immutable, shared by workers. */
#define RUSHES_TYPE_COMFY_NODES (rushes_comfy_nodes_get_type ())
typedef struct _RushesComfyNodes RushesComfyNodes;

/* One declared input. All members belong to the RushesComfyNodes. */
typedef struct
{
  const char *name;
  const char *type;    /* "INT", "MODEL" …; "COMBO" for either shape of a combo */
  JsonObject *options; /* (nullable): default, min, max … */
  JsonArray *choices;  /* (nullable): of a combo, unless the page asks for them elsewhere */
  gboolean required;
} RushesComfyInput;

GType             rushes_comfy_nodes_get_type  (void);
RushesComfyNodes *rushes_comfy_nodes_new       (JsonNode               *root);
RushesComfyNodes *rushes_comfy_nodes_ref       (RushesComfyNodes       *self);
void              rushes_comfy_nodes_unref     (RushesComfyNodes       *self);
JsonObject       *rushes_comfy_nodes_find      (RushesComfyNodes       *self,
                                                const char             *class_type);
GArray           *rushes_comfy_nodes_list_inputs (JsonObject           *declared,
                                                JsonObject             *order);
gboolean          rushes_comfy_nodes_find_input (RushesComfyNodes      *self,
                                                const char             *class_type,
                                                const char             *name,
                                                RushesComfyInput       *input);
gboolean          rushes_comfy_input_is_widget (const RushesComfyInput *input);
gboolean          rushes_comfy_input_has_flag  (const RushesComfyInput *input,
                                                const char             *option);
gboolean          rushes_comfy_input_is_uploaded (const RushesComfyInput *input);
GStrv             rushes_comfy_input_dup_choices (const RushesComfyInput *input);
const char       *rushes_comfy_folder_for_input (const char            *class_type,
                                                const char             *input);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesComfyNodes, rushes_comfy_nodes_unref)

G_END_DECLS
