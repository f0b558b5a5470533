/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-export.h"

#include "rushes-board-film.h"
#include "rushes-board-pack.h"
#include "rushes-board-picture.h"
#include "rushes-board-sequence.h"
#include "rushes-boards.h"

/* A board is written: for an editing program, as a film, on paper, or as a folder with all of it. */

/* Returns: whether boards are written as that: the name of a format, “mp4” or “folder” */
gboolean
rushes_board_export_knows (const char *as)
{
  RushesExportFormat format;

  return g_str_equal (as, RUSHES_BOARD_AS_FILM) || g_str_equal (as, RUSHES_BOARD_AS_FOLDER) || rushes_export_format_parse (as, &format);
}

/* The first that a film tells is how it was made. */
static gboolean
write_film (const RushesSequence *sequence, const char *path, const RushesExportOptions *options, GCancellable *cancellable, char **how,
            GPtrArray *left_out, GError **error)
{
  gboolean written = rushes_board_film_write (sequence, path, options->replace, options->progress, options->data, cancellable, left_out, error);

  if (written)
    *how = g_ptr_array_steal_index (left_out, 0);
  return written;
}

static gboolean
write_document (const RushesSequence *sequence, const char *as, const char *path, const RushesExportOptions *options, GCancellable *cancellable,
                GPtrArray *left_out, GError **error)
{
  RushesExportOptions own = *options;
  RushesRate rate = sequence->rate;
  RushesExportFormat format;

  g_return_val_if_fail (rushes_export_format_parse (as, &format), FALSE);
  own.sheet.picture = rushes_board_picture_load;
  own.sheet.data = &rate;
  return rushes_export_write (sequence, format, path, &own, cancellable, left_out, error);
}

static gboolean
write_folder (RushesCore *core, const char *slug, const char *path, const RushesExportOptions *options, GCancellable *cancellable,
              GPtrArray *left_out, GError **error)
{
  g_autoptr (RushesBoardPack) pack = rushes_board_pack_new (rushes_core_get_library (core), slug, error);
  GPtrArray *sentences = pack != NULL ? rushes_board_pack_get_left_out (pack) : NULL;

  if (pack == NULL || !rushes_board_pack_write (pack, path, options, cancellable, error))
    return FALSE;
  for (guint i = 0; i < sentences->len; i++)
    g_ptr_array_add (left_out, g_strdup (sentences->pdata[i]));
  return TRUE;
}

/**
 * rushes_board_export_write:
 * @slug: the board's folder
 * @as: what rushes_board_export_knows()
 * @path: absolute
 * @options: their progress is in bytes, of a film in frames; the pictures of a sheet are seen to here
 * @cancellable: (nullable)
 * @how: (out) (nullable): a sentence on how it was made, where there is something to say
 * @left_out: (element-type utf8): gets a sentence for each thing that did not come along
 *
 * Returns: whether all of it is there; else nothing has changed. Blocking, any thread
 */
gboolean
rushes_board_export_write (RushesCore *core, const char *slug, const char *as, const char *path, const RushesExportOptions *options,
                           GCancellable *cancellable, char **how, GPtrArray *left_out, GError **error)
{
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (RushesSequence) sequence = NULL;

  *how = NULL;
  if (g_str_equal (as, RUSHES_BOARD_AS_FOLDER))
    return write_folder (core, slug, path, options, cancellable, left_out, error);
  board = rushes_boards_load (core, slug, error);
  if (board == NULL)
    return FALSE;
  sequence = rushes_board_sequence_new (core, slug, board, error);
  if (sequence == NULL)
    return FALSE;
  return g_str_equal (as, RUSHES_BOARD_AS_FILM) ? write_film (sequence, path, options, cancellable, how, left_out, error)
                                                : write_document (sequence, as, path, options, cancellable, left_out, error);
}
