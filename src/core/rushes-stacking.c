/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-stacking.h"

#include "rushes-judgement.h"
#include "rushes-stack-key.h"

/* From "these takes, together" or "apart" to what changes, which rushes_library_judge() takes as one step. */

/* Takes as they are looked for: of each stack it is asked once what is in it. */
typedef struct
{
  RushesLibrary *library;
  GArray *rows;       /* gint64: what was found */
  GHashTable *seen;   /* those rows */
  GHashTable *stacks; /* key → how many are in it */
} Search;

/* Each once. */
static void
add_row (Search *self, gint64 row)
{
  if (g_hash_table_add (self->seen, g_memdup2 (&row, sizeof row)))
    g_array_append_val (self->rows, row);
}

/* Returns: how many are in that stack, 0: it could not be asked. @whole: all of them are meant */
static guint
ask (Search *self, gint64 key, gboolean whole, GError **error)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->stacks, &key));
  g_autoptr (GArray) stack = n == 0 || whole ? rushes_library_list_stack (self->library, key, error) : NULL;

  for (guint i = 0; whole && stack != NULL && i < stack->len; i++)
    add_row (self, g_array_index (stack, gint64, i));
  if (stack != NULL)
    n = MAX (1, stack->len);
  g_hash_table_insert (self->stacks, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n));
  return n;
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
  g_autoptr (GHashTable) stacks = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Search search = { library, rows, seen, stacks };

  for (guint i = 0; i < parts->len; i++)
    {
      const RushesStackPart *part = &g_array_index (parts, RushesStackPart, i);
      g_autoptr (GError) cause = NULL;
      gint64 key = part->whole || apart ? rushes_library_find_stack (library, part->row, NULL, &cause) : 0;

      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (apart && ask (&search, key, FALSE, error) < 2)
        {
          if (error != NULL && *error != NULL)
            return NULL;
          continue;
        }
      add_row (&search, part->row);
      if (part->whole && ask (&search, key, TRUE, error) == 0)
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/* Returns: whether all have the same request, or come from the same clip: then nobody needs to remember that they stand together. @cause: may be set */
static gboolean
are_takes (RushesLibrary *library, GArray *rows, GError **cause)
{
  gint64 first = 0, takes;

  for (guint i = 0; i < rows->len; i++)
    {
      rushes_library_find_stack (library, g_array_index (rows, gint64, i), &takes, cause);
      if (*cause != NULL || (i > 0 && takes != first))
        return FALSE;
      first = takes;
    }
  return TRUE;
}

/* @stack: where it is put; "" where it belongs anyway */
static void
add_change (GPtrArray *judgements, const RushesClipInfo *info, const char *stack)
{
  if (g_strcmp0 (info->stack != NULL ? info->stack : "", stack) != 0)
    g_ptr_array_add (judgements, rushes_judgement_new (info, RUSHES_OPINION_STACK, g_variant_new_string (stack)));
}

/**
 * rushes_stacking_join:
 * @rows: (element-type gint64): clips, all of which come to the first one's stack
 *
 * Blocking; reads two rows for each.
 *
 * Returns: (transfer full) (element-type RushesJudgement) (nullable): what changes; %NULL: one cannot be read
 */
GPtrArray *
rushes_stacking_join (RushesLibrary *library, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) judgements = rushes_judgements_new ();
  g_autoptr (GError) cause = NULL;
  gint64 stack = rows->len > 0 ? rushes_library_find_stack (library, g_array_index (rows, gint64, 0), NULL, &cause) : 0;
  g_autofree char *text = cause == NULL && are_takes (library, rows, &cause) ? g_strdup ("") : rushes_stack_key_to_text (stack);

  for (guint i = 0; cause == NULL && rows->len > 1 && i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      gboolean there = *text != '\0' && rushes_library_find_stack (library, row, NULL, &cause) == stack;
      g_autoptr (RushesClipInfo) info = cause == NULL && !there ? rushes_library_read_clip (library, row, &cause) : NULL;
      if (info != NULL)
        add_change (judgements, info, text);
    }
  if (cause == NULL)
    return g_steal_pointer (&judgements);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
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
 * Blocking; reads a row for each.
 *
 * Returns: (transfer full) (element-type RushesJudgement) (nullable): what changes; %NULL: one cannot be read
 */
GPtrArray *
rushes_stacking_unjoin (RushesLibrary *library, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) judgements = rushes_judgements_new ();
  g_autoptr (GError) cause = NULL;

  for (guint i = 0; cause == NULL && i < rows->len; i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_library_read_clip (library, g_array_index (rows, gint64, i), &cause);
      g_autofree char *own = info != NULL ? dup_own (info->id) : NULL;
      if (own != NULL)
        add_change (judgements, info, own);
    }
  if (cause == NULL)
    return g_steal_pointer (&judgements);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
