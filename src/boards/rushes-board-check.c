/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-check.h"

#include "rushes-board-member.h"
#include "rushes-board-private.h"
#include "rushes-continuity.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* What is odd in a file that a person, a merge or another program has changed, in sentences. Nothing is mended: what does not fit stays as
 * it is and counts as not set. */

#define MOST 50 /* sentences about one board */

static char *
dup_place (RushesBoardItem *item)
{
  RushesBoardItem *parent = rushes_board_item_get_parent (item);
  const char *title = rushes_board_item_get_string (item, RUSHES_BOARD_TITLE);
  g_autofree char *shown = NULL;

  switch (rushes_board_item_get_level (item))
    {
    case RUSHES_BOARD_LEVEL_SCENE:
      return g_strdup_printf (_("Scene “%s”"), title != NULL ? title : "");
    case RUSHES_BOARD_LEVEL_SHOT:
      shown = rushes_shot_number_dup_shown (item);
      return g_strdup_printf (_("Shot %s"), shown);
    case RUSHES_BOARD_LEVEL_TAKE:
      shown = rushes_shot_number_dup_shown (parent);
      return g_strdup_printf (_("Shot %s, take %u"), shown, rushes_board_item_get_index (item) + 1);
    case RUSHES_BOARD_LEVEL_BOARD:
    default:
      return g_strdup (_("The board"));
    }
}

static void
check_members (RushesBoard *board, RushesBoardItem *item)
{
  RushesBoardLevel level = rushes_board_item_get_level (item);
  const char *name;

  for (guint i = 0; (name = rushes_board_item_get_name (item, i)) != NULL; i++)
    if (!rushes_board_member_fits (level, name, rushes_board_item_get (item, name)))
      {
        g_autofree char *place = dup_place (item), *wanted = rushes_board_member_dup_wanted (level, name);
        rushes_board_add_problem (board, _("%s: “%s” is not %s; it counts as not set."), place, name, wanted);
      }
}

static void
check_link (RushesBoard *board, RushesBoardItem *shot, gint64 number)
{
  g_autofree char *place = NULL;

  if (number == 0 || rushes_board_find_shot (board, number) != NULL)
    return;
  place = dup_place (shot);
  rushes_board_add_problem (board, _("%s: shot %" PRId64 ", which it is linked with, is not there."), place, number);
}

static void
check_takes (RushesBoard *board, RushesBoardItem *shot)
{
  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    {
      RushesBoardItem *take = rushes_board_item_get_child (shot, i);
      check_members (board, take);
      if (rushes_board_item_get (take, RUSHES_BOARD_CLIP) == NULL)
        {
          g_autofree char *place = dup_place (take);
          rushes_board_add_problem (board, _("%s names no clip."), place);
        }
    }
}

static void
check_circles (RushesBoard *board)
{
  g_autoptr (GPtrArray) circles = rushes_continuity_list_circles (board);

  for (guint i = 0; i < circles->len; i++)
    {
      g_autofree char *place = dup_place (circles->pdata[i]);
      rushes_board_add_problem (board, _("%s waits for a shot that waits for it: a circle of links. None of them can be made before one link is taken away."), place);
    }
}

static void
shorten (RushesBoard *board)
{
  GPtrArray *problems = rushes_board_get_problems (board);
  guint left = problems->len > MOST ? problems->len - MOST : 0;

  if (left == 0)
    return;
  g_ptr_array_set_size (problems, MOST);
  rushes_board_add_problem (board, ngettext ("And %u more of this kind.", "And %u more of this kind.", left), left);
}

/* Adds what is odd to the board's problems. */
void
rushes_board_check (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  check_members (board, root);
  for (guint i = 0; i < rushes_board_item_get_count (root); i++)
    check_members (board, rushes_board_item_get_child (root, i));
  for (guint i = 0; i < shots->len; i++)
    {
      check_members (board, shots->pdata[i]);
      check_takes (board, shots->pdata[i]);
      check_link (board, shots->pdata[i], rushes_continuity_get_start (shots->pdata[i]));
      check_link (board, shots->pdata[i], rushes_continuity_get_end (shots->pdata[i]));
    }
  check_circles (board);
  shorten (board);
}
