/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-takes.h"

#include "rushes-board-list.h"

/* Which clips are takes on which board, for whoever looks for clips. On a worker. */
static GVariant *
list_takes (gpointer paths)
{
  g_autoptr (GPtrArray) boards = rushes_board_list (paths);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  for (guint i = 0; i < boards->len; i++)
    {
      const RushesBoardFacts *board = boards->pdata[i];
      if (board->problem == NULL)
        g_variant_builder_add (&builder, "{s@as}", board->title, g_variant_new_strv ((const char *const *) board->takes, -1));
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* From now on @library knows of the boards beside it whenever it is asked about them. */
void
rushes_board_takes_tell (RushesLibrary *library)
{
  rushes_library_set_boards_func (library, list_takes, g_object_ref (rushes_library_get_paths (library)), g_object_unref);
}
