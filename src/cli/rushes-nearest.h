/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-draft.h"
#include "rushes-model.h"

G_BEGIN_DECLS

gboolean rushes_nearest_check (const RushesModelSpec *spec,
                               const RushesDraft     *draft,
                               GError               **error);

G_END_DECLS
