/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-fill-shots.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* The shots of a fill that was agreed to, and how far each is. What has to wait is looked at again whenever something has arrived: it can be sent by
 * then, or what it waits for never comes. */

static void
shot_free (gpointer data)
{
  RushesFillShot *shot = data;

  g_free (shot->shown);
  g_free (shot->job);
  g_free (shot->reason);
  g_free (shot);
}

/* @lines: (element-type RushesFillLine). Returns: (transfer full) (element-type RushesFillShot): those of them that can be made */
GPtrArray *
rushes_fill_shots_new (GPtrArray *lines)
{
  GPtrArray *shots = g_ptr_array_new_with_free_func (shot_free);

  for (guint i = 0; i < lines->len; i++)
    {
      const RushesFillLine *line = lines->pdata[i];
      RushesFillShot *shot = line->missing == NULL ? g_new0 (RushesFillShot, 1) : NULL;
      if (shot == NULL)
        continue;
      shot->number = line->number;
      shot->shown = g_strdup (line->shown);
      shot->cost = line->cost;
      shot->waits_for = line->waits_for[0] != 0 ? line->waits_for[0] : line->waits_for[1];
      g_ptr_array_add (shots, shot);
    }
  return shots;
}

/* Returns: (transfer none) (nullable) */
RushesFillShot *
rushes_fill_shots_find (GPtrArray *shots, gint64 number)
{
  for (guint i = 0; i < shots->len; i++)
    if (((RushesFillShot *) shots->pdata[i])->number == number)
      return shots->pdata[i];
  return NULL;
}

/* Returns: (transfer none) (nullable): for which that job is */
RushesFillShot *
rushes_fill_shots_find_job (GPtrArray *shots, const char *job)
{
  for (guint i = 0; i < shots->len; i++)
    if (g_strcmp0 (((RushesFillShot *) shots->pdata[i])->job, job) == 0)
      return shots->pdata[i];
  return NULL;
}

guint
rushes_fill_shots_count (GPtrArray *shots, RushesFillStage stage)
{
  guint n = 0;

  for (guint i = 0; i < shots->len; i++)
    n += ((RushesFillShot *) shots->pdata[i])->stage == stage;
  return n;
}

/* @reason: (nullable): a sentence; its full stop is left out */
void
rushes_fill_shots_set (RushesFillShot *shot, RushesFillStage stage, const char *reason)
{
  char *copy = reason != NULL ? g_strdup (reason) : NULL;

  if (copy != NULL && g_str_has_suffix (copy, "."))
    copy[strlen (copy) - 1] = '\0';
  g_free (shot->reason);
  shot->reason = copy;
  shot->stage = stage;
}

/* Whether the take of shot @number, for which it waits on that side, may still come. @left: (element-type RushesFillShot): are left out */
static gboolean
may_come (GPtrArray *shots, const RushesFillLine *line, int side, GHashTable *left, GHashTable *going_on)
{
  RushesFillShot *other = rushes_fill_shots_find (shots, line->waits_for[side]);

  if (other != NULL && (other->stage == RUSHES_FILL_SENT || (other->stage == RUSHES_FILL_WAITS && !g_hash_table_contains (left, other))))
    return TRUE;
  for (char **job = line->awaited[side]; job != NULL && *job != NULL; job++)
    if (g_hash_table_contains (going_on, *job))
      return TRUE;
  return line->waits_for[side] == 0;
}

/* (transfer full) (nullable): why a shot that was agreed to is not made after all. @line: what it would be made with now */
static char *
dup_obstacle (GPtrArray *shots, const RushesFillShot *shot, const RushesFillLine *line, GHashTable *left, GHashTable *going_on)
{
  if (line->missing != NULL)
    return g_strdup (line->missing);
  if (line->cost > MAX (0, shot->cost) + 0.005)
    return g_strdup_printf (_("It costs $%.2f by now, which is more than was agreed to"), line->cost);
  for (int side = 0; side < 2; side++)
    if (line->waits && !may_come (shots, line, side, left, going_on))
      return g_strdup_printf (_("It waits for shot %" PRId64 ", which was not made"), line->waits_for[side]);
  return NULL;
}

/* Those that are left out, with the reason: a shot that waits for such a one is another. */
static GHashTable *
find_left (GPtrArray *shots, GPtrArray *lines, GHashTable *going_on)
{
  GHashTable *left = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < shots->len; i++)
        {
          RushesFillShot *shot = shots->pdata[i];
          RushesFillLine *line = shot->stage == RUSHES_FILL_WAITS && !g_hash_table_contains (left, shot) ? rushes_board_fill_find_line (lines, shot->number) : NULL;
          char *reason = line != NULL ? dup_obstacle (shots, shot, line, left, going_on) : NULL;
          if (reason != NULL)
            again = g_hash_table_insert (left, shot, reason);
        }
    }
  return left;
}

/* Whether one would be left out for the first time. */
static gboolean
doubt (GPtrArray *shots, GHashTable *left)
{
  gboolean first = FALSE;

  for (guint i = 0; i < shots->len; i++)
    {
      RushesFillShot *shot = shots->pdata[i];
      gboolean doubted = g_hash_table_contains (left, shot);
      first = first || (doubted && !shot->doubted);
      shot->doubted = doubted;
    }
  return first;
}

/**
 * rushes_fill_shots_judge:
 * @lines: (element-type RushesFillLine): what could be made now; only those that are to be sent keep their request
 * @going_on: (element-type utf8): the jobs for which somebody waits, and that are not over
 *
 * What a shot waits for may have come after @lines were planned and before @going_on was asked: it is left out when two looks in a row say so.
 *
 * Returns: whether that needs another look; then nothing was decided
 */
gboolean
rushes_fill_shots_judge (GPtrArray *shots, GPtrArray *lines, GHashTable *going_on)
{
  g_autoptr (GHashTable) left = find_left (shots, lines, going_on);

  if (doubt (shots, left))
    return TRUE;
  for (guint i = 0; i < lines->len; i++)
    {
      RushesFillLine *line = lines->pdata[i];
      RushesFillShot *shot = rushes_fill_shots_find (shots, line->number);
      if (shot == NULL || shot->stage != RUSHES_FILL_WAITS || g_hash_table_contains (left, shot))
        g_clear_pointer (&line->request, rushes_request_unref);
    }
  for (guint i = 0; i < shots->len; i++)
    {
      RushesFillShot *shot = shots->pdata[i];
      RushesFillLine *line = shot->stage == RUSHES_FILL_WAITS ? rushes_board_fill_find_line (lines, shot->number) : NULL;
      if (shot->stage == RUSHES_FILL_WAITS && line == NULL)
        rushes_fill_shots_set (shot, RUSHES_FILL_ELSEWHERE, NULL);
      else if (g_hash_table_contains (left, shot))
        rushes_fill_shots_set (shot, RUSHES_FILL_LEFT_OUT, g_hash_table_lookup (left, shot));
      else if (line != NULL)
        shot->waits_for = line->waits_for[0] != 0 ? line->waits_for[0] : line->waits_for[1];
    }
  return FALSE;
}
