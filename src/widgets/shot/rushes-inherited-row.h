/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_INHERITED_ROW (rushes_inherited_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesInheritedRow, rushes_inherited_row, RUSHES, INHERITED_ROW, AdwActionRow)

GtkWidget *rushes_inherited_row_new (const char         *title);
void       rushes_inherited_row_set (RushesInheritedRow *self,
                                     const char         *value,
                                     const char         *origin);

G_END_DECLS
