/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-core.h"

#include "rushes-arrival.h"
#include "rushes-board-jobs.h"
#include "rushes-board-takes.h"
#include "rushes-board-keeper.h"
#include "rushes-board-text.h"
#include "rushes-comfy.h"
#include "rushes-error.h"
#include "rushes-import.h"
#include "rushes-openai-models.h"
#include "rushes-openai.h"
#include "rushes-owner-actions.h"
#include "rushes-owner-lock.h"
#include "rushes-owner-socket.h"
#include "rushes-sample-server.h"

#include <glib/gi18n.h>

/* Everything that works without a window, put together once: the window and the command line stand on
 * the same core. */

#define TIMEOUT_S 60
#define SAMPLE_RUN_MS 6000
#define ENVIRONMENT_ID "environment"

struct _RushesCore
{
  GObject parent_instance;
  gboolean demo, swept;
  RushesPaths *paths;
  RushesOwnerLock *lock; /* while this process owns the queue */
  RushesLedger *ledger;
  RushesLibrary *library;
  RushesConnections *connections;
  RushesWorkflows *workflows;
  RushesSecrets *secrets;
  RushesHttp *http;
  RushesProvider *providers[RUSHES_N_PROVIDERS];
  RushesJobQueue *queue;
  GActionGroup *actions;     /* what others may have the queue do */
  RushesBoardKeeper *keeper; /* puts results on boards, while this process owns the queue */
  RushesOwnerSocket *socket; /* where they say so, while this process owns the queue */
  RushesSampleServer *sample;
  GListStore *fills;         /* fills of boards that go on: each puts itself there, and takes itself away */
};

G_DEFINE_FINAL_TYPE (RushesCore, rushes_core, G_TYPE_OBJECT)

static RushesProvider *
get_provider (gpointer data, RushesProviderKind kind)
{
  return RUSHES_CORE (data)->providers[kind];
}

static RushesTarget *
new_target (gpointer data, RushesConnection *connection)
{
  return rushes_core_new_target (data, connection);
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
  const char *key = g_getenv ("OPENAI_API_KEY");
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
  if (!rushes_paths_prepare (self->paths, error))
    return FALSE;
  self->ledger = rushes_ledger_open (self->paths, error);
  if (self->ledger == NULL)
    return FALSE;
  self->library = rushes_library_open (self->paths, error);
  if (self->library == NULL)
    return FALSE;
  rushes_board_takes_tell (self->library);
  rushes_arrival_finish_all (self->library);
  return TRUE;
}

/* Its clips were saved by the process that owns the queue; the second and later ones are numbered. */
static void
on_ended (RushesJobQueue *queue, RushesJob *job, RushesCore *self)
{
  if (rushes_job_queue_is_owner (queue) || rushes_job_get_state (job) != RUSHES_JOB_DONE || !rushes_library_notice (self->library, rushes_job_get_id (job)))
    return;
  for (int number = 2; number > 0; number++)
    {
      g_autofree char *id = g_strdup_printf ("%d-%s", number, rushes_job_get_id (job));
      if (!rushes_library_notice (self->library, id))
        return;
    }
}

/* Opens the user's library, or the demo's. Blocking. */
RushesCore *
rushes_core_open (gboolean demo, GError **error)
{
  g_autoptr (RushesCore) self = g_object_new (RUSHES_TYPE_CORE, NULL);
  RushesJobServices services = { self, get_provider, new_target, probe };
  g_autofree char *learnt = NULL;

  self->demo = demo;
  self->paths = rushes_paths_new_for_user (demo);
  if (!open_files (self, error))
    return NULL;
  self->connections = rushes_connections_load (self->paths);
  self->workflows = rushes_workflows_load (self->paths);
  self->secrets = rushes_secrets_new ();
  self->http = rushes_http_new (get_timeout ());
  self->providers[RUSHES_PROVIDER_COMFYUI] = rushes_comfy_new (self->http);
  learnt = g_build_filename (rushes_paths_get_cache_dir (self->paths), "servers.ini", NULL);
  self->providers[RUSHES_PROVIDER_OPENAI] = rushes_openai_new (self->http, learnt);
  if (!demo)
    add_environment (self);
  self->queue = rushes_job_queue_new (self->ledger, self->library, self->connections, &services);
  g_signal_connect_object (self->queue, "ended", G_CALLBACK (on_ended), self, 0);
  self->actions = rushes_owner_actions_new (self->queue, self->connections);
  return rushes_job_queue_load (self->queue, error) ? g_steal_pointer (&self) : NULL;
}

static void
sweep (RushesCore *self)
{
  g_autoptr (GPtrArray) records = rushes_ledger_list (self->ledger, 0, NULL);
  g_autoptr (GHashTable) keep = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      RushesJobRecord *record = records->pdata[i];
      if (!rushes_job_state_is_final (record->state))
        g_hash_table_add (keep, record->id);
    }
  self->swept = rushes_paths_sweep_parts (self->paths, keep);
}

/* For others: on a worker. */
static char *
change_board (const char *board, const char *change, gpointer data, GError **error)
{
  RushesCore *self = data;
  g_autoptr (GVariant) value = rushes_board_text_parse (change, -1, error);

  return value != NULL ? rushes_board_jobs_run (self->paths, self->ledger, self->library, board, value, error) : NULL;
}

/* Where nothing can listen, jobs are handed over by the ledger alone. */
static void
listen_to_others (RushesCore *self)
{
  g_autoptr (GError) error = NULL;

  self->socket = rushes_owner_socket_open (rushes_paths_get_data_dir (self->paths), self->actions, change_board, self, &error);
  if (self->socket == NULL)
    g_message ("Other processes cannot speak to this one: %s", error->message);
}

/* Becomes the owner of the queue and carries its jobs on; %RUSHES_ERROR_LOCKED if another process is, %RUSHES_ERROR_AWAY while there
 * is no place for what it makes. */
gboolean
rushes_core_own (RushesCore *self, GError **error)
{
  if (self->lock != NULL)
    return TRUE;
  if (!rushes_paths_check_there (self->paths, error))
    return FALSE;
  self->lock = rushes_owner_lock_take (rushes_paths_get_data_dir (self->paths), error);
  if (self->lock == NULL)
    return FALSE;
  sweep (self);
  rushes_library_trash_hidden (self->library, NULL); /* what was in the undo toast when we were stopped */
  self->keeper = rushes_board_keeper_new (self->paths, self->ledger, self->library, self->queue);
  rushes_job_queue_start (self->queue);
  listen_to_others (self);
  return TRUE;
}

static void
add_sample (RushesCore *self, RushesProviderKind kind, const char *id, const char *name, const char *url)
{
  g_autoptr (RushesConnection) connection = NULL;
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, RUSHES_CONNECTION_SAMPLE, "b", TRUE);
  g_variant_dict_insert (&options, RUSHES_CONNECTION_SEED, "b", TRUE);
  g_variant_dict_insert (&options, RUSHES_CONNECTION_PRESET, "s", "sample");
  connection = rushes_connection_new (id, kind, name, url, g_variant_dict_end (&options), FALSE);
  rushes_secrets_set_for_session (self->secrets, id, "");
  rushes_connections_put_for_session (self->connections, connection);
}

/* Starts the built-in server and makes its two connections. */
gboolean
rushes_core_start_sample (RushesCore *self, GError **error)
{
  const char *pace = g_getenv ("RUSHES_SAMPLE_MS");
  RushesSampleOptions options = { .run_ms = pace != NULL ? atoi (pace) : SAMPLE_RUN_MS };

  if (self->sample != NULL)
    return TRUE;
  self->sample = rushes_sample_server_start (&options, error);
  if (self->sample == NULL)
    return FALSE;
  add_sample (self, RUSHES_PROVIDER_COMFYUI, RUSHES_SAMPLE_COMFY_ID, _("Sample ComfyUI"),
              rushes_sample_server_get_comfy_url (self->sample));
  add_sample (self, RUSHES_PROVIDER_OPENAI, RUSHES_SAMPLE_VIDEOS_ID, _("Sample video service"),
              rushes_sample_server_get_videos_url (self->sample));
  return TRUE;
}

static void
add_sample_job (RushesCore *self, RushesProviderKind kind, const char *id, const char *model, const char *prompt, int height)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", rushes_provider_kind_to_string (kind));
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", model);
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  g_variant_dict_insert (&members, RUSHES_REQUEST_WIDTH, "x", (gint64) 640);
  g_variant_dict_insert (&members, RUSHES_REQUEST_HEIGHT, "x", (gint64) height);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 4.0);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", (gint64) g_random_int ());
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_job_queue_add_async (self->queue, request, id, NULL, NULL);
}

/* Starts the built-in server and has it make two clips, one through each protocol. */
gboolean
rushes_core_make_samples (RushesCore *self, GError **error)
{
  if (!rushes_core_start_sample (self, error))
    return FALSE;
  add_sample_job (self, RUSHES_PROVIDER_COMFYUI, RUSHES_SAMPLE_COMFY_ID, "wan2.2-5b",
                  _("A lighthouse on a black cliff at dusk, slow push in"), 352);
  add_sample_job (self, RUSHES_PROVIDER_OPENAI, RUSHES_SAMPLE_VIDEOS_ID, "sora-2",
                  _("A lone walker crosses the dunes, morning light"), 360);
  return TRUE;
}

gboolean
rushes_core_is_demo (RushesCore *self)
{
  return self->demo;
}

RushesPaths *
rushes_core_get_paths (RushesCore *self)
{
  return self->paths;
}

RushesLibrary *
rushes_core_get_library (RushesCore *self)
{
  return self->library;
}

RushesLedger *
rushes_core_get_ledger (RushesCore *self)
{
  return self->ledger;
}

RushesConnections *
rushes_core_get_connections (RushesCore *self)
{
  return self->connections;
}

RushesJobQueue *
rushes_core_get_queue (RushesCore *self)
{
  return self->queue;
}

/* Returns: (transfer none): those of rushes-owner-actions.h; also a #GActionMap */
GActionGroup *
rushes_core_get_actions (RushesCore *self)
{
  return self->actions;
}

RushesWorkflows *
rushes_core_get_workflows (RushesCore *self)
{
  return self->workflows;
}

RushesSecrets *
rushes_core_get_secrets (RushesCore *self)
{
  return self->secrets;
}

RushesProvider *
rushes_core_get_provider (RushesCore *self, RushesProviderKind kind)
{
  return self->providers[kind];
}

/* Returns: (transfer full): the connection with its secrets. May block on the keyring. */
RushesTarget *
rushes_core_new_target (RushesCore *self, RushesConnection *connection)
{
  g_autofree char *secrets = rushes_secrets_lookup (self->secrets, rushes_connection_get_id (connection), NULL);

  return rushes_target_new (connection, secrets);
}

/* Returns: (transfer none): the connection of that name, else the default one of that kind */
RushesConnection *
rushes_core_choose (RushesCore *self, RushesProviderKind kind, const char *name, GError **error)
{
  RushesConnection *connection = name != NULL ? rushes_connections_find_named (self->connections, name)
                                              : rushes_connections_get_default (self->connections, kind);

  if (connection != NULL)
    return connection;
  if (name != NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
                 _("There is no connection “%s”; “rushes connections” lists them"), name);
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID,
                 _("There is no connection for this yet; “rushes connections add %s NAME URL” makes one, or set "
                   "OPENAI_API_KEY for the Videos API, or try “rushes --demo”"),
                 rushes_provider_kind_to_string (kind));
  return NULL;
}

/* Returns: (transfer none): the fills of boards that go on in this process (RushesBoardFiller, which this file need not know): while there are any the
 * program stays */
GListStore *
rushes_core_get_fills (RushesCore *self)
{
  return self->fills;
}

/* The end: waits for what is being written, and, for some seconds, for what workers are at. One that hangs longer than that
 * keeps all that it uses, and with it the lock of the queue, until the process ends. Blocks. */
void
rushes_core_close (RushesCore *self)
{
  g_list_store_remove_all (self->fills);
  if (self->socket != NULL)
    rushes_owner_socket_wait (self->socket);
  g_clear_object (&self->socket);
  if (!rushes_job_queue_stop (self->queue))
    g_object_ref (self);
  if (self->keeper != NULL)
    rushes_board_keeper_wait (self->keeper);
  rushes_library_flush (self->library);
  if (self->lock != NULL && !self->swept) /* at the start somebody wrote there: mostly the library, what a kill had kept from being written */
    sweep (self);
  if (self->sample != NULL)
    rushes_sample_server_stop (self->sample);
}

static void
rushes_core_dispose (GObject *object)
{
  RushesCore *self = RUSHES_CORE (object);

  g_clear_object (&self->socket);
  g_clear_object (&self->actions);
  g_clear_object (&self->keeper);
  g_clear_object (&self->queue);
  g_clear_object (&self->fills);
  g_clear_object (&self->sample);
  for (int i = 0; i < RUSHES_N_PROVIDERS; i++)
    g_clear_object (&self->providers[i]);
  g_clear_object (&self->http);
  g_clear_object (&self->secrets);
  g_clear_object (&self->connections);
  g_clear_object (&self->workflows);
  g_clear_object (&self->library);
  g_clear_object (&self->ledger);
  g_clear_object (&self->lock);
  g_clear_object (&self->paths);
  G_OBJECT_CLASS (rushes_core_parent_class)->dispose (object);
}

static void
rushes_core_class_init (RushesCoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_core_dispose;
}

static void
rushes_core_init (RushesCore *self)
{
  self->fills = g_list_store_new (G_TYPE_OBJECT);
}
