/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-stacking.h"

#include "rushes-judgement.h"
#include "rushes-stack-key.h"

/* From "these takes, together" or "apart" to what changes, which rushes_library_judge() takes as one step. */

/* Each once. */
static void
add_row (GArray *rows, GHashTable *seen, gint64 row)
{
  if (g_hash_table_add (seen, g_memdup2 (&row, sizeof row)))
    g_array_append_val (rows, row);
}

/**
 * rushes_stacking_find:
 * @parts: (element-type RushesStackPart)
 * @apart: only those that are in a stack with others
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the rows of all clips that are meant
 */
GArray *
rushes_stacking_find (RushesLibrary *library, GArray *parts, gboolean apart, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const RushesStackPart *part = &g_array_index (parts, RushesStackPart, i);
      g_autoptr (GArray) stack = rushes_library_list_stack (library, rushes_library_find_stack (library, part->row, NULL), error);

      if (stack == NULL)
        return NULL;
      if (apart && stack->len < 2)
        continue;
      add_row (rows, seen, part->row);
      for (guint k = 0; part->whole && k < stack->len; k++)
        add_row (rows, seen, g_array_index (stack, gint64, k));
    }
  return g_steal_pointer (&rows);
}

/* Returns: whether all have the same request, or come from the same clip: then nobody needs to remember that they stand together */
static gboolean
are_takes (RushesLibrary *library, GArray *rows)
{
  gint64 first = 0, takes;

  for (guint i = 0; i < rows->len; i++)
    {
      rushes_library_find_stack (library, g_array_index (rows, gint64, i), &takes);
      if (i > 0 && takes != first)
        return FALSE;
      first = takes;
    }
  return TRUE;
}

/* @stack: where it is put; "" where it belongs anyway */
static void
add_change (GPtrArray *judgements, RushesLibrary *library, gint64 row, const char *stack)
{
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (library, row);

  if (clip != NULL && g_strcmp0 (rushes_clip_get_info (clip)->stack != NULL ? rushes_clip_get_info (clip)->stack : "", stack) != 0)
    g_ptr_array_add (judgements, rushes_judgement_new (rushes_clip_get_info (clip), RUSHES_OPINION_STACK, g_variant_new_string (stack)));
}

/**
 * rushes_stacking_join:
 * @rows: (element-type gint64): clips, all of which come to the first one's stack
 *
 * Main thread; reads two rows for each.
 *
 * Returns: (transfer full) (element-type RushesJudgement): what changes
 */
GPtrArray *
rushes_stacking_join (RushesLibrary *library, GArray *rows)
{
  GPtrArray *judgements = rushes_judgements_new ();
  gint64 stack = rows->len > 0 ? rushes_library_find_stack (library, g_array_index (rows, gint64, 0), NULL) : 0;
  g_autofree char *text = are_takes (library, rows) ? g_strdup ("") : rushes_stack_key_to_text (stack);

  for (guint i = 0; rows->len > 1 && i < rows->len; i++)
    if (*text == '\0' || rushes_library_find_stack (library, g_array_index (rows, gint64, i), NULL) != stack)
      add_change (judgements, library, g_array_index (rows, gint64, i), text);
  return judgements;
}

/* A text that no other clip has. Not rushes_stack_key_of_clip(): with that stands what was made of it. */
static char *
dup_own (const char *id)
{
  g_autofree char *name = g_strconcat ("alone ", id, NULL);

  return rushes_stack_key_to_text (rushes_stack_key_from_text (name));
}

/**
 * rushes_stacking_unjoin:
 * @rows: (element-type gint64): clips, each of which is to stand alone
 *
 * Main thread; reads a row for each.
 *
 * Returns: (transfer full) (element-type RushesJudgement): what changes
 */
GPtrArray *
rushes_stacking_unjoin (RushesLibrary *library, GArray *rows)
{
  GPtrArray *judgements = rushes_judgements_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (RushesClip) clip = rushes_library_ref_clip (library, g_array_index (rows, gint64, i));
      g_autofree char *own = clip != NULL ? dup_own (rushes_clip_get_id (clip)) : NULL;
      if (own != NULL)
        add_change (judgements, library, g_array_index (rows, gint64, i), own);
    }
  return judgements;
}
