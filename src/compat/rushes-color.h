/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void    rushes_color_get        (GtkWidget *widget,
                                 GdkRGBA   *color);
GdkRGBA rushes_color_get_accent (GtkWidget *widget);

G_END_DECLS
