/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_SECRET_ROW (rushes_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesSecretRow, rushes_secret_row, RUSHES, SECRET_ROW, AdwEntryRow)

const char *rushes_secret_row_get_secret (RushesSecretRow *self);

G_END_DECLS
