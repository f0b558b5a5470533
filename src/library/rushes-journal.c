/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-journal.h"

/* Judgements in the order they were made, so that they can be taken back in the next session and by another process:
 * one step for each press of a key, however many clips it was for. All of it happens in the caller's transaction. */

#define KEPT 500 /* steps */

static gboolean
run (RushesDatabase *database, const char *sql, GVariant *parameters, GError **error)
{
  return rushes_database_run (database, sql, parameters, NULL, NULL, NULL, error);
}

static void
read_step (RushesRow *row, gpointer data)
{
  *(gint64 *) data = rushes_row_get_int (row, 0);
}

static gboolean
append_change (RushesDatabase *database, gint64 step, const RushesJudgement *judgement, GError **error)
{
  g_autofree char *before = g_variant_print (judgement->before, FALSE), *after = g_variant_print (judgement->after, FALSE);

  return run (database, "INSERT INTO changes (step, clip, opinion, before, after) VALUES (?, ?, ?, ?, ?)",
              g_variant_new ("(xssss)", step, judgement->clip, rushes_opinion_to_name (judgement->opinion), before, after), error);
}

/* What was undone can then not be done again, as everywhere. Blocking. */
gboolean
rushes_journal_append (RushesDatabase *database, GPtrArray *judgements, GError **error)
{
  gint64 step = 0;

  if (!run (database, "DELETE FROM steps WHERE undone", NULL, error) ||
      !run (database, "INSERT INTO steps DEFAULT VALUES", NULL, error) ||
      !rushes_database_run (database, "SELECT MAX (step) FROM steps", NULL, read_step, &step, NULL, error))
    return FALSE;
  for (guint i = 0; i < judgements->len; i++)
    if (!append_change (database, step, judgements->pdata[i], error))
      return FALSE;
  return run (database, "DELETE FROM steps WHERE step <= ?", g_variant_new ("(x)", step - KEPT), error);
}

typedef struct
{
  GPtrArray *judgements;
  gboolean redo;
} Reading;

static void
read_change (RushesRow *row, gpointer data)
{
  Reading *reading = data;
  RushesJudgement *judgement = rushes_judgement_new_read (rushes_row_get_text (row, 0), rushes_row_get_text (row, 1),
                                                          rushes_row_get_text (row, reading->redo ? 2 : 3),
                                                          rushes_row_get_text (row, reading->redo ? 3 : 2));

  if (judgement != NULL)
    g_ptr_array_add (reading->judgements, judgement);
}

/**
 * rushes_journal_take:
 * @redo: the last step that was undone, rather than the last that was done
 *
 * Marks it. Blocking.
 *
 * Returns: (transfer full) (element-type RushesJudgement) (nullable): what leads back: its `after` is what is to be;
 * empty if there is no step
 */
GPtrArray *
rushes_journal_take (RushesDatabase *database, gboolean redo, GError **error)
{
  g_autoptr (GPtrArray) judgements = rushes_judgements_new ();
  Reading reading = { judgements, redo };
  gint64 step = 0;

  if (!rushes_database_run (database, redo ? "SELECT MIN (step) FROM steps WHERE undone" : "SELECT MAX (step) FROM steps WHERE NOT undone",
                            NULL, read_step, &step, NULL, error) ||
      !rushes_database_run (database, "SELECT clip, opinion, before, after FROM changes WHERE step = ?", g_variant_new ("(x)", step),
                            read_change, &reading, NULL, error) ||
      !run (database, "UPDATE steps SET undone = ? WHERE step = ?", g_variant_new ("(bx)", !redo, step), error))
    return NULL;
  return g_steal_pointer (&judgements);
}
