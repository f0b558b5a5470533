/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-way-back.h"

#include "rushes-worker.h"

/* The way back from a worker, or from whatever else takes its time, to a widget that may have been closed meanwhile. A reference would
 * keep a closed window as a ghost that opens dialogs, and a task drops its last one on the worker, where no widget may end. */

/**
 * rushes_way_back_new:
 * @widget: a widget, or what belongs to one
 *
 * Returns: (transfer full): the data of an asynchronous call; to be given to rushes_way_back_take() once. Any thread.
 */
gpointer
rushes_way_back_new (gpointer widget)
{
  GWeakRef *way_back = g_new (GWeakRef, 1);

  g_weak_ref_init (way_back, widget);
  return way_back;
}

/* Returns: (transfer full) (nullable): the widget, unless it was closed. Main thread. */
gpointer
rushes_way_back_take (gpointer way_back)
{
  gpointer widget = g_weak_ref_get (way_back);

  g_weak_ref_clear (way_back);
  g_free (way_back);
  return widget;
}

typedef struct
{
  RushesWorkFunc work;
  gpointer order;
  GDestroyNotify free_order, free_result;
  RushesBackFunc back;
} Errand;

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  gpointer result = errand->work (errand->order, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, errand->free_result);
}

static void
on_done (GObject *source, GAsyncResult *task, gpointer way_back)
{
  Errand *errand = g_task_get_task_data (G_TASK (task));
  g_autoptr (GObject) widget = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;
  gpointer result = g_task_propagate_pointer (G_TASK (task), &error);

  if (widget != NULL)
    errand->back (widget, errand->order, result, error);
  g_clear_pointer (&errand->order, errand->free_order); /* here, not on the worker */
  g_clear_pointer (&result, errand->free_result);
}

/**
 * rushes_way_back_work:
 * @order: (transfer full): what @work needs; freed on the main thread
 * @back: not called if the widget was closed meanwhile; the work is done all the same
 *
 * Main thread.
 */
void
rushes_way_back_work (gpointer widget, RushesWorkFunc work, gpointer order, GDestroyNotify free_order, GDestroyNotify free_result,
                      RushesBackFunc back)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, rushes_way_back_new (widget));
  Errand *errand = g_new (Errand, 1);

  *errand = (Errand) { work, order, free_order, free_result, back };
  g_task_set_task_data (task, errand, g_free);
  rushes_worker_run (task, run);
}
