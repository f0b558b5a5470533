/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-player.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_damage_label_follow (GtkLabel     *label,
                                 RushesPlayer *player);

G_END_DECLS
