/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-rate.h"
#include "rushes-shot.h"

G_BEGIN_DECLS

char       *rushes_shot_words_dup_length (RushesRate       rate,
                                          gint64           n_frames);
char       *rushes_shot_words_join_kind (const char *size, const char *camera);
char       *rushes_shot_words_dup_kind   (RushesBoardItem *shot);
gint64      rushes_shot_words_count_lacking (RushesShot      *shot,
                                             RushesClip      *clip,
                                             RushesRate       rate,
                                             gint64           length);
const char *rushes_shot_words_get_state  (RushesShotState  state);

G_END_DECLS
