/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

typedef void (*RushesClipWishFunc) (RushesWindow *window,
                                    RushesClip   *clip);

void rushes_clip_wish     (RushesWindow       *window,
                           const char         *id,
                           RushesClipWishFunc  func);
void rushes_clip_wish_row (RushesWindow       *window,
                           gint64              row,
                           RushesClipWishFunc  func);

G_END_DECLS
