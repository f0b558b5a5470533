/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

typedef struct _RushesFrameOrders RushesFrameOrders;

typedef void (*RushesFrameSoughtFunc)  (gpointer owner,
                                        gboolean arrived);
typedef void (*RushesFrameClosedFunc)  (gpointer owner);

RushesFrameOrders *rushes_frame_orders_new        (gpointer               owner,
                                                   RushesFrameSoughtFunc  sought,
                                                   RushesFrameClosedFunc  closed);
void               rushes_frame_orders_open       (RushesFrameOrders     *self,
                                                   GstElement            *pipeline,
                                                   const char            *path);
void               rushes_frame_orders_seek       (RushesFrameOrders     *self,
                                                   double                 seconds);
void               rushes_frame_orders_close      (RushesFrameOrders     *self);
void               rushes_frame_orders_free       (RushesFrameOrders     *self);
int                rushes_frame_orders_count_live (void);

G_END_DECLS
