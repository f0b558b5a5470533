/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *rushes_untrusted_picture_decode (GBytes  *bytes,
                                             GError **error);

G_END_DECLS
