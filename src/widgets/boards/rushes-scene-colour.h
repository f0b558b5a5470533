/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-item.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_N_SCENE_COLOURS 6

const GdkRGBA *rushes_scene_colour_get      (RushesBoardItem *scene);
const char    *rushes_scene_colour_get_id   (guint            index);
const char    *rushes_scene_colour_get_name (guint            index);

G_END_DECLS
