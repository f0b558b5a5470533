/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-owner.h"

#include "rushes-error.h"
#include "rushes-owner-lock.h"
#include "rushes-owner-socket.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* The process that owns the queue, spoken to from another one: over its own socket, else as the desktop does. */

#define TELL_MS 10000 /* until it counts as hanging; a machine may be busy */
#define AGAIN_MS 50   /* an owner that has just taken over does not listen yet */

typedef struct
{
  RushesPaths *paths;
  gboolean demo;
  char *action, *id;
  guint timer;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->paths);
  g_free (errand->action);
  g_free (errand->id);
  g_free (errand);
}

/* Returns: (transfer floating) */
static GVariant *
new_parameters (Errand *errand)
{
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  if (errand->id != NULL)
    g_variant_builder_add (&parameters, "v", g_variant_new_string (errand->id));
  return g_variant_builder_end (&parameters);
}

/* As GApplication makes it of its name. Returns: (transfer full) */
static char *
dup_object_path (const char *name)
{
  char *path = g_strconcat ("/", name, NULL);

  return g_strdelimit (g_strdelimit (path, ".", '/'), "-", '_');
}

static gboolean
tell_over_session (Errand *errand, GCancellable *cancellable)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  const char *name = errand->demo ? RUSHES_APP_ID ".Demo" : RUSHES_APP_ID;
  g_autofree char *path = dup_object_path (name);
  g_autoptr (GVariant) answer = NULL;

  if (bus != NULL)
    answer = g_dbus_connection_call_sync (bus, name, path, "org.gtk.Actions", "Activate",
                                          g_variant_new ("(s@ava{sv})", errand->action, new_parameters (errand), NULL), NULL,
                                          G_DBUS_CALL_FLAGS_NO_AUTO_START, TELL_MS, cancellable, NULL);
  return answer != NULL;
}

static gboolean
tell (Errand *errand, GCancellable *cancellable, GError **error)
{
  return rushes_owner_socket_call (rushes_paths_get_data_dir (errand->paths), errand->action, new_parameters (errand), TELL_MS, cancellable, error) ||
         tell_over_session (errand, cancellable);
}

/* Waits for as long as an owner needs that has the lock and does not listen yet: the lock comes before the socket, and what the one before
 * left there, if it was killed, answers to nobody. */
static gboolean
wait_a_moment (GCancellable *cancellable)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    return FALSE;
  g_poll (&fd, 1, AGAIN_MS);
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * rushes_owner_may_come:
 * @error: why it could not be reached
 * @cancellable: ends the wait
 *
 * Whether there is an owner that does not listen yet; then a moment has passed, and it may be asked again. Blocks; a worker.
 */
gboolean
rushes_owner_may_come (const char *data_dir, const GError *error, GCancellable *cancellable)
{
  gboolean listens_not = g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
                         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);

  return listens_not && rushes_owner_lock_is_held (data_dir) && wait_a_moment (cancellable);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  g_autoptr (GError) cause = NULL;
  g_autofree char *holder = NULL;
  gboolean told = tell (errand, cancellable, &cause);

  while (!told && rushes_owner_may_come (rushes_paths_get_data_dir (errand->paths), cause, cancellable))
    {
      g_clear_error (&cause);
      told = tell (errand, cancellable, &cause);
    }
  if (told)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_debug ("The owner was not reached: %s", cause->message);
  holder = rushes_owner_lock_dup_holder (rushes_paths_get_data_dir (errand->paths));
  g_task_return_new_error (task, RUSHES_ERROR, RUSHES_ERROR_LOCKED, _("Process %s runs the queue and does not answer"), holder);
}

static gboolean
on_timeout (gpointer data)
{
  GTask *task = data;

  ((Errand *) g_task_get_task_data (task))->timer = 0;
  g_cancellable_cancel (g_task_get_cancellable (task));
  return G_SOURCE_REMOVE;
}

static void
on_completed (GTask *task, GParamSpec *pspec, gpointer data)
{
  Errand *errand = g_task_get_task_data (task);

  g_clear_handle_id (&errand->timer, g_source_remove);
}

/**
 * rushes_owner_tell_async:
 * @action: one of rushes-owner-actions.h
 * @id: (nullable): the job
 *
 * Has the process that owns the queue do something, be it this one or another. Main thread.
 */
void
rushes_owner_tell_async (RushesCore *core, const char *action, const char *id, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (core, cancellable, callback, data);
  Errand *errand = g_new0 (Errand, 1);

  if (rushes_job_queue_is_owner (rushes_core_get_queue (core)))
    {
      g_action_group_activate_action (rushes_core_get_actions (core), action, id != NULL ? g_variant_new_string (id) : NULL);
      g_task_return_boolean (task, TRUE);
      g_free (errand);
      return;
    }
  errand->paths = g_object_ref (rushes_core_get_paths (core));
  errand->demo = rushes_core_is_demo (core);
  errand->action = g_strdup (action);
  errand->id = g_strdup (id);
  g_task_set_task_data (task, errand, errand_free);
  g_task_set_check_cancellable (task, FALSE);
  errand->timer = g_timeout_add (TELL_MS, on_timeout, task);
  g_signal_connect (task, "notify::completed", G_CALLBACK (on_completed), NULL);
  rushes_worker_run (task, run);
}

/* Returns: whether it was reached; else %RUSHES_ERROR_LOCKED says which process that is */
gboolean
rushes_owner_tell_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The same, waiting in the main loop for at most some seconds: for the command line. */
gboolean
rushes_owner_tell (RushesCore *core, const char *action, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rushes_owner_tell_async (core, action, id, on_told, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rushes_owner_tell_finish (result, error);
}
