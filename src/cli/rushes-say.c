/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-say.h"

#include "rushes-error-text.h"

/* What the command line says beside its results: all of it to stderr. */

/* One line to stderr. */
void
rushes_say (const char *format, ...)
{
  va_list args;
  g_autofree char *text = NULL;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\n", text);
}

/* An error as one sentence and what to do, with the server's own words below. Returns: the exit code */
int
rushes_say_fail (const GError *error, const char *place)
{
  g_autofree char *line = rushes_error_text_lines (error, place);

  rushes_say ("rushes: %s", line);
  return 1;
}
