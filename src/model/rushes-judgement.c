/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-judgement.h"

/* Names and types as they are kept on the disk. */
static const struct
{
  const char *name;
  const char *type;
} opinions[] = {
  [RUSHES_OPINION_RATING] = { "rating", "i" }, [RUSHES_OPINION_FAVOURITE] = { "favourite", "b" },
  [RUSHES_OPINION_VERDICT] = { "verdict", "i" }, [RUSHES_OPINION_LABEL] = { "label", "i" },
  [RUSHES_OPINION_TAGS] = { "tags", "as" },          [RUSHES_OPINION_STACK] = { "stack", "s" },
  [RUSHES_OPINION_NOTES] = { "notes", RUSHES_NOTES_TYPE },
};

const char *
rushes_opinion_to_name (RushesOpinion opinion)
{
  return opinions[opinion].name;
}

/**
 * rushes_judgement_new:
 * @after: of the type that rushes_clip_info_get_opinion() gives; a floating reference is taken
 *
 * Returns: (transfer full): from what @info says now to @after
 */
RushesJudgement *
rushes_judgement_new (const RushesClipInfo *info, RushesOpinion opinion, GVariant *after)
{
  RushesJudgement *self = g_new (RushesJudgement, 1);

  *self = (RushesJudgement) { g_strdup (info->id), opinion, rushes_clip_info_get_opinion (info, opinion), g_variant_ref_sink (after) };
  return self;
}

static RushesOpinion
find_opinion (const char *name)
{
  for (guint i = RUSHES_OPINION_RATING; i < G_N_ELEMENTS (opinions); i++)
    if (g_str_equal (opinions[i].name, name))
      return i;
  return 0;
}

/* @before, @after: GVariant texts. Returns: (transfer full) (nullable): what was kept so; %NULL if it is from another version */
RushesJudgement *
rushes_judgement_new_read (const char *clip, const char *opinion, const char *before, const char *after)
{
  RushesOpinion known = find_opinion (opinion);
  const GVariantType *type = known != 0 ? G_VARIANT_TYPE (opinions[known].type) : NULL;
  g_autoptr (GVariant) first = type != NULL ? g_variant_parse (type, before, NULL, NULL, NULL) : NULL;
  g_autoptr (GVariant) second = type != NULL ? g_variant_parse (type, after, NULL, NULL, NULL) : NULL;
  RushesJudgement *self;

  if (first == NULL || second == NULL)
    return NULL;
  self = g_new (RushesJudgement, 1);
  *self = (RushesJudgement) { g_strdup (clip), known, g_steal_pointer (&first), g_steal_pointer (&second) };
  return self;
}

/* Makes it so in the record as it is now. Notes that others wrote meanwhile stay. */
void
rushes_judgement_apply (const RushesJudgement *self, RushesClipInfo *info)
{
  GVariant *merged;

  if (self->opinion != RUSHES_OPINION_NOTES)
    {
      rushes_clip_info_set_opinion (info, self->opinion, self->after);
      return;
    }
  merged = rushes_notes_merge (info->notes, self->before, self->after);
  g_clear_pointer (&info->notes, g_variant_unref);
  info->notes = merged;
}

void
rushes_judgement_free (RushesJudgement *self)
{
  g_free (self->clip);
  g_variant_unref (self->before);
  g_variant_unref (self->after);
  g_free (self);
}

/* Returns: (transfer full) (element-type RushesJudgement): empty; one press of a key fills it */
GPtrArray *
rushes_judgements_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_judgement_free);
}
