/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-sentences.h"

#include <glib/gi18n.h>

/* Many sentences in one message. */

#define SHOWN 8

/* @sentences: (element-type utf8). Returns: (transfer full): the first of them, and how many more there are */
char *
rushes_sentences_join (GPtrArray *sentences)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = MIN (sentences->len, SHOWN), more = sentences->len - n;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n\n" : "", (char *) sentences->pdata[i]);
  if (more > 0)
    g_string_append_printf (text, ngettext ("\n\nAnd %u more.", "\n\nAnd %u more.", more), more);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
