/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-edit-several.h"

#include "rushes-board-edit.h"
#include "rushes-board-history.h"
#include "rushes-board-item-private.h"
#include "rushes-inherit.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>

/* Returns: (transfer full): “Shot 30”, or “3 shots” */
char *
rushes_board_edit_dup_who (GPtrArray *shots)
{
  g_autofree char *shown = shots->len == 1 ? rushes_shot_number_dup_shown (shots->pdata[0]) : NULL;

  return shown != NULL ? g_strdup_printf (_("Shot %s"), shown) : g_strdup_printf (ngettext ("%u shot", "%u shots", shots->len), shots->len);
}

/* @name: (transfer full) */
static RushesBoardStep *
new_step (char *name)
{
  RushesBoardStep *step = rushes_board_step_new (name);

  g_free (name);
  return step;
}

/* What is below @scene, in its order. (transfer container) */
static GPtrArray *
list_children (RushesBoardItem *scene)
{
  GPtrArray *children = g_ptr_array_new ();

  for (guint i = 0; i < rushes_board_item_get_count (scene); i++)
    g_ptr_array_add (children, rushes_board_item_get_child (scene, i));
  return children;
}

/* One of those that are moved gives its place up to whoever stays behind it. */
static RushesBoardItem *
find_anchor (GPtrArray *children, GPtrArray *shots, RushesBoardItem *before)
{
  guint index;

  if (before == NULL || !g_ptr_array_find (children, before, &index))
    return NULL;
  while (index < children->len && g_ptr_array_find (shots, children->pdata[index], NULL))
    index++;
  return index < children->len ? children->pdata[index] : NULL;
}

/**
 * rushes_board_edit_move_all:
 * @shots: (element-type RushesBoardItem): in the order in which they will stand
 * @scene: where they go
 * @before: (nullable): of @scene: what follows them there; %NULL: nothing
 *
 * Returns: (transfer full)
 */
RushesBoardStep *
rushes_board_edit_move_all (GPtrArray *shots, RushesBoardItem *scene, RushesBoardItem *before)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  RushesBoardStep *step = new_step (g_strdup_printf (_("%s moved"), who));
  g_autoptr (GPtrArray) children = list_children (scene);
  RushesBoardItem *anchor = find_anchor (children, shots, before);

  for (guint i = 0; i < shots->len; i++)
    {
      RushesBoardItem *shot = shots->pdata[i];
      guint old = G_MAXUINT, index = children->len;
      g_ptr_array_find (children, shot, &old);
      g_ptr_array_remove (children, shot); /* it leaves its place first */
      if (anchor == NULL || !g_ptr_array_find (children, anchor, &index))
        index = children->len;
      g_ptr_array_insert (children, (int) index, shot);
      if (old != index)
        rushes_board_step_add_move (step, shot, scene, index);
    }
  return step;
}

static gboolean
has_only (RushesBoardItem *scene, GHashTable *shots)
{
  for (guint i = 0; i < rushes_board_item_get_count (scene); i++)
    if (!g_hash_table_contains (shots, rushes_board_item_get_child (scene, i)))
      return FALSE;
  return TRUE;
}

/* What came with its shots goes with them: an empty scene was nobody's wish. Clips stay. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_remove_added (RushesBoard *board, GPtrArray *shots)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  RushesBoardStep *step = new_step (g_strdup_printf (_("%s removed"), who));
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL); /* scenes */
  g_autoptr (GHashTable) all = g_hash_table_new (NULL, NULL);  /* shots, of which there may be very many */

  for (guint i = 0; i < shots->len; i++)
    g_hash_table_add (all, shots->pdata[i]);
  for (guint i = 0; i < shots->len; i++)
    {
      RushesBoardItem *shot = shots->pdata[i], *scene = rushes_board_item_get_parent (shot);
      if (g_hash_table_contains (gone, scene))
        continue;
      if (!has_only (scene, all) || !rushes_board_has_begun (board, scene))
        rushes_board_step_add_remove (step, shot);
      else if (g_hash_table_add (gone, scene))
        rushes_board_step_add_remove (step, scene);
    }
  return step;
}

/* Clips stay. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_remove_all (GPtrArray *shots)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  RushesBoardStep *step = new_step (g_strdup_printf (_("%s removed"), who));

  for (guint i = 0; i < shots->len; i++)
    rushes_board_step_add_remove (step, shots->pdata[i]);
  return step;
}

/* Returns: (transfer full): the same without what was made for it */
RushesBoardItem *
rushes_board_edit_copy_shot (RushesBoardItem *shot, gint64 number)
{
  static const char *const own[] = { RUSHES_BOARD_SHOWN, RUSHES_BOARD_CHOSEN, RUSHES_BOARD_JOBS, RUSHES_BOARD_LEFT_OUT };
  g_autoptr (GVariant) content = rushes_board_item_to_variant (shot);
  RushesBoardItem *copy = rushes_board_item_from_variant (RUSHES_BOARD_LEVEL_SHOT, content, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    rushes_board_item_set (copy, own[i], NULL);
  while (rushes_board_item_get_count (copy) > 0)
    g_object_unref (rushes_board_item_steal (copy, 0));
  rushes_board_item_set (copy, RUSHES_BOARD_NUMBER, g_variant_new_int64 (number));
  return copy;
}

/* Each stands behind what it is a copy of, without takes. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_duplicate_all (RushesBoard *board, GPtrArray *shots)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  RushesBoardStep *step = new_step (g_strdup_printf (_("%s duplicated"), who));
  g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL); /* scene → how many stand in it already */

  for (guint i = 0; i < shots->len; i++)
    {
      RushesBoardItem *shot = shots->pdata[i], *scene = rushes_board_item_get_parent (shot);
      guint index = rushes_board_item_get_index (shot) + 1, n = GPOINTER_TO_UINT (g_hash_table_lookup (copies, scene));
      g_autoptr (RushesBoardItem) copy = rushes_board_edit_copy_shot (shot, rushes_shot_number_give (board, scene, index));
      rushes_board_step_add_insert (step, scene, index + n, copy);
      g_hash_table_insert (copies, scene, GUINT_TO_POINTER (n + 1));
    }
  return step;
}

/* @members: a{sv}; a null (“mv”) takes a member away. Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence */
RushesBoardStep *
rushes_board_edit_set_for_all (RushesBoard *board, GPtrArray *shots, GVariant *members, GError **error)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  g_autoptr (RushesBoardStep) step = new_step (g_strdup_printf (_("%s changed"), who));

  for (guint i = 0; i < shots->len; i++)
    {
      g_autoptr (RushesBoardStep) one = rushes_board_edit_set_all (board, shots->pdata[i], members, error);
      if (one == NULL)
        return NULL;
      rushes_board_step_append (step, one);
    }
  return g_steal_pointer (&step);
}

/* @by: frames of the board, fewer than none for shorter; none becomes shorter than a frame, so that keys may be pressed as often as one likes.
 * Returns: (transfer full) (nullable) */
RushesBoardStep *
rushes_board_edit_lengthen_all (RushesBoard *board, GPtrArray *shots, gint64 by, GError **error)
{
  g_autofree char *who = rushes_board_edit_dup_who (shots);
  g_autoptr (RushesBoardStep) step = new_step (g_strdup_printf (by < 0 ? _("%s made shorter") : _("%s made longer"), who));

  for (guint i = 0; i < shots->len; i++)
    {
      gint64 length = rushes_inherit_get_length (board, shots->pdata[i]), wanted = MAX (1, length + CLAMP (by, -G_MAXINT, G_MAXINT));
      g_autoptr (RushesBoardStep) one = rushes_board_edit_set (board, shots->pdata[i], RUSHES_BOARD_LENGTH, g_variant_new_int64 (wanted), error);
      if (one == NULL)
        return NULL;
      if (wanted != length)
        rushes_board_step_append (step, one);
    }
  return g_steal_pointer (&step);
}

/* Returns: (transfer full): a shot that has this clip as its chosen take, not on a board yet */
RushesBoardItem *
rushes_board_edit_new_shot_of (const char *clip, gint64 number)
{
  RushesBoardItem *shot = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT), *take = rushes_board_item_new (RUSHES_BOARD_LEVEL_TAKE);

  rushes_board_item_set (take, RUSHES_BOARD_CLIP, g_variant_new_string (clip));
  rushes_board_item_set (shot, RUSHES_BOARD_NUMBER, g_variant_new_int64 (number));
  rushes_board_item_set (shot, RUSHES_BOARD_CHOSEN, g_variant_new_string (clip));
  rushes_board_item_insert (shot, 0, take);
  return shot;
}

/* A shot for each clip, which is its chosen take. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_add_for_clips (RushesBoard *board, RushesBoardItem *scene, guint index, const char *const *clips)
{
  guint n = g_strv_length ((char **) clips);
  RushesBoardStep *step = new_step (g_strdup_printf (ngettext ("%u shot added", "%u shots added", n), n));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RushesBoardItem) shot = rushes_board_edit_new_shot_of (clips[i], rushes_shot_number_give (board, scene, index));
      rushes_board_step_add_insert (step, scene, index + i, shot);
    }
  return step;
}

/* @index: where it stands on the board afterwards. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_move_scene (RushesBoardItem *scene, guint index)
{
  const char *title = rushes_board_item_get_string (scene, RUSHES_BOARD_TITLE);
  g_autofree char *name = g_strdup_printf (_("Scene “%s” moved"), title != NULL ? title : "");
  RushesBoardStep *step = rushes_board_step_new (name);

  if (rushes_board_item_get_index (scene) != index)
    rushes_board_step_add_move (step, scene, rushes_board_item_get_parent (scene), index);
  return step;
}
