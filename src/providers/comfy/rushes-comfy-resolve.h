/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-page.h"

G_BEGIN_DECLS

/* What really feeds an input once everything that exists only on the page is looked through. */
typedef struct
{
  char *node;        /* (nullable): id in the API graph */
  int slot;
  JsonNode *literal; /* (nullable) (transfer none) */
  gboolean cycle;    /* the page's own links go round in circles */
} RushesComfySource;

gboolean rushes_comfy_is_virtual   (JsonObject          *node);
void     rushes_comfy_resolve      (RushesComfyPage     *page,
                                    RushesComfyPageLink *link,
                                    RushesComfySource   *source);

G_END_DECLS
