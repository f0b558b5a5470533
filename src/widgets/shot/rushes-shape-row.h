/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SHAPE_ROW (rushes_shape_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesShapeRow, rushes_shape_row, RUSHES, SHAPE_ROW, AdwActionRow)

GtkWidget *rushes_shape_row_new (void);
void       rushes_shape_row_set (RushesShapeRow *self,
                                 int             width,
                                 int             height,
                                 gboolean        own,
                                 const char     *origin);
gboolean   rushes_shape_row_get (RushesShapeRow *self,
                                 int            *width,
                                 int            *height);

G_END_DECLS
