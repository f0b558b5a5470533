/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What progress needs to know of the graphs that run: how many nodes, and what they are called. Workers put
 * them in, the main thread reads. */
typedef struct _RushesComfyOutlines RushesComfyOutlines;

RushesComfyOutlines *rushes_comfy_outlines_new       (void);
void                 rushes_comfy_outlines_free      (RushesComfyOutlines *self);
void                 rushes_comfy_outlines_put       (RushesComfyOutlines *self,
                                                      const char          *job_id,
                                                      JsonObject          *graph);
gboolean             rushes_comfy_outlines_has       (RushesComfyOutlines *self,
                                                      const char          *job_id);
void                 rushes_comfy_outlines_remove    (RushesComfyOutlines *self,
                                                      const char          *job_id);
guint                rushes_comfy_outlines_count     (RushesComfyOutlines *self,
                                                      const char          *job_id);
char                *rushes_comfy_outlines_dup_title (RushesComfyOutlines *self,
                                                      const char          *job_id,
                                                      const char          *node);

G_END_DECLS
