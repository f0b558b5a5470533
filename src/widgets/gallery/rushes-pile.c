/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-pile.h"

#include "rushes-color.h"

#include <glib/gi18n.h>

/* What a tile has that stands for a stack: how many are in it, which opens and closes it, and their edges. */

#define ENTRY "rushes-entry"
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
    gtk_widget_activate_action (chip, "stack.toggle", "x", ((const RushesEntry *) g_object_get_data (G_OBJECT (chip), ENTRY))->stack);
}

static char *
dup_tip (const RushesEntry *entry)
{
  return g_strdup_printf (entry->place == RUSHES_PLACE_TOP ? ngettext ("Show %u Take", "Show %u Takes", entry->count)
                                                           : ngettext ("Close the Stack of %u Take", "Close the Stack of %u Takes", entry->count), entry->count);
}

static gboolean
on_query_tip (GtkWidget *chip, int x, int y, gboolean keyboard, GtkTooltip *tip)
{
  const RushesEntry *entry = g_object_get_data (G_OBJECT (chip), ENTRY);
  g_autofree char *text = entry != NULL ? dup_tip (entry) : NULL;

  gtk_tooltip_set_text (tip, text);
  return text != NULL;
}

/* Returns: (transfer floating): a button for the pointer; for the keyboard there is Space. No GtkButton, since that lets a press through */
GtkWidget *
rushes_pile_chip_new (void)
{
  GtkWidget *chip = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_BUTTON, "spacing", 4, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_box_append (GTK_BOX (chip), gtk_image_new ());
  gtk_box_append (GTK_BOX (chip), gtk_label_new (NULL));
  gtk_widget_set_name (chip, "stack-count");
  gtk_widget_set_css_classes (chip, (const char *[]) { "chip", "count", NULL });
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), NULL);
  g_signal_connect (click, "released", G_CALLBACK (on_released), chip);
  gtk_widget_add_controller (chip, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (chip, "query-tooltip", G_CALLBACK (on_query_tip), NULL);
  gtk_widget_set_has_tooltip (chip, TRUE); /* GTK asks X where the pointer is whenever a tip is set: of all tiles in sight, a tenth of a second */
  return chip;
}

static gboolean
is_same (const RushesEntry *a, const RushesEntry *b)
{
  return a != NULL && a->stack == b->stack && a->count == b->count && a->place == b->place;
}

/* @entry: on a closed stack, or the first of an open one */
void
rushes_pile_chip_set (GtkWidget *chip, const RushesEntry *entry)
{
  GtkWidget *image = gtk_widget_get_first_child (chip);
  g_autofree char *count = g_strdup_printf ("%u", entry->count), *said = dup_tip (entry);

  if (is_same (g_object_get_data (G_OBJECT (chip), ENTRY), entry))
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (image), entry->place == RUSHES_PLACE_TOP ? "rushes-stack-symbolic" : "pan-up-symbolic");
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (image)), count);
  g_object_set_data_full (G_OBJECT (chip), ENTRY, g_memdup2 (entry, sizeof *entry), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
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
