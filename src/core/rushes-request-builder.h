/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-draft.h"
#include "rushes-model.h"

G_BEGIN_DECLS

RushesRequest *rushes_request_builder_build (const RushesDraft     *draft,
                                             const RushesModelSpec *spec,
                                             const char            *pictures_dir,
                                             GError               **error);

G_END_DECLS
