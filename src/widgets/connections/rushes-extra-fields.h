/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_EXTRA_FIELDS (rushes_extra_fields_get_type ())
G_DECLARE_FINAL_TYPE (RushesExtraFields, rushes_extra_fields, RUSHES, EXTRA_FIELDS, AdwExpanderRow)

gboolean  rushes_extra_fields_check      (RushesExtraFields *self);
GVariant *rushes_extra_fields_dup_values (RushesExtraFields *self);
void      rushes_extra_fields_set_values (RushesExtraFields *self,
                                          GVariant          *values);

G_END_DECLS
