/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-damage-words.h"

#include <glib/gi18n.h>

/* @plays, @promised: seconds: how much of a file can be played, and of how much. Returns: (transfer full): that in words; minutes only where
 * there are some */
char *
rushes_damage_words_dup (double plays, double promised)
{
  int whole = (int) (promised + 0.5), part = (int) plays;

  if (whole < 60)
    return g_strdup_printf (ngettext ("The file is damaged: it plays to %d of %d second", "The file is damaged: it plays to %d of %d seconds", whole), part, whole);
  return g_strdup_printf (_("The file is damaged: it plays to %d:%02d of %d:%02d"), part / 60, part % 60, whole / 60, whole % 60);
}
