/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-monitor.h"

#include "rushes-frame-paintable.h"

struct _RushesMonitor
{
  GObject parent_instance;
  GdkPaintable *live; /* the pipeline's */
  GdkTexture *front;  /* (nullable) */
  int width, height;  /* of what is in front, as it is shown */
  gboolean yielding;
  guint32 seqnum; /* to what comes of that seek, or a later one; 0: to any picture */
};

static void rushes_monitor_iface_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesMonitor, rushes_monitor, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, rushes_monitor_iface_init))

static void
rushes_monitor_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  RushesMonitor *self = RUSHES_MONITOR (paintable);

  gdk_paintable_snapshot (self->front != NULL ? GDK_PAINTABLE (self->front) : self->live, snapshot, width, height);
}

static GdkPaintable *
rushes_monitor_get_current_image (GdkPaintable *paintable)
{
  RushesMonitor *self = RUSHES_MONITOR (paintable);

  return self->front != NULL ? GDK_PAINTABLE (g_object_ref (self->front)) : gdk_paintable_get_current_image (self->live);
}

static int
rushes_monitor_get_intrinsic_width (GdkPaintable *paintable)
{
  RushesMonitor *self = RUSHES_MONITOR (paintable);

  return self->front != NULL ? self->width : gdk_paintable_get_intrinsic_width (self->live);
}

static int
rushes_monitor_get_intrinsic_height (GdkPaintable *paintable)
{
  RushesMonitor *self = RUSHES_MONITOR (paintable);

  return self->front != NULL ? self->height : gdk_paintable_get_intrinsic_height (self->live);
}

static double
rushes_monitor_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  RushesMonitor *self = RUSHES_MONITOR (paintable);

  return self->front != NULL ? (double) self->width / self->height : gdk_paintable_get_intrinsic_aspect_ratio (self->live);
}

static void
rushes_monitor_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = rushes_monitor_snapshot;
  iface->get_current_image = rushes_monitor_get_current_image;
  iface->get_intrinsic_width = rushes_monitor_get_intrinsic_width;
  iface->get_intrinsic_height = rushes_monitor_get_intrinsic_height;
  iface->get_intrinsic_aspect_ratio = rushes_monitor_get_intrinsic_aspect_ratio;
}

/* @width, @height: as @frame is shown: its pixels need not be square. It stays in front until rushes_monitor_yield (). */
void
rushes_monitor_show (RushesMonitor *self, GdkTexture *frame, int width, int height)
{
  gboolean resized = rushes_monitor_get_intrinsic_width (GDK_PAINTABLE (self)) != width ||
                     rushes_monitor_get_intrinsic_height (GDK_PAINTABLE (self)) != height;

  g_set_object (&self->front, frame);
  self->width = width;
  self->height = height;
  self->yielding = FALSE;
  if (resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

/* The next picture of the pipeline that comes of the seek with that number (0: of any) takes the place of what is in front: until then nothing else is
 * seen. One that was decoded before may still be on its way. */
void
rushes_monitor_yield (RushesMonitor *self, guint32 seqnum)
{
  self->yielding = self->front != NULL;
  self->seqnum = seqnum;
}

/* GStreamer's own sink does not tell of what seek a picture is. */
static gboolean
is_late (RushesMonitor *self)
{
  return RUSHES_IS_FRAME_PAINTABLE (self->live) && self->seqnum != 0 &&
         (gint32) (rushes_frame_paintable_get_seqnum (RUSHES_FRAME_PAINTABLE (self->live)) - self->seqnum) < 0;
}

static void
on_contents (RushesMonitor *self)
{
  gboolean yields = self->yielding && gdk_paintable_get_intrinsic_width (self->live) > 0 && !is_late (self); /* it has a picture */
  gboolean resized = yields && (self->width != gdk_paintable_get_intrinsic_width (self->live) ||
                                        self->height != gdk_paintable_get_intrinsic_height (self->live));

  if (yields)
    g_clear_object (&self->front);
  self->yielding &= !yields;
  if (resized)
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  if (self->front == NULL)
    gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

static void
rushes_monitor_dispose (GObject *object)
{
  RushesMonitor *self = RUSHES_MONITOR (object);

  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->front);
  G_OBJECT_CLASS (rushes_monitor_parent_class)->dispose (object);
}

static void
rushes_monitor_finalize (GObject *object)
{
  g_clear_object (&RUSHES_MONITOR (object)->live);
  G_OBJECT_CLASS (rushes_monitor_parent_class)->finalize (object);
}

static void
rushes_monitor_class_init (RushesMonitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_monitor_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_monitor_finalize;
}

static void
rushes_monitor_init (RushesMonitor *self)
{
}

/* @live: what the pipeline's picture appears in */
RushesMonitor *
rushes_monitor_new (GdkPaintable *live)
{
  RushesMonitor *self = g_object_new (RUSHES_TYPE_MONITOR, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_swapped (live, "invalidate-contents", G_CALLBACK (on_contents), self);
  g_signal_connect_swapped (live, "invalidate-size", G_CALLBACK (gdk_paintable_invalidate_size), self);
  return self;
}
