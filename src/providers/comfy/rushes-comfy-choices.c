/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy-choices.h"

#include "rushes-comfy-files.h"

#include <glib/gi18n.h>
#include <string.h>

/* A value that a graph was saved with and the server has no more, or never had: what comes next to it. */

#define COMPARED 96 /* characters of a name */

/* How many letters have to be put in, taken out or changed to make one of the other. */
static guint
measure (const char *a, const char *b)
{
  guint row[COMPARED + 1];
  guint n = MIN (strlen (b), COMPARED);

  for (guint k = 0; k <= n; k++)
    row[k] = k;
  for (guint i = 0; a[i] != '\0' && i < COMPARED; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (guint k = 0; k < n; k++)
        {
          guint above = row[k + 1], same = diagonal + (a[i] != b[k]);
          row[k + 1] = MIN (same, MIN (above, row[k]) + 1);
          diagonal = above;
        }
    }
  return row[n];
}

/* What begins alike is the same kind of thing: "res_2s_ode" and "res_multistep". */
static guint
count_common (const char *a, const char *b)
{
  guint n = 0;

  while (a[n] != '\0' && a[n] == b[n])
    n++;
  return n;
}

/* Returns: (transfer none) (nullable): of @offered the one whose name is most like @wanted; %NULL only of none */
const char *
rushes_comfy_choices_find_nearest (GStrv offered, const char *wanted)
{
  g_autofree char *lower = g_ascii_strdown (wanted, -1);
  const char *nearest = NULL;
  int best = G_MAXINT;

  for (char **choice = offered; *choice != NULL; choice++)
    {
      g_autofree char *own = g_ascii_strdown (*choice, -1);
      int distance = 2 * (int) measure (lower, own) - 3 * (int) count_common (lower, own);

      if (distance < best)
        {
          best = distance;
          nearest = *choice;
        }
    }
  return nearest;
}

/* Whether the choices are files of models: then no other will do. */
gboolean
rushes_comfy_choices_are_files (const char *class_type, const RushesComfyInput *declared)
{
  return rushes_comfy_folder_for_input (class_type, declared->name) != NULL;
}

/* Whether the server offers something, and not this. What is uploaded is never lacking. */
gboolean
rushes_comfy_choices_lack (const RushesComfyInput *declared, const char *wanted)
{
  g_auto (GStrv) offered = rushes_comfy_input_dup_choices (declared);

  return offered[0] != NULL && !rushes_comfy_input_is_uploaded (declared) && !g_strv_contains ((const char *const *) offered, wanted);
}

/* (nullable): what stands for it from the start: a file only if it is the same model in another packing */
static const char *
choose (GStrv offered, const RushesComfyInput *declared, const char *class_type, const char *current)
{
  return rushes_comfy_choices_are_files (class_type, declared) ? rushes_comfy_files_choose (offered, current)
                                                              : rushes_comfy_choices_find_nearest (offered, current);
}

/**
 * rushes_comfy_choices_fill:
 * @field: becomes a choice, if the server offers any
 * @current: what the graph has; where the server has it no more, its nearest neighbour is chosen instead and the field says so
 */
void
rushes_comfy_choices_fill (RushesField *field, const RushesComfyInput *declared, const char *class_type, const char *current)
{
  g_auto (GStrv) offered = rushes_comfy_input_dup_choices (declared);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const char *nearest;

  if (offered[0] == NULL)
    return;
  field->type = RUSHES_FIELD_CHOICE;
  nearest = g_strv_contains ((const char *const *) offered, current) ? current : choose (offered, declared, class_type, current);
  if (nearest == NULL)
    g_strv_builder_add (builder, current); /* named as missing */
  g_strv_builder_addv (builder, (const char **) offered);
  field->choices = g_strv_builder_end (builder);
  if (nearest == NULL || g_str_equal (nearest, current))
    return;
  g_variant_unref (field->initial);
  field->initial = g_variant_ref_sink (g_variant_new_string (nearest));
  field->note = g_strdup_printf (_("“%s” is not there. The nearest is “%s”"), current, nearest);
}
