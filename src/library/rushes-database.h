/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  RUSHES_DATABASE_READ_WRITE,
  RUSHES_DATABASE_READ_ONLY, /* a second view for the main thread, which must not wait for writers */
} RushesDatabaseMode;

#define RUSHES_TYPE_DATABASE (rushes_database_get_type ())
G_DECLARE_FINAL_TYPE (RushesDatabase, rushes_database, RUSHES, DATABASE, GObject)

/* One row of a result; valid during the callback. */
typedef struct _RushesRow RushesRow;
typedef void (*RushesRowFunc) (RushesRow *row,
                               gpointer   data);

RushesDatabase *rushes_database_open     (const char        *path,
                                          const char *const *migrations,
                                          RushesDatabaseMode mode,
                                          GError           **error);
gboolean        rushes_database_run      (RushesDatabase    *self,
                                          const char        *sql,
                                          GVariant          *parameters,
                                          RushesRowFunc      func,
                                          gpointer           data,
                                          int               *n_changes,
                                          GError           **error);
guint           rushes_database_get_n_run (void);
void            rushes_database_refuse_changes (RushesDatabase *self);
gboolean        rushes_database_begin    (RushesDatabase    *self,
                                          GError           **error);
gboolean        rushes_database_end      (RushesDatabase    *self,
                                          gboolean           commit,
                                          GError           **error);
const char     *rushes_row_get_text      (RushesRow         *row,
                                          int                column);
gint64          rushes_row_get_int       (RushesRow         *row,
                                          int                column);
double          rushes_row_get_double    (RushesRow         *row,
                                          int                column,
                                          double             fallback);

G_END_DECLS
