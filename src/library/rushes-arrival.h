/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

gboolean rushes_arrival_announce   (RushesPaths          *paths,
                                    const RushesClipInfo *info,
                                    GError              **error);
void     rushes_arrival_end        (RushesPaths          *paths,
                                    const RushesClipInfo *info);
void     rushes_arrival_finish_all (RushesLibrary        *library);

G_END_DECLS
