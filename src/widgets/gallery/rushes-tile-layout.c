/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tile-private.h"

#include "rushes-pile.h"

/* Where the parts of a tile lie. All cells are 16:9; a portrait clip stands uncropped in a faint well. */

#define SMALLEST_WIDTH 150
#define SPACING 4  /* between picture and caption */
#define GAP 6      /* in the caption, and around what lies on the picture */
#define DOT 9
#define RING 3 /* how wide the line of a ring is */

static const GdkRGBA label_colors[] = { { .878, .106, .141, 1 }, { .18, .761, .494, 1 }, { .208, .518, .894, 1 }, { .569, .255, .675, 1 } };

/* An inscription asks its font how high a line is, each time: as long as shaping a text takes. */
static int
get_caption_height (RushesTile *self)
{
  int take;

  if (self->caption_height == 0)
    gtk_widget_measure (self->caption, GTK_ORIENTATION_VERTICAL, -1, &self->caption_height, NULL, NULL, NULL);
  gtk_widget_measure (self->take, GTK_ORIENTATION_VERTICAL, -1, &take, NULL, NULL, NULL);
  return MAX (self->caption_height, take);
}

void
rushes_tile_layout_measure (RushesTile *self, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  int width = for_size > 0 ? for_size : SMALLEST_WIDTH;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = SMALLEST_WIDTH;
  else
    *minimum = *natural = width * 9 / 16 + RUSHES_PILE_EDGES + SPACING + get_caption_height (self);
}

/* @x: from where a line begins, which is the right in some languages */
static void
place (RushesTile *self, GtkWidget *part, int x, int y, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (widget) - x - width;
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
}

static gboolean
is_shown (GtkWidget *part)
{
  return part != NULL && gtk_widget_should_layout (part);
}

static int
get_natural (GtkWidget *part, GtkOrientation orientation)
{
  int minimum, natural;

  gtk_widget_measure (part, orientation, -1, &minimum, &natural, NULL, NULL);
  return natural;
}

/* In an upper corner of the picture. @before: what stands between */
static void
place_corner (RushesTile *self, GtkWidget *part, gboolean at_end, int before)
{
  int width = get_natural (part, GTK_ORIENTATION_HORIZONTAL), room = gtk_widget_get_width (GTK_WIDGET (self));

  place (self, part, at_end ? room - GAP - before - width : GAP, GAP, width, get_natural (part, GTK_ORIENTATION_VERTICAL));
}

static void
place_caption (RushesTile *self, int width, int y, int height)
{
  int take = get_natural (self->take, GTK_ORIENTATION_HORIZONTAL);

  place (self, self->take, width - take, y, take, height);
  place (self, self->caption, 0, y, MAX (0, width - take - GAP - (DOT + GAP)), height);
}

/* In the upper corner where lines end, one beside the other. */
static void
place_end (RushesTile *self)
{
  GtkWidget *parts[] = { self->count, self->heart, self->noted };
  int before = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_shown (parts[i]))
      {
        place_corner (self, parts[i], TRUE, before);
        before += get_natural (parts[i], GTK_ORIENTATION_HORIZONTAL) + GAP;
      }
}

void
rushes_tile_layout_allocate (RushesTile *self, int width, int height)
{
  int caption = get_caption_height (self), picture = MAX (0, height - RUSHES_PILE_EDGES - SPACING - caption);

  place (self, self->picture, 0, 0, width, picture);
  place_caption (self, width, picture + RUSHES_PILE_EDGES + SPACING, caption);
  if (is_shown (self->cover))
    place (self, self->cover, 0, 0, width, picture);
  if (is_shown (self->broken))
    place (self, self->broken, 0, 0, width, picture);
  if (is_shown (self->badge))
    place_corner (self, self->badge, FALSE, 0);
  place_end (self);
}

/* Each colour has a shape of its own, for who does not tell them apart: a dot, a square, a square on its corner, a ring. */
static void
draw_label (GtkSnapshot *snapshot, const graphene_rect_t *area, int label)
{
  const GdkRGBA *color = &label_colors[label];
  float size = area->size.width;
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, area, size / 2);
  if (label == 3)
    {
      const float widths[] = { RING, RING, RING, RING };
      gtk_snapshot_append_border (snapshot, &round, widths, (const GdkRGBA[]) { *color, *color, *color, *color });
      return;
    }
  gtk_snapshot_save (snapshot);
  if (label == 0)
    gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (area->origin.x + size / 2, area->origin.y + size / 2));
  if (label == 2)
    gtk_snapshot_rotate (snapshot, 45);
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (-size / 2, -size / 2, size, size));
  if (label == 0)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/* The label, before the take. */
void
rushes_tile_layout_draw_dot (RushesTile *self, GtkSnapshot *snapshot, int label)
{
  graphene_rect_t take;
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double x;

  if (!gtk_widget_compute_bounds (self->take, GTK_WIDGET (self), &take))
    return;
  x = mirrored ? take.origin.x + take.size.width + GAP : take.origin.x - GAP - DOT;
  draw_label (snapshot, &GRAPHENE_RECT_INIT ((float) x, take.origin.y + (take.size.height - DOT) / 2, DOT, DOT), label - RUSHES_LABEL_FIRST);
}
