/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-number.h"

#include "rushes-board-private.h"

/* Numbers of shots are given once: the next ten at the end, one that is no multiple of ten between two others. So the largest number ever
 * given and those given between are all that has to be remembered. */

/* Returns: a number for a shot at the end; it counts as given from now on */
gint64
rushes_shot_number_give_next (RushesBoard *board)
{
  gint64 number = (rushes_board_get_largest (board, RUSHES_BOARD_SHOTS) / RUSHES_BOARD_NUMBER_STEP + 1) * RUSHES_BOARD_NUMBER_STEP;

  rushes_board_note_given (board, RUSHES_BOARD_SHOTS, number);
  return number;
}

/* Returns: what tells a new scene apart */
gint64
rushes_scene_number_give (RushesBoard *board)
{
  gint64 number = rushes_board_get_largest (board, RUSHES_BOARD_SCENES) + 1;

  rushes_board_note_given (board, RUSHES_BOARD_SCENES, number);
  return number;
}

static gboolean
is_free (RushesBoard *board, gint64 number)
{
  return number % RUSHES_BOARD_NUMBER_STEP != 0 && !rushes_board_was_between (board, number) && rushes_board_find_shot (board, number) == NULL;
}

/* Returns: the free number next to the middle, multiples of five first; 0 if none is left */
static gint64
find_between (RushesBoard *board, gint64 low, gint64 high)
{
  gint64 middle = low + (high - low) / 2;

  for (int step = 5; step > 0; step -= 4)
    for (gint64 away = 0; away <= MIN ((high - low) / 2 + 1, 1000); away++)
      for (int side = -1; side <= 1; side += 2)
        {
          gint64 number = middle + side * away;
          if (number > low && number < high && number % step == 0 && is_free (board, number))
            return number;
        }
  return 0;
}

/* (nullable): the shot before or after that place, in other scenes too */
static RushesBoardItem *
find_neighbour (RushesBoard *board, RushesBoardItem *scene, guint index, gboolean before)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  guint position = rushes_board_item_get_index (scene), count = rushes_board_item_get_count (scene);

  index = MIN (index, count);
  if (before && index > 0)
    return rushes_board_item_get_child (scene, index - 1);
  if (!before && index < count)
    return rushes_board_item_get_child (scene, index);
  while (before ? position-- > 0 : ++position < rushes_board_item_get_count (root))
    {
      RushesBoardItem *other = rushes_board_item_get_child (root, position);
      count = rushes_board_item_get_count (other);
      if (count > 0)
        return rushes_board_item_get_child (other, before ? count - 1 : 0);
    }
  return NULL;
}

/* Returns: a number for a new shot at that place of @scene; it counts as given from now on */
gint64
rushes_shot_number_give (RushesBoard *board, RushesBoardItem *scene, guint index)
{
  RushesBoardItem *before = find_neighbour (board, scene, index, TRUE), *after = find_neighbour (board, scene, index, FALSE);
  gint64 low = before != NULL ? rushes_board_item_get_int (before, RUSHES_BOARD_NUMBER, 0) : 0;
  gint64 high = after != NULL ? rushes_board_item_get_int (after, RUSHES_BOARD_NUMBER, 0) : 0;
  gint64 number = after != NULL && high > low ? find_between (board, low, high) : 0;

  if (number == 0)
    return rushes_shot_number_give_next (board);
  rushes_board_note_given (board, RUSHES_BOARD_SHOTS, number);
  return number;
}

/* Returns: (transfer full): what the user calls the shot, else its number */
char *
rushes_shot_number_dup_shown (RushesBoardItem *shot)
{
  const char *shown = rushes_board_item_get_string (shot, RUSHES_BOARD_SHOWN);

  if (shown != NULL && *shown != '\0')
    return g_strdup (shown);
  return g_strdup_printf ("%" G_GINT64_FORMAT, rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0));
}

/* Returns: (transfer full): what it and its alternates have in common: 20 of 20, 20A and 20B */
char *
rushes_shot_number_dup_base (RushesBoardItem *shot)
{
  char *shown = rushes_shot_number_dup_shown (shot);
  gsize length = strlen (shown);

  if (length > 1 && g_ascii_isupper (shown[length - 1]) && g_ascii_isdigit (shown[length - 2]))
    shown[length - 1] = '\0';
  return shown;
}
