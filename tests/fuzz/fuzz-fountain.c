/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "rushes-board-file.h"
#include "rushes-board-read.h"
#include "rushes-fountain-board.h"

/* A screenplay. What is made of it is a board that can be written, and read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gboolean latin1;
  g_autoptr (RushesBoard) board = rushes_fountain_to_board ((const char *) data, size, "i", "t", &latin1, NULL), again = NULL;
  g_autoptr (RushesBoardSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (board == NULL)
    return 0;
  snapshot = rushes_board_snapshot_new (board);
  text = rushes_board_snapshot_to_text (snapshot, &length);
  again = rushes_board_new_from_text (text, length, &error);
  g_assert_no_error (error);
  return 0;
}
