/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"
#include "rushes-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_COMFY_PROMPT,
  RUSHES_COMFY_NEGATIVE,
  RUSHES_COMFY_SEED,
  RUSHES_COMFY_STEPS,
  RUSHES_COMFY_CFG,
  RUSHES_COMFY_SAMPLER,
  RUSHES_COMFY_SCHEDULER,
  RUSHES_COMFY_WIDTH,
  RUSHES_COMFY_HEIGHT,
  RUSHES_COMFY_FRAMES,
  RUSHES_COMFY_FPS,
  RUSHES_COMFY_PICTURE,
  RUSHES_COMFY_LAST_PICTURE,
  RUSHES_COMFY_MODEL,
  RUSHES_COMFY_LORA,
  RUSHES_COMFY_SECONDS, /* the length, where the graph computes the frames itself */
  RUSHES_COMFY_FIELD,   /* anything else that is to be shown */
  RUSHES_COMFY_PREFIX,
  RUSHES_COMFY_RESULT, /* the prefix of the file that comes first: only as a correction by the user */
  RUSHES_COMFY_N_ROLES,
} RushesComfyRole;

/* A literal in a graph. */
typedef struct
{
  char *node;
  char *input;
} RushesComfySlot;

/* Which literals of a graph are the prompt, the seed, the size … (contracts/comfyui.md, section 7). */
typedef struct
{
  GPtrArray *slots[RUSHES_COMFY_N_ROLES]; /* RushesComfySlot */
  char *latent_class;                     /* decides the size and frame rules; NULL if not found */
  GPtrArray *open;                        /* char *: nodes where it cannot be told which text is which prompt */
} RushesComfyBinding;

RushesComfyBinding *rushes_comfy_binding_new      (void);
void                rushes_comfy_binding_free     (RushesComfyBinding *self);
void                rushes_comfy_binding_add      (RushesComfyBinding *self,
                                                   RushesComfyRole     role,
                                                   const char         *node,
                                                   const char         *input);
void                rushes_comfy_binding_leave_open (RushesComfyBinding *self,
                                                   const char         *node);
JsonNode           *rushes_comfy_binding_get      (RushesComfyBinding *self,
                                                   JsonObject         *graph,
                                                   RushesComfyRole     role);
void                rushes_comfy_binding_set      (RushesComfyBinding *self,
                                                   JsonObject         *graph,
                                                   RushesComfyRole     role,
                                                   JsonNode           *value);
gboolean            rushes_comfy_binding_is_uniform (RushesComfyBinding *self,
                                                   JsonObject         *graph,
                                                   RushesComfyRole     role);
gboolean            rushes_comfy_binding_find     (RushesComfyBinding *self,
                                                   const char         *node,
                                                   const char         *input,
                                                   RushesComfyRole    *role);
const char         *rushes_comfy_role_to_string   (RushesComfyRole     role);
gboolean            rushes_comfy_role_from_string (const char         *text,
                                                   RushesComfyRole    *role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesComfyBinding, rushes_comfy_binding_free)

G_END_DECLS
