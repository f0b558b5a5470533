/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* @clip: (nullable): it is not in the library, or @error says why it cannot be read */
typedef void (*RushesClipFunc) (gpointer object, RushesClip *clip, const GError *error, gpointer data);
/* @clips: (element-type RushesClip) (nullable): those that are in the library; NULL: @error says why they cannot be read */
typedef void (*RushesClipsFunc) (gpointer object, GPtrArray *clips, const GError *error);

void rushes_clip_lookup     (gpointer        object,
                             RushesLibrary  *library,
                             const char     *id,
                             RushesClipFunc  func,
                             gpointer        data,
                             GDestroyNotify  destroy);
void rushes_clip_lookup_row (gpointer        object,
                             RushesLibrary  *library,
                             gint64          row,
                             RushesClipFunc  func,
                             gpointer        data,
                             GDestroyNotify  destroy);

void rushes_clip_lookup_rows (gpointer        object,
                              RushesLibrary  *library,
                              GArray         *rows,
                              RushesClipsFunc func);

G_END_DECLS
