/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The sound of a file, to be mixed with others: 32-bit floats, as rushes-join-output has them. One thread. */
typedef struct _RushesJoinSound RushesJoinSound;

RushesJoinSound *rushes_join_sound_new  (const char      *path,
                                         double           seconds);
void             rushes_join_sound_free (RushesJoinSound *self);
gboolean         rushes_join_sound_is_broken (RushesJoinSound *self);
void             rushes_join_sound_mix  (RushesJoinSound *self,
                                         float           *into,
                                         gsize            n,
                                         double           volume);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesJoinSound, rushes_join_sound_free)

G_END_DECLS
