/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-wording.h"

#include <string.h>

/* What servers say of a field whose JSON type is not the one they want. Each library has words of its own. */

#define TYPES "(?<t>integer|int\\w*|[iu](?:8|16|32|64|128|size)|number|float\\w*|f32|f64|double|string|str|bool\\w*|map|object|struct|dict\\w*)"

/* Whether words that are in lower case speak of types at all. */
gboolean
rushes_openai_wording_is_of_types (const char *words)
{
  return g_regex_match_simple ("type|\\b" TYPES "\\b", words, 0, 0);
}

/* (nullable): one of ours for what a server calls a type */
static const char *
name_type (const char *word)
{
  if (g_str_has_prefix (word, "int") || strchr ("iu", *word) != NULL)
    return "integer";
  if (g_str_has_prefix (word, "num") || g_str_has_prefix (word, "float") || g_str_has_prefix (word, "f") || g_str_has_prefix (word, "double"))
    return "number";
  if (g_str_has_prefix (word, "str") && !g_str_has_prefix (word, "struct"))
    return "string";
  return g_str_has_prefix (word, "bool") ? "boolean" : "object";
}

/**
 * rushes_openai_wording_find_type:
 * @words: in lower case: "expected i32", "should be a valid integer", "is not of type 'integer'",
 *   "cannot unmarshal string into … of type int", "str type expected"
 * @opposite: (out): what came instead, where they say only that; else untouched
 *
 * Returns: (nullable): "integer", "number", "string", "boolean" or "object": what the words ask for
 */
const char *
rushes_openai_wording_find_type (const char *words, const char **opposite)
{
  static const char *const wanted[] = {
    "\\b(?:expected|expecting|should be|must be|has to be|needs? to be|of type|valid|wants?|not)(?:\\s+(?:an?|valid|of type|type))*[\\s'\"`:]+" TYPES "\\b",
    "\\b" TYPES " (?:type )?(?:expected|required)\\b",
  };
  static const char got[] = "\\b(?:got|received|found)(?:\\s+an?)?[\\s'\"`]+" TYPES "\\b";
  const char *type = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (wanted); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (i < G_N_ELEMENTS (wanted) ? wanted[i] : got, 0, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *word = NULL;

      if (!g_regex_match (regex, words, 0, &match))
        continue;
      word = g_match_info_fetch_named (match, "t");
      type = name_type (word);
      if (i < G_N_ELEMENTS (wanted))
        return type;
    }
  *opposite = type;
  return NULL;
}

/* Whether words speak of a field, by its name. */
gboolean
rushes_openai_wording_is_about (const RushesSaid *said, const char *words, const char *field)
{
  g_autofree char *escaped = g_regex_escape_string (field, -1);
  g_autofree char *pattern = g_strdup_printf ("(?<![\\w-])%s(?![\\w-])", escaped);

  return (said->param != NULL && g_regex_match_simple (pattern, said->param, G_REGEX_CASELESS, 0)) ||
         g_regex_match_simple (pattern, words, G_REGEX_CASELESS, 0);
}
