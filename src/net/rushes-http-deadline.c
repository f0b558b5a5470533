/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-http-deadline.h"

#include <glib/gi18n.h>

/* libsoup's time is that without a byte: a server that sends one now and then is waited for until the sun goes out. An answer that is
 * held in memory has to be there after a while; whoever waits for it blocks, so somebody else looks at the time. */

struct _RushesHttpClock
{
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  guint seconds;
};

struct _RushesHttpDeadline
{
  RushesHttpClock *clock;
  SoupMessage *message;
  GCancellable *own, *outer;
  GSource *source; /* NULL: the request is on its way */
  gulong watch, chained;
  int over;
};

static gpointer
run (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

/* @seconds: that an answer may take. Any thread */
RushesHttpClock *
rushes_http_clock_new (guint seconds)
{
  RushesHttpClock *self = g_new0 (RushesHttpClock, 1);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("deadlines", run, self->loop);
  self->seconds = seconds;
  return self;
}

static gboolean
on_free (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

/* No deadline may be left. Waits for the thread. */
void
rushes_http_clock_free (RushesHttpClock *self)
{
  g_autoptr (GSource) source = g_idle_source_new (); /* the loop may not run yet: it cannot be ended before */

  g_source_set_callback (source, on_free, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}

static gboolean
on_over (gpointer data)
{
  RushesHttpDeadline *self = data;

  g_atomic_int_set (&self->over, TRUE);
  g_cancellable_cancel (self->own);
  return G_SOURCE_REMOVE;
}

static void
clear (gpointer data)
{
  g_object_unref (((RushesHttpDeadline *) data)->own);
}

/* The clock's thread may be at it when the one that waits is done with it. */
static void
release (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
on_due (SoupMessage *message, RushesHttpDeadline *self)
{
  if (self->source != NULL)
    return;
  self->source = g_timeout_source_new_seconds (self->clock->seconds);
  g_source_set_callback (self->source, on_over, g_atomic_rc_box_acquire (self), release);
  g_source_attach (self->source, self->clock->context);
}

static void
cancel (GCancellable *outer, gpointer own)
{
  g_cancellable_cancel (own);
}

/* @from: the message's signal with which its time begins. */
RushesHttpDeadline *
rushes_http_deadline_new (RushesHttpClock *clock, SoupMessage *message, const char *from, GCancellable *cancellable)
{
  RushesHttpDeadline *self = g_atomic_rc_box_new0 (RushesHttpDeadline);

  self->clock = clock;
  self->message = g_object_ref (message);
  self->own = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->chained = g_cancellable_connect (cancellable, G_CALLBACK (cancel), g_object_ref (self->own), g_object_unref);
    }
  self->watch = g_signal_connect (message, from, G_CALLBACK (on_due), self);
  return self;
}

/* Returns: (transfer none): what to wait with */
GCancellable *
rushes_http_deadline_get_cancellable (RushesHttpDeadline *self)
{
  return self->own;
}

/* @cause: what it ended with; that nobody cancelled it but the time is said */
void
rushes_http_deadline_explain (RushesHttpDeadline *self, GError **cause)
{
  if (!g_atomic_int_get (&self->over) || !g_error_matches (*cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (self->outer != NULL && g_cancellable_is_cancelled (self->outer)))
    return;
  g_clear_error (cause);
  g_set_error (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("The answer was not complete after %u seconds"), self->clock->seconds);
}

void
rushes_http_deadline_free (RushesHttpDeadline *self)
{
  g_signal_handler_disconnect (self->message, self->watch);
  if (self->chained != 0)
    g_cancellable_disconnect (self->outer, self->chained);
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_clear_object (&self->outer);
  g_object_unref (self->message);
  release (self);
}
