/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-database.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* An index that cannot be read, until it is mended: whoever has it open is told so, as where a read fails or memory runs out. */

static inline void
spoiled_index_run (RushesPaths *paths, const char *sql)
{
  g_autofree char *path = g_build_filename (rushes_paths_get_data_dir (paths), "library.db", NULL);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();
  g_autoptr (RushesDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (versions, NULL);
  while (database == NULL && versions->len < 100) /* a database of a later version is not opened: so as many are named as it takes */
    {
      g_ptr_array_insert (versions, 0, (gpointer) "SELECT 1");
      database = rushes_database_open (path, (const char *const *) versions->pdata, RUSHES_DATABASE_READ_WRITE, NULL);
    }
  g_assert_true (rushes_database_run (database, sql, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static inline void
spoil_index (RushesPaths *paths)
{
  spoiled_index_run (paths, "ALTER TABLE clips RENAME TO away");
}

static inline void
mend_index (RushesPaths *paths)
{
  spoiled_index_run (paths, "ALTER TABLE away RENAME TO clips");
}

/* Until mend_view(). @sql: how the view “clips” reads the rows of “away”, of which some columns, or some rows, fail when they are read: json (id) of one does */
static inline void
spoil_view (RushesPaths *paths, const char *sql)
{
  g_autofree char *view = g_strconcat ("CREATE VIEW clips AS ", sql, NULL);

  spoil_index (paths);
  spoiled_index_run (paths, view);
}

static inline void
mend_view (RushesPaths *paths)
{
  spoiled_index_run (paths, "DROP VIEW clips");
  mend_index (paths);
}

G_END_DECLS
