/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void rushes_tip_set        (GtkWidget   *widget,
                            const char  *text);
void rushes_tip_tell       (GtkWidget   *widget,
                            const char  *text);
const char *rushes_tip_get (GtkWidget   *widget);
void rushes_tip_name_entry (GtkEditable *entry,
                            const char  *name);
void rushes_tip_name_row   (AdwPreferencesRow *row);
void rushes_tip_name_split (AdwSplitButton *button);
void rushes_tip_steer       (GtkWidget   *control,
                             GtkWidget   *other);
void rushes_tip_note        (GtkWidget   *field,
                             GtkWidget   *note);
void rushes_tip_note_row    (GtkWidget   *field);
void rushes_tip_mark        (GtkWidget   *field,
                             gboolean     wrong,
                             GtkWidget   *message);
void rushes_tip_name_toasts (AdwToastOverlay *overlay);

G_END_DECLS
