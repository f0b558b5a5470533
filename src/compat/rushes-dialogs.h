/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

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
void rushes_choice_ask   (GtkWidget        *parent,
                          const char       *heading,
                          const char       *body,
                          const char       *yes,
                          RushesAnswerFunc  yes_func,
                          const char       *other,
                          RushesAnswerFunc  other_func,
                          gpointer          data,
                          GDestroyNotify    free_data);
typedef void (*RushesTextFunc) (const char *text,
                                gpointer    data);

void rushes_text_ask     (GtkWidget        *parent,
                          const char       *heading,
                          const char       *label,
                          const char       *text,
                          const char       *yes,
                          RushesTextFunc    on_text,
                          gpointer          data,
                          GDestroyNotify    free_data);
void rushes_message_show (GtkWidget        *parent,
                          const char       *heading,
                          const char       *body);
void rushes_about_show   (GtkWidget        *parent);

typedef void (*RushesFileFunc) (GFile    *file,
                                gpointer  data);

void rushes_file_open    (GtkWidget        *parent,
                          const char       *title,
                          const char       *filter_name,
                          const char *const *mime_types,
                          RushesFileFunc    on_file,
                          gpointer          data);

void rushes_folder_open  (GtkWidget        *parent,
                          const char       *title,
                          RushesFileFunc    on_folder,
                          gpointer          data);

/* @files: GFile */
typedef void (*RushesFilesFunc) (GListModel *files,
                                 gpointer    data);

void rushes_files_open   (GtkWidget        *parent,
                          const char       *title,
                          const char       *filter_name,
                          const char *const *mime_types,
                          RushesFilesFunc   on_files,
                          gpointer          data);

void rushes_file_save    (GtkWidget        *parent,
                          const char       *title,
                          const char       *name,
                          RushesFileFunc    on_file,
                          gpointer          data,
                          GDestroyNotify    free_data);

G_END_DECLS
