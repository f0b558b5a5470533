/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-mix.h"

#include "rushes-difference.h"

struct _RushesMix
{
  GObject parent_instance;
  GdkPaintable *pictures[2]; /* or NULL */
  RushesCompareMode mode;
  double share; /* of the first in a wipe, from the left */
  int seen;     /* 0 or 1: which one where one is seen at a time */
  RushesDifference *difference;
  gboolean made; /* it is made for these pictures; else they are blended as they are drawn */
  guint looking;
};

static void rushes_mix_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesMix, rushes_mix, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, rushes_mix_iface_init))

#define SAME 1 /* pixels: one of the same shape as the other fills the picture, and is drawn as it is made */

/* In its own shape, as large as there is room, in the middle. */
static void
draw (RushesMix *self, int which, GdkSnapshot *snapshot, double width, double height)
{
  GdkPaintable *picture = self->pictures[which];
  double own_width = picture != NULL ? gdk_paintable_get_intrinsic_width (picture) : 0;
  double own_height = picture != NULL ? gdk_paintable_get_intrinsic_height (picture) : 0, scale, drawn_width, drawn_height;

  if (own_width <= 0 || own_height <= 0)
    return;
  scale = MIN (width / own_width, height / own_height);
  drawn_width = width - own_width * scale > SAME ? own_width * scale : width;
  drawn_height = height - own_height * scale > SAME ? own_height * scale : height;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width - drawn_width) / 2, (float) (height - drawn_height) / 2));
  gdk_paintable_snapshot (picture, snapshot, drawn_width, drawn_height);
  gtk_snapshot_restore (snapshot);
}

static void
draw_part (RushesMix *self, int which, GdkSnapshot *snapshot, double from, double to, double width, double height)
{
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) (from * width), 0, (float) ((to - from) * width), (float) height));
  draw (self, which, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
}

/* Returns: (transfer full) (nullable) */
static GdkTexture *
ref_texture (RushesMix *self, int which)
{
  g_autoptr (GdkPaintable) image = self->pictures[which] != NULL ? gdk_paintable_get_current_image (self->pictures[which]) : NULL;

  return GDK_IS_TEXTURE (image) ? GDK_TEXTURE (g_steal_pointer (&image)) : NULL;
}

/* Both have changed by now, if both do. */
static gboolean
on_look (gpointer data)
{
  RushesMix *self = data;
  g_autoptr (GdkTexture) first = ref_texture (self, 0), second = ref_texture (self, 1);
  gboolean made = first != NULL && second != NULL && rushes_difference_want (self->difference, first, second);

  self->looking = 0;
  if (!made)
    gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
  self->made = made;
  return G_SOURCE_REMOVE;
}

static void
on_contents (RushesMix *self)
{
  if (self->mode != RUSHES_COMPARE_DIFFERENCE)
    gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
  else if (self->looking == 0)
    self->looking = g_idle_add_full (GDK_PRIORITY_REDRAW - 10, on_look, self, NULL);
}

static void
begin_anew (RushesMix *self)
{
  rushes_difference_forget (self->difference);
  self->made = FALSE;
  on_contents (self);
}

/* What one of them does not cover is the other. GTK does not blend nothing with nothing: before the first frames there is a point. */
static void
draw_difference (RushesMix *self, GdkSnapshot *snapshot, double width, double height)
{
  if (self->made && rushes_difference_get (self->difference) != NULL)
    {
      gdk_paintable_snapshot (GDK_PAINTABLE (rushes_difference_get (self->difference)), snapshot, width, height);
      return;
    }
  gtk_snapshot_push_blend (snapshot, GSK_BLEND_MODE_DIFFERENCE);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 }, &GRAPHENE_RECT_INIT (0, 0, 1, 1));
  for (int which = 0; which < 2; which++)
    {
      draw (self, which, snapshot, width, height);
      gtk_snapshot_pop (snapshot);
    }
}

static void
rushes_mix_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  RushesMix *self = RUSHES_MIX (paintable);

  switch (self->mode)
    {
    case RUSHES_COMPARE_WIPE:
      draw_part (self, 0, snapshot, 0, self->share, width, height);
      draw_part (self, 1, snapshot, self->share, 1, width, height);
      break;
    case RUSHES_COMPARE_DIFFERENCE:
      draw_difference (self, snapshot, width, height);
      break;
    case RUSHES_COMPARE_SIDE_BY_SIDE:
    case RUSHES_COMPARE_SWITCH:
    default:
      draw (self, self->seen, snapshot, width, height);
      break;
    }
}

/* Returns: (nullable): the larger of the two */
static GdkPaintable *
get_larger (RushesMix *self)
{
  GdkPaintable *first = self->pictures[0], *second = self->pictures[1];

  if (first == NULL || second == NULL)
    return first != NULL ? first : second;
  return gdk_paintable_get_intrinsic_width (second) > gdk_paintable_get_intrinsic_width (first) ? second : first;
}

static int
rushes_mix_get_intrinsic_width (GdkPaintable *paintable)
{
  GdkPaintable *larger = get_larger (RUSHES_MIX (paintable));

  return larger != NULL ? gdk_paintable_get_intrinsic_width (larger) : 0;
}

static int
rushes_mix_get_intrinsic_height (GdkPaintable *paintable)
{
  GdkPaintable *larger = get_larger (RUSHES_MIX (paintable));

  return larger != NULL ? gdk_paintable_get_intrinsic_height (larger) : 0;
}

static void
rushes_mix_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = rushes_mix_snapshot;
  iface->get_intrinsic_width = rushes_mix_get_intrinsic_width;
  iface->get_intrinsic_height = rushes_mix_get_intrinsic_height;
}

static void
set_picture (RushesMix *self, int which, GdkPaintable *picture)
{
  if (self->pictures[which] != NULL)
    g_signal_handlers_disconnect_by_data (self->pictures[which], self);
  g_set_object (&self->pictures[which], picture);
  if (picture == NULL)
    return;
  g_signal_connect_swapped (picture, "invalidate-contents", G_CALLBACK (on_contents), self);
  g_signal_connect_swapped (picture, "invalidate-size", G_CALLBACK (gdk_paintable_invalidate_size), self);
}

/* @first, @second: (nullable) */
void
rushes_mix_set_pictures (RushesMix *self, GdkPaintable *first, GdkPaintable *second)
{
  set_picture (self, 0, NULL); /* both may be the same */
  set_picture (self, 1, NULL);
  set_picture (self, 0, first);
  set_picture (self, 1, second);
  begin_anew (self);
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
}

void
rushes_mix_set_mode (RushesMix *self, RushesCompareMode mode)
{
  self->mode = mode;
  begin_anew (self);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/* @share: of the first in a wipe, 0 to 1 */
void
rushes_mix_set_share (RushesMix *self, double share)
{
  self->share = share;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/* @which: 0 or 1, where one is seen at a time */
void
rushes_mix_set_seen (RushesMix *self, int which)
{
  self->seen = which;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
rushes_mix_dispose (GObject *object)
{
  g_clear_handle_id (&RUSHES_MIX (object)->looking, g_source_remove);
  g_clear_pointer (&RUSHES_MIX (object)->difference, rushes_difference_free);
  set_picture (RUSHES_MIX (object), 0, NULL);
  set_picture (RUSHES_MIX (object), 1, NULL);
  G_OBJECT_CLASS (rushes_mix_parent_class)->dispose (object);
}

static void
rushes_mix_class_init (RushesMixClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_mix_dispose;
}

static void
rushes_mix_init (RushesMix *self)
{
  self->share = 0.5;
  self->difference = rushes_difference_new ((GSourceOnceFunc) gdk_paintable_invalidate_contents, self);
}

RushesMix *
rushes_mix_new (void)
{
  return g_object_new (RUSHES_TYPE_MIX, NULL);
}
