/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rushes_file_open_with (GtkWidget  *parent,
                            GFile      *file);
void rushes_file_show      (GtkWidget  *parent,
                            const char *path);
void rushes_folder_show    (GtkWidget  *parent,
                            const char *path);
void rushes_help_show      (GtkWidget  *parent);

G_END_DECLS
