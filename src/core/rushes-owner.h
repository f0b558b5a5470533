/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

gboolean rushes_owner_tell (RushesCore *core,
                            const char *action,
                            const char *id);

G_END_DECLS
