/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *rushes_fact_grid_renew (AdwBin *place,
                                   int     row_spacing);

G_END_DECLS
