/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-edit-omit.h"

#include "rushes-board-edit-several.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>

static void
add_omit (RushesBoardStep *step, RushesBoardItem *item, gboolean omit)
{
  rushes_board_step_add_set (step, item, RUSHES_BOARD_OMIT, omit ? g_variant_new_boolean (TRUE) : NULL);
}

/* @shots: not empty. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_omit_shots (GPtrArray *shots, gboolean omit)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  g_autofree char *sentence = g_strdup_printf (omit ? _("%s left out of the film") : _("%s put back into the film"), who);
  RushesBoardStep *step = rushes_board_step_new (sentence);

  for (guint i = 0; i < shots->len; i++)
    add_omit (step, shots->pdata[i], omit);
  return step;
}

/* Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_omit_scene (RushesBoardItem *scene, gboolean omit)
{
  const char *title = rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE);
  g_autofree char *sentence = g_strdup_printf (omit ? _("Scene “%s” left out of the film") : _("Scene “%s” put back into the film"), title != NULL ? title : "");
  RushesBoardStep *step = rushes_board_step_new (sentence);

  add_omit (step, scene, omit);
  return step;
}

/* Returns: whether one of the two stands for the other, as 20B does for 20 */
gboolean
rushes_board_edit_is_alternate (RushesBoardItem *shot, RushesBoardItem *other)
{
  g_autofree char *base = rushes_shot_number_dup_base (shot), *another = rushes_shot_number_dup_base (other);

  return shot != other && g_str_equal (base, another);
}

/* That shot in the film in place of those that it is an alternate of. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_use (RushesBoard *board, RushesBoardItem *shot)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  g_autofree char *shown = rushes_shot_number_dup_shown (shot), *sentence = g_strdup_printf (_("Shot %s used in the film"), shown);
  RushesBoardStep *step = rushes_board_step_new (sentence);

  add_omit (step, shot, FALSE);
  for (guint i = 0; i < shots->len; i++)
    if (rushes_board_edit_is_alternate (shot, shots->pdata[i]))
      add_omit (step, shots->pdata[i], TRUE);
  return step;
}
