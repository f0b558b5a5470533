/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-search-text.h"

#include <string.h>

/* Text as the full-text index sees it, and what is typed as a question to it. FTS5's own tokenisers either want three
 * characters (trigram) or take a Chinese sentence for one word (unicode61): here every character of a script without
 * spaces becomes a word, and accents are taken off, so that unicode61 splits all the rest rightly. */

static gboolean
is_written_without_spaces (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Scripts where a mark is an accent or a point that people leave out; elsewhere it is a vowel. */
static gboolean
has_accents (GUnicodeScript script)
{
  return script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_CYRILLIC ||
         script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW;
}

static char *
without_accents (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) plain = g_string_new (NULL);
  GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;

  for (const char *p = apart != NULL ? apart : ""; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_mark = g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK;

      if (!is_mark)
        script = g_unichar_get_script (c);
      if (!is_mark || !has_accents (script))
        g_string_append_unichar (plain, c);
    }
  return g_utf8_normalize (plain->str, -1, G_NORMALIZE_ALL_COMPOSE);
}

/* Returns: (transfer full): without case and accents, one word for each character where words are not written apart;
 * empty for what is no UTF-8 */
char *
rushes_search_text_fold (const char *text)
{
  g_autofree char *plain = without_accents (text);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  GString *apart = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean alone = g_unichar_type (c) != G_UNICODE_NON_SPACING_MARK && is_written_without_spaces (g_unichar_get_script (c));

      if (alone)
        g_string_append_c (apart, ' ');
      g_string_append_unichar (apart, c);
    }
  return g_string_free (apart, FALSE);
}

static gboolean
has_letters (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/**
 * rushes_search_text_match:
 * @words: as typed
 *
 * Returns: (transfer full) (nullable): the FTS5 question for a text that has a word which begins with each of them, in
 * any order; %NULL if nothing can be searched for
 */
char *
rushes_search_text_match (const char *words)
{
  g_auto (GStrv) list = g_strsplit_set (words, " \t\n\"", -1); /* a quote would end the phrase */
  g_autoptr (GString) match = g_string_new (NULL);

  for (char **word = list; *word != NULL; word++)
    {
      g_autofree char *folded = rushes_search_text_fold (*word);
      if (has_letters (folded))
        g_string_append_printf (match, "%s\"%s\" *", match->len > 0 ? " " : "", folded);
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}
