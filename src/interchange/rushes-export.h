/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-contact-sheet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_EXPORT_OTIO,
  RUSHES_EXPORT_OTIOZ,
  RUSHES_EXPORT_FCPXML,
  RUSHES_EXPORT_EDL,
  RUSHES_EXPORT_CSV,
  RUSHES_EXPORT_PDF,
  RUSHES_EXPORT_PNG,
} RushesExportFormat;

/* On the worker. @done of @all bytes of media are copied. */
typedef void (*RushesExportProgressFunc) (gint64   done,
                                          gint64   all,
                                          gpointer data);

typedef struct
{
  gboolean replace;                  /* what stands there is put out of the way; else that is an error */
  RushesExportProgressFunc progress; /* (nullable) */
  gpointer data;
  RushesSheetOptions sheet;          /* where the form is a sheet */
} RushesExportOptions;

gboolean rushes_export_format_parse (const char              *text,
                                     RushesExportFormat      *format);
char    *rushes_export_dup_formats  (void);
gboolean rushes_export_write        (const RushesSequence      *sequence,
                                     RushesExportFormat         format,
                                     const char                *path,
                                     const RushesExportOptions *options,
                                     GCancellable              *cancellable,
                                     GPtrArray                 *left_out,
                                     GError                   **error);

G_END_DECLS
