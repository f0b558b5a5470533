/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-join.h"

G_BEGIN_DECLS

gint64 rushes_join_estimate_copied  (const RushesJoin *join);
gint64 rushes_join_estimate_encoded (const RushesJoin *join);

G_END_DECLS
