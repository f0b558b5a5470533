/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A graph as the ComfyUI page saves it: the outer one, or the inside of one subgraph instance
 * (contracts/comfyui.md, section 6). Borrows the JSON it was made of. */

typedef enum
{
  RUSHES_COMFY_MODE_ALWAYS = 0,
  RUSHES_COMFY_MODE_MUTED = 2,
  RUSHES_COMFY_MODE_BYPASSED = 4,
} RushesComfyMode;

typedef struct
{
  char *id;
  char *origin; /* node id as text; "-10" is the subgraph's input side */
  int slot;
  char *target; /* "-20" is the subgraph's output side */
  int target_slot;
} RushesComfyPageLink;

typedef struct _RushesComfyPage RushesComfyPage;

struct _RushesComfyPage
{
  RushesComfyPage *parent; /* NULL for the outer graph */
  JsonObject *instance;    /* the node that stands for this one in its parent */
  JsonObject *graph;
  char *prefix;            /* of ids in the result: "", "57:", "57:3:" */
  GHashTable *nodes;       /* id → JsonObject */
  GHashTable *links;       /* id → RushesComfyPageLink */
  GHashTable *inside;      /* id of an instance → RushesComfyPage */
  GHashTable *made;        /* input slot (JsonObject) → RushesComfyPageLink that "Anything Everywhere" makes */
};

RushesComfyPage     *rushes_comfy_page_new        (RushesComfyPage  *parent,
                                                   JsonObject       *instance,
                                                   JsonObject       *graph);
void                 rushes_comfy_page_free       (RushesComfyPage  *self);
char                *rushes_comfy_page_dup_id     (JsonNode         *node);
char                *rushes_comfy_page_dup_node_id (JsonObject      *node);
const char          *rushes_comfy_page_get_type   (JsonObject       *node);
RushesComfyMode      rushes_comfy_page_get_mode   (JsonObject       *node);
JsonObject          *rushes_comfy_page_get_slot   (JsonObject       *node,
                                                   const char       *side,
                                                   guint             slot);
RushesComfyPageLink *rushes_comfy_page_get_link   (RushesComfyPage  *self,
                                                   JsonObject       *slot);
gboolean             rushes_comfy_page_is_everywhere (JsonObject    *node);
gboolean             rushes_comfy_page_has_made_links (RushesComfyPage *self);
RushesComfyPageLink *rushes_comfy_page_get_output (RushesComfyPage  *self,
                                                   int               slot);
JsonNode            *rushes_comfy_page_get_widget (JsonObject       *node,
                                                   guint             position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesComfyPage, rushes_comfy_page_free)

G_END_DECLS
