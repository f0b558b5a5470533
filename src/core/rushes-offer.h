/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

GPtrArray *rushes_offer_ask        (RushesCore       *core,
                                    RushesConnection *connection,
                                    GPtrArray        *workflows,
                                    GCancellable     *cancellable,
                                    GError          **error);
char      *rushes_offer_read_graph (RushesCore       *core,
                                    const char       *model_id,
                                    GError          **error);

G_END_DECLS
