/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_ANIMATION (rushes_animation_get_type ())
G_DECLARE_FINAL_TYPE (RushesAnimation, rushes_animation, RUSHES, ANIMATION, GstElement)

gboolean rushes_animation_register (void);

G_END_DECLS
