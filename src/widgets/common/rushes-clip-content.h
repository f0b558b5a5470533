/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkContentProvider *rushes_clip_content_new (RushesLibrary *library,
                                             GPtrArray     *clips);

G_END_DECLS
