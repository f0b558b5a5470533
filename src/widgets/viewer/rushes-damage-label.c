/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-damage-label.h"

#include "rushes-damage-words.h"

static void
update (GtkLabel *label, GParamSpec *pspec, RushesPlayer *player)
{
  double plays, promised;
  gboolean damaged = rushes_player_get_damage (player, &plays, &promised);
  g_autofree char *text = damaged ? rushes_damage_words_dup (plays, promised) : NULL;

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), damaged);
}

/* What can be played of a file plays; that it is not all is said. @label: is seen as long as that is so */
void
rushes_damage_label_follow (GtkLabel *label, RushesPlayer *player)
{
  g_signal_connect_object (player, "notify::damaged", G_CALLBACK (update), label, G_CONNECT_SWAPPED);
}
