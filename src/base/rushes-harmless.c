/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-harmless.h"

/* Words of others beside ours: what moves a terminal's cursor, or turns the direction of what stands around it, is no word. */

static gboolean
is_harmful (gunichar c)
{
  if (g_unichar_iscntrl (c))
    return c != '\n' && c != '\t';
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); /* marks that turn nothing but a full stop are left: Arabic needs them */
}

/* Any thread. Returns: (transfer full): valid UTF-8, with “�” for each such character */
char *
rushes_harmless_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *shown = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (shown, is_harmful (g_utf8_get_char (p)) ? 0xfffd : g_utf8_get_char (p));
  return g_string_free (shown, FALSE);
}
