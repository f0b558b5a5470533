/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FILES_LIST (rushes_files_list_get_type ())
G_DECLARE_FINAL_TYPE (RushesFilesList, rushes_files_list, RUSHES, FILES_LIST, GtkBox)

void       rushes_files_list_set_files   (RushesFilesList *self,
                                          GPtrArray       *files);
GVariant  *rushes_files_list_dup_values  (RushesFilesList *self);
void       rushes_files_list_set_values  (RushesFilesList *self,
                                          GVariant        *values);
gboolean   rushes_files_list_add_picture (RushesFilesList *self,
                                          const char      *path);
GtkWidget *rushes_files_list_find        (RushesFilesList *self,
                                          const char      *name);

G_END_DECLS
