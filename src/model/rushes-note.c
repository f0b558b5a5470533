/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-note.h"

#include <string.h>

/* The notes of a clip as one value, which never changes: what is done with it gives another. */

/* @notes: (nullable) */
guint
rushes_notes_count (GVariant *notes)
{
  return notes != NULL ? g_variant_n_children (notes) : 0;
}

/* Returns: one of them; its text lives as long as @notes */
RushesNote
rushes_notes_get (GVariant *notes, guint index)
{
  RushesNote note;

  g_variant_get_child (notes, index, "(xx&s)", &note.from_us, &note.to_us, &note.text);
  return note;
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const RushesNote *first = a, *second = b;

  if (first->from_us != second->from_us)
    return first->from_us < second->from_us ? -1 : 1;
  if (first->to_us != second->to_us)
    return first->to_us < second->to_us ? -1 : 1;
  return strcmp (first->text, second->text);
}

/* Its times in order, or none. */
static RushesNote
tidy_times (RushesNote note)
{
  if (note.from_us < 0)
    note.from_us = note.to_us = RUSHES_NOTE_WHOLE;
  note.to_us = MAX (note.to_us, note.from_us);
  return note;
}

static gboolean
has_note (GArray *list, const RushesNote *note)
{
  for (guint i = 0; i < list->len; i++)
    if (compare_notes (&g_array_index (list, RushesNote, i), note) == 0)
      return TRUE;
  return FALSE;
}

/* Adds those of @notes that are not in @list; their texts stay those of @notes, or of @chunk where they had to be changed. */
static void
add_all (GArray *list, GVariant *notes, GStringChunk *chunk)
{
  for (guint i = 0; i < rushes_notes_count (notes); i++)
    {
      RushesNote note = tidy_times (rushes_notes_get (notes, i));
      g_autofree char *text = g_strstrip (g_strdup (note.text));
      note.text = g_string_chunk_insert (chunk, text);
      if (*text != '\0')
        g_array_append_val (list, note);
    }
}

/* Returns: (transfer full) (nullable): not floating */
static GVariant *
to_value (GArray *list)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (RUSHES_NOTES_TYPE));

  g_array_sort (list, compare_notes);
  for (guint i = 0; i < list->len; i++)
    {
      const RushesNote *note = &g_array_index (list, RushesNote, i);
      if (i > 0 && compare_notes (note, note - 1) == 0) /* each once */
        continue;
      g_variant_builder_add (&builder, "(xxs)", note->from_us, note->to_us, note->text);
    }
  if (list->len > 0)
    return g_variant_ref_sink (g_variant_builder_end (&builder));
  g_variant_builder_clear (&builder);
  return NULL;
}

/* @notes: (nullable). Returns: (transfer full) (nullable): in order, each once, none empty; not floating */
GVariant *
rushes_notes_tidy (GVariant *notes)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (RushesNote));
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (256);

  add_all (list, notes, chunk);
  return to_value (list);
}

/* @note: (nullable). Returns: (transfer full): it alone, or an empty list; not floating */
GVariant *
rushes_notes_new (const RushesNote *note)
{
  GVariant *single = note != NULL ? g_variant_new ("(xxs)", note->from_us, note->to_us, note->text) : NULL;

  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(xxs)"), &single, single != NULL));
}

/**
 * rushes_notes_merge:
 * @notes: (nullable): as they are now
 * @before: (nullable): as somebody saw them
 * @after: (nullable): what that one made of them
 *
 * Returns: (transfer full) (nullable): now, with what that one took away and added; what others wrote meanwhile stays. Not floating
 */
GVariant *
rushes_notes_merge (GVariant *notes, GVariant *before, GVariant *after)
{
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (RushesNote)), seen = g_array_new (FALSE, FALSE, sizeof (RushesNote)),
                     made = g_array_new (FALSE, FALSE, sizeof (RushesNote));
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (256);

  add_all (now, notes, chunk);
  add_all (seen, before, chunk);
  add_all (made, after, chunk);
  for (guint i = now->len; i > 0; i--)
    if (has_note (seen, &g_array_index (now, RushesNote, i - 1)) && !has_note (made, &g_array_index (now, RushesNote, i - 1)))
      g_array_remove_index (now, i - 1);
  for (guint i = 0; i < made->len; i++)
    if (!has_note (seen, &g_array_index (made, RushesNote, i)) && !has_note (now, &g_array_index (made, RushesNote, i)))
      g_array_append_val (now, g_array_index (made, RushesNote, i));
  return to_value (now);
}
