/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-meter.h"

#include <errno.h>

/* What a websocket reads, counted. libsoup bounds a frame, but before 3.8 not how many of them make a message; and it reads on, in one turn of the
 * main loop, for as long as something is there. Main thread. */
struct _RushesMeter
{
  GFilterInputStream parent_instance;
  gsize message_max, turn_max;
  gsize message, turn; /* read since the last message, and in this turn */
};

static void rushes_meter_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesMeter, rushes_meter, G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM, rushes_meter_pollable_init))

static GPollableInputStream *
get_base (gpointer self)
{
  return G_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (self));
}

static gboolean
rushes_meter_can_poll (GPollableInputStream *stream)
{
  return g_pollable_input_stream_can_poll (get_base (stream));
}

static gboolean
rushes_meter_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (get_base (stream));
}

static GSource *
rushes_meter_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  GSource *source = g_pollable_source_new (G_OBJECT (stream));
  g_autoptr (GSource) base = g_pollable_input_stream_create_source (get_base (stream), cancellable);

  g_source_set_dummy_callback (base);
  g_source_add_child_source (source, base);
  return source;
}

/* That nothing is there ends a turn; said where there is something, it comes in the next. */
static gssize
rushes_meter_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  RushesMeter *self = RUSHES_METER (stream);
  gssize n;

  if (self->message >= self->message_max)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, g_strerror (EMSGSIZE));
      return -1;
    }
  if (self->turn >= self->turn_max)
    {
      self->turn = 0;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, g_strerror (EAGAIN));
      return -1;
    }
  n = g_pollable_input_stream_read_nonblocking (get_base (stream), buffer, count, NULL, error);
  self->turn = n > 0 ? self->turn + n : 0;
  self->message += MAX (n, 0);
  return n;
}

static void
rushes_meter_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = rushes_meter_can_poll;
  iface->is_readable = rushes_meter_is_readable;
  iface->create_source = rushes_meter_create_source;
  iface->read_nonblocking = rushes_meter_read_nonblocking;
}

static void
rushes_meter_class_init (RushesMeterClass *klass)
{
}

static void
rushes_meter_init (RushesMeter *self)
{
}

/**
 * rushes_meter_new_between:
 * @connection: one that was just made
 * @message_max: bytes since the last message (rushes_meter_restart()) after which it is broken off
 * @turn_max: bytes that it takes in one turn of the main loop
 *
 * libsoup reads through a filter of its own, into which nothing else leads than what GIO lets a filter have: its base.
 *
 * Returns: (transfer full) (nullable): %NULL where it reads in another way, and only has its own bounds
 */
RushesMeter *
rushes_meter_new_between (SoupWebsocketConnection *connection, gsize message_max, gsize turn_max)
{
  GInputStream *input = g_io_stream_get_input_stream (soup_websocket_connection_get_io_stream (connection)), *base;
  RushesMeter *self;

  if (!G_IS_FILTER_INPUT_STREAM (input) || !G_IS_POLLABLE_INPUT_STREAM (g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (input))))
    return NULL;
  base = G_FILTER_INPUT_STREAM (input)->base_stream;
  self = g_object_new (RUSHES_TYPE_METER, "base-stream", base, "close-base-stream", FALSE, NULL);
  self->message_max = message_max;
  self->turn_max = turn_max;
  G_FILTER_INPUT_STREAM (input)->base_stream = g_object_ref (G_INPUT_STREAM (self));
  g_object_unref (base); /* the meter has it now */
  return self;
}

/* A message has come. */
void
rushes_meter_restart (RushesMeter *self)
{
  self->message = 0;
}
