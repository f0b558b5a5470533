/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-index.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

int        rushes_upkeep_rebuild     (RushesPaths *paths,
                                      RushesIndex *index,
                                      GError     **error);
gboolean   rushes_upkeep_is_unfilled (RushesPaths *paths,
                                      RushesIndex *index);
GPtrArray *rushes_upkeep_verify      (RushesPaths *paths,
                                      RushesIndex *index,
                                      GError     **error);

G_END_DECLS
