/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_color_get (GtkWidget *widget,
                       GdkRGBA   *color);

G_END_DECLS
