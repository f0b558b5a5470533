/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sequence.h"

G_BEGIN_DECLS

GBytes *rushes_fcpxml_write (const RushesSequence *sequence,
                             const char           *media_folder);

G_END_DECLS
