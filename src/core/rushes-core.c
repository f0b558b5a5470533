/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-core-private.h"

#include "rushes-error.h"
#include "rushes-openai-models.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* Everything that works without a window, put together once: the window and the command line stand on
 * the same core. */

#define SAMPLE_RUN_MS 6000
#define OWNING_US (5 * G_TIME_SPAN_SECOND) /* for a worker that takes the queue when the program ends */
#define OWNING_LOOK_US 2000

G_DEFINE_FINAL_TYPE (RushesCore, rushes_core, G_TYPE_OBJECT)

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

/* Returns: (transfer full) (nullable): what the keyring has for @connection, empty if nothing; %NULL: it does not give it. May block on it. Any thread. */
char *
rushes_core_dup_secrets (RushesCore *self, RushesConnection *connection, GCancellable *cancellable, GError **error)
{
  RushesSecretsKept kept = RUSHES_SECRETS_MAYBE;
  gboolean has_key;

  if (rushes_connection_knows_key (connection, &has_key))
    kept = has_key ? RUSHES_SECRETS_SOME : RUSHES_SECRETS_NONE;
  return rushes_secrets_lookup (self->secrets, rushes_connection_get_id (connection), kept, cancellable, error);
}

/* Returns: (transfer full) (nullable): the connection with its secrets; %NULL: the keyring does not give them. May block on it. */
RushesTarget *
rushes_core_new_target (RushesCore *self, RushesConnection *connection, GError **error)
{
  g_autofree char *secrets = rushes_core_dup_secrets (self, connection, NULL, error);

  return secrets != NULL ? rushes_target_new (connection, secrets) : NULL;
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

/* A disk that hangs holds a worker, which keeps what it uses. Returns: whether none is about to take the queue */
static gboolean
wait_for_owning (RushesCore *self)
{
  gint64 until = g_get_monotonic_time () + OWNING_US;

  while (self->n_owning > 0 && g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (OWNING_LOOK_US);
  return self->n_owning == 0;
}

/* The end: waits for what is being written, and, for some seconds, for what workers are at. One that hangs longer than that
 * keeps all that it uses, and with it the lock of the queue, until the process ends. Blocks. */
void
rushes_core_close (RushesCore *self)
{
  g_list_store_remove_all (self->fills);
  if (!wait_for_owning (self))
    return;
  if (self->socket != NULL)
    rushes_owner_socket_wait (self->socket);
  g_clear_object (&self->socket);
  if (!rushes_job_queue_stop (self->queue))
    g_object_ref (self);
  if (self->keeper != NULL)
    rushes_board_keeper_wait (self->keeper);
  rushes_worker_settle ();
  rushes_library_flush (self->library);
  rushes_connections_save (self->connections, NULL);
  if (rushes_paths_get_elsewhere (self->paths) == NULL)
    rushes_workflows_save (self->workflows, NULL);
  if (self->lock != NULL && !self->swept) /* at the start somebody wrote there: mostly the library, what a kill had kept from being written */
    rushes_core_sweep (self);
  if (self->sample != NULL)
    rushes_sample_server_stop (self->sample);
}

static void
rushes_core_dispose (GObject *object)
{
  RushesCore *self = RUSHES_CORE (object);

  if (self->computer != NULL)
    rushes_computer_stop (self->computer);
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
  g_clear_pointer (&self->loaded, g_ptr_array_unref);
  g_clear_object (&self->ledger);
  g_clear_object (&self->lock);
  rushes_core_leave_library (self);
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
