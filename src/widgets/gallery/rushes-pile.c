/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-pile.h"

#include "rushes-color.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* What a tile has that stands for a stack: how many are in it, which opens and closes it, and their edges. */

#define EDGE 4
#define GAP 1
#define INSET 7 /* each is so much narrower than what lies on it, at either side */

static const float strengths[] = { .32f, .18f };

/* The cell below would take the focus and be selected. */
static void
on_pressed (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_released (GtkGesture *gesture, int n_press, double x, double y, GtkWidget *chip)
{
  if (gtk_widget_contains (chip, x, y))
    gtk_widget_activate_action_variant (chip, "stack.toggle", g_object_get_data (G_OBJECT (chip), "stack"));
}

/* Returns: (transfer floating): a button for the pointer; for the keyboard there is Space. No GtkButton, since that lets a press through */
GtkWidget *
rushes_pile_chip_new (void)
{
  GtkWidget *chip = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_BUTTON, "spacing", 4, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_box_append (GTK_BOX (chip), gtk_image_new ());
  gtk_box_append (GTK_BOX (chip), gtk_label_new (NULL));
  gtk_widget_set_css_classes (chip, (const char *[]) { "chip", "count", NULL });
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), NULL);
  g_signal_connect (click, "released", G_CALLBACK (on_released), chip);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (click));
  return chip;
}

/* @entry: on a closed stack, or the first of an open one */
void
rushes_pile_chip_set (GtkWidget *chip, const RushesEntry *entry)
{
  GtkWidget *image = gtk_widget_get_first_child (chip);
  gboolean closed = entry->place == RUSHES_PLACE_TOP;
  g_autofree char *count = g_strdup_printf ("%u", entry->count);
  g_autofree char *tip = g_strdup_printf (closed ? ngettext ("Show %u Take", "Show %u Takes", entry->count)
                                                 : ngettext ("Close the Stack of %u Take", "Close the Stack of %u Takes", entry->count), entry->count);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), closed ? "rushes-stack-symbolic" : "pan-up-symbolic");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (image)), count);
  g_object_set_data_full (G_OBJECT (chip), "stack", g_variant_ref_sink (g_variant_new_int64 (entry->stack)), (GDestroyNotify) g_variant_unref);
  rushes_tip_set (chip, tip);
}

/* Two that lie below the poster, which ends at @y. */
void
rushes_pile_draw_edges (GtkWidget *tile, GtkSnapshot *snapshot, int y)
{
  GdkRGBA color;

  rushes_color_get (tile, &color);
  for (int i = 0; i < (int) G_N_ELEMENTS (strengths); i++)
    {
      int inset = (i + 1) * INSET;
      GdkRGBA faint = { color.red, color.green, color.blue, strengths[i] };
      GskRoundedRect edge;

      gsk_rounded_rect_init (&edge, &GRAPHENE_RECT_INIT (inset, y + GAP + i * (EDGE + GAP), gtk_widget_get_width (tile) - 2 * inset, EDGE),
                             graphene_size_zero (), graphene_size_zero (), &GRAPHENE_SIZE_INIT (EDGE, EDGE), &GRAPHENE_SIZE_INIT (EDGE, EDGE));
      gtk_snapshot_push_rounded_clip (snapshot, &edge);
      gtk_snapshot_append_color (snapshot, &faint, &edge.bounds);
      gtk_snapshot_pop (snapshot);
    }
}
