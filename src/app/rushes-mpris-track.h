/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* What media controls show of a clip. Main thread. */
#define RUSHES_TYPE_MPRIS_TRACK (rushes_mpris_track_get_type ())
G_DECLARE_FINAL_TYPE (RushesMprisTrack, rushes_mpris_track, RUSHES, MPRIS_TRACK, GObject)

RushesMprisTrack *rushes_mpris_track_new          (RushesLibrary    *library);
void              rushes_mpris_track_set_clip     (RushesMprisTrack *self,
                                                   RushesClip       *clip);
const char       *rushes_mpris_track_get_path     (RushesMprisTrack *self);
GVariant         *rushes_mpris_track_new_metadata (RushesMprisTrack *self,
                                                   double            seconds);

G_END_DECLS
