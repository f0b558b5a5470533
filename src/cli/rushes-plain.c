/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-plain.h"

#include "rushes-harmless.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

/* What is printed. Where the locale knows no UTF-8: our own quotes, dots and dashes as plain characters. On a terminal: nothing that is a command to it, but
 * our own for a line that is written anew; prompts, names and words of servers may hold anything. Else what users wrote and the names of files keep their
 * bytes, since a program may read them. */

#define ANEW "\r\033[K"

static const char *const plain[][2] = {
  { "“", "\"" }, { "”", "\"" }, { "‘", "'" }, { "’", "'" }, { "…", "..." }, { " · ", " - " }, { "·", "-" }, { "–", "-" }, { "—", "-" },
  { "×", "x" }, { "→", "->" }, { "≥", ">=" }, { "≤", "<=" }, { "\u00a0", " " },
};

/* Returns: (transfer full) */
char *
rushes_plain_text (const char *text)
{
  g_autoptr (GString) string = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    g_string_replace (string, plain[i][0], plain[i][1], 0);
  return g_string_free (g_steal_pointer (&string), FALSE);
}

static char *
dup_for_screen (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ANEW, -1);

  for (char **part = parts; *part != NULL; part++)
    {
      g_autofree char *raw = *part;
      *part = rushes_harmless_text (raw);
    }
  return g_strjoinv (ANEW, parts);
}

static void
print_to (FILE *file, const char *text)
{
  g_autofree char *safe = isatty (fileno (file)) ? dup_for_screen (text) : g_strdup (text);
  g_autofree char *shown = g_get_charset (NULL) ? g_steal_pointer (&safe) : rushes_plain_text (safe);

  fputs (shown, file);
  fflush (file);
}

static void
print_out (const char *text)
{
  print_to (stdout, text);
}

static void
print_error (const char *text)
{
  print_to (stderr, text);
}

/* Whether the environment names a locale at all. */
static gboolean
is_named (void)
{
  static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]) != NULL && *g_getenv (names[i]) != '\0')
      return TRUE;
  return FALSE;
}

/* After setlocale(): where no locale is named, UTF-8 is as good as any. */
void
rushes_plain_start (void)
{
  if (!is_named ())
    setlocale (LC_CTYPE, "C.UTF-8");
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_error);
}
