/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-shot-edit.h"

#include "rushes-board-change.h"

/* What is done to shots with a key, a menu or the pointer, as changes (see rushes-board-change.h). All are floating. */

static void
begin (GVariantDict *dict, const char *what)
{
  g_variant_dict_init (dict, NULL);
  g_variant_dict_insert (dict, "do", "s", what);
}

static void
insert_shots (GVariantDict *dict, GPtrArray *shots)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < shots->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_int64 (rushes_shot_get_number (shots->pdata[i])));
  g_variant_dict_insert_value (dict, "shots", g_variant_builder_end (&builder));
}

static void
insert_shot (GVariantDict *dict, const char *name, RushesShot *shot)
{
  g_variant_dict_insert (dict, name, "x", rushes_shot_get_number (shot));
}

/* @after: (nullable): NULL: at the end of @scene, or of the last one if that is 0 */
GVariant *
rushes_shot_edit_add (gint64 scene, RushesShot *after)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_ADD);
  if (after != NULL)
    insert_shot (&dict, "after", after);
  else if (scene != 0)
    g_variant_dict_insert (&dict, "scene", "x", scene);
  return g_variant_dict_end (&dict);
}

/* @take: counted from 1 */
GVariant *
rushes_shot_edit_choose (RushesShot *shot, gint64 take)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_CHOOSE);
  insert_shot (&dict, "shot", shot);
  g_variant_dict_insert (&dict, "take", "x", take);
  return g_variant_dict_end (&dict);
}

static GVariant *
new_for_shots (const char *what, GPtrArray *shots)
{
  GVariantDict dict;

  begin (&dict, what);
  insert_shots (&dict, shots);
  return g_variant_dict_end (&dict);
}

GVariant *
rushes_shot_edit_duplicate (GPtrArray *shots)
{
  return new_for_shots (RUSHES_CHANGE_DUPLICATE, shots);
}

GVariant *
rushes_shot_edit_remove (GPtrArray *shots)
{
  return new_for_shots (RUSHES_CHANGE_REMOVE, shots);
}

/* @back: they are part of the film again */
GVariant *
rushes_shot_edit_omit (GPtrArray *shots, gboolean back)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_OMIT);
  insert_shots (&dict, shots);
  g_variant_dict_insert (&dict, "back", "b", back);
  return g_variant_dict_end (&dict);
}

static GVariant *
new_for_shot (const char *what, RushesShot *shot)
{
  GVariantDict dict;

  begin (&dict, what);
  insert_shot (&dict, "shot", shot);
  return g_variant_dict_end (&dict);
}

GVariant *
rushes_shot_edit_use (RushesShot *shot)
{
  return new_for_shot (RUSHES_CHANGE_USE, shot);
}

/* The same shot once more, to be made otherwise: 20B of 20. */
GVariant *
rushes_shot_edit_add_alternate (RushesShot *shot)
{
  g_autoptr (GVariant) plain = g_variant_ref_sink (new_for_shot (RUSHES_CHANGE_DUPLICATE, shot));
  GVariantDict dict;

  g_variant_dict_init (&dict, plain);
  g_variant_dict_insert (&dict, "as", "s", "alternate");
  return g_variant_dict_end (&dict);
}

/* @by: frames of the board */
GVariant *
rushes_shot_edit_lengthen (GPtrArray *shots, gint64 by)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_LENGTHEN);
  insert_shots (&dict, shots);
  g_variant_dict_insert (&dict, "by", "x", by);
  return g_variant_dict_end (&dict);
}

/* @before: (nullable): NULL: at the end of @scene */
GVariant *
rushes_shot_edit_move (GPtrArray *shots, gint64 scene, RushesShot *before)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_MOVE);
  insert_shots (&dict, shots);
  g_variant_dict_insert (&dict, "scene", "x", scene);
  if (before != NULL)
    g_variant_dict_insert (&dict, "before", "x", rushes_shot_get_number (before));
  return g_variant_dict_end (&dict);
}

/* @shots: not empty, in their order. Returns: whether they stand there already, in the whole film */
gboolean
rushes_shot_edit_are_there (RushesBoardView *view, GPtrArray *shots, gint64 scene, RushesShot *before)
{
  guint first = rushes_board_view_find (view, rushes_shot_get_number (shots->pdata[0])), last = first + shots->len - 1, at;
  RushesShot *end = rushes_board_view_get_shot (view, last), *next = rushes_board_view_get_shot (view, last + 1);
  gboolean together = rushes_board_view_find (view, rushes_shot_get_number (shots->pdata[shots->len - 1])) == last;

  if (!together || rushes_shot_get_scene (shots->pdata[0]) != scene || rushes_shot_get_scene (end) != scene)
    return FALSE;
  if (before == NULL)
    return next == NULL || rushes_shot_get_scene (next) != scene;
  at = rushes_board_view_find (view, rushes_shot_get_number (before));
  return at >= first && at <= last + 1;
}

static void
insert_clips (GVariantDict *dict, GPtrArray *clips)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < clips->len; i++)
    g_variant_builder_add (&builder, "v", g_variant_new_string (clips->pdata[i]));
  g_variant_dict_insert_value (dict, "clips", g_variant_builder_end (&builder));
}

/* @clips: (element-type utf8): their ids */
GVariant *
rushes_shot_edit_take (RushesShot *shot, GPtrArray *clips)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_TAKE);
  insert_shot (&dict, "shot", shot);
  insert_clips (&dict, clips);
  return g_variant_dict_end (&dict);
}

/* A shot for each clip. @before: (nullable): NULL: at the end of @scene, or of the last one if that is 0 */
GVariant *
rushes_shot_edit_add_clips (GPtrArray *clips, gint64 scene, RushesShot *before)
{
  GVariantDict dict;

  begin (&dict, RUSHES_CHANGE_ADD_CLIPS);
  insert_clips (&dict, clips);
  if (scene != 0)
    g_variant_dict_insert (&dict, "scene", "x", scene);
  if (before != NULL)
    insert_shot (&dict, "before", before);
  return g_variant_dict_end (&dict);
}

/* Behind that shot: before the next one of its scene. */
static GVariant *
move_behind (RushesBoardView *view, GPtrArray *shots, RushesShot *shot)
{
  RushesShot *next = rushes_board_view_get_shot (view, rushes_board_view_find (view, rushes_shot_get_number (shot)) + 1);
  gboolean same = next != NULL && rushes_shot_get_scene (next) == rushes_shot_get_scene (shot);

  return rushes_shot_edit_move (shots, rushes_shot_get_scene (shot), same ? next : NULL);
}

/* (nullable): the id of the scene before or after the one with that id; 0: none */
static gint64
find_scene (RushesBoardView *view, gint64 id, int by)
{
  RushesBoardItem *root = rushes_board_get_root (rushes_board_view_get_board (view));
  RushesBoardItem *scene = rushes_board_find_scene (rushes_board_view_get_board (view), id);
  int index = scene != NULL ? (int) rushes_board_item_get_index (scene) + by : -1;

  if (index < 0 || index >= (int) rushes_board_item_get_count (root))
    return 0;
  return rushes_board_item_get_int (rushes_board_item_get_child (root, (guint) index), RUSHES_BOARD_ID, 0);
}

/* (nullable): the first shot of that scene */
static RushesShot *
find_first (RushesBoardView *view, gint64 scene)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (view)); i++)
    if (rushes_shot_get_scene (rushes_board_view_get_shot (view, i)) == scene)
      return rushes_board_view_get_shot (view, i);
  return NULL;
}

/* One place on or back among those that are shown; at its scene's edge into the next one, be it empty or not. */
static GVariant *
move_one (RushesBoardView *view, RushesFilteredShots *shown, GPtrArray *shots, gboolean on)
{
  RushesShot *edge = shots->pdata[on ? shots->len - 1 : 0], *next;
  guint position = rushes_filtered_shots_find (shown, rushes_shot_get_number (edge));
  gint64 scene = rushes_shot_get_scene (edge);

  next = on ? rushes_filtered_shots_get_shot (shown, position + 1) : position > 0 ? rushes_filtered_shots_get_shot (shown, position - 1) : NULL;
  if (next != NULL && rushes_shot_get_scene (next) == scene)
    return on ? move_behind (view, shots, next) : rushes_shot_edit_move (shots, scene, next);
  scene = find_scene (view, scene, on ? 1 : -1);
  return scene != 0 ? rushes_shot_edit_move (shots, scene, on ? find_first (view, scene) : NULL) : NULL;
}

/* @shown, @layout: what of @view is shown, and where; @shots: not empty, in their order. Returns: (nullable): NULL: there is nothing that way */
GVariant *
rushes_shot_edit_move_by (RushesBoardView *view, RushesFilteredShots *shown, RushesShotLayout *layout, GPtrArray *shots, GtkDirectionType way)
{
  gboolean down = way == GTK_DIR_DOWN;
  guint from = rushes_filtered_shots_find (shown, rushes_shot_get_number (shots->pdata[down ? shots->len - 1 : 0]));
  RushesShot *beside;
  int next;

  if (way == GTK_DIR_LEFT || way == GTK_DIR_RIGHT)
    return move_one (view, shown, shots, (way == GTK_DIR_RIGHT) != layout->mirrored);
  next = rushes_shot_layout_find_next (layout, from, way);
  if (next < 0)
    return NULL;
  beside = rushes_filtered_shots_get_shot (shown, (guint) next);
  return down ? move_behind (view, shots, beside) : rushes_shot_edit_move (shots, rushes_shot_get_scene (beside), beside);
}
