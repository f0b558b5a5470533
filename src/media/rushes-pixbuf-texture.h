/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkTexture *rushes_pixbuf_texture_new (GdkPixbuf *pixbuf);

G_END_DECLS
