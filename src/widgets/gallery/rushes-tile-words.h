/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-stacks.h"

G_BEGIN_DECLS

char       *rushes_tile_words_dup_stars       (int                   rating);
char       *rushes_tile_words_dup_duration    (const RushesClipInfo *info);
char       *rushes_tile_words_dup_caption     (RushesRequest        *request,
                                               const RushesEntry    *entry,
                                               gboolean              same_words);
char       *rushes_tile_words_dup_take        (RushesRequest        *request,
                                               const RushesEntry    *entry);
const char *rushes_tile_words_get_badge       (RushesClip           *clip,
                                               const char          **style);
char       *rushes_tile_words_dup_description (RushesClip           *clip,
                                               const RushesEntry    *entry);

G_END_DECLS
