/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-sidecar-text.h"

#include "rushes-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* What of a text json-glib must not see: it calls itself for each level, and half a character or a NUL, written as an escape, becomes text
 * that is none. */

#define DEPTH_MAX 60 /* a variant has two levels for each, and 128 at most */
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

/* @at: behind a backslash. Returns: how many characters of it belong to the escape */
static gsize
clean_escape (char *at)
{
  int number = read_escape (at), second;

  if (number < 0)
    return *at != '\0' ? 1 : 0;
  second = is_first_half (number) && at[5] == '\\' ? read_escape (at + 6) : -1;
  if (is_second_half (second))
    return 11;
  if (number == 0 || is_first_half (number) || is_second_half (number))
    memcpy (at, "ufffd", 5); /* the character for what is none */
  return 5;
}

/**
 * rushes_sidecar_text_clean:
 * @text: JSON that anybody may have written
 *
 * Returns: (transfer full) (nullable): the same for a parser; %NULL where it is nested deeper than anything meant is
 */
char *
rushes_sidecar_text_clean (const char *text, GError **error)
{
  g_autofree char *clean = g_strdup (g_str_has_prefix (text, MARK) ? text + strlen (MARK) : text);
  gboolean in_string = FALSE;
  int depth = 0;

  for (char *at = clean; *at != '\0'; at++)
    if (*at == '"')
      in_string = !in_string;
    else if (in_string && *at == '\\')
      at += clean_escape (at + 1);
    else if (!in_string && (*at == '{' || *at == '['))
      depth++;
    else if (!in_string && (*at == '}' || *at == ']'))
      depth--;
    else if (depth > DEPTH_MAX)
      break;
  if (depth <= DEPTH_MAX)
    return g_steal_pointer (&clean);
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, _("It is nested too deeply"));
  return NULL;
}
