/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_LENGTH_ROW (rushes_length_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesLengthRow, rushes_length_row, RUSHES, LENGTH_ROW, GtkListBoxRow)

void   rushes_length_row_set_spec    (RushesLengthRow       *self,
                                      const RushesModelSpec *spec);
double rushes_length_row_get_seconds (RushesLengthRow       *self);
void   rushes_length_row_set_seconds (RushesLengthRow       *self,
                                      double                 seconds);

G_END_DECLS
