/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-connections.h"

G_BEGIN_DECLS

RushesRequest    *rushes_derive_new_request     (RushesClip        *clip,
                                                 const char        *how,
                                                 const char        *prompt,
                                                 double             seconds,
                                                 GError           **error);
RushesConnection *rushes_derive_find_connection (RushesConnections *connections,
                                                 RushesClip        *clip,
                                                 GError           **error);

G_END_DECLS
