/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-infotext.h"

#include <string.h>

/* What A1111 and the programs that grew out of it write into their files, for people and for programs:
 *
 *   the prompt, on as many lines as it has
 *   Negative prompt: likewise
 *   Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 512x512, Model: name, …
 */

#define NEGATIVE "Negative prompt:"
#define STEPS "Steps: "

/* A name, and a value that may be in quotes because of its commas. */
#define PAIR "\\s*([\\w][\\w \\-/]*):\\s*(\"(?:\\\\.|[^\\\\\"])*\"|[^,]*)(?:,|$)"

static void
insert_text (GVariantDict *members, const char *member, const char *text)
{
  if (*text != '\0')
    g_variant_dict_insert (members, member, "s", text);
}

static void
insert_whole (GVariantDict *members, const char *member, const char *text, gint64 lowest, gint64 highest)
{
  gint64 number;

  if (g_ascii_string_to_signed (text, 10, lowest, highest, &number, NULL))
    g_variant_dict_insert (members, member, "x", number);
}

/* "512x768" */
static void
insert_size (GVariantDict *members, const char *text)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", 2);

  if (g_strv_length (sides) != 2)
    return;
  insert_whole (members, RUSHES_REQUEST_WIDTH, sides[0], 1, G_MAXINT16);
  insert_whole (members, RUSHES_REQUEST_HEIGHT, sides[1], 1, G_MAXINT16);
}

/* A seed that is too large for a request is told all the same. */
static void
insert_seed (GVariantDict *members, GVariantDict *fields, const char *text)
{
  insert_whole (members, RUSHES_REQUEST_SEED, text, 0, RUSHES_SEED_MAX);
  if (!g_variant_dict_contains (members, RUSHES_REQUEST_SEED))
    insert_text (fields, "seed", text);
}

static void
insert_pair (GVariantDict *members, GVariantDict *fields, const char *name, const char *value)
{
  double number = g_ascii_strtod (value, NULL);

  if (g_str_equal (name, "Steps"))
    insert_whole (fields, "steps", value, 1, G_MAXINT16);
  else if (g_str_equal (name, "Sampler"))
    insert_text (fields, "sampler", value);
  else if (g_str_equal (name, "Schedule type"))
    insert_text (fields, "scheduler", value);
  else if (g_str_equal (name, "CFG scale") && number > 0 && number < 1000)
    g_variant_dict_insert (fields, "cfg", "d", number);
  else if (g_str_equal (name, "Seed"))
    insert_seed (members, fields, value);
  else if (g_str_equal (name, "Size"))
    insert_size (members, value);
  else if (g_str_equal (name, "Model"))
    insert_text (members, RUSHES_REQUEST_MODEL, value);
}

static char *
dup_unquoted (const char *value)
{
  gsize length = strlen (value);
  g_autofree char *inside = length >= 2 && *value == '"' ? g_strndup (value + 1, length - 2) : NULL;

  return inside != NULL ? g_strcompress (inside) : g_strstrip (g_strdup (value));
}

static void
read_pairs (GVariantDict *members, const char *line)
{
  g_autoptr (GRegex) regex = g_regex_new (PAIR, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) value = NULL;

  for (g_regex_match (regex, line, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1), *quoted = g_match_info_fetch (match, 2), *text = dup_unquoted (quoted);
      if (g_utf8_validate (text, -1, NULL))
        insert_pair (members, &fields, name, text);
    }
  value = g_variant_ref_sink (g_variant_dict_end (&fields));
  if (g_variant_n_children (value) > 0)
    g_variant_dict_insert_value (members, RUSHES_REQUEST_FIELDS, value);
}

/* Returns: (transfer full): lines @from to @to, the latter not included */
static char *
join (char **lines, guint from, guint to)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (text, "%s%s", i > from ? "\n" : "", lines[i]);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

/**
 * rushes_infotext_read:
 * @text: valid UTF-8
 *
 * Returns: (transfer full) (nullable): what it says; %NULL if it is no such text
 */
RushesRequest *
rushes_infotext_read (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  guint n = g_strv_length (lines), steps = n, negative = n;
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = NULL, *unwanted = NULL;

  for (guint i = 0; i < n && steps == n; i++)
    if (g_str_has_prefix (lines[i], STEPS))
      steps = i;
    else if (negative == n && g_str_has_prefix (lines[i], NEGATIVE))
      negative = i;
  if (steps == n)
    {
      g_variant_dict_clear (&members);
      return NULL;
    }
  read_pairs (&members, lines[steps]);
  negative = MIN (negative, steps);
  prompt = join (lines, 0, negative);
  unwanted = join (lines, negative, steps);
  insert_text (&members, RUSHES_REQUEST_PROMPT, prompt);
  if (*unwanted != '\0')
    insert_text (&members, RUSHES_REQUEST_NEGATIVE, g_strchug (unwanted + strlen (NEGATIVE)));
  return rushes_request_new (g_variant_dict_end (&members));
}
