/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-binding.h"
#include "rushes-comfy-graph.h"
#include "rushes-comfy-nodes.h"
#include "rushes-comfy-types.h"

G_BEGIN_DECLS

#define RUSHES_COMFY_WALK_DEPTH 64 /* links in a row, at most */

/* One walk over one graph, shared by the files that know one kind of literal each: -walk-text the prompts, -walk-size
 * sizes and pictures, -walk everything else; -walk-steps is what they share. Lives on the stack of rushes_comfy_walk(). */
typedef struct
{
  JsonObject *graph;
  RushesComfyNodes *nodes; /* (nullable): what the server declares */
  RushesComfyBinding *binding;
  GHashTable *reached; /* ids of what is needed for anything that is saved */
  GHashTable *visited; /* ids on the way back from the samplers */
  GHashTable *seen;    /* "slot id" on the way that is gone now: a graph may offer 2^64 of them */
  GHashTable *used;    /* "slot id" → a bit for each side that an output is used as */
  gboolean strict;     /* only texts that are called negative count */
} RushesComfyWalk;

/* -walk-steps */
gboolean    rushes_comfy_walk_enters      (RushesComfyWalk *self,
                                           const char      *id,
                                           int              slot,
                                           int              depth);
const char *rushes_comfy_walk_get_type    (RushesComfyWalk *self,
                                           const char      *id,
                                           const char      *input);
gboolean    rushes_comfy_walk_bind_value  (RushesComfyWalk *self,
                                           RushesComfyRole  role,
                                           const char      *id,
                                           const char      *input);
const char *rushes_comfy_walk_find_only   (RushesComfyWalk *self,
                                           const char      *id);
/* -walk-text */
void        rushes_comfy_walk_note_uses   (RushesComfyWalk *self);
GPtrArray  *rushes_comfy_walk_list_ways   (RushesComfyWalk *self,
                                           const char      *id);
void        rushes_comfy_walk_text        (RushesComfyWalk *self,
                                           RushesComfyRole  role,
                                           const char      *id);
void        rushes_comfy_walk_own_text    (RushesComfyWalk *self,
                                           RushesComfyRole  role,
                                           const char      *id);
/* -walk-size */
void        rushes_comfy_walk_size        (RushesComfyWalk *self,
                                           const char      *id);
void        rushes_comfy_walk_batch       (RushesComfyWalk *self,
                                           const char      *id);
void        rushes_comfy_walk_pictures    (RushesComfyWalk *self,
                                           const char      *id);
gboolean    rushes_comfy_walk_loads       (RushesComfyWalk *self,
                                           const char      *id,
                                           const char     **input);

G_END_DECLS
