/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-menu.h"

#include "rushes-board-edit-omit.h"
#include "rushes-context-menu.h"
#include "rushes-shot-state.h"

#include <glib/gi18n.h>

/* What can be done with the shots that are selected: the actions are of the cards, or of the window. */

static GMenuModel *
new_takes_menu (RushesShot *shot)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 1; i <= rushes_shot_get_n_takes (shot); i++)
    {
      g_autofree char *label = g_strdup_printf (i < 10 ? _("Take _%u") : _("Take %u"), i);
      rushes_context_menu_append (menu, label, "shot.choose", g_variant_new_int32 ((int) i));
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_place_menu (void)
{
  GMenu *menu = g_menu_new ();

  rushes_context_menu_append (menu, _("Move _Back"), "shot.move", g_variant_new_int32 (GTK_DIR_LEFT));
  rushes_context_menu_append (menu, _("Move _Forward"), "shot.move", g_variant_new_int32 (GTK_DIR_RIGHT));
  rushes_context_menu_append (menu, _("_Longer by a Second"), "shot.lengthen-seconds", g_variant_new_int32 (1));
  rushes_context_menu_append (menu, _("_Shorter by a Second"), "shot.lengthen-seconds", g_variant_new_int32 (-1));
  return G_MENU_MODEL (menu);
}

/* What stands for the shot until it has a take. */
static void
add_still (GMenu *section, RushesShot *shot)
{
  rushes_context_menu_append (section, _("S_till Picture…"), "win.choose-still", NULL);
  if (rushes_board_item_get_string (rushes_shot_get_item (shot), RUSHES_BOARD_STILL) != NULL)
    rushes_context_menu_append (section, _("Remove the Still P_icture"), "win.remove-still", NULL);
}

static gboolean
has_alternate (RushesBoardView *view, RushesShot *shot)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    if (rushes_board_edit_is_alternate (rushes_shot_get_item (shot), rushes_shot_get_item (rushes_board_view_get_shot (view, i))))
      return TRUE;
  return FALSE;
}

static gboolean
are_omitted (GPtrArray *shots)
{
  for (guint i = 0; i < shots->len; i++)
    if (!rushes_shot_state_says_omitted (rushes_shot_get_item (shots->pdata[i])))
      return FALSE;
  return TRUE;
}

/* @shots: (element-type RushesShot): not empty. Returns: (transfer full) */
GMenuModel *
rushes_shot_menu_new (GPtrArray *shots, RushesBoardView *view)
{
  GMenu *menu = g_menu_new (), *section = g_menu_new ();
  g_autoptr (GMenuModel) takes = shots->len == 1 ? new_takes_menu (shots->pdata[0]) : NULL, place = new_place_menu ();

  if (shots->len == 1)
    rushes_context_menu_append (section, _("_Open"), "shot.open", NULL);
  if (takes != NULL && g_menu_model_get_n_items (takes) > 0)
    g_menu_append_submenu (section, _("_Choose"), takes);
  rushes_context_menu_append (section, _("_Generate"), "win.generate-shot", NULL);
  rushes_context_menu_append (section, _("_Play from Here"), "win.play-board", NULL);
  rushes_context_menu_close (menu, &section);
  if (shots->len == 1)
    add_still (section, shots->pdata[0]);
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, _("_New Shot After This One"), "shot.add", NULL);
  rushes_context_menu_append (section, _("_Duplicate"), "shot.duplicate", NULL);
  if (shots->len == 1)
    rushes_context_menu_append (section, _("Add an _Alternate"), "shot.alternate", NULL);
  g_menu_append_submenu (section, _("P_lace and Length"), place);
  rushes_context_menu_close (menu, &section);
  if (shots->len == 1 && has_alternate (view, shots->pdata[0]))
    rushes_context_menu_append (section, _("_Use in Place of Its Alternates"), "shot.use", NULL);
  if (are_omitted (shots))
    rushes_context_menu_append (section, _("Put Back into the _Film"), "shot.omit", g_variant_new_boolean (TRUE));
  else
    rushes_context_menu_append (section, _("Leave Out of the _Film"), "shot.omit", g_variant_new_boolean (FALSE));
  rushes_context_menu_append (section, _("Re_move"), "shot.remove", NULL);
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}
