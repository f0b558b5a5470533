/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SEED_ROW (rushes_seed_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesSeedRow, rushes_seed_row, RUSHES, SEED_ROW, AdwActionRow)

GtkWidget *rushes_seed_row_new (void);
void       rushes_seed_row_set (RushesSeedRow *self,
                                gint64         seed,
                                const char    *origin);
gint64     rushes_seed_row_get (RushesSeedRow *self);

G_END_DECLS
