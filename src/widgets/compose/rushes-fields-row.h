/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FIELDS_ROW (rushes_fields_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesFieldsRow, rushes_fields_row, RUSHES, FIELDS_ROW, AdwExpanderRow)

void      rushes_fields_row_set_fields (RushesFieldsRow *self,
                                        GPtrArray       *fields);
GVariant *rushes_fields_row_dup_values (RushesFieldsRow *self);
void      rushes_fields_row_set_values (RushesFieldsRow *self,
                                        GVariant        *values);
GtkWidget *rushes_fields_row_find     (RushesFieldsRow *self,
                                       const char      *name);

G_END_DECLS
