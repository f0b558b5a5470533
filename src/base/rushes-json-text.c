/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-json-text.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* What of a text json-glib must not see. It calls itself for each level; half a character or a NUL, written as an escape, becomes text
 * that is none; and it takes comments and single quotation marks, so that what looks like a text to one is none to the other. */

/* A value of one byte takes some hundred in memory, an object or a list up to four hundred: in 64 MB there is room for twenty million of them. */
#define VALUES_MAX 4000000
#define NESTED 4 /* as many values as one of those counts */

#define MARK "\xef\xbb\xbf" /* some editors begin a file so */

/* Returns: the number of “uXXXX”, or -1 */
static int
read_escape (const char *at)
{
  int number = 0;

  if (*at != 'u')
    return -1;
  for (int i = 1; i <= 4; i++)
    if (!g_ascii_isxdigit (at[i]))
      return -1;
    else
      number = number * 16 + g_ascii_xdigit_value (at[i]);
  return number;
}

static gboolean
is_first_half (int number)
{
  return number >= 0xd800 && number < 0xdc00;
}

static gboolean
is_second_half (int number)
{
  return number >= 0xdc00 && number < 0xe000;
}

/* @at: behind a backslash. Returns: how many characters of it belong to the escape; 0 if it is none of JSON's */
static gsize
clean_escape (char *at)
{
  int number = read_escape (at), second;

  if (number < 0)
    return *at != '\0' && strchr ("\"\\/bfnrt", *at) != NULL ? 1 : 0;
  second = is_first_half (number) && at[5] == '\\' ? read_escape (at + 6) : -1;
  if (is_second_half (second))
    return 11;
  if (number == 0 || is_first_half (number) || is_second_half (number))
    memcpy (at, "ufffd", 5); /* the character for what is none */
  return 5;
}

/* Returns: the end of the text whose quotation mark stands at @at: its other one, or a backslash that begins nothing, or where all ends */
static char *
clean_string (char *at)
{
  gsize n;

  for (at++; *at != '\0' && *at != '"'; at++)
    if (*at == '\\')
      {
        if ((n = clean_escape (at + 1)) == 0)
          return at;
        at += n;
      }
  return at;
}

static gboolean
refuse_character (const char *at, GError **error)
{
  gunichar stray = g_utf8_get_char (at);
  char shown[7] = "";

  g_unichar_to_utf8 (g_unichar_isprint (stray) ? stray : 0xfffd, shown);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("“%s” stands where JSON has none"), shown);
  return FALSE;
}

static gboolean
stands_between (char c)
{
  return g_ascii_isalnum (c) || strchr ("{}[]:,+-. \t\r\n", c) != NULL;
}

static gboolean
refuse_as (const char *sentence, GError **error)
{
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, sentence);
  return FALSE;
}

/* Returns: whether there is nothing in it but JSON, and that no deeper and no more than can be kept */
static gboolean
clean (char *text, int deepest, GError **error)
{
  int depth = 0, n_values = 0;

  for (char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' && *(at = clean_string (at)) == '"')
        continue;
      if (*at == '\0') /* within a text: the parser says so */
        return TRUE;
      if (!stands_between (*at))
        return refuse_character (at, error);
      if ((*at == '{' || *at == '[') && ++depth > deepest)
        return refuse_as (_("its objects stand too deep in each other"), error);
      n_values += *at == '{' || *at == '[' ? NESTED : *at == ',';
      if (n_values > VALUES_MAX)
        return refuse_as (_("it has too many values"), error);
      if (*at == '}' || *at == ']')
        depth--;
    }
  return TRUE;
}

/**
 * rushes_json_text_clean:
 * @text: JSON that anybody may have written
 * @length: in bytes, or -1 if a NUL ends it
 * @deepest: how many levels of objects and lists are let through
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the same for json-glib; or %NULL with %RUSHES_ERROR_PROTOCOL, whose message is the end of a
 * sentence
 */
char *
rushes_json_text_clean (const char *text, gssize length, int deepest, GError **error)
{
  g_autofree char *cleaned = NULL;

  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL, _("it is not UTF-8 text"));
      return NULL;
    }
  cleaned = length < 0 ? g_strdup (text) : g_strndup (text, (gsize) length);
  if (g_str_has_prefix (cleaned, MARK))
    memset (cleaned, ' ', strlen (MARK));
  return clean (cleaned, deepest, error) ? g_steal_pointer (&cleaned) : NULL;
}
