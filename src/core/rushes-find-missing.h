/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* A clip without a file. */
typedef struct
{
  RushesClipInfo *info;
  char *path; /* of the file that it is, or NULL: not found */
} RushesMissingFile;

/* How it went. */
typedef struct
{
  guint n_found;
  GPtrArray *left_out; /* a sentence for each */
} RushesFindReport;

/* Main thread. @n_done of @n_all are back or left out; @n_all is 0 while the folder is looked through. */
typedef void (*RushesFindProgressFunc) (guint    n_done,
                                        guint    n_all,
                                        gpointer data);

GPtrArray        *rushes_find_missing_search      (RushesLibrary           *library,
                                                   const char              *folder,
                                                   GError                 **error);
gboolean          rushes_find_missing_bring_back  (RushesLibrary           *library,
                                                   const RushesMissingFile       *found,
                                                   GError                 **error);
char             *rushes_find_missing_dup_summary (guint                    n_found,
                                                   guint                    n_left_out);
void              rushes_find_missing_async       (RushesLibrary           *library,
                                                   const char              *folder,
                                                   RushesFindProgressFunc   progress,
                                                   GAsyncReadyCallback      callback,
                                                   gpointer                 data);
RushesFindReport *rushes_find_missing_finish      (GAsyncResult            *result,
                                                   GError                 **error);
void              rushes_find_report_free         (RushesFindReport        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesFindReport, rushes_find_report_free)

G_END_DECLS
