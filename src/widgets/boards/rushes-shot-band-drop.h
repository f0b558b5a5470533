/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-band.h"

G_BEGIN_DECLS

void rushes_shot_band_add_drop (RushesShotBand *self);

G_END_DECLS
