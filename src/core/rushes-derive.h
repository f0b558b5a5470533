/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-connections.h"

G_BEGIN_DECLS

RushesRequest *rushes_derive_new_request (RushesConnections  *connections,
                                          RushesClip         *clip,
                                          const char         *how,
                                          const char         *prompt,
                                          double              seconds,
                                          RushesConnection  **connection,
                                          GError            **error);

G_END_DECLS
