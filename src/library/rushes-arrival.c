/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-arrival.h"

#include "rushes-library-private.h"

#include "rushes-error.h"
#include "rushes-parts-hold.h"
#include "rushes-replace.h"
#include "rushes-sidecar.h"

#include <glib/gstdio.h>

/* A file that gets its name in the library without a job that would repeat it: its record lies among the parts before that, so that
 * a clip whose arrival was cut short is finished by whoever opens the library next. One whose file never came is swept with the parts; where it was taken away
 * again, since the index failed to take the clip down, that may have it all the same: what SQLite could not write through may stand in its log, and counts for the
 * next who reads that. */

#define ENDING ".arriving"

static char *
dup_path (RushesPaths *paths, const char *name)
{
  g_autofree char *part = rushes_paths_dup_part_path (paths, ""), *folder = g_path_get_dirname (part);

  return g_build_filename (folder, name, NULL);
}

static char *
dup_note_path (RushesPaths *paths, const RushesClipInfo *info)
{
  g_autofree char *name = g_strconcat (info->id, ENDING, NULL);

  return dup_path (paths, name);
}

/* @info: all that will be known of the clip; its file gets its name next, so this has to be on the disk before. Blocking. */
gboolean
rushes_arrival_announce (RushesPaths *paths, const RushesClipInfo *info, GError **error)
{
  g_autofree char *path = dup_note_path (paths, info), *text = rushes_sidecar_to_text (info);
  g_autoptr (GError) cause = NULL;

  if (rushes_replace_file (path, text, -1, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write a sidecar");
  g_unlink (path);
  return FALSE;
}

/* The clip is in the library, or never came near its index. Blocking. */
void
rushes_arrival_end (RushesPaths *paths, const RushesClipInfo *info)
{
  g_autofree char *path = dup_note_path (paths, info);

  g_unlink (path);
}

/* A row without its file. Who has announced it may still be at it: then it is looked at the next time. */
static void
take_away (RushesLibrary *library, RushesPaths *paths, const char *name)
{
  g_autoptr (RushesPartsHold) hold = rushes_parts_hold_sweep (rushes_paths_get_data_dir (paths));
  g_autofree char *file = rushes_paths_dup_clip_path (paths, name);
  GStatBuf about;

  if (hold != NULL && g_lstat (file, &about) != 0)
    rushes_index_remove (library->index, name, NULL);
}

/* A process that brings it in at this moment does the same once more. */
static void
finish (RushesLibrary *library, RushesPaths *paths, const char *note)
{
  g_autofree char *path = dup_path (paths, note), *file = NULL;
  g_autoptr (RushesClipInfo) info = rushes_sidecar_load (path, NULL);
  GStatBuf about;

  if (info == NULL)
    return;
  file = rushes_paths_dup_clip_path (paths, info->name);
  if (g_lstat (file, &about) != 0)
    take_away (library, paths, info->name);
  else if (rushes_library_add (library, info, NULL))
    g_unlink (path);
}

/* Blocking. */
void
rushes_arrival_finish_all (RushesLibrary *library)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  g_autofree char *folder = dup_path (paths, "");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ENDING))
      finish (library, paths, name);
}
