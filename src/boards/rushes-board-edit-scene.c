/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-edit-scene.h"

#include "rushes-board-edit-several.h"
#include "rushes-board-item-private.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* (transfer full): with no shot yet, and not on the board */
static RushesBoardItem *
new_scene (RushesBoard *board, const char *title)
{
  RushesBoardItem *scene = rushes_board_item_new (RUSHES_BOARD_LEVEL_SCENE);

  rushes_board_item_set (scene, RUSHES_BOARD_ID, g_variant_new_int64 (rushes_scene_number_give (board)));
  rushes_board_item_set (scene, RUSHES_BOARD_TITLE, g_variant_new_string (title));
  return scene;
}

/* A shot in a scene that is not there yet, at the end. @members: (nullable): a{sv} of what the shot says. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_begin_scene (RushesBoard *board, const char *title, GVariant *members)
{
  RushesBoardItem *root = rushes_board_get_root (board), *shot = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT);
  g_autoptr (RushesBoardItem) scene = new_scene (board, title);
  gint64 number = rushes_shot_number_give_next (board);
  g_autofree char *sentence = g_strdup_printf (_("Shot %" PRId64 " added"), number);
  RushesBoardStep *step = rushes_board_step_new (sentence);
  const char *name;
  GVariant *value;
  GVariantIter iter;

  rushes_board_item_set (shot, RUSHES_BOARD_NUMBER, g_variant_new_int64 (number));
  if (members != NULL)
    g_variant_iter_init (&iter, members);
  while (members != NULL && g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      rushes_board_item_set (shot, name, value);
      g_variant_unref (value);
    }
  rushes_board_item_insert (scene, 0, shot);
  rushes_board_step_add_insert (step, root, rushes_board_item_get_count (root), scene);
  return step;
}

/* The same with a shot for each clip, which is its chosen take. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_begin_scene_for_clips (RushesBoard *board, const char *title, const char *const *clips)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  g_autoptr (RushesBoardItem) scene = new_scene (board, title);
  guint n = g_strv_length ((char **) clips);
  g_autofree char *sentence = g_strdup_printf (ngettext ("%u shot added", "%u shots added", n), n);
  RushesBoardStep *step = rushes_board_step_new (sentence);

  for (guint i = 0; i < n; i++)
    rushes_board_item_insert (scene, i, rushes_board_edit_new_shot_of (clips[i], rushes_shot_number_give_next (board)));
  rushes_board_step_add_insert (step, root, rushes_board_item_get_count (root), scene);
  return step;
}

/* A link to a shot that was copied too leads to the copy. */
static void
link_anew (RushesBoardItem *shot, const char *member, const char *link, GHashTable *numbers)
{
  GVariant *frame = rushes_board_item_get (shot, member);
  GVariantDict dict;
  gint64 number = 0, *other;

  if (frame == NULL || !g_variant_is_of_type (frame, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (frame, link, "x", &number))
    return;
  other = g_hash_table_lookup (numbers, &number);
  if (other == NULL)
    return;
  g_variant_dict_init (&dict, frame);
  g_variant_dict_insert (&dict, link, "x", *other);
  rushes_board_item_set (shot, member, g_variant_dict_end (&dict));
}

static void
copy_shots (RushesBoard *board, RushesBoardItem *scene, RushesBoardItem *copy)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free); /* of the shot → of its copy */

  for (guint i = 0; i < rushes_board_item_get_count (scene); i++)
    {
      RushesBoardItem *shot = rushes_board_item_get_child (scene, i);
      gint64 old = rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0), number = rushes_shot_number_give_next (board);
      g_hash_table_insert (numbers, g_memdup2 (&old, sizeof old), g_memdup2 (&number, sizeof number));
      rushes_board_item_insert (copy, i, rushes_board_edit_copy_shot (shot, number));
    }
  for (guint i = 0; i < rushes_board_item_get_count (copy); i++)
    {
      link_anew (rushes_board_item_get_child (copy, i), RUSHES_BOARD_FIRST, "end_of", numbers);
      link_anew (rushes_board_item_get_child (copy, i), RUSHES_BOARD_LAST, "start_of", numbers);
    }
}

/* It stands behind what it is a copy of, and its shots have no takes. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_duplicate_scene (RushesBoard *board, RushesBoardItem *scene)
{
  const char *title = rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE), *name;
  g_autofree char *sentence = g_strdup_printf (_("Scene “%s” duplicated"), title != NULL ? title : "");
  RushesBoardStep *step = rushes_board_step_new (sentence);
  g_autoptr (RushesBoardItem) copy = new_scene (board, title != NULL ? title : "");

  for (guint i = 0; (name = rushes_board_item_get_name (scene, i)) != NULL; i++)
    if (!g_str_equal (name, RUSHES_BOARD_ID))
      rushes_board_item_set (copy, name, rushes_board_item_get (scene, name));
  copy_shots (board, scene, copy);
  rushes_board_step_add_insert (step, rushes_board_get_root (board), rushes_board_item_get_index (scene) + 1, copy);
  return step;
}

static gboolean
is_shown (RushesBoard *board, const char *name)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  for (guint i = 0; i < shots->len; i++)
    {
      g_autofree char *shown = rushes_shot_number_dup_shown (shots->pdata[i]);
      if (g_str_equal (shown, name))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): 20B of 20 and of 20A, or the next letter that is free; behind Z as it is */
static char *
dup_alternate (RushesBoard *board, RushesBoardItem *shot)
{
  g_autofree char *base = rushes_shot_number_dup_base (shot);

  for (int letter = 'B'; letter <= 'Z'; letter++)
    {
      g_autofree char *name = g_strdup_printf ("%s%c", base, letter);
      if (!is_shown (board, name))
        return g_steal_pointer (&name);
    }
  return NULL;
}

/* The same shot once more, to be made otherwise: behind it, without takes, and called 20B. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_add_alternate (RushesBoard *board, RushesBoardItem *shot)
{
  RushesBoardItem *scene = rushes_board_item_get_parent (shot);
  guint index = rushes_board_item_get_index (shot) + 1;
  g_autofree char *shown = rushes_shot_number_dup_shown (shot), *name = dup_alternate (board, shot);
  g_autofree char *sentence = g_strdup_printf (_("Alternate %s of shot %s added"), name != NULL ? name : "", shown);
  g_autoptr (RushesBoardItem) copy = rushes_board_edit_copy_shot (shot, rushes_shot_number_give (board, scene, index));
  RushesBoardStep *step = rushes_board_step_new (sentence);

  if (name != NULL)
    rushes_board_item_set (copy, RUSHES_BOARD_SHOWN, g_variant_new_string (name));
  rushes_board_item_set (copy, RUSHES_BOARD_OMIT, g_variant_new_boolean (TRUE)); /* one of them is the film's */
  rushes_board_step_add_insert (step, scene, index, copy);
  return step;
}
