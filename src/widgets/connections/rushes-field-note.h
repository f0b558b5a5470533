/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FIELD_NOTE (rushes_field_note_get_type ())
G_DECLARE_FINAL_TYPE (RushesFieldNote, rushes_field_note, RUSHES, FIELD_NOTE, GtkListBoxRow)

void rushes_field_note_say (RushesFieldNote *self,
                            GtkWidget       *field,
                            const char      *text);

G_END_DECLS
