/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-outline.h"

G_BEGIN_DECLS

typedef struct _RushesComfyProgress RushesComfyProgress;

RushesComfyProgress *rushes_comfy_progress_new  (RushesComfyOutlines *outlines);
void                 rushes_comfy_progress_free (RushesComfyProgress *self);
gboolean             rushes_comfy_progress_take (RushesComfyProgress *self,
                                                 const char          *type,
                                                 JsonObject          *data,
                                                 double              *fraction,
                                                 char               **stage);

G_END_DECLS
