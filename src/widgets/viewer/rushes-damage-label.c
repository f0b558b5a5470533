/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-damage-label.h"

#include <glib/gi18n.h>

/* Minutes only where there are some. */
static char *
dup_text (double plays, double promised)
{
  int whole = (int) (promised + 0.5), part = (int) plays;

  if (whole < 60)
    return g_strdup_printf (ngettext ("The file is damaged: it plays to %d of %d second", "The file is damaged: it plays to %d of %d seconds", whole), part, whole);
  return g_strdup_printf (_("The file is damaged: it plays to %d:%02d of %d:%02d"), part / 60, part % 60, whole / 60, whole % 60);
}

static void
update (GtkLabel *label, GParamSpec *pspec, RushesPlayer *player)
{
  double plays, promised;
  gboolean damaged = rushes_player_get_damage (player, &plays, &promised);
  g_autofree char *text = damaged ? dup_text (plays, promised) : NULL;

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), damaged);
}

/* What can be played of a file plays; that it is not all is said. @label: is seen as long as that is so */
void
rushes_damage_label_follow (GtkLabel *label, RushesPlayer *player)
{
  g_signal_connect_object (player, "notify::damaged", G_CALLBACK (update), label, G_CONNECT_SWAPPED);
}
