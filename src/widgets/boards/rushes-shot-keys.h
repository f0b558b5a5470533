/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-shot-flow.h"

G_BEGIN_DECLS

void rushes_shot_keys_add (RushesShotFlow           *flow,
                           const RushesBoardContext *context);

G_END_DECLS
