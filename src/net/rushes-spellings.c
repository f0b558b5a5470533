/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-spellings.h"

#include <string.h>

/* How a server may write what it was shown: as programs write any text. Who means to hide it from us can always do that. */

#define SHORTEST 7 /* characters of what is no word by chance */

static void
add (GStrvBuilder *spellings, GHashTable *known, char *text)
{
  if (strlen (text) < SHORTEST)
    g_free (text);
  else if (g_hash_table_add (known, text))
    g_strv_builder_add (spellings, text);
}

static char *
exchange (const char *text, const char *one, const char *other)
{
  g_auto (GStrv) parts = g_strsplit (text, one, -1);

  return g_strjoinv (other, parts);
}

/* Without the characters on either side that say something of what stands there, too: the text may be a part of a longer one, and begin at any of three places. */
static char *
dup_base64 (const char *text, gsize before)
{
  static const gsize mixed[] = { 0, 2, 3 };
  gsize length = before + strlen (text);
  g_autofree guchar *bytes = g_malloc0 (length + 1);
  g_autofree char *all = NULL;

  memcpy (bytes + before, text, strlen (text));
  all = g_base64_encode (bytes, length);
  all[length * 8 / 6] = '\0';
  return g_strdup (all + MIN (mixed[before], strlen (all)));
}

static char *
dup_hex (const char *text)
{
  GString *hex = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    g_string_append_printf (hex, "%02x", (guchar) *p);
  return g_string_free (hex, FALSE);
}

/* @text: (transfer full) */
static void
add_cases (GStrvBuilder *spellings, GHashTable *known, char *text)
{
  add (spellings, known, g_ascii_strup (text, -1));
  add (spellings, known, g_ascii_strdown (text, -1));
  add (spellings, known, text);
}

/* For JSON, a page, and addresses; each of three programs leaves other characters alone in those. */
static void
add_escaped (GStrvBuilder *spellings, GHashTable *known, const char *secret)
{
  static const char *const left[] = { NULL, "/", "!*'()/:" }, *const slashes[] = { "\\/", "\\\\/", "\\u002f" }; /* the second in a text of a text */

  for (guint i = 0; i < G_N_ELEMENTS (slashes); i++)
    add (spellings, known, exchange (secret, "/", slashes[i]));
  add (spellings, known, g_markup_escape_text (secret, -1));
  for (guint i = 0; i < G_N_ELEMENTS (left); i++)
    {
      char *escaped = g_uri_escape_string (secret, left[i], FALSE);
      add (spellings, known, escaped);
      add (spellings, known, g_ascii_strdown (escaped, -1));
    }
}

/* Returns: (transfer full): @secret and other ways to write it, each once */
char **
rushes_spellings_list (const char *secret)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) spellings = g_strv_builder_new ();

  add_cases (spellings, known, g_strdup (secret));
  if (g_utf8_validate (secret, -1, NULL))
    add_cases (spellings, known, g_utf8_strreverse (secret, -1));
  add_cases (spellings, known, dup_hex (secret));
  add_escaped (spellings, known, secret);
  for (gsize before = 0; before < 3; before++)
    {
      g_autofree char *standard = dup_base64 (secret, before), *plus = exchange (standard, "+", "-");

      add (spellings, known, exchange (plus, "/", "_"));
      add (spellings, known, g_steal_pointer (&standard));
    }
  return g_strv_builder_end (spellings);
}
