/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-edit.h"

#include "rushes-board-item-private.h"
#include "rushes-board-member.h"
#include "rushes-board-text.h"
#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Nothing here changes a board: each makes the step that does. Only numbers count as given as soon as they are in one. */

static RushesBoardStep *new_step (const char *format, ...) G_GNUC_PRINTF (1, 2);

static RushesBoardStep *
new_step (const char *format, ...)
{
  va_list args;
  g_autofree char *name = NULL;

  va_start (args, format);
  name = g_strdup_vprintf (format, args);
  va_end (args);
  return rushes_board_step_new (name);
}

/* @id: (out): what tells the scene apart. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_add_scene (RushesBoard *board, guint index, const char *title, gint64 *id)
{
  RushesBoardStep *step = new_step (_("Scene “%s” added"), title);
  g_autoptr (RushesBoardItem) scene = rushes_board_item_new (RUSHES_BOARD_LEVEL_SCENE);

  *id = rushes_scene_number_give (board);
  rushes_board_item_set (scene, RUSHES_BOARD_ID, g_variant_new_int64 (*id));
  rushes_board_item_set (scene, RUSHES_BOARD_TITLE, g_variant_new_string (title));
  rushes_board_step_add_insert (step, rushes_board_get_root (board), index, scene);
  return step;
}

/* @members: (nullable): a{sv} of what it says; @number: (out). Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_add_shot (RushesBoard *board, RushesBoardItem *scene, guint index, GVariant *members, gint64 *number)
{
  g_autoptr (RushesBoardItem) shot = rushes_board_item_new (RUSHES_BOARD_LEVEL_SHOT);
  RushesBoardStep *step;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  *number = rushes_shot_number_give (board, scene, index);
  step = new_step (_("Shot %" PRId64 " added"), *number);
  rushes_board_item_set (shot, RUSHES_BOARD_NUMBER, g_variant_new_int64 (*number));
  if (members != NULL)
    g_variant_iter_init (&iter, members);
  while (members != NULL && g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      rushes_board_item_set (shot, name, value);
      g_variant_unref (value);
    }
  rushes_board_step_add_insert (step, scene, index, shot);
  return step;
}

/* A scene with its shots, a shot with its takes, a take; clips stay. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_remove (RushesBoardItem *item)
{
  RushesBoardItem *parent = rushes_board_item_get_parent (item);
  RushesBoardLevel level = rushes_board_item_get_level (item);
  g_autofree char *shown = level == RUSHES_BOARD_LEVEL_SCENE ? g_strdup (rushes_board_item_get_string (item, RUSHES_BOARD_TITLE))
                                                             : rushes_shot_number_dup_shown (level == RUSHES_BOARD_LEVEL_SHOT ? item : parent);
  RushesBoardStep *step = level == RUSHES_BOARD_LEVEL_SCENE  ? new_step (_("Scene “%s” removed"), shown != NULL ? shown : "")
                          : level == RUSHES_BOARD_LEVEL_SHOT ? new_step (_("Shot %s removed"), shown)
                                                             : new_step (_("Take %u taken out of shot %s"), rushes_board_item_get_index (item) + 1, shown);

  if (level == RUSHES_BOARD_LEVEL_TAKE && g_strcmp0 (rushes_board_item_get_string (parent, RUSHES_BOARD_CHOSEN), rushes_board_item_get_string (item, RUSHES_BOARD_CLIP)) == 0)
    rushes_board_step_add_set (step, parent, RUSHES_BOARD_CHOSEN, NULL);
  rushes_board_step_add_remove (step, item);
  return step;
}

/* @index: where it stands in @scene afterwards. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_move (RushesBoardItem *shot, RushesBoardItem *scene, guint index)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);
  RushesBoardStep *step = new_step (_("Shot %s moved"), shown);

  if (rushes_board_item_get_parent (shot) != scene || rushes_board_item_get_index (shot) != index)
    rushes_board_step_add_move (step, shot, scene, index);
  return step;
}

/* A link may close no circle. */
static gboolean
check_links (RushesBoard *board, RushesBoardItem *shot, const char *member, GVariant *value, GError **error)
{
  gint64 number = 0;
  RushesBoardItem *other;

  if (rushes_board_item_get_level (shot) != RUSHES_BOARD_LEVEL_SHOT || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return TRUE;
  if (g_str_equal (member, RUSHES_BOARD_FIRST))
    g_variant_lookup (value, "end_of", "x", &number);
  if (g_str_equal (member, RUSHES_BOARD_LAST))
    g_variant_lookup (value, "start_of", "x", &number);
  other = rushes_board_find_shot (board, number);
  if (number == 0 || other != NULL)
    return number == 0 || rushes_continuity_check (board, shot, other, error);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no shot %" PRId64 " on this board"), number);
  return FALSE;
}

/* What a shot or a scene does not say, others say for it. */
static gboolean
is_inherited (const char *member)
{
  return rushes_board_member_is_known (RUSHES_BOARD_LEVEL_BOARD, member) && !g_str_equal (member, RUSHES_BOARD_NOTES) && !g_str_equal (member, RUSHES_BOARD_TITLE);
}

static RushesBoardStep *
new_set_step (RushesBoardItem *item, const char *member, gboolean cleared)
{
  gboolean clear = cleared && is_inherited (member);
  const char *name = rushes_board_member_get_name (member);
  g_autofree char *shown = rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SHOT ? rushes_shot_number_dup_shown (item) : NULL;
  const char *title = rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SCENE ? rushes_board_item_get_string (item, RUSHES_BOARD_TITLE) : NULL;

  if (shown != NULL)
    return clear ? new_step (_("Shot %s: %s is inherited again"), shown, name) : new_step (_("Shot %s: %s changed"), shown, name);
  if (rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_SCENE)
    return clear ? new_step (_("Scene “%s”: %s is inherited again"), title != NULL ? title : "", name)
                 : new_step (_("Scene “%s”: %s changed"), title != NULL ? title : "", name);
  return rushes_board_item_get_level (item) == RUSHES_BOARD_LEVEL_BOARD ? new_step (_("Board: %s changed"), name) : new_step (_("%s changed"), name);
}

static gboolean
add_set (RushesBoard *board, RushesBoardStep *step, RushesBoardItem *item, const char *member, GVariant *plain, GError **error)
{
  RushesBoardLevel level = rushes_board_item_get_level (item);

  if (plain != NULL && !rushes_board_member_fits (level, member, plain))
    {
      g_autofree char *wanted = rushes_board_member_dup_wanted (level, member);
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” has to be %s"), member, wanted);
      return FALSE;
    }
  if (plain != NULL && !check_links (board, item, member, plain, error))
    return FALSE;
  rushes_board_step_add_set (step, item, member, plain);
  return TRUE;
}

/**
 * rushes_board_edit_set:
 * @value: (nullable): NULL takes the member away, so that it is inherited; a floating reference is taken
 *
 * Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence, if it cannot be that
 */
RushesBoardStep *
rushes_board_edit_set (RushesBoard *board, RushesBoardItem *item, const char *member, GVariant *value, GError **error)
{
  g_autoptr (GVariant) plain = value != NULL ? rushes_board_text_make_plain (value) : NULL;
  g_autoptr (RushesBoardStep) step = new_set_step (item, member, plain == NULL);

  return add_set (board, step, item, member, plain, error) ? g_steal_pointer (&step) : NULL;
}

/* The same for several members in one step. @members: a{sv}; a null (“mv”) takes a member away */
RushesBoardStep *
rushes_board_edit_set_all (RushesBoard *board, RushesBoardItem *item, GVariant *members, GError **error)
{
  g_autoptr (RushesBoardStep) step = NULL;
  const char *name;
  GVariant *value;
  GVariantIter iter;
  gboolean fits = TRUE;

  g_variant_iter_init (&iter, members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      gboolean clear = g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE);
      if (step == NULL)
        step = new_set_step (item, name, clear);
      fits = fits && add_set (board, step, item, name, clear ? NULL : value, error);
      g_variant_unref (value);
    }
  return fits && step != NULL ? g_steal_pointer (&step) : NULL;
}

/* @take: (nullable): of @shot; NULL: none is chosen any more. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_choose (RushesBoardItem *shot, RushesBoardItem *take)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);
  RushesBoardStep *step = take != NULL ? new_step (_("Take %u of shot %s chosen"), rushes_board_item_get_index (take) + 1, shown)
                                       : new_step (_("No take of shot %s chosen"), shown);

  rushes_board_step_add_set (step, shot, RUSHES_BOARD_CHOSEN,
                             take != NULL ? g_variant_new_string (rushes_board_item_get_string (take, RUSHES_BOARD_CLIP)) : NULL);
  return step;
}

/* Returns: (transfer full) (nullable): which take a take that is made now starts from; NULL if the shot starts from none */
GVariant *
rushes_board_edit_dup_start (RushesBoard *board, RushesBoardItem *shot)
{
  gint64 number = rushes_continuity_get_start (shot);
  RushesBoardItem *before = number != 0 ? rushes_board_find_shot (board, number) : NULL;
  RushesBoardItem *take = before != NULL ? rushes_continuity_get_take (before) : NULL;
  const char *clip = take != NULL ? rushes_board_item_get_string (take, RUSHES_BOARD_CLIP) : NULL;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (clip != NULL)
    {
      g_variant_builder_add (&builder, "{sv}", "shot", g_variant_new_int64 (number));
      g_variant_builder_add (&builder, "{sv}", RUSHES_BOARD_CLIP, g_variant_new_string (clip));
      return g_variant_ref_sink (g_variant_builder_end (&builder));
    }
  g_variant_builder_clear (&builder);
  return NULL;
}

static void
add_take (RushesBoardStep *step, RushesBoardItem *shot, guint index, const char *clip, GVariant *start)
{
  g_autoptr (RushesBoardItem) take = rushes_board_item_new (RUSHES_BOARD_LEVEL_TAKE);

  rushes_board_item_set (take, RUSHES_BOARD_CLIP, g_variant_new_string (clip));
  if (start != NULL)
    rushes_board_item_set (take, RUSHES_BOARD_START, start);
  rushes_board_step_add_insert (step, shot, index, take);
}

static gboolean
has_take (RushesBoardItem *shot, const char *clip)
{
  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    if (g_strcmp0 (rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP), clip) == 0)
      return TRUE;
  return FALSE;
}

/* @clip: its id. Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE if it is a take of the shot already */
RushesBoardStep *
rushes_board_edit_add_take (RushesBoard *board, RushesBoardItem *shot, const char *clip, GError **error)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);
  g_autoptr (GVariant) start = rushes_board_edit_dup_start (board, shot);
  guint count = rushes_board_item_get_count (shot);
  RushesBoardStep *step;

  if (has_take (shot, clip))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("That clip is a take of shot %s already"), shown);
      return NULL;
    }
  step = new_step (_("Take %u added to shot %s"), count + 1, shown);
  add_take (step, shot, count, clip, start);
  return step;
}

/* The same for several: those that are takes already are not added. NULL only if all are. */
RushesBoardStep *
rushes_board_edit_add_takes (RushesBoard *board, RushesBoardItem *shot, const char *const *clips, GError **error)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shot);
  g_autoptr (GVariant) start = rushes_board_edit_dup_start (board, shot);
  guint count = rushes_board_item_get_count (shot), n = 0;
  g_autoptr (RushesBoardStep) step = NULL;

  if (clips[0] != NULL && clips[1] == NULL)
    return rushes_board_edit_add_take (board, shot, clips[0], error);
  for (const char *const *clip = clips; *clip != NULL; clip++)
    n += !has_take (shot, *clip);
  if (n == 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("These clips are takes of shot %s already"), shown);
      return NULL;
    }
  step = new_step (ngettext ("%u take added to shot %s", "%u takes added to shot %s", n), n, shown);
  for (const char *const *clip = clips; *clip != NULL; clip++)
    if (!has_take (shot, *clip))
      add_take (step, shot, count++, *clip, start);
  return g_steal_pointer (&step);
}

/* @shots, @jobs: for each shot the id of the job that makes its takes. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_fill (GPtrArray *shots, GPtrArray *jobs)
{
  RushesBoardStep *step = new_step (ngettext ("%u shot filled", "%u shots filled", shots->len), shots->len);

  for (guint i = 0; i < shots->len; i++)
    rushes_board_step_add_job (step, shots->pdata[i], jobs->pdata[i]);
  return step;
}

/* The same for takes of a shot that may have some: @shots may name one several times. Returns: (transfer full) */
RushesBoardStep *
rushes_board_edit_order (GPtrArray *shots, GPtrArray *jobs)
{
  g_autofree char *shown = rushes_shot_number_dup_shown (shots->pdata[0]);
  RushesBoardStep *step = new_step (ngettext ("%u take of shot %s asked for", "%u takes of shot %s asked for", jobs->len), jobs->len, shown);

  for (guint i = 0; i < shots->len; i++)
    rushes_board_step_add_job (step, shots->pdata[i], jobs->pdata[i]);
  return step;
}

/**
 * rushes_board_edit_arrive:
 * @job: has ended
 * @clips: (element-type utf8): ids of what it made; none if it failed
 * @start: (nullable): which take it started from
 *
 * For rushes_board_do_silently(). What is a take already, or was taken out, is not added: it may be said as often as one likes.
 *
 * Returns: (transfer full)
 */
RushesBoardStep *
rushes_board_edit_arrive (RushesBoard *board, RushesBoardItem *shot, const char *job, GPtrArray *clips, GVariant *start)
{
  RushesBoardStep *step = rushes_board_step_new ("");
  guint index = rushes_board_item_get_count (shot);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) jobs = rushes_board_item_dup_texts (shot, RUSHES_BOARD_JOBS), left = NULL;

  for (guint i = 0; i < clips->len && !rushes_board_item_has_text (shot, RUSHES_BOARD_LEFT_OUT, job); i++)
    if (!has_take (shot, clips->pdata[i]) && !rushes_board_item_has_text (shot, RUSHES_BOARD_LEFT_OUT, clips->pdata[i]))
      add_take (step, shot, index++, clips->pdata[i], start);
  for (char **each = jobs; *each != NULL; each++)
    if (!g_str_equal (*each, job))
      g_strv_builder_add (others, *each);
  left = g_strv_builder_end (others);
  rushes_board_step_add_set (step, shot, RUSHES_BOARD_JOBS, *left != NULL ? g_variant_new_strv ((const char *const *) left, -1) : NULL);
  return step;
}
