/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-clip.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GMenuModel *rushes_clip_menu_new          (GPtrArray  *clips,
                                           guint       n,
                                           GMenuModel *more,
                                           gboolean    shown);
gboolean    rushes_clips_are_favourites   (GPtrArray  *clips);

G_END_DECLS
