/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sequence.h"

G_BEGIN_DECLS

GPtrArray *rushes_edl_write (const RushesSequence *sequence,
                             GPtrArray            *left_out);

G_END_DECLS
