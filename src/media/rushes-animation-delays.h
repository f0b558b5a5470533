/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GArray *rushes_animation_delays_read (const guint8 *data,
                                      gsize         size);

G_END_DECLS
