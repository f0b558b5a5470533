/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-draft.h"
#include "rushes-model.h"

G_BEGIN_DECLS

gboolean rushes_files_read (RushesCore            *core,
                            char                 **items,
                            const RushesModelSpec *spec,
                            RushesDraft           *draft,
                            GError               **error);

G_END_DECLS
