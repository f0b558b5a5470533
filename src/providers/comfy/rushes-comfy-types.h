/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"

G_BEGIN_DECLS

/* What sockets carry, by the types and names that a server declares (contracts/comfyui.md, section 1): "output",
 * "output_name" and "output_node" of a class. @nodes may be NULL, and a class unknown: then the answer is NULL or FALSE. */

/* Which of the two prompts a name speaks of. */
typedef enum
{
  RUSHES_COMFY_SIDE_NONE,
  RUSHES_COMFY_SIDE_POSITIVE,
  RUSHES_COMFY_SIDE_NEGATIVE,
} RushesComfySide;

gboolean        rushes_comfy_types_know            (RushesComfyNodes *nodes,
                                                    const char       *class_type);
const char     *rushes_comfy_types_get_output      (RushesComfyNodes *nodes,
                                                    const char       *class_type,
                                                    guint             slot);
const char     *rushes_comfy_types_get_output_name (RushesComfyNodes *nodes,
                                                    const char       *class_type,
                                                    guint             slot);
const char     *rushes_comfy_types_get_input       (RushesComfyNodes *nodes,
                                                    const char       *class_type,
                                                    const char       *input);
gboolean        rushes_comfy_types_have_flag       (RushesComfyNodes *nodes,
                                                    const char       *class_type,
                                                    const char       *input,
                                                    const char       *flag);
gboolean        rushes_comfy_types_save            (RushesComfyNodes *nodes,
                                                    const char       *class_type);
gboolean        rushes_comfy_types_make            (RushesComfyNodes *nodes,
                                                    const char       *class_type,
                                                    gboolean        (*is_such) (const char *type));
gboolean        rushes_comfy_type_is_conditioning  (const char       *type);
gboolean        rushes_comfy_type_is_text          (const char       *type);
gboolean        rushes_comfy_type_is_number        (const char       *type);
gboolean        rushes_comfy_type_is_any           (const char       *type);
gboolean        rushes_comfy_type_is_picture       (const char       *type);
gboolean        rushes_comfy_type_is_sampling      (const char       *type);
RushesComfySide rushes_comfy_name_get_side         (const char       *name);

G_END_DECLS
