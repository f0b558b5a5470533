/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-core-private.h"

#include "rushes-error.h"
#include "rushes-scratch.h"

#include <glib/gstdio.h>

/* A library that another computer has open: it is looked at in a copy of its databases, since what SQLite notes beside them holds within one
 * computer alone, and nothing of it is changed. */

#define TRIES 20
#define AGAIN_US 50000

static const char *const names[] = { "ledger.db", "ledger.db-wal", "library.db", "library.db-wal" };

/* Returns: (transfer full): what tells whether one of them is another now */
static char *
dup_stamps (const char *data_dir)
{
  GString *stamps = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (data_dir, names[i], NULL);
      GStatBuf about;

      if (g_stat (path, &about) == 0)
        g_string_append_printf (stamps, "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT ".%ld\n", names[i], (gint64) about.st_size, (gint64) about.st_mtime,
                                about.st_mtim.tv_nsec);
    }
  return g_string_free (stamps, FALSE);
}

static gboolean
copy_all (const char *data_dir, const char *snapshot, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (data_dir, names[i], NULL), *to = g_build_filename (snapshot, names[i], NULL);
      g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
      g_autoptr (GError) cause = NULL;

      g_unlink (to);
      if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &cause) && !g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        {
          rushes_error_set_from_file (error, cause, "copy the file");
          return FALSE;
        }
    }
  return TRUE;
}

/* Those that were not written meanwhile belong together. */
static gboolean
take_snapshot (const char *data_dir, const char *snapshot, GError **error)
{
  g_autofree char *before = dup_stamps (data_dir);

  for (int i = 0; i < TRIES; i++)
    {
      g_autofree char *after = NULL;

      if (!copy_all (data_dir, snapshot, error))
        return FALSE;
      after = dup_stamps (data_dir);
      if (g_str_equal (before, after))
        return TRUE;
      g_free (before);
      before = g_steal_pointer (&after);
      g_usleep (AGAIN_US); /* nothing tells when the other computer has written it */
    }
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_IN_USE, "");
  return FALSE;
}

/* Another computer has taken it from this one, which slept or had no network. On a thread of its own. */
static void
on_lost (const char *name, gpointer data)
{
  RushesCore *self = data;

  g_warning ("The library is open on %s now; nothing more is changed here", name);
  rushes_paths_set_elsewhere (self->paths, name, NULL);
  if (self->ledger != NULL)
    rushes_ledger_refuse_changes (self->ledger);
  if (self->library != NULL)
    rushes_library_refuse_changes (self->library);
}

/* Takes the library for this computer, or, where another has it open, looks at it as it is now. Any thread; blocking. */
gboolean
rushes_core_take_library (RushesCore *self, GError **error)
{
  const char *data_dir = rushes_paths_get_data_dir (self->paths);
  g_autofree char *other = NULL;

  self->computer = rushes_computer_take (data_dir, on_lost, self, NULL);
  if (self->computer != NULL)
    return TRUE;
  other = rushes_computer_dup_other (data_dir);
  if (other == NULL)
    return (self->computer = rushes_computer_take (data_dir, on_lost, self, error)) != NULL;
  self->snapshot = rushes_scratch_make ();
  if (self->snapshot == NULL || !take_snapshot (data_dir, self->snapshot, error))
    return FALSE;
  rushes_paths_set_elsewhere (self->paths, other, self->snapshot);
  return TRUE;
}

/* At the end, when nothing is open any more. Blocking. */
void
rushes_core_leave_library (RushesCore *self)
{
  g_clear_pointer (&self->computer, rushes_computer_free);
  if (self->snapshot != NULL)
    rushes_scratch_remove (self->snapshot);
  g_clear_pointer (&self->snapshot, g_free);
}
