/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-judging.h"

#include <glib/gi18n.h>

/* From "this key, those clips" to what changes: the same for the window and the command line. rushes_library_judge() takes
 * what comes out as one step. */

static void
add_change (GPtrArray *judgements, const RushesClipInfo *info, RushesOpinion opinion, GVariant *value)
{
  g_autoptr (RushesJudgement) judgement = rushes_judgement_new (info, opinion, value);

  if (!g_variant_equal (judgement->before, judgement->after))
    g_ptr_array_add (judgements, g_steal_pointer (&judgement));
}

/**
 * rushes_judging_set:
 * @clips: (element-type RushesClip)
 * @value: of the opinion's type; a floating reference is taken
 *
 * Returns: (transfer full) (element-type RushesJudgement): what changes when all of them get it
 */
GPtrArray *
rushes_judging_set (GPtrArray *clips, RushesOpinion opinion, GVariant *value)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  GPtrArray *judgements = rushes_judgements_new ();

  for (guint i = 0; i < clips->len; i++)
    add_change (judgements, rushes_clip_get_info (clips->pdata[i]), opinion, owned);
  return judgements;
}

/* The same, and @otherwise where all have @value already: the second press of a key takes the first back. */
GPtrArray *
rushes_judging_toggle (GPtrArray *clips, RushesOpinion opinion, GVariant *value, GVariant *otherwise)
{
  g_autoptr (GVariant) spare = g_variant_ref_sink (otherwise);
  g_autoptr (GPtrArray) judgements = rushes_judging_set (clips, opinion, value);

  return judgements->len > 0 ? g_steal_pointer (&judgements) : rushes_judging_set (clips, opinion, spare);
}

static GVariant *
new_tags (char **tags, const char *tag, gboolean add)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (; tags != NULL && *tags != NULL; tags++)
    if (!g_str_equal (*tags, tag))
      g_variant_builder_add (&builder, "s", *tags);
  if (add)
    g_variant_builder_add (&builder, "s", tag);
  return g_variant_builder_end (&builder);
}

/* @text: as it was typed. Returns: (transfer full) (nullable): the tag that it means; %NULL if it means none */
char *
rushes_judging_dup_tag (const char *text)
{
  g_autofree char *tag = g_utf8_validate (text, -1, NULL) ? g_strstrip (g_strdup (text)) : g_strdup ("");

  return *tag != '\0' ? g_steal_pointer (&tag) : NULL;
}

static void
add_tag_change (GPtrArray *judgements, const RushesClipInfo *info, const char *tag, gboolean add)
{
  gboolean has = info->tags != NULL && g_strv_contains ((const char *const *) info->tags, tag);

  if (has != add)
    add_change (judgements, info, RUSHES_OPINION_TAGS, new_tags (info->tags, tag, add));
}

/* Returns: (transfer full): what changes when all of them get the tag, or lose it */
GPtrArray *
rushes_judging_tag (GPtrArray *clips, const char *tag, gboolean add)
{
  GPtrArray *judgements = rushes_judgements_new ();

  for (guint i = 0; i < clips->len; i++)
    add_tag_change (judgements, rushes_clip_get_info (clips->pdata[i]), tag, add);
  return judgements;
}

/* The same of any number of clips. @rows: (element-type gint64). (nullable): NULL: one cannot be read. Blocking; any thread. */
GPtrArray *
rushes_judging_tag_rows (RushesLibrary *library, GArray *rows, const char *tag, gboolean add, GError **error)
{
  g_autoptr (GPtrArray) judgements = rushes_judgements_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GError) cause = NULL;
      g_autoptr (RushesClipInfo) info = rushes_library_read_clip (library, g_array_index (rows, gint64, i), &cause);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (info != NULL)
        add_tag_change (judgements, info, tag, add);
    }
  return g_steal_pointer (&judgements);
}

/**
 * rushes_judging_notes:
 * @before: notes that it has and that go
 * @after: notes that come
 *
 * Returns: (transfer full) (element-type RushesJudgement): what changes, if anything does
 */
GPtrArray *
rushes_judging_notes (RushesClip *clip, GVariant *before, GVariant *after)
{
  GPtrArray *judgements = rushes_judgements_new ();
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autoptr (GVariant) notes = rushes_notes_merge (info->notes, before, after);

  if (notes == NULL)
    notes = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("(xxs)"), NULL, 0));
  add_change (judgements, info, RUSHES_OPINION_NOTES, notes);
  return judgements;
}

/* The same with one that goes, and one that comes; %NULL: none. */
GPtrArray *
rushes_judging_note (RushesClip *clip, const RushesNote *before, const RushesNote *after)
{
  g_autoptr (GVariant) old = rushes_notes_new (before), new = rushes_notes_new (after);

  return rushes_judging_notes (clip, old, new);
}

static char *
dup_verdict (int verdict, guint n)
{
  switch (verdict)
    {
    case RUSHES_VERDICT_PICK:
      return g_strdup_printf (ngettext ("%u take picked", "%u takes picked", n), n);
    case RUSHES_VERDICT_REJECT:
      return g_strdup_printf (ngettext ("%u take rejected", "%u takes rejected", n), n);
    default:
      return g_strdup_printf (ngettext ("%u take neither picked nor rejected", "%u takes neither picked nor rejected", n), n);
    }
}

/* @judgements: not empty. Returns: (transfer full): what holds after them: “3 takes rejected” */
char *
rushes_judging_dup_sentence (GPtrArray *judgements)
{
  const RushesJudgement *first = judgements->pdata[0];
  guint n = judgements->len;

  switch (first->opinion)
    {
    case RUSHES_OPINION_RATING:
      return g_strdup_printf (ngettext ("Rating of %u take", "Rating of %u takes", n), n);
    case RUSHES_OPINION_FAVOURITE:
      return g_strdup_printf (g_variant_get_boolean (first->after) ? ngettext ("%u take is a favourite", "%u takes are favourites", n)
                                                                   : ngettext ("%u take is no favourite", "%u takes are no favourites", n), n);
    case RUSHES_OPINION_VERDICT:
      return dup_verdict (g_variant_get_int32 (first->after), n);
    case RUSHES_OPINION_LABEL:
      return g_strdup_printf (ngettext ("Label of %u take", "Labels of %u takes", n), n);
    case RUSHES_OPINION_STACK:
      return g_strdup_printf (ngettext ("Place of %u take in stacks", "Place of %u takes in stacks", n), n);
    case RUSHES_OPINION_NOTES:
      return g_strdup_printf (ngettext ("Notes on %u take", "Notes on %u takes", n), n);
    case RUSHES_OPINION_TAGS:
    default:
      return g_strdup_printf (ngettext ("Tags of %u take", "Tags of %u takes", n), n);
    }
}
