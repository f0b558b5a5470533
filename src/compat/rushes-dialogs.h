/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*RushesAnswerFunc) (gpointer data);

void rushes_question_ask (GtkWidget        *parent,
                          const char       *heading,
                          const char       *body,
                          const char       *yes,
                          gboolean          destructive,
                          RushesAnswerFunc  on_yes,
                          gpointer          data,
                          GDestroyNotify    free_data);
void rushes_about_show   (GtkWidget        *parent);

typedef void (*RushesFileFunc) (GFile    *file,
                                gpointer  data);

void rushes_file_open    (GtkWidget        *parent,
                          const char       *title,
                          const char       *filter_name,
                          const char *const *mime_types,
                          RushesFileFunc    on_file,
                          gpointer          data);

void rushes_file_save    (GtkWidget        *parent,
                          const char       *title,
                          const char       *name,
                          RushesFileFunc    on_file,
                          gpointer          data,
                          GDestroyNotify    free_data);

void rushes_file_show    (GtkWidget        *parent,
                          const char       *path);

G_END_DECLS
