/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-plain.h"

#include <locale.h>
#include <stdio.h>

/* What is printed where the locale knows no UTF-8: our own quotes, dots and dashes as plain characters. What users wrote and
 * the names of files keep their bytes, since a program may read them. */

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

static void
print_out (const char *text)
{
  g_autofree char *shown = rushes_plain_text (text);

  fputs (shown, stdout);
  fflush (stdout);
}

static void
print_error (const char *text)
{
  g_autofree char *shown = rushes_plain_text (text);

  fputs (shown, stderr);
  fflush (stderr);
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

/* After setlocale(): where no locale is named, UTF-8 is as good as any; where one without it is, characters become plain. */
void
rushes_plain_start (void)
{
  if (!is_named ())
    setlocale (LC_CTYPE, "C.UTF-8");
  if (g_get_charset (NULL))
    return;
  g_set_print_handler (print_out);
  g_set_printerr_handler (print_error);
}
