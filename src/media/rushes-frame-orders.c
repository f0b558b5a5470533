/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-orders.h"

#include "rushes-shown.h"

/* A pipeline is opened, sought and closed on a thread of its own, one after the other: each may block. */

typedef enum
{
  ORDER_OPEN,
  ORDER_SEEK,
  ORDER_CLOSE, /* the last one */
} OrderKind;

struct _RushesFrameOrders
{
  GWeakRef owner;
  RushesFrameSoughtFunc sought;
  RushesFrameClosedFunc closed;
  GThreadPool *worker;
  GstElement *pipeline; /* NULL when there is none, or it is closed */
};

typedef struct
{
  OrderKind kind;
  char *path; /* (nullable): of what is opened */
  GstElement *pipeline;
  GstClockTime position;
  GWeakRef owner; /* who waits for it */
  RushesFrameSoughtFunc sought;
  RushesFrameClosedFunc closed;
  gboolean arrived;
} Order;

static int n_live; /* pipelines there are; atomic */

/* How many pipelines this process has, those being closed included. */
int
rushes_frame_orders_count_live (void)
{
  return g_atomic_int_get (&n_live);
}

static void
order_free (gpointer data)
{
  Order *order = data;

  gst_object_unref (order->pipeline);
  g_free (order->path);
  g_weak_ref_clear (&order->owner);
  g_free (order);
}

static gboolean
come_back (gpointer data)
{
  Order *order = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&order->owner);

  if (owner != NULL && order->kind == ORDER_CLOSE)
    order->closed (owner);
  else if (owner != NULL)
    order->sought (owner, order->arrived);
  return G_SOURCE_REMOVE;
}

static void
run (gpointer data, gpointer user_data)
{
  Order *order = data;

  if (order->kind == ORDER_SEEK)
    order->arrived = gst_element_seek_simple (order->pipeline, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, order->position);
  if (order->kind == ORDER_OPEN && rushes_shown_is_untold (order->path))
    rushes_shown_tell (order->pipeline);
  if (order->kind != ORDER_SEEK)
    gst_element_set_state (order->pipeline, order->kind == ORDER_OPEN ? GST_STATE_PLAYING : GST_STATE_NULL);
  if (order->kind == ORDER_CLOSE)
    g_atomic_int_dec_and_test (&n_live);
  if (order->kind == ORDER_OPEN)
    order_free (order);
  else
    g_idle_add_full (G_PRIORITY_DEFAULT, come_back, order, order_free);
}

static void
give (RushesFrameOrders *self, OrderKind kind, double seconds, const char *path)
{
  Order *order = g_new0 (Order, 1);
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  *order = (Order) { .kind = kind, .path = g_strdup (path), .pipeline = gst_object_ref (self->pipeline), .position = (GstClockTime) (seconds * GST_SECOND + 0.5),
                     .sought = self->sought, .closed = self->closed };
  g_weak_ref_init (&order->owner, owner);
  g_thread_pool_push (self->worker, order, NULL);
}

/**
 * rushes_frame_orders_new:
 * @owner: a #GObject, which is not held: who went is not called any more
 * @sought: when a seek has been carried out, on the main context
 * @closed: the same
 *
 * Returns: (transfer full)
 */
RushesFrameOrders *
rushes_frame_orders_new (gpointer owner, RushesFrameSoughtFunc sought, RushesFrameClosedFunc closed)
{
  RushesFrameOrders *self = g_new0 (RushesFrameOrders, 1);

  g_weak_ref_init (&self->owner, owner);
  self->sought = sought;
  self->closed = closed;
  self->worker = g_thread_pool_new (run, NULL, 1, FALSE, NULL);
  return self;
}

/* @pipeline: with the file @path; once. */
void
rushes_frame_orders_open (RushesFrameOrders *self, GstElement *pipeline, const char *path)
{
  self->pipeline = gst_object_ref (pipeline);
  g_atomic_int_inc (&n_live);
  give (self, ORDER_OPEN, 0, path);
}

void
rushes_frame_orders_seek (RushesFrameOrders *self, double seconds)
{
  give (self, ORDER_SEEK, seconds, NULL);
}

/* Nothing may be ordered after it. Where nothing was opened, nothing happens. */
void
rushes_frame_orders_close (RushesFrameOrders *self)
{
  if (self->pipeline != NULL)
    give (self, ORDER_CLOSE, 0, NULL);
  gst_clear_object (&self->pipeline);
}

/* What was ordered is carried out all the same. */
void
rushes_frame_orders_free (RushesFrameOrders *self)
{
  rushes_frame_orders_close (self);
  g_thread_pool_free (self->worker, FALSE, FALSE);
  g_weak_ref_clear (&self->owner);
  g_free (self);
}
