/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-scaler.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define RUSHES_SEEK_SENT "rushes-seek-sent" /* an application's message: the seek that was ordered goes off now */

typedef enum
{
  RUSHES_ORDER_OPEN, /* paused, for the first time */
  RUSHES_ORDER_STATE,
  RUSHES_ORDER_SEEK,
  RUSHES_ORDER_WRAP,  /* a seek that follows what plays without a gap, instead of breaking it off */
  RUSHES_ORDER_STEP,  /* one frame on */
  RUSHES_ORDER_CLOSE, /* the last one */
} RushesOrderKind;

typedef struct
{
  RushesOrderKind kind;
  GstElement *pipeline; /* is set by rushes_pipeline_give_order () */
  GstState state;
  gint64 position, stop; /* ns; stop 0: with the clip */
  double rate;
  gboolean exact;
  gboolean segment; /* its end is told by a “segment-done”, and not by an end of the stream */
  guint32 seqnum;   /* of what comes of the seek */
} RushesPlayOrder;

GstElement  *rushes_pipeline_new        (GdkPaintable    **paintable,
                                         RushesScaler    **scaler);
GThreadPool *rushes_pipeline_new_worker (void);
void         rushes_pipeline_give_order (GstElement      *pipeline,
                                         GThreadPool     *worker,
                                         RushesPlayOrder  order);
int          rushes_pipeline_count_live (void);

G_END_DECLS
