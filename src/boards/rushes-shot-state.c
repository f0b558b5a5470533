/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-state.h"

#include "rushes-continuity.h"

#include <glib/gi18n.h>

/* How far a shot is. It follows from what it holds and is written down nowhere. */

static const char *const names[] = {
  N_("empty"), N_("sketched"), N_("generating"), N_("to choose"), N_("chosen"), N_("out of date"), N_("omitted"),
};

/* Returns: (transfer none) (nullable): the chosen take; NULL too if what was chosen is no take of the shot any more */
RushesBoardItem *
rushes_shot_state_get_chosen (RushesBoardItem *shot)
{
  RushesBoardItem *take = rushes_continuity_get_take (shot);
  const char *chosen = rushes_board_item_get_string (shot, RUSHES_BOARD_CHOSEN);

  return take != NULL && chosen != NULL && g_strcmp0 (rushes_board_item_get_string (take, RUSHES_BOARD_CLIP), chosen) == 0 ? take : NULL;
}

/* Returns: whether that shot, or that scene, says so itself */
gboolean
rushes_shot_state_says_omitted (RushesBoardItem *item)
{
  GVariant *omit = rushes_board_item_get (item, RUSHES_BOARD_OMIT);

  return omit != NULL && g_variant_is_of_type (omit, G_VARIANT_TYPE_BOOLEAN) && g_variant_get_boolean (omit);
}

/* Returns: whether it, or its scene, is no part of the film */
gboolean
rushes_shot_state_is_omitted (RushesBoardItem *shot)
{
  return rushes_shot_state_says_omitted (shot) || rushes_shot_state_says_omitted (rushes_board_item_get_parent (shot));
}

RushesShotState
rushes_shot_state_get (RushesBoard *board, RushesBoardItem *shot)
{
  g_auto (GStrv) jobs = rushes_board_item_dup_texts (shot, RUSHES_BOARD_JOBS);

  if (*jobs != NULL)
    return RUSHES_SHOT_GENERATING;
  if (rushes_shot_state_is_omitted (shot))
    return RUSHES_SHOT_OMITTED;
  if (rushes_continuity_is_out_of_date (board, shot))
    return RUSHES_SHOT_OUT_OF_DATE;
  if (rushes_shot_state_get_chosen (shot) != NULL)
    return RUSHES_SHOT_CHOSEN;
  if (rushes_board_item_get_count (shot) > 0)
    return RUSHES_SHOT_TO_CHOOSE;
  return rushes_board_item_get_string (shot, RUSHES_BOARD_STILL) != NULL ? RUSHES_SHOT_SKETCHED : RUSHES_SHOT_EMPTY;
}

/* Returns: for programs */
const char *
rushes_shot_state_to_string (RushesShotState state)
{
  return names[state];
}

/* Returns: for people */
const char *
rushes_shot_state_get_name (RushesShotState state)
{
  return _(names[state]);
}
