/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-change.h"

#include "rushes-board-edit.h"
#include "rushes-board-edit-omit.h"
#include "rushes-board-edit-scene.h"
#include "rushes-board-edit-several.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-lock.h"
#include "rushes-board-words.h"
#include "rushes-error.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>

/* A board is read, changed and written in one go, under the lock of the boards: what another process changes meanwhile is changed
 * before or after. */

typedef RushesBoardStep *(*StepFunc) (RushesBoard *board,
                                      GVariant    *change,
                                      GError     **error);

static const char *
get_text (GVariant *change, const char *name)
{
  const char *text = NULL;

  g_variant_lookup (change, name, "&s", &text);
  return text;
}

static char **
dup_list (GVariant *change, const char *name)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (change, name, G_VARIANT_TYPE ("av"));
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), word = g_variant_get_variant (box);
      if (g_variant_is_of_type (word, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (words, g_variant_get_string (word, NULL));
    }
  return g_strv_builder_end (words);
}

/* (nullable): by its number on the board, from 1, or its title */
static RushesBoardItem *
find_named_scene (RushesBoard *board, const char *name, GError **error)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  guint count = rushes_board_item_get_count (root);
  guint64 number = 0;

  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (root, i), RUSHES_BOARD_TITLE), name) == 0)
      return rushes_board_item_get_child (root, i);
  if (count > 0 && g_ascii_string_to_unsigned (name, 10, 1, count, &number, NULL))
    return rushes_board_item_get_child (root, (guint) number - 1);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no scene “%s” on the board “%s”"), name, rushes_board_get_title (board));
  return NULL;
}

/* @found: (out) (nullable): NULL: the change names none. Returns: whether it is there */
static gboolean
find_scene (RushesBoard *board, GVariant *change, RushesBoardItem **found, GError **error)
{
  const char *name = get_text (change, "scene");
  gint64 id = 0;

  *found = NULL;
  if (name != NULL)
    *found = find_named_scene (board, name, error);
  else if (!g_variant_lookup (change, "scene", "x", &id))
    return TRUE;
  else if ((*found = rushes_board_find_scene (board, id)) == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("That scene is not on the board “%s” any more"), rushes_board_get_title (board));
  return *found != NULL;
}

static RushesBoardItem *
find_numbered_shot (RushesBoard *board, gint64 number, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  RushesBoardItem *shot = rushes_board_find_shot (board, number);

  if (shot == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no shot “%s” on the board “%s”"), name, rushes_board_get_title (board));
  return shot;
}

/* (nullable): by its number, or as people call it */
static RushesBoardItem *
find_named_shot (RushesBoard *board, GVariant *change, const char *name, GError **error)
{
  gint64 number = 0;

  if (g_variant_lookup (change, name, "x", &number))
    return find_numbered_shot (board, number, error);
  return rushes_board_words_find_shot (board, get_text (change, name) != NULL ? get_text (change, name) : "", error);
}

static gboolean
has (GVariant *change, const char *name)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (change, name, NULL);

  return value != NULL;
}

static RushesBoardItem *
find_shot (RushesBoard *board, GVariant *change, GError **error)
{
  return find_named_shot (board, change, "shot", error);
}

/* @found: (out) (nullable): NULL: the change names no shots. Returns: whether all are there */
static gboolean
find_shots (RushesBoard *board, GVariant *change, GPtrArray **found, GError **error)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (change, "shots", G_VARIANT_TYPE ("av"));
  g_autoptr (GPtrArray) shots = list != NULL ? g_ptr_array_new () : NULL;

  *found = NULL;
  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), number = g_variant_get_variant (box);
      RushesBoardItem *shot = g_variant_is_of_type (number, G_VARIANT_TYPE_INT64) ? find_numbered_shot (board, g_variant_get_int64 (number), error) : NULL;
      if (shot == NULL)
        return FALSE;
      g_ptr_array_add (shots, shot);
    }
  *found = g_steal_pointer (&shots);
  return TRUE;
}

/* (transfer full) (nullable): what is said of @item */
static GVariant *
read_members (RushesBoard *board, RushesBoardItem *item, GVariant *change, GError **error)
{
  GVariant *members = g_variant_lookup_value (change, "members", G_VARIANT_TYPE_VARDICT);
  g_auto (GStrv) words = dup_list (change, "words");

  return members != NULL ? members : rushes_board_words_to_members (board, item, words, error);
}

/* Where a new shot goes. @scene: (out) (nullable): NULL: into one that is not there yet. Returns: whether that can be said */
static gboolean
find_scene_to_add (RushesBoard *board, GVariant *change, RushesBoardItem **scene, GError **error)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  guint count = rushes_board_item_get_count (root);
  gboolean named = get_text (change, "scene") != NULL;

  if (!find_scene (board, change, scene, named ? NULL : error) && !named)
    return FALSE;
  if (*scene == NULL && !named && count > 0)
    *scene = rushes_board_item_get_child (root, count - 1);
  return TRUE;
}

static RushesBoardStep *
add (RushesBoard *board, GVariant *change, GError **error)
{
  gboolean after = has (change, "after");
  const char *title = get_text (change, "scene");
  RushesBoardItem *before = after ? find_named_shot (board, change, "after", error) : NULL, *scene = NULL;
  g_autoptr (RushesBoardItem) empty = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT);
  g_autoptr (GVariant) members = !after || before != NULL ? read_members (board, empty, change, error) : NULL;
  gint64 number;

  if (members == NULL || (before == NULL && !find_scene_to_add (board, change, &scene, error)))
    return NULL;
  if (before != NULL)
    return rushes_board_edit_add_shot (board, rushes_board_item_get_parent (before), rushes_board_item_get_index (before) + 1, members, &number);
  if (scene == NULL)
    return rushes_board_edit_begin_scene (board, title != NULL ? title : _("Scene 1"), members);
  return rushes_board_edit_add_shot (board, scene, rushes_board_item_get_count (scene), members, &number);
}

static RushesBoardStep *
add_clips (RushesBoard *board, GVariant *change, GError **error)
{
  g_auto (GStrv) words = dup_list (change, "clips");
  const char *const *clips = (const char *const *) words;
  const char *title = get_text (change, "scene");
  RushesBoardItem *behind = has (change, "before") ? find_named_shot (board, change, "before", error) : NULL, *scene;

  if (*clips == NULL || (behind == NULL && has (change, "before")))
    return NULL;
  if (behind != NULL)
    return rushes_board_edit_add_for_clips (board, rushes_board_item_get_parent (behind), rushes_board_item_get_index (behind), clips);
  if (!find_scene_to_add (board, change, &scene, error))
    return NULL;
  return scene != NULL ? rushes_board_edit_add_for_clips (board, scene, rushes_board_item_get_count (scene), clips)
                       : rushes_board_edit_begin_scene_for_clips (board, title != NULL ? title : _("Scene 1"), clips);
}

static RushesBoardStep *
add_scene (RushesBoard *board, GVariant *change, GError **error)
{
  gint64 id, index = rushes_board_item_get_count (rushes_board_get_root (board));
  const char *title = get_text (change, "title");

  g_variant_lookup (change, "index", "x", &index);
  return rushes_board_edit_add_scene (board, (guint) CLAMP (index, 0, G_MAXINT), title != NULL ? title : "", &id);
}

/* (nullable): the take that is counted from 1 */
static RushesBoardItem *
get_take (RushesBoardItem *shot, gint64 number, GError **error)
{
  guint count = rushes_board_item_get_count (shot);
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);

  if (number >= 1 && number <= count)
    return rushes_board_item_get_child (shot, (guint) number - 1);
  if (count == 0)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Shot %s has no take yet"), shown);
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, ngettext ("Shot %s has %u take", "Shot %s has %u takes", count), shown, count);
  return NULL;
}

/* (nullable): what a change of members is about */
static RushesBoardItem *
find_item (RushesBoard *board, GVariant *change, GError **error)
{
  RushesBoardItem *scene, *shot;
  gint64 take = 0;

  if (!has (change, "shot"))
    return !find_scene (board, change, &scene, error) ? NULL : scene != NULL ? scene : rushes_board_get_root (board);
  shot = find_shot (board, change, error);
  return shot != NULL && g_variant_lookup (change, "take", "x", &take) ? get_take (shot, take, error) : shot;
}

static RushesBoardStep *
set (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *item = !find_shots (board, change, &shots, error) ? NULL : shots != NULL && shots->len > 0 ? shots->pdata[0] : find_item (board, change, error);
  g_autoptr (GVariant) members = item != NULL ? read_members (board, item, change, error) : NULL;

  if (members == NULL)
    return NULL;
  return shots != NULL ? rushes_board_edit_set_for_all (board, shots, members, error) : rushes_board_edit_set_all (board, item, members, error);
}

static RushesBoardStep *
choose (RushesBoard *board, GVariant *change, GError **error)
{
  RushesBoardItem *shot = find_shot (board, change, error), *take;
  gint64 number = 0;

  g_variant_lookup (change, "take", "x", &number);
  take = shot != NULL && number != 0 ? get_take (shot, number, error) : NULL;
  return shot != NULL && (take != NULL || number == 0) ? rushes_board_edit_choose (shot, take) : NULL;
}

static RushesBoardStep *
take_clip (RushesBoard *board, GVariant *change, GError **error)
{
  RushesBoardItem *shot = find_shot (board, change, error);
  g_auto (GStrv) clips = dup_list (change, "clips");

  if (shot == NULL)
    return NULL;
  return *clips != NULL ? rushes_board_edit_add_takes (board, shot, (const char *const *) clips, error)
                        : rushes_board_edit_add_take (board, shot, get_text (change, "clip"), error);
}

/* Several, to where they were dropped. */
static RushesBoardStep *
move_all (RushesBoard *board, GVariant *change, GPtrArray *shots, GError **error)
{
  RushesBoardItem *scene, *before = NULL;
  gint64 number = 0;

  if (g_variant_lookup (change, "before", "x", &number) && (before = find_numbered_shot (board, number, error)) == NULL)
    return NULL;
  if (before == NULL && !find_scene (board, change, &scene, error))
    return NULL;
  if (before != NULL)
    scene = rushes_board_item_get_parent (before);
  return rushes_board_edit_move_all (shots, scene != NULL ? scene : rushes_board_item_get_parent (shots->pdata[0]), before);
}

static RushesBoardStep *
move_one (RushesBoard *board, GVariant *change, GError **error)
{
  const char *after = get_text (change, "after");
  RushesBoardItem *shot = find_shot (board, change, error), *before = shot != NULL && after != NULL ? rushes_board_words_find_shot (board, after, error) : NULL;
  RushesBoardItem *scene;
  guint index;

  if (shot == NULL || (after != NULL && before == NULL))
    return NULL;
  if (before == shot)
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("A shot cannot stand after itself"));
      return NULL;
    }
  scene = rushes_board_item_get_parent (before != NULL ? before : shot);
  index = before != NULL ? rushes_board_item_get_index (before) + 1 : 0;
  if (before != NULL && rushes_board_item_get_parent (shot) == scene && rushes_board_item_get_index (shot) < index)
    index--; /* it leaves its place first */
  return rushes_board_edit_move (shot, scene, index);
}

static RushesBoardStep *
move (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *scene;
  gint64 index = 0;

  if (!find_shots (board, change, &shots, error))
    return NULL;
  if (shots != NULL && shots->len > 0)
    return move_all (board, change, shots, error);
  if (!g_variant_lookup (change, "index", "x", &index))
    return move_one (board, change, error);
  return find_scene (board, change, &scene, error) && scene != NULL ? rushes_board_edit_move_scene (scene, (guint) CLAMP (index, 0, G_MAXINT)) : NULL;
}

static RushesBoardStep *
take_out (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *item;
  gboolean added = FALSE;

  g_variant_lookup (change, "added", "b", &added);
  if (!find_shots (board, change, &shots, error))
    return NULL;
  if (shots != NULL)
    return added ? rushes_board_edit_remove_added (board, shots) : rushes_board_edit_remove_all (shots);
  item = find_item (board, change, error);
  return item != NULL && item != rushes_board_get_root (board) ? rushes_board_edit_remove (item) : NULL;
}

static RushesBoardStep *
duplicate (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *item = NULL;

  if (!find_shots (board, change, &shots, error))
    return NULL;
  if (shots != NULL)
    return rushes_board_edit_duplicate_all (board, shots);
  if (!find_scene (board, change, &item, error))
    return NULL;
  if (item != NULL)
    return rushes_board_edit_duplicate_scene (board, item);
  item = find_shot (board, change, error);
  if (item == NULL || get_text (change, "as") != NULL)
    return item != NULL ? rushes_board_edit_add_alternate (board, item) : NULL;
  shots = g_ptr_array_new ();
  g_ptr_array_add (shots, item);
  return rushes_board_edit_duplicate_all (board, shots);
}

static RushesBoardStep *
omit (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  RushesBoardItem *item = NULL;
  gboolean back = FALSE;

  g_variant_lookup (change, "back", "b", &back);
  if (!find_shots (board, change, &shots, error) || (shots == NULL && !find_scene (board, change, &item, error)))
    return NULL;
  if (item != NULL)
    return rushes_board_edit_omit_scene (item, !back);
  if (shots == NULL && (item = find_shot (board, change, error)) != NULL)
    {
      shots = g_ptr_array_new ();
      g_ptr_array_add (shots, item);
    }
  return shots != NULL && shots->len > 0 ? rushes_board_edit_omit_shots (shots, !back) : NULL;
}

static RushesBoardStep *
use (RushesBoard *board, GVariant *change, GError **error)
{
  RushesBoardItem *shot = find_shot (board, change, error);

  return shot != NULL ? rushes_board_edit_use (board, shot) : NULL;
}

static RushesBoardStep *
lengthen (RushesBoard *board, GVariant *change, GError **error)
{
  g_autoptr (GPtrArray) shots = NULL;
  gint64 by = 0;

  g_variant_lookup (change, "by", "x", &by);
  return find_shots (board, change, &shots, error) && shots != NULL ? rushes_board_edit_lengthen_all (board, shots, by, error) : NULL;
}

static const struct
{
  const char *name;
  StepFunc func;
} changes[] = {
  { RUSHES_CHANGE_ADD, add },   { RUSHES_CHANGE_SET, set },   { RUSHES_CHANGE_CHOOSE, choose },
  { RUSHES_CHANGE_OMIT, omit }, { RUSHES_CHANGE_USE, use },
  { RUSHES_CHANGE_MOVE, move }, { RUSHES_CHANGE_TAKE, take_clip }, { RUSHES_CHANGE_REMOVE, take_out },
  { RUSHES_CHANGE_DUPLICATE, duplicate }, { RUSHES_CHANGE_ADD_SCENE, add_scene }, { RUSHES_CHANGE_LENGTHEN, lengthen }, { RUSHES_CHANGE_ADD_CLIPS, add_clips },
};

static StepFunc
find_func (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_strcmp0 (changes[i].name, name) == 0)
      return changes[i].func;
  return NULL;
}

/* (nullable): the sentence; NULL without an error: there is nothing to take back */
static char *
take_back (RushesBoard *board, gboolean redo, GError **error)
{
  g_autofree char *name = rushes_board_undo (board, redo, error);

  if (name == NULL)
    return NULL;
  return g_strdup_printf (redo ? _("Done again: %s") : _("Taken back: %s"), name);
}

static char *
change_board (RushesBoard *board, GVariant *change, gboolean *changed, GError **error)
{
  const char *name = get_text (change, "do");
  gboolean undo = g_strcmp0 (name, RUSHES_CHANGE_UNDO) == 0, redo = g_strcmp0 (name, RUSHES_CHANGE_REDO) == 0;
  StepFunc func = find_func (name);
  RushesBoardStep *step;
  g_autofree char *sentence = NULL;

  if (undo || redo)
    {
      g_autoptr (GError) cause = NULL;
      sentence = take_back (board, redo, &cause);
      *changed = sentence != NULL || cause != NULL; /* a step that cannot be taken back is forgotten */
      if (cause != NULL)
        g_propagate_error (error, g_steal_pointer (&cause));
      else if (sentence == NULL)
        return g_strdup (redo ? _("There is nothing to do again") : _("There is nothing to take back"));
      return g_steal_pointer (&sentence);
    }
  step = func != NULL ? func (board, change, error) : NULL;
  if (step == NULL && error != NULL && *error == NULL)
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("That is no change of a board that this version knows"));
  if (step == NULL)
    return NULL;
  *changed = !rushes_board_step_is_empty (step);
  sentence = g_strdup (*changed ? rushes_board_step_get_name (step) : ""); /* nothing that could be taken back */
  return rushes_board_do (board, step, error) ? g_steal_pointer (&sentence) : NULL;
}

static char *
restore (const char *folder, GError **error)
{
  g_autofree char *aside = rushes_board_file_restore (folder, error);

  return aside != NULL ? g_strdup_printf (_("The newest older version that can be read is the board again; what was there is %s"), aside) : NULL;
}

/**
 * rushes_board_change_run:
 * @slug: the board's folder
 * @change: a{sv}, plain, as above
 *
 * Makes it, in this process. Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): what was done, in a sentence without a full stop; "": nothing had to be changed
 */
char *
rushes_board_change_run (RushesPaths *paths, const char *slug, GVariant *change, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *folder = rushes_board_file_dup_folder (paths, slug), *sentence = NULL;
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (boards, error);
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (RushesBoardSnapshot) snapshot = NULL;
  gboolean changed = FALSE;

  if (lock == NULL)
    return NULL;
  if (g_strcmp0 (get_text (change, "do"), RUSHES_CHANGE_RESTORE) == 0)
    return restore (folder, error);
  board = rushes_board_file_load (folder, error);
  sentence = board != NULL ? change_board (board, change, &changed, error) : NULL;
  if (!changed)
    return g_steal_pointer (&sentence);
  snapshot = rushes_board_snapshot_new (board);
  return rushes_board_file_save (folder, snapshot, sentence != NULL ? error : NULL) ? g_steal_pointer (&sentence) : NULL;
}
