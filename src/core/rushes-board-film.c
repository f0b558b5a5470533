/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-film.h"

#include "rushes-board-parts.h"
#include "rushes-card.h"
#include "rushes-error.h"
#include "rushes-scratch.h"
#include "rushes-staging.h"

#include <glib/gi18n.h>

/* A board as one film: written beside where it is to stand, and put there when it is whole. */

static GdkPixbuf *
draw_card (const RushesPart *part, int width, int height, gpointer data)
{
  return part->label != NULL ? rushes_card_draw (part->label, width, height) : NULL;
}

static void
tell (const RushesSequence *sequence, const RushesJoinResult *result, GPtrArray *told)
{
  g_ptr_array_add (told, g_strdup (result->how));
  for (guint i = 0; i < sequence->left_out->len; i++)
    g_ptr_array_add (told, g_strdup (sequence->left_out->pdata[i]));
  for (guint i = 0; i < result->left_out->len; i++)
    g_ptr_array_add (told, g_strdup (result->left_out->pdata[i]));
}

static gboolean
write_in (const RushesJoin *join, const RushesSequence *sequence, const char *stage, const char *path, GCancellable *cancellable, GPtrArray *told,
          GError **error)
{
  g_autofree char *staged = g_build_filename (stage, "film.mp4", NULL);
  RushesJoinResult result = { NULL };
  gboolean written = rushes_join_write (join, staged, &result, cancellable, error) && !g_cancellable_set_error_if_cancelled (cancellable, error) &&
                     rushes_staging_put (stage, staged, path, error);

  if (written)
    tell (sequence, &result, told);
  rushes_join_result_clear (&result);
  return written;
}

/**
 * rushes_board_film_write:
 * @replace: what stands there is put out of the way; else that is an error
 * @progress: (nullable)
 * @told: (element-type utf8): gets a sentence on whether it was encoded, and one for each thing that did not come along
 *
 * Returns: whether the film stands there; else nothing is changed. Blocking, on a worker
 */
gboolean
rushes_board_film_write (const RushesSequence *sequence, const char *path, gboolean replace, RushesJoinProgress progress, gpointer data,
                         GCancellable *cancellable, GPtrArray *told, GError **error)
{
  g_autoptr (GPtrArray) parts = rushes_board_parts_new (sequence);
  g_autoptr (RushesTrack) track = rushes_board_parts_track (sequence);
  g_autofree char *folder = g_path_get_dirname (path);
  const RushesJoin join = { .parts = parts, .rate = sequence->rate, .track = track, .width = sequence->width, .height = sequence->height, .folder = folder,
                            .card = draw_card, .progress = progress, .data = data };
  g_autofree char *stage = NULL;
  gboolean written;

  if (parts->len == 0)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("The board has no shot yet"));
      return FALSE;
    }
  stage = rushes_staging_is_free (path, replace, error) ? rushes_staging_make (path, error) : NULL;
  if (stage == NULL)
    return FALSE;
  written = write_in (&join, sequence, stage, path, cancellable, told, error);
  rushes_scratch_remove (stage);
  return written;
}
