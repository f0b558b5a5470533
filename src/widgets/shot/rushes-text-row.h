/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_TEXT_ROW (rushes_text_row_get_type ())
G_DECLARE_FINAL_TYPE (RushesTextRow, rushes_text_row, RUSHES, TEXT_ROW, AdwPreferencesRow)

GtkWidget *rushes_text_row_new      (const char    *title);
char      *rushes_text_row_dup_text (RushesTextRow *self);
void       rushes_text_row_set_text (RushesTextRow *self,
                                     const char    *text);
void       rushes_text_row_set_origin (RushesTextRow *self,
                                       gboolean       inherited,
                                       const char    *origin);

G_END_DECLS
