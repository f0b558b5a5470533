/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

void rushes_sample_scene_draw (cairo_t    *cr,
                               int         width,
                               int         height,
                               const char *prompt,
                               gint64      seed,
                               double      time,
                               double      length);

G_END_DECLS
