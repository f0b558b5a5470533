/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-join.h"
#include "rushes-pull.h"

G_BEGIN_DECLS

/* A picture as it is compressed. */
typedef struct
{
  GstBuffer *buffer;
  int number;        /* which one it is as they are seen */
} RushesPacket;

/* The compressed pictures of one part. One thread. */
typedef struct _RushesJoinPackets RushesJoinPackets;

RushesJoinPackets *rushes_join_packets_new      (const RushesPart   *part);
void               rushes_join_packets_free     (RushesJoinPackets  *self);
gboolean           rushes_join_packets_next     (RushesJoinPackets  *self,
                                                 RushesPacket       *packet);
char              *rushes_join_packets_find_way (const RushesJoin   *join,
                                                 GstCaps           **caps,
                                                 int                *delay,
                                                 GCancellable       *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesJoinPackets, rushes_join_packets_free)

G_END_DECLS
