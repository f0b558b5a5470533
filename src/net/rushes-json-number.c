/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-json-number.h"

#include "rushes-number.h"

#include <math.h>
#include <string.h>

/* Before parsing, a number that json-glib would spoil (18446744073709551615 becomes -1) is put into quotes, behind a
 * character that Unicode sets aside for a program's own use and that no text may hold; after generating, the quotes are
 * taken away again. Between the quotes stands nothing but a number, so the result is JSON whatever came in. */

#define MARK "\xef\xb7\x90" /* U+FDD0 */
#define MARK_LENGTH 3

/* Python writes these, and servers of ComfyUI are Python. */
static const char *const words[] = { "NaN", "Infinity", "-Infinity" };

/* Returns: how many bytes of @text are a number, 0 if it begins with none */
static gsize
measure (const char *text, gsize length)
{
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) <= length && strncmp (text, words[i], strlen (words[i])) == 0)
      return strlen (words[i]);
  while (n < length && (g_ascii_isdigit (text[n]) || (n == 0 && text[n] == '-') || (n > 0 && text[n] != '\0' && strchr ("+-.eE", text[n]) != NULL)))
    n++;
  return n > 0 && g_ascii_isdigit (text[n - 1]) ? n : 0;
}

/* Whether json-glib holds it, and writes it again as it was. */
static gboolean
fits (const char *number)
{
  errno = 0;
  if (g_ascii_isalpha (number[0]) || g_ascii_isalpha (number[1]) || strpbrk (number, ".eE") != NULL)
    return isfinite (g_ascii_strtod (number, NULL));
  g_ascii_strtoll (number, NULL, 10);
  return errno != ERANGE;
}

/* Returns: where the string that begins at @start ends, behind its quotation mark */
static gsize
skip_string (const char *text, gsize start, gsize length)
{
  gsize i = start + 1;

  while (i < length && text[i] != '"')
    i += text[i] == '\\' ? 2 : 1;
  return MIN (i + 1, length);
}

/**
 * rushes_json_numbers_hide:
 * @text: JSON
 *
 * Returns: (transfer full) (nullable): it as json-glib can read it, with a null byte at its end; %NULL if it can as it is
 */
char *
rushes_json_numbers_hide (const char *text, gsize length)
{
  GString *hidden = NULL;
  gsize done = 0, n;

  for (gsize i = 0; i < length; i += n)
    {
      g_autofree char *number = NULL;

      n = text[i] == '"' ? skip_string (text, i, length) - i : measure (text + i, length - i);
      number = n > 0 && text[i] != '"' ? g_strndup (text + i, n) : NULL;
      n = MAX (n, 1);
      if (number == NULL || fits (number))
        continue;
      if (hidden == NULL)
        hidden = g_string_sized_new (length + length / 8);
      g_string_append_len (hidden, text + done, i - done);
      g_string_append_printf (hidden, "\"" MARK "%s\"", number);
      done = i + n;
    }
  if (hidden == NULL)
    return NULL;
  g_string_append_len (hidden, text + done, length - done);
  return g_string_free (hidden, FALSE);
}

/* (nullable): the number behind the mark, if it is one that has to hide */
static const char *
get_hidden (const char *text, gsize length)
{
  const char *number = text + MARK_LENGTH;
  g_autofree char *copy = NULL;

  if (length <= MARK_LENGTH || memcmp (text, MARK, MARK_LENGTH) != 0 ||
      measure (number, length - MARK_LENGTH) != length - MARK_LENGTH)
    return NULL;
  copy = g_strndup (number, length - MARK_LENGTH);
  return fits (copy) ? NULL : number;
}

/* @text: (transfer full): what json-glib wrote. Returns: (transfer full): with the numbers as they were */
char *
rushes_json_numbers_show (char *text)
{
  gsize length, from = 0, to = 0;

  if (strstr (text, MARK) == NULL)
    return text;
  length = strlen (text);
  while (from < length)
    {
      gsize end = text[from] == '"' ? skip_string (text, from, length) : from + 1;
      gboolean is_number = end - from > 2 && get_hidden (text + from + 1, end - from - 2) != NULL;
      gsize skipped = is_number ? 1 + MARK_LENGTH : 0, n = end - from - skipped - (is_number ? 1 : 0);

      memmove (text + to, text + from + skipped, n);
      to += n;
      from = end;
    }
  text[to] = '\0';
  return text;
}

/* (nullable): a number that json-glib takes for text */
static const char *
get_carried (JsonNode *node)
{
  const char *text;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = json_node_get_string (node);
  return get_hidden (text, strlen (text));
}

gboolean
rushes_json_is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && (json_node_get_value_type (node) == G_TYPE_INT64 ||
                                          json_node_get_value_type (node) == G_TYPE_DOUBLE || get_carried (node) != NULL);
}

gboolean
rushes_json_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING && get_carried (node) == NULL;
}

/* @text: "7", "0.5", "18446744073709551615". Returns: (transfer full) (nullable): it as a number; none if it is not one */
JsonNode *
rushes_json_new_number (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *marked = NULL;

  if (length == 0 || measure (text, length) != length)
    return NULL;
  if (fits (text) && strpbrk (text, ".eE") != NULL)
    return json_node_init_double (json_node_alloc (), g_ascii_strtod (text, NULL));
  if (fits (text))
    return json_node_init_int (json_node_alloc (), g_ascii_strtoll (text, NULL, 10));
  marked = g_strconcat (MARK, text, NULL);
  return json_node_init_string (json_node_alloc (), marked);
}

/* The nearest double; 0 for what is no number. */
double
rushes_json_get_number (JsonNode *node)
{
  const char *carried = get_carried (node);

  if (carried != NULL)
    return g_ascii_strtod (carried, NULL);
  return rushes_json_is_number (node) ? json_node_get_double (node) : 0;
}

/* Returns: whether it is a whole number that 64 bits hold, in @whole: (out) */
gboolean
rushes_json_get_whole (JsonNode *node, gint64 *whole)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  *whole = json_node_get_int (node);
  return TRUE;
}

/* Returns: (transfer full): a number for people: every digit of a whole one */
char *
rushes_json_dup_number (JsonNode *node)
{
  const char *carried = get_carried (node);
  gint64 whole;

  if (carried != NULL)
    return g_strdup (carried);
  if (rushes_json_get_whole (node, &whole))
    return g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  return rushes_number_dup_text (json_node_get_double (node));
}

/* (transfer full) (nullable): the digits of a whole number, with its sign; %NULL for any other */
static char *
dup_whole (JsonNode *node)
{
  char *text = rushes_json_dup_number (node);

  if (json_node_get_value_type (node) != G_TYPE_DOUBLE && strpbrk (text, ".eENI") == NULL)
    return text;
  g_free (text);
  return NULL;
}

/* Numbers without zeros in front: the longer one is larger, and of two as long the one with the larger digits. */
static int
compare_wholes (const char *a, const char *b)
{
  int sign = *a == '-' ? -1 : 1;

  if ((*a == '-') != (*b == '-'))
    return sign;
  if (strlen (a) != strlen (b))
    return strlen (a) > strlen (b) ? sign : -sign;
  return sign * strcmp (a, b);
}

/* Compares two numbers, whole ones exactly. Returns: < 0, 0, > 0; 0 where one is no number */
int
rushes_json_compare (JsonNode *a, JsonNode *b)
{
  g_autofree char *left = rushes_json_is_number (a) ? dup_whole (a) : NULL;
  g_autofree char *right = rushes_json_is_number (b) ? dup_whole (b) : NULL;
  double difference;

  if (left != NULL && right != NULL)
    return compare_wholes (left, right);
  if (!rushes_json_is_number (a) || !rushes_json_is_number (b))
    return 0;
  difference = rushes_json_get_number (a) - rushes_json_get_number (b);
  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}
