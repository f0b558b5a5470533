/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-ledger.h"
#include "rushes-library.h"
#include "rushes-scratch.h"

#include <string.h>

/* The two databases with single bytes of them changed: of each four bytes of input three say where, and one what stands there. */

typedef struct
{
  char *path, *bytes;
  gsize size;
} File;

static char *folder;
static File files[] = { { "library.db" }, { "ledger.db" } };
static RushesPaths *paths;

static RushesLibrary *
open_both (GError **error)
{
  g_autoptr (RushesLibrary) library = rushes_library_open (paths, error);
  g_autoptr (RushesLedger) ledger = rushes_ledger_open (paths, NULL);
  g_autoptr (GPtrArray) jobs = ledger != NULL ? rushes_ledger_list (ledger, 0, NULL) : NULL;

  return g_steal_pointer (&library);
}

/* A library with three clips. */
static void
make (void)
{
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (GError) error = NULL;

  folder = rushes_scratch_make ();
  paths = rushes_paths_new (folder, folder, folder);
  rushes_paths_prepare (paths, &error);
  g_assert_no_error (error);
  library = open_both (&error);
  g_assert_no_error (error);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%d", i), *name = g_strdup_printf ("2026/11/%d.mp4", i);
      g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();

      info->id = g_steal_pointer (&id);
      info->name = g_steal_pointer (&name);
      info->request = rushes_request_new (g_variant_new_parsed ("{'prompt': <'a lighthouse'>, 'model': <'m'>}"));
      rushes_library_add (library, info, &error);
      g_assert_no_error (error);
    }
  g_clear_object (&library);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      files[i].path = g_build_filename (folder, files[i].path, NULL);
      g_file_get_contents (files[i].path, &files[i].bytes, &files[i].size, &error);
      g_assert_no_error (error);
    }
}

static void
put (const File *file, const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_memdup2 (file->bytes, file->size);

  for (; size >= 4; data += 4, size -= 4)
    bytes[(data[0] << 16 | data[1] << 8 | data[2]) % file->size] = data[3];
  g_assert_true (g_file_set_contents_full (file->path, bytes, file->size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  RushesQuery query = { .words = "light" };
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  if (paths == NULL)
    make ();
  rushes_scratch_remove (folder); /* what was put aside as damaged, and what belongs to the last one */
  g_assert_true (rushes_paths_prepare (paths, NULL));
  put (&files[size % 2], data, size);
  put (&files[1 - size % 2], NULL, 0);
  library = open_both (&error);
  if (library == NULL)
    return 0;
  rows = rushes_library_query (library, &query, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      RushesClipInfo *info = rushes_library_read_clip (library, g_array_index (rows, gint64, i), NULL);
      g_clear_pointer (&info, rushes_clip_info_free);
    }
  return 0;
}
