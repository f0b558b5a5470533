/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-edit-omit.h"

#include "rushes-shot-number.h"
#include "rushes-shot-state.h"

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
  g_autofree char *shown = shots->len == 1 ? rushes_shot_number_dup_shown (shots->pdata[0]) : NULL;
  g_autofree char *who = shown != NULL ? g_strdup_printf (_("Shot %s"), shown) : g_strdup_printf (ngettext ("%u shot", "%u shots", shots->len), shots->len);
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

/* (transfer full): 20 of 20, 20A and 20B */
static char *
dup_base (RushesBoardItem *shot)
{
  char *shown = rushes_shot_number_dup_shown (shot);
  gsize length = strlen (shown);

  if (length > 1 && g_ascii_isupper (shown[length - 1]) && g_ascii_isdigit (shown[length - 2]))
    shown[length - 1] = '\0';
  return shown;
}

/* Returns: whether one of the two stands for the other, as 20B does for 20 */
gboolean
rushes_board_edit_is_alternate (RushesBoardItem *shot, RushesBoardItem *other)
{
  g_autofree char *base = dup_base (shot), *another = dup_base (other);

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
