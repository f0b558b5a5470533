/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

/* @value: not empty */
typedef void (*RushesClipTextFunc) (const char *name,
                                    const char *value,
                                    gpointer    data);

void  rushes_clip_text_list     (const RushesClipInfo *info,
                                 RushesClipTextFunc    func,
                                 gpointer              data);
void  rushes_clip_text_foreach_field (RushesRequest      *request,
                                      RushesClipTextFunc  func,
                                      gpointer            data);
char *rushes_clip_text_dup_made (const RushesClipInfo *info);

G_END_DECLS
