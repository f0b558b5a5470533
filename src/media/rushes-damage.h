/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frames.h"

G_BEGIN_DECLS

gint64 rushes_damage_find (const char         *path,
                           const RushesFrames *frames);

G_END_DECLS
