/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SIZE_ROW (rushes_size_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesSizeRow, rushes_size_row, RUSHES, SIZE_ROW, GtkListBoxRow)

void       rushes_size_row_set_sizes (RushesSizeRow *self,
                                      GArray        *sizes,
                                      int            step);
RushesSize rushes_size_row_get_size  (RushesSizeRow *self);
void       rushes_size_row_set_size  (RushesSizeRow *self,
                                      RushesSize     size);
void       rushes_size_row_add_suffix (RushesSizeRow *self,
                                       GtkWidget     *child);

G_END_DECLS
