/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* How it went with the files that were chosen. */
typedef struct
{
  guint n_imported;
  guint n_refused;     /* files that were not even looked at, since all together do not fit: these have one sentence */
  GPtrArray *ids;      /* char *: of the clips that they are now, in their order */
  GPtrArray *files;    /* GFile: of which each of these came */
  GPtrArray *left_out; /* a sentence for each */
} RushesImportReport;

/* Main thread. @n_done of @n_all are imported or left out. */
typedef void (*RushesImportProgressFunc) (guint    n_done,
                                          guint    n_all,
                                          gpointer data);

gboolean            rushes_import_probe       (const char          *path,
                                               RushesClipInfo      *info,
                                               const char         **extension,
                                               GError             **error);
RushesClipInfo     *rushes_import_run         (RushesLibrary       *library,
                                               const char          *path,
                                               const char          *name,
                                               gboolean             link,
                                               GError             **error);
gboolean            rushes_import_copy        (const char          *path,
                                               const char          *part,
                                               GError             **error);
GPtrArray          *rushes_import_expand      (GPtrArray           *files,
                                               GPtrArray           *left_out);
gboolean            rushes_import_check_room  (RushesPaths         *paths,
                                               GPtrArray           *files,
                                               GError             **error);
char               *rushes_import_dup_summary (guint                n_imported,
                                               guint                n_left_out);
void                rushes_import_async       (RushesLibrary       *library,
                                               GPtrArray           *files,
                                               gboolean             link,
                                               RushesImportProgressFunc  progress,
                                               GAsyncReadyCallback  callback,
                                               gpointer             data);
RushesImportReport *rushes_import_finish      (GAsyncResult        *result);
void                rushes_import_report_free (RushesImportReport  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesImportReport, rushes_import_report_free)

G_END_DECLS
