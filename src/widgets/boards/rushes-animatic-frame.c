/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-animatic-frame.h"

#include "rushes-fit.h"
#include "rushes-strip-frame.h"

struct _RushesAnimaticFrame
{
  GObject parent_instance;
  GdkPaintable *content;
  int width, height;     /* the board's */
  GdkTexture *meanwhile; /* (nullable): what is seen instead until what was gone to is there */
  int cell;              /* which picture of it as a filmstrip; -1: it is one picture */
};

static void rushes_animatic_frame_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesAnimaticFrame, rushes_animatic_frame, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, rushes_animatic_frame_iface_init))

static void
draw_fitted (GdkPaintable *paintable, GtkSnapshot *snapshot, double width, double height)
{
  int own_width = gdk_paintable_get_intrinsic_width (paintable), own_height = gdk_paintable_get_intrinsic_height (paintable);
  RushesFitArea area;

  if (own_width <= 0 || own_height <= 0)
    return;
  rushes_fit_centre (own_width, own_height, (int) (width + .5), (int) (height + .5), &area);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) area.x, (float) area.y));
  gdk_paintable_snapshot (paintable, snapshot, area.width, area.height);
  gtk_snapshot_restore (snapshot);
}

/* What is around it is black: the stage is. */
static void
rushes_animatic_frame_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  RushesAnimaticFrame *self = RUSHES_ANIMATIC_FRAME (paintable);

  if (self->meanwhile == NULL)
    draw_fitted (self->content, snapshot, width, height);
  else if (self->cell < 0)
    draw_fitted (GDK_PAINTABLE (self->meanwhile), snapshot, width, height);
  else
    rushes_strip_frame_snapshot (self->meanwhile, self->cell, snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), FALSE);
}

static int
rushes_animatic_frame_get_intrinsic_width (GdkPaintable *paintable)
{
  return RUSHES_ANIMATIC_FRAME (paintable)->width;
}

static int
rushes_animatic_frame_get_intrinsic_height (GdkPaintable *paintable)
{
  return RUSHES_ANIMATIC_FRAME (paintable)->height;
}

static void
rushes_animatic_frame_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = rushes_animatic_frame_snapshot;
  iface->get_intrinsic_width = rushes_animatic_frame_get_intrinsic_width;
  iface->get_intrinsic_height = rushes_animatic_frame_get_intrinsic_height;
}

/* @width, @height: the board's, in pixels */
void
rushes_animatic_frame_set_size (RushesAnimaticFrame *self, int width, int height)
{
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
}

/**
 * rushes_animatic_frame_set_meanwhile:
 * @texture: (nullable): is seen instead; %NULL: not any more
 * @cell: which picture of it as a filmstrip, from 0; −1: it is one picture
 */
void
rushes_animatic_frame_set_meanwhile (RushesAnimaticFrame *self, GdkTexture *texture, int cell)
{
  if (!g_set_object (&self->meanwhile, texture) && self->cell == cell)
    return;
  self->cell = cell;
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/* Whether something else is seen than what is played. */
gboolean
rushes_animatic_frame_has_meanwhile (RushesAnimaticFrame *self)
{
  return self->meanwhile != NULL;
}

static void
rushes_animatic_frame_dispose (GObject *object)
{
  RushesAnimaticFrame *self = RUSHES_ANIMATIC_FRAME (object);

  if (self->content != NULL)
    g_signal_handlers_disconnect_by_data (self->content, self);
  g_clear_object (&self->content);
  g_clear_object (&self->meanwhile);
  G_OBJECT_CLASS (rushes_animatic_frame_parent_class)->dispose (object);
}

static void
rushes_animatic_frame_class_init (RushesAnimaticFrameClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_animatic_frame_dispose;
}

static void
rushes_animatic_frame_init (RushesAnimaticFrame *self)
{
  self->cell = -1;
}

/* @content: what is played. Returns: (transfer full): as large as nothing until its size is set */
RushesAnimaticFrame *
rushes_animatic_frame_new (GdkPaintable *content)
{
  RushesAnimaticFrame *self = g_object_new (RUSHES_TYPE_ANIMATIC_FRAME, NULL);

  self->content = g_object_ref (content);
  g_signal_connect_swapped (content, "invalidate-contents", G_CALLBACK (gdk_paintable_invalidate_contents), self);
  g_signal_connect_swapped (content, "invalidate-size", G_CALLBACK (gdk_paintable_invalidate_contents), self);
  return self;
}
