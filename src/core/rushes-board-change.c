/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-change.h"

#include "rushes-board-edit.h"
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
dup_words (GVariant *change)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (change, "words", G_VARIANT_TYPE ("av"));
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
find_scene (RushesBoard *board, const char *name, GError **error)
{
  RushesBoardItem *root = rushes_board_get_root (board);
  guint count = rushes_board_item_get_count (root);
  guint64 number = 0;

  for (guint i = 0; i < count; i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (root, i), RUSHES_BOARD_TITLE), name) == 0)
      return rushes_board_item_get_child (root, i);
  if (g_ascii_string_to_unsigned (name, 10, 1, count, &number, NULL))
    return rushes_board_item_get_child (root, (guint) number - 1);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no scene “%s” on the board “%s”"), name, rushes_board_get_title (board));
  return NULL;
}

static RushesBoardItem *
find_shot (RushesBoard *board, GVariant *change, GError **error)
{
  return rushes_board_words_find_shot (board, get_text (change, "shot") != NULL ? get_text (change, "shot") : "", error);
}

/* A scene that is named and not there is made. Returns: (transfer none) (nullable) */
static RushesBoardItem *
ensure_scene (RushesBoard *board, const char *name, GError **error)
{
  RushesBoardItem *root = rushes_board_get_root (board), *scene = name != NULL ? find_scene (board, name, NULL) : NULL;
  guint count = rushes_board_item_get_count (root);
  gint64 id = 0;

  if (scene == NULL && name == NULL && count > 0)
    scene = rushes_board_item_get_child (root, count - 1);
  if (scene == NULL && rushes_board_do (board, rushes_board_edit_add_scene (board, count, name != NULL ? name : _("Scene 1"), &id), error))
    scene = rushes_board_find_scene (board, id);
  return scene;
}

static RushesBoardStep *
add (RushesBoard *board, GVariant *change, GError **error)
{
  const char *after = get_text (change, "after");
  RushesBoardItem *before = after != NULL ? rushes_board_words_find_shot (board, after, error) : NULL, *scene;
  g_autoptr (RushesBoardItem) empty = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT);
  g_auto (GStrv) words = dup_words (change);
  g_autoptr (GVariant) members = after == NULL || before != NULL ? rushes_board_words_to_members (board, empty, words, error) : NULL;
  gint64 number;

  if (members == NULL)
    return NULL;
  scene = before != NULL ? rushes_board_item_get_parent (before) : ensure_scene (board, get_text (change, "scene"), error);
  if (scene == NULL)
    return NULL;
  return rushes_board_edit_add_shot (board, scene, before != NULL ? rushes_board_item_get_index (before) + 1 : rushes_board_item_get_count (scene), members, &number);
}

static RushesBoardStep *
set (RushesBoard *board, GVariant *change, GError **error)
{
  const char *shot = get_text (change, "shot"), *scene = get_text (change, "scene");
  RushesBoardItem *item = shot != NULL    ? rushes_board_words_find_shot (board, shot, error)
                          : scene != NULL ? find_scene (board, scene, error)
                                          : rushes_board_get_root (board);
  g_auto (GStrv) words = dup_words (change);
  g_autoptr (GVariant) members = item != NULL ? rushes_board_words_to_members (board, item, words, error) : NULL;

  return members != NULL ? rushes_board_edit_set_all (board, item, members, error) : NULL;
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

  return shot != NULL ? rushes_board_edit_add_take (board, shot, get_text (change, "clip"), error) : NULL;
}

static RushesBoardStep *
move (RushesBoard *board, GVariant *change, GError **error)
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
take_out (RushesBoard *board, GVariant *change, GError **error)
{
  const char *scene = get_text (change, "scene");
  RushesBoardItem *item = scene != NULL ? find_scene (board, scene, error) : find_shot (board, change, error);
  gint64 number = 0;

  if (item != NULL && scene == NULL && g_variant_lookup (change, "take", "x", &number))
    item = get_take (item, number, error);
  return item != NULL ? rushes_board_edit_remove (item) : NULL;
}

static const struct
{
  const char *name;
  StepFunc func;
} changes[] = {
  { RUSHES_CHANGE_ADD, add },   { RUSHES_CHANGE_SET, set },   { RUSHES_CHANGE_CHOOSE, choose },
  { RUSHES_CHANGE_MOVE, move }, { RUSHES_CHANGE_TAKE, take_clip }, { RUSHES_CHANGE_REMOVE, take_out },
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
  if (step == NULL)
    return NULL;
  *changed = !rushes_board_step_is_empty (step);
  sentence = g_strdup (*changed ? rushes_board_step_get_name (step) : _("Nothing had to be changed"));
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
 * Returns: (transfer full) (nullable): what was done, in a sentence without a full stop
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
