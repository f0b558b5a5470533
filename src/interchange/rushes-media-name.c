/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-media-name.h"

#include <string.h>

/* Names of files that every file system and every editing program takes: letters, digits and dashes. */

#define LONGEST_WORDS 24

/* Adds the letters and digits of @text, with a dash for whatever is between. */
static void
append_words (GString *name, const char *text)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  gsize begin = name->len;
  gboolean between = FALSE;

  for (const char *p = ascii; *p != '\0' && name->len - begin < LONGEST_WORDS; p++)
    if (!g_ascii_isalnum (*p))
      between = TRUE;
    else
      {
        if (between && name->len > begin)
          g_string_append_c (name, '-');
        g_string_append_c (name, *p);
        between = FALSE;
      }
}

static void
append_part (GString *name, const char *text)
{
  gsize before = name->len;

  g_string_append_c (name, '-');
  append_words (name, text);
  if (name->len == before + 1)
    g_string_truncate (name, before);
}

/* (transfer full): @stem with @extension, and a number where another has that name; case is no difference */
static char *
take_name (const char *stem, const char *extension, GHashTable *taken)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (stem, extension, NULL) : g_strdup_printf ("%s-%u%s", stem, i, extension);
      if (g_hash_table_add (taken, g_ascii_strdown (name, -1)))
        return g_steal_pointer (&name);
    }
}

/**
 * rushes_media_name_for_shot:
 * @number: as the user calls the shot
 * @scene: its title, or ""
 * @words: what else tells it apart, or ""
 * @taken: (element-type utf8 utf8): a set of the names that there are, which gets this one
 *
 * Returns: (transfer full): "010-Kitchen-wide"
 */
char *
rushes_media_name_for_shot (const char *number, const char *scene, const char *words, GHashTable *taken)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gsize digits = strspn (number, "0123456789");

  for (gsize i = digits; i < 3 && digits > 0; i++)
    g_string_append_c (name, '0');
  append_words (name, number);
  append_part (name, scene);
  append_part (name, words);
  return take_name (name->len > 0 ? name->str : "shot", "", taken);
}

/**
 * rushes_media_name_new:
 * @stem: of the shot that shows it first
 * @path: the file
 *
 * Returns: (transfer full): what the file is called beside the document, with its extension
 */
char *
rushes_media_name_new (const char *stem, const char *path, GHashTable *taken)
{
  const char *slash = strrchr (path, '/'), *dot = strrchr (slash != NULL ? slash : path, '.');
  g_autoptr (GString) extension = g_string_new (".");

  if (dot != NULL)
    append_words (extension, dot);
  return take_name (stem, extension->len > 1 ? extension->str : "", taken);
}

/* Letters, digits, dashes, underscores and points, as every disk has them, and not too many. */
static gboolean
is_plain (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= 100 && *name != '.' && *name != '-' && name[length - 1] != '.' &&
         strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == length;
}

/**
 * rushes_media_name_keep:
 * @path: a file
 *
 * Returns: (transfer full): what it is called beside others, with its extension: as it is, where every disk takes that
 */
char *
rushes_media_name_keep (const char *path, GHashTable *taken)
{
  g_autofree char *base = g_path_get_basename (path), *stem = g_strdup (base);
  g_autoptr (GString) words = g_string_new (NULL);
  char *dot = strrchr (stem, '.');

  if (dot != NULL && dot != stem)
    *dot = '\0';
  if (is_plain (base))
    return dot != NULL ? take_name (stem, base + (dot - stem), taken) : take_name (stem, "", taken);
  append_words (words, stem);
  return rushes_media_name_new (words->len > 0 ? words->str : "file", path, taken);
}
