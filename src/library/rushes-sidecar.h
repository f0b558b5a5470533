/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

char           *rushes_sidecar_to_text   (const RushesClipInfo *info);
RushesClipInfo *rushes_sidecar_from_text (const char           *text,
                                          GError              **error);
RushesClipInfo *rushes_sidecar_load      (const char           *path,
                                          GError              **error);
char           *rushes_sidecar_dup_path  (const char           *clip_path);
gboolean        rushes_sidecar_save      (RushesPaths          *paths,
                                          const RushesClipInfo *info,
                                          GError              **error);

G_END_DECLS
