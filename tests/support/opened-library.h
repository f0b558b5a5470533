/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-scratch.h"

G_BEGIN_DECLS

/* A library of a test's own, in an empty folder. */

typedef struct
{
  RushesPaths *paths;
  RushesLibrary *library;
  int n; /* clips that were added, where the test counts them */
} Fixture;

static inline void
open_library (Fixture *fixture)
{
  g_autofree char *folder = rushes_scratch_make ();

  fixture->paths = rushes_paths_new (folder, folder, folder);
  g_assert_true (rushes_paths_prepare (fixture->paths, NULL));
  fixture->library = rushes_library_open (fixture->paths, NULL);
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  rushes_library_flush (fixture->library);
  g_clear_object (&fixture->library);
  g_clear_object (&fixture->paths);
}

static inline RushesClip *
ref_clip (Fixture *fixture, const char *id)
{
  return rushes_library_ref_clip (fixture->library, rushes_library_find_row (fixture->library, id, NULL), NULL);
}

/* Returns: (transfer full): as array of the clips with these ids */
static inline GPtrArray *
ref_clips (Fixture *fixture, const char *ids)
{
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);
  GPtrArray *clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (char **id = list; *id != NULL; id++)
    g_ptr_array_add (clips, ref_clip (fixture, *id));
  return clips;
}

static inline guint
count (Fixture *fixture, RushesQuery query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = rushes_library_query (fixture->library, &query, &error);

  g_assert_no_error (error);
  return rows->len;
}

G_END_DECLS
