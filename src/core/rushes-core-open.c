/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-core-private.h"

#include "rushes-arrival.h"
#include "rushes-board-takes.h"
#include "rushes-comfy.h"
#include "rushes-environment.h"
#include "rushes-import.h"
#include "rushes-openai.h"
#include "rushes-owner-actions.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* The library is opened: what waits for its disk may be done by any thread, and then what has a place in the main loop is put together there. */

#define TIMEOUT_S 60
#define ENVIRONMENT_ID "environment"

static RushesProvider *
get_provider (gpointer data, RushesProviderKind kind)
{
  return RUSHES_CORE (data)->providers[kind];
}

static RushesTarget *
new_target (gpointer data, RushesConnection *connection, GError **error)
{
  return rushes_core_new_target (data, connection, error);
}

static gboolean
probe (gpointer data, const char *path, RushesClipInfo *info, const char **extension, GError **error)
{
  return rushes_import_probe (path, info, extension, error);
}

/* A connection of its own from the variables that OpenAI's own tools read. */
static void
add_environment (RushesCore *self)
{
  const char *key = rushes_environment_get_key ();
  const char *url = g_getenv ("OPENAI_BASE_URL");
  const char *model = g_getenv ("OPENAI_DEFAULT_VIDEO_MODEL");
  g_autoptr (RushesConnection) connection = NULL;
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *secret = NULL;

  if ((key == NULL || *key == '\0') && (url == NULL || *url == '\0'))
    return;
  g_variant_dict_insert (&options, RUSHES_CONNECTION_PRESET, "s", url == NULL || *url == '\0' ? "openai" : "custom");
  g_variant_dict_insert (&options, RUSHES_CONNECTION_MODEL, "s", model != NULL && *model != '\0' ? model : "sora-2");
  connection = rushes_connection_new (ENVIRONMENT_ID, RUSHES_PROVIDER_OPENAI, _("OpenAI (environment)"),
                                      url != NULL && *url != '\0' ? url : "https://api.openai.com/v1",
                                      g_variant_dict_end (&options), FALSE);
  secret = key != NULL && *key != '\0' ? g_strconcat ("@key: ", key, NULL) : g_strdup ("");
  rushes_secrets_set_for_session (self->secrets, ENVIRONMENT_ID, secret);
  rushes_connections_put_for_session (self->connections, connection);
}

static guint
get_timeout (void)
{
  const char *text = g_getenv ("RUSHES_TIMEOUT");

  return text != NULL && atoi (text) > 0 ? (guint) atoi (text) : TIMEOUT_S;
}

static gboolean
open_files (RushesCore *self, GError **error)
{
  if (!rushes_paths_prepare (self->paths, error) || !rushes_core_take_library (self, error))
    return FALSE;
  self->ledger = rushes_ledger_open (self->paths, error);
  if (self->ledger == NULL)
    return FALSE;
  self->library = rushes_library_open (self->paths, error);
  if (self->library == NULL)
    return FALSE;
  rushes_board_takes_tell (self->library);
  if (rushes_paths_get_elsewhere (self->paths) == NULL)
    rushes_arrival_finish_all (self->library);
  return TRUE;
}

typedef struct
{
  RushesLibrary *library;
  char *job;
} News;

/* The second and later clips are numbered. */
static void
tell_news (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  News *news = data;
  gboolean more = rushes_library_notice (news->library, news->job);

  for (int number = 2; more; number++)
    {
      g_autofree char *id = g_strdup_printf ("%d-%s", number, news->job);
      more = rushes_library_notice (news->library, id);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_news (GObject *source, GAsyncResult *result, gpointer data)
{
  News *news = data;

  g_object_unref (news->library);
  g_free (news->job);
  g_free (news);
}

/* Its clips were saved by the process that owns the queue. */
static void
on_ended (RushesJobQueue *queue, RushesJob *job, RushesCore *self)
{
  g_autoptr (GTask) task = NULL;
  News *news;

  if (rushes_job_queue_is_owner (queue) || rushes_job_get_state (job) != RUSHES_JOB_DONE)
    return;
  news = g_new (News, 1);
  *news = (News) { g_object_ref (self->library), g_strdup (rushes_job_get_id (job)) };
  task = g_task_new (NULL, NULL, on_news, news);
  g_task_set_task_data (task, news, NULL); /* freed in the main loop, as the library has to be */
  rushes_worker_run (task, tell_news);
}

/* All that is read from the disk. Any thread, while nobody else has @self. */
static gboolean
read_all (RushesCore *self, GError **error)
{
  if (!open_files (self, error))
    return FALSE;
  self->connections = rushes_connections_load (self->paths);
  self->workflows = rushes_workflows_load (self->paths);
  self->loaded = rushes_job_queue_read (self->ledger, error);
  return self->loaded != NULL;
}

/* Main thread. */
static void
put_together (RushesCore *self)
{
  RushesJobServices services = { self, get_provider, new_target, probe };
  g_autofree char *learnt = g_build_filename (rushes_paths_get_cache_dir (self->paths), "servers.ini", NULL);

  self->secrets = rushes_secrets_new ();
  self->http = rushes_http_new (get_timeout ());
  self->providers[RUSHES_PROVIDER_COMFYUI] = rushes_comfy_new (self->http);
  self->providers[RUSHES_PROVIDER_OPENAI] = rushes_openai_new (self->http, learnt);
  if (!self->demo)
    add_environment (self);
  self->queue = rushes_job_queue_new (self->ledger, self->library, self->connections, &services);
  g_signal_connect_object (self->queue, "ended", G_CALLBACK (on_ended), self, 0);
  self->actions = rushes_owner_actions_new (self->queue, self->connections);
  rushes_job_queue_load (self->queue, g_steal_pointer (&self->loaded));
}

static RushesCore *
core_new (gboolean demo)
{
  RushesCore *self = g_object_new (RUSHES_TYPE_CORE, NULL);

  self->demo = demo;
  self->paths = rushes_paths_new_for_user (demo);
  return self;
}

/* Opens the user's library, or the demo's. Blocking; main thread. */
RushesCore *
rushes_core_open (gboolean demo, GError **error)
{
  g_autoptr (RushesCore) self = core_new (demo);

  if (!read_all (self, error))
    return NULL;
  put_together (self);
  return g_steal_pointer (&self);
}

static void
open_on_worker (GTask *task, gpointer source, gpointer self, GCancellable *cancellable)
{
  GError *error = NULL;

  if (read_all (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      put_together (g_task_get_source_object (task));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/* The same, with a worker that waits for the disk. Main thread. */
void
rushes_core_open_async (gboolean demo, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (RushesCore) self = core_new (demo);
  GTask *told = g_task_new (self, NULL, callback, data); /* holds the core, which must not go with the worker */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_read, told);

  g_task_set_task_data (task, self, NULL);
  rushes_worker_run (task, open_on_worker);
}

/* Returns: (transfer full) (nullable): as rushes_core_open() */
RushesCore *
rushes_core_open_finish (GAsyncResult *result, GError **error)
{
  gboolean opened = g_task_propagate_boolean (G_TASK (result), error);

  return opened ? g_object_ref (g_task_get_source_object (G_TASK (result))) : NULL;
}
