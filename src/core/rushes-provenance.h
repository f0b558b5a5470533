/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

G_BEGIN_DECLS

RushesClipInfo *rushes_provenance_read_record  (const char *path);
RushesRequest  *rushes_provenance_read_request (const char *path,
                                                const char *name);

G_END_DECLS
