/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE /* gettid() */

#include "config.h"

#include "rushes-worker.h"

#include <unistd.h>

/* Work on other threads that leaves nothing behind there. A task's callback is called in the main loop while the thread that carried it out still has to let
 * go of the task: whoever is late drops the last reference to it, and with it perhaps to its source and its data. Objects that others are connected to must not
 * end beside the main thread, which may be ending those at the same moment (“unable to remove uninstalled invalidation notifier”, and a crash). So a task that is
 * bound ends in the main loop, and all that it holds with it. */

#define SETTLED_US G_USEC_PER_SEC
#define FUNC "rushes-worker-func"
#define CARRIED_OUT "rushes-worker-carried-out"

static int n_carried_out; /* tasks that have been, and are still there; atomic */

static void on_last (gpointer data, GObject *task, gboolean is_last);

static gboolean
end_task (gpointer task)
{
  if (g_object_get_data (task, CARRIED_OUT) != NULL)
    g_atomic_int_add (&n_carried_out, -1);
  g_object_remove_toggle_ref (task, on_last, NULL);
  return G_SOURCE_REMOVE;
}

/* On whichever thread is the last to let go of it. */
static void
on_last (gpointer data, GObject *task, gboolean is_last)
{
  if (is_last)
    g_idle_add_full (G_PRIORITY_HIGH, end_task, task, NULL);
}

/* From now on @task, with its source and its data, ends in the main loop, whoever holds it last. Once; before another thread has it: for who has threads of
 * his own. */
void
rushes_worker_bind (GTask *task)
{
  g_object_add_toggle_ref (G_OBJECT (task), on_last, NULL);
}

static void
carry_out (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc func = (GTaskThreadFunc) g_object_get_data (G_OBJECT (task), FUNC);

  func (task, source, data, cancellable);
  g_object_set_data (G_OBJECT (task), CARRIED_OUT, task);
  g_atomic_int_inc (&n_carried_out);
}

/**
 * rushes_worker_run:
 * @func: called on a worker, as of g_task_run_in_thread()
 *
 * As that, but that nothing of it ends on the worker. Main thread.
 */
void
rushes_worker_run (GTask *task, GTaskThreadFunc func)
{
  rushes_worker_bind (task);
  g_object_set_data (G_OBJECT (task), FUNC, (gpointer) func);
  g_task_run_in_thread (task, carry_out);
}

/* Until all tasks of rushes_worker_run() that have been carried out have ended, and their callbacks been called: at the end of the program, whose last turns of the main loop these
 * are. It does not wait for any that is still being carried out, nor for long where somebody keeps one. Main thread. */
void
rushes_worker_settle (void)
{
  gint64 until = g_get_monotonic_time () + SETTLED_US;

  while (g_atomic_int_get (&n_carried_out) > 0 && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}

/* Returns: whether this is not the main thread. (g_main_context_invoke() does not ask: while no loop runs, any thread may be the context's owner.) */
gboolean
rushes_worker_is_one (void)
{
  return gettid () != getpid ();
}

static gboolean
drop (gpointer object)
{
  g_object_unref (object);
  return G_SOURCE_REMOVE;
}

/* Drops a reference that another thread has, in the main loop: where it may be the last one. Any thread. */
void
rushes_worker_let_go (gpointer object)
{
  if (rushes_worker_is_one ())
    g_idle_add_full (G_PRIORITY_HIGH, drop, object, NULL);
  else
    g_object_unref (object);
}
