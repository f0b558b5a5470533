/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-relocating.h"

#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-moving.h"
#include "rushes-toast.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* The clips move to a folder that is chosen, while the program works on. */

#define LOOK_MS 200

typedef struct
{
  RushesWindow *window;
  char *folder;
  GMutex lock; /* for the next two: the worker writes them */
  gint64 done, all;
  guint timer;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_handle_id (&order->timer, g_source_remove);
  g_object_unref (order->window);
  g_free (order->folder);
  g_mutex_clear (&order->lock);
  g_free (order);
}

/* On the worker. */
static void
on_progress (gint64 done, gint64 all, gpointer data)
{
  Order *order = data;

  g_mutex_lock (&order->lock);
  order->done = done;
  order->all = all;
  g_mutex_unlock (&order->lock);
}

static gboolean
show_progress (gpointer data)
{
  Order *order = data;
  g_autofree char *here = NULL, *whole = NULL, *text = NULL;
  gint64 done, all;

  g_mutex_lock (&order->lock);
  done = order->done;
  all = order->all;
  g_mutex_unlock (&order->lock);
  here = g_format_size ((guint64) MAX (0, done));
  whole = g_format_size ((guint64) all);
  text = done < 0 ? g_strdup (_("Deleting the old files")) : g_strdup_printf (_("Moving clips, %s of %s"), here, whole);
  rushes_gallery_show_work (rushes_window_get_gallery (order->window), text, done < 0 ? 1 : (double) done / (double) MAX (1, all));
  return G_SOURCE_CONTINUE;
}

static void
run (GTask *task, gpointer library, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  GError *error = NULL;

  if (rushes_moving_run (library, order->folder, on_progress, order, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_moved (GObject *library, GAsyncResult *result, gpointer data)
{
  Order *order = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean moved = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *text = g_strdup_printf (_("The clips are in %s now"), order->folder);

  g_clear_handle_id (&order->timer, g_source_remove);
  if (!gtk_widget_get_realized (GTK_WIDGET (order->window)))
    return; /* closed meanwhile */
  rushes_gallery_show_work (rushes_window_get_gallery (order->window), NULL, 0);
  rushes_window_toast (order->window, moved ? rushes_toast_new (text) : rushes_error_toast_new (GTK_WIDGET (order->window), error, NULL));
}

static void
on_folder (GFile *folder, gpointer window)
{
  Order *order;
  g_autoptr (GTask) task = NULL;

  if (g_file_peek_path (folder) == NULL)
    {
      rushes_window_toast (window, rushes_toast_new (_("That folder lies on another computer. Connect it as a folder of this one first")));
      return;
    }
  order = g_new0 (Order, 1);
  order->window = g_object_ref (window);
  order->folder = g_strdup (g_file_peek_path (folder));
  g_mutex_init (&order->lock);
  order->timer = g_timeout_add (LOOK_MS, show_progress, order);
  task = g_task_new (rushes_core_get_library (rushes_window_get_core (window)), NULL, on_moved, NULL);
  g_task_set_task_data (task, order, order_free);
  rushes_worker_run (task, run);
}

static void
move_library (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_folder_open (window, _("Move the Clips To"), on_folder, window);
}

/* “win.move-library”. */
void
rushes_relocating_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "move-library", .activate = move_library } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
