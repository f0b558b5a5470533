/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-join.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* Sound as it is compressed; nanoseconds. */
typedef struct
{
  GstBuffer *buffer; /* to be given back */
  gint64 time;       /* since its part began; below 0: it begins before that */
  gint64 duration;
} RushesSoundPacket;

/* The compressed sound of one part. One thread. */
typedef struct _RushesJoinSoundPackets RushesJoinSoundPackets;

RushesJoinSoundPackets *rushes_join_sound_packets_new      (const RushesPart       *part);
void                    rushes_join_sound_packets_free     (RushesJoinSoundPackets *self);
gboolean                rushes_join_sound_packets_next     (RushesJoinSoundPackets *self,
                                                            gint64                  until,
                                                            RushesSoundPacket      *packet);
char                   *rushes_join_sound_packets_find_way (const RushesJoin       *join,
                                                            GstCaps               **caps,
                                                            GCancellable           *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesJoinSoundPackets, rushes_join_sound_packets_free)

G_END_DECLS
