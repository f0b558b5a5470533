/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-frame.h"

#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-filmstrip.h"
#include "rushes-inherit.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>

/* The first or the last frame of a shot as a picture: a file, a frame of a clip, or the end or start of another shot as that plays. */

static gboolean
refuse (GError **error, gboolean last, RushesBoardItem *other)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (other);

  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE,
               last ? _("It ends where shot %s starts, which has no take") : _("It starts from the end of shot %s, which has no take"), shown);
  return FALSE;
}

/* (transfer full) (nullable): %NULL: @error says why, be it that there is none */
static RushesClipInfo *
read_clip (RushesLibrary *library, const char *id, GError **error)
{
  g_autoptr (GError) cause = NULL;
  RushesClipInfo *info = rushes_library_find_clip (library, id, &cause);

  if (cause != NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (info == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The clip that its frame comes from is not in the library any more"));
  return info;
}

/* A frame of a clip never changes, so a picture that was taken once is taken again. The form shows it while it is taken for a request. */
static gboolean
take_frame (RushesLibrary *library, const char *id, double seconds, char **picture, GError **error)
{
  RushesPaths *paths = rushes_library_get_paths (library);
  g_autoptr (RushesClipInfo) info = read_clip (library, id, error);
  g_autofree char *path = NULL, *name = g_strdup_printf ("%s-%.3f.png", id, seconds), *part = NULL, *folder = NULL;

  if (info == NULL)
    return FALSE;
  path = rushes_paths_dup_clip_path (paths, info->name);
  *picture = g_build_filename (rushes_paths_get_cache_dir (paths), "frames", name, NULL);
  part = rushes_paths_dup_own_part (*picture);
  if (g_file_test (*picture, G_FILE_TEST_EXISTS))
    return TRUE;
  folder = g_path_get_dirname (*picture);
  g_mkdir_with_parents (folder, 0700);
  if (rushes_filmstrip_save_frame (path, seconds, part, error) && rushes_paths_publish (part, *picture, error))
    return TRUE;
  g_unlink (part);
  g_clear_pointer (picture, g_free);
  return FALSE;
}

/* Of one that is not there, or cannot be read, nothing is known: whoever takes its frame says why. */
static double
get_duration (RushesLibrary *library, const char *id)
{
  g_autoptr (RushesClipInfo) info = rushes_library_find_clip (library, id, NULL);

  return info != NULL ? info->duration_ms / 1000.0 : 0;
}

/**
 * rushes_shot_frame_get_seconds:
 * @take: of @shot
 * @duration: of its clip, seconds; 0: not known
 * @last: of what of it plays on the board the last frame, else the first: what plays ends at its out point, or where the planned length cuts it, or where it
 *   ends itself
 *
 * Returns: when that frame is, in the clip
 */
double
rushes_shot_frame_get_seconds (RushesBoard *board, RushesBoardItem *shot, RushesBoardItem *take, double duration, gboolean last)
{
  gint64 from = rushes_board_item_get_int (take, RUSHES_BOARD_IN, 0);
  gint64 to = rushes_board_item_get_int (take, RUSHES_BOARD_OUT, from + rushes_inherit_get_length (board, shot));
  double at = rushes_rate_to_seconds (rushes_board_get_rate (board), last ? MAX (0, to - 1) : from);

  return last && duration > 0 ? MIN (at, duration) : at;
}

static gboolean
take_of_shot (RushesLibrary *library, RushesBoard *board, gint64 number, gboolean last, char **picture, GError **error)
{
  RushesBoardItem *other = rushes_board_find_shot (board, number), *take = other != NULL ? rushes_continuity_get_take (other) : NULL;
  const char *clip = take != NULL ? rushes_board_item_get_string (take, RUSHES_BOARD_CLIP) : NULL;
  double seconds;

  if (other == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Shot %" PRId64 ", which it is linked with, is not there"), number);
      return FALSE;
    }
  if (clip == NULL)
    return refuse (error, last, other);
  seconds = rushes_shot_frame_get_seconds (board, other, take, last ? 0 : get_duration (library, clip), !last);
  return take_frame (library, clip, seconds, picture, error);
}

static gboolean
take_picture (const char *folder, const char *name, char **picture, GError **error)
{
  g_autofree char *path = g_canonicalize_filename (name, folder);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      *picture = g_steal_pointer (&path);
      return TRUE;
    }
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The picture %s is not there"), path);
  return FALSE;
}

/**
 * rushes_shot_frame_find:
 * @folder: the board's: pictures may be named as they lie in it
 * @last: the last frame, else the first
 * @picture: (out) (nullable): a path; NULL: the shot says none
 *
 * Blocking. Returns: whether there is one, or none is said; if not, @error says why, as a sentence without a full stop
 */
gboolean
rushes_shot_frame_find (RushesLibrary *library, RushesBoard *board, const char *folder, RushesBoardItem *shot, gboolean last, char **picture, GError **error)
{
  GVariant *frame = rushes_board_item_get (shot, last ? RUSHES_BOARD_LAST : RUSHES_BOARD_FIRST);
  gint64 number = last ? rushes_continuity_get_end (shot) : rushes_continuity_get_start (shot);
  const char *text;
  double at = 0;

  *picture = NULL;
  if (frame == NULL || !g_variant_is_of_type (frame, G_VARIANT_TYPE_VARDICT))
    return TRUE;
  if (number != 0)
    return take_of_shot (library, board, number, last, picture, error);
  if (g_variant_lookup (frame, "picture", "&s", &text))
    return take_picture (folder, text, picture, error);
  if (!g_variant_lookup (frame, RUSHES_BOARD_CLIP, "&s", &text))
    return TRUE;
  g_variant_lookup (frame, "at", "d", &at);
  return take_frame (library, text, at, picture, error);
}
