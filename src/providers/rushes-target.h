/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connection.h"
#include "rushes-endpoint.h"

G_BEGIN_DECLS

/* A connection together with what proves who we are, for the length of one step. Immutable. */
#define RUSHES_TYPE_TARGET (rushes_target_get_type ())
typedef struct _RushesTarget RushesTarget;

GType             rushes_target_get_type       (void);
RushesTarget     *rushes_target_new            (RushesConnection *connection,
                                                const char       *secrets);
RushesTarget     *rushes_target_ref            (RushesTarget     *self);
void              rushes_target_unref          (RushesTarget     *self);
RushesConnection *rushes_target_get_connection (RushesTarget     *self);
RushesEndpoint   *rushes_target_get_endpoint   (RushesTarget     *self);
const char       *rushes_target_get_comfy_org_key (RushesTarget  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesTarget, rushes_target_unref)

G_END_DECLS
