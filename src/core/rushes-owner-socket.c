/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-owner-socket.h"

#include "rushes-replace.h"
#include "rushes-scratch.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/un.h>

/* Where the process that owns the queue listens to others of the same user: D-Bus without a bus, on a socket in the library's
 * folder, so that it works over ssh and wherever nobody has a session. Whoever opens it holds queue.lock: what lies there was
 * left by an owner that was killed. */
struct _RushesOwnerSocket
{
  GObject parent_instance;
  GActionGroup *actions;
  RushesOwnerSocketFunc func; /* changes boards */
  gpointer func_data;
  guint n_open; /* calls that a worker is at */
  GHashTable *begun; /* connections that are about to ask for something */
  GDBusServer *server;
  GHashTable *connections; /* connection → Exported */
  char *path;    /* of the socket */
  char *scratch; /* (nullable): the folder made for it */
  char *note;    /* the file that says where it is */
};

#define NAME "queue.socket"
#define NOTE "queue.address"
#define WAIT_MS 10000 /* for one that has begun and says no more */
#define OBJECT_PATH "/io/github/rushes_app/Rushes"
#define BOARDS "io.github.rushes_app.Rushes.Boards"

/* Begin: the owner stays until this connection is closed; without its answer nothing was asked for. */
static const char boards_xml[] =
  "<node><interface name='" BOARDS "'><method name='Begin'/><method name='Change'><arg type='s' name='board' direction='in'/><arg type='s' name='change' direction='in'/>"
  "<arg type='s' name='sentence' direction='out'/></method></interface></node>";

G_DEFINE_FINAL_TYPE (RushesOwnerSocket, rushes_owner_socket, G_TYPE_OBJECT)

/* What is registered on a connection; each holds that, and so its socket. */
typedef struct
{
  guint actions, boards; /* 0: is not */
} Exported;

static void
withdraw (GDBusConnection *connection, const Exported *exported)
{
  if (exported->boards != 0)
    g_dbus_connection_unregister_object (connection, exported->boards);
  if (exported->actions != 0)
    g_dbus_connection_unexport_action_group (connection, exported->actions);
}

static void
on_closed (GDBusConnection *connection, gboolean vanished, GError *error, RushesOwnerSocket *self)
{
  const Exported *exported = g_hash_table_lookup (self->connections, connection);

  g_hash_table_remove (self->begun, connection);
  if (exported != NULL)
    withdraw (connection, exported);
  g_hash_table_remove (self->connections, connection);
}

static gboolean
on_waited (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_CONTINUE;
}

/* Until all that was asked for is done and answered: what does it may go after that. Blocks, in the main loop. */
void
rushes_owner_socket_wait (RushesOwnerSocket *self)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add (WAIT_MS, on_waited, &late);

  while (self->n_open > 0 || (g_hash_table_size (self->begun) > 0 && !late))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
}

typedef struct
{
  RushesOwnerSocketFunc func;
  gpointer data;
  char *board, *change;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_free (call->board);
  g_free (call->change);
  g_free (call);
}

static void
run_call (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  char *sentence = call->func (call->board, call->change, call->data, &error);

  if (sentence != NULL)
    g_task_return_pointer (task, sentence, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_called (GObject *source, GAsyncResult *result, gpointer data)
{
  GDBusMethodInvocation *invocation = data; /* it takes its reference along */
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = g_task_propagate_pointer (G_TASK (result), &error);

  RUSHES_OWNER_SOCKET (source)->n_open--;
  if (sentence != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", sentence));
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

/* Files are written on a worker; the answer comes when it is done. */
static void
on_method (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
           GDBusMethodInvocation *invocation, gpointer data)
{
  RushesOwnerSocket *self = data;
  g_autoptr (GTask) task = NULL;
  Call *call;

  if (g_str_equal (method, "Begin"))
    {
      g_hash_table_add (self->begun, connection);
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  task = g_task_new (self, NULL, on_called, invocation);
  call = g_new0 (Call, 1);
  call->func = self->func;
  call->data = self->func_data;
  g_variant_get (parameters, "(ss)", &call->board, &call->change);
  g_task_set_task_data (task, call, call_free);
  self->n_open++;
  rushes_worker_run (task, run_call);
}

/* Returns: what is registered; 0 with an error */
static guint
export_boards (RushesOwnerSocket *self, GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = on_method };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (boards_xml, error);

  return node != NULL ? g_dbus_connection_register_object (connection, OBJECT_PATH, node->interfaces[0], &table, self, NULL, error) : 0;
}

static gboolean
on_connection (GDBusServer *server, GDBusConnection *connection, RushesOwnerSocket *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree Exported *exported = g_new0 (Exported, 1);

  exported->actions = g_dbus_connection_export_action_group (connection, OBJECT_PATH, self->actions, &error);
  if (exported->actions != 0)
    exported->boards = export_boards (self, connection, &error);
  if (exported->boards == 0)
    {
      g_warning ("%s", error->message);
      withdraw (connection, exported);
      return FALSE;
    }
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, 0);
  g_hash_table_insert (self->connections, g_object_ref (connection), g_steal_pointer (&exported));
  return TRUE;
}

/* The kernel tells who connects; cookies in a home folder do not. */
static gboolean
on_mechanism (GDBusAuthObserver *observer, const char *mechanism, gpointer data)
{
  return g_str_equal (mechanism, "EXTERNAL");
}

static GDBusServer *
listen_at (const char *path, GError **error)
{
  g_autofree char *escaped = g_dbus_address_escape_value (path);
  g_autofree char *address = g_strconcat ("unix:path=", escaped, NULL);
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GDBusAuthObserver) observer = g_dbus_auth_observer_new ();
  GDBusServer *server;

  g_unlink (path);
  g_signal_connect (observer, "allow-mechanism", G_CALLBACK (on_mechanism), NULL);
  server = g_dbus_server_new_sync (address, G_DBUS_SERVER_FLAGS_AUTHENTICATION_REQUIRE_SAME_USER, guid, observer, NULL, error);
  if (server != NULL)
    g_chmod (path, 0600);
  return server;
}

/* Not every folder can hold a socket: its path may be too long, or the file system knows none. */
static gboolean
listen_somewhere (RushesOwnerSocket *self, const char *data_dir, GError **error)
{
  self->path = g_build_filename (data_dir, NAME, NULL);
  if (strlen (self->path) < sizeof ((struct sockaddr_un) { 0 }.sun_path))
    self->server = listen_at (self->path, NULL);
  if (self->server != NULL)
    return TRUE;
  g_free (self->path);
  self->scratch = rushes_scratch_make ();
  self->path = g_build_filename (self->scratch != NULL ? self->scratch : g_get_tmp_dir (), NAME, NULL);
  if (self->scratch != NULL)
    self->server = listen_at (self->path, error);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s cannot be written"), g_get_tmp_dir ());
  return self->server != NULL;
}

/**
 * rushes_owner_socket_open:
 * @data_dir: the library's folder; the caller holds its queue.lock
 * @actions: what others may activate
 * @func: what changes a board for others; called on a worker
 *
 * Others may connect from now on, and are answered when it is started. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): closed with its last reference
 */
RushesOwnerSocket *
rushes_owner_socket_open (const char *data_dir, GActionGroup *actions, RushesOwnerSocketFunc func, gpointer data, GError **error)
{
  g_autoptr (RushesOwnerSocket) self = g_object_new (RUSHES_TYPE_OWNER_SOCKET, NULL);

  self->actions = g_object_ref (actions);
  self->func = func;
  self->func_data = data;
  self->note = g_build_filename (data_dir, NOTE, NULL);
  if (!listen_somewhere (self, data_dir, error) ||
      !rushes_replace_file (self->note, self->scratch != NULL ? self->path : NAME, -1, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Answers from the main loop, in whose thread this is called. */
void
rushes_owner_socket_start (RushesOwnerSocket *self)
{
  g_signal_connect_object (self->server, "new-connection", G_CALLBACK (on_connection), self, 0);
  g_dbus_server_start (self->server);
}

/* A call that has come, and waits for the main loop, finds nobody any more. */
static void
close_connections (RushesOwnerSocket *self)
{
  GHashTableIter iter;
  gpointer connection, exported;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, &exported))
    {
      withdraw (connection, exported);
      g_dbus_connection_close (connection, NULL, NULL, NULL);
    }
  g_hash_table_remove_all (self->connections);
}

static void
rushes_owner_socket_dispose (GObject *object)
{
  RushesOwnerSocket *self = RUSHES_OWNER_SOCKET (object);

  if (self->server != NULL)
    {
      g_unlink (self->note);
      g_dbus_server_stop (self->server); /* removes the socket */
    }
  g_clear_object (&self->server);
  close_connections (self);
  if (self->scratch != NULL)
    rushes_scratch_remove (self->scratch);
  g_clear_pointer (&self->scratch, g_free);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (rushes_owner_socket_parent_class)->dispose (object);
}

static void
rushes_owner_socket_finalize (GObject *object)
{
  RushesOwnerSocket *self = RUSHES_OWNER_SOCKET (object);

  g_hash_table_unref (self->begun);
  g_hash_table_unref (self->connections);
  g_free (self->path);
  g_free (self->note);
  G_OBJECT_CLASS (rushes_owner_socket_parent_class)->finalize (object);
}

static void
rushes_owner_socket_class_init (RushesOwnerSocketClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_owner_socket_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_owner_socket_finalize;
}

static void
rushes_owner_socket_init (RushesOwnerSocket *self)
{
  self->begun = g_hash_table_new (NULL, NULL);
  self->connections = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
}

/* A folder in the temporary directory that was swept may be anybody's by now. */
static gboolean
is_ours (GDBusConnection *connection, GError **error)
{
  GIOStream *stream = g_dbus_connection_get_stream (connection);
  GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));
  g_autoptr (GCredentials) theirs = g_socket_get_credentials (socket, error);
  g_autoptr (GCredentials) ours = g_credentials_new ();

  return theirs != NULL && g_credentials_is_same_user (theirs, ours, error);
}

/* One that ends while it is greeted says so in many ways; nothing was asked of it yet, so it is as if it did not listen any more. */
static void
tell_gone (GError *cause, GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    {
      cause->domain = G_IO_ERROR;
      cause->code = G_IO_ERROR_CONNECTION_REFUSED;
    }
  g_propagate_error (error, cause);
}

/* (transfer full) (nullable) */
static GDBusConnection *
greet (const char *data_dir, GCancellable *cancellable, GError **error)
{
  g_autofree char *note = g_build_filename (data_dir, NOTE, NULL), *place = NULL, *path = NULL, *escaped = NULL, *address = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  GError *cause = NULL;

  if (!g_file_get_contents (note, &place, NULL, error))
    return NULL;
  path = g_canonicalize_filename (place, data_dir);
  escaped = g_dbus_address_escape_value (path);
  address = g_strconcat ("unix:path=", escaped, NULL);
  connection = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, cancellable, &cause);
  if (connection == NULL)
    tell_gone (cause, cancellable, error);
  return connection != NULL && is_ours (connection, error) ? g_steal_pointer (&connection) : NULL;
}

/* Returns: whether the owner stays until @connection is closed */
static gboolean
begin (GDBusConnection *connection, int timeout_ms, GCancellable *cancellable, GError **error)
{
  GError *cause = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (connection, NULL, OBJECT_PATH, BOARDS, "Begin", NULL, NULL, G_DBUS_CALL_FLAGS_NONE,
                                                             timeout_ms, cancellable, &cause);

  if (answer == NULL)
    tell_gone (cause, cancellable, error);
  return answer != NULL;
}

/**
 * rushes_owner_socket_call:
 * @parameters: (transfer floating): of the action, as org.gtk.Actions takes them
 *
 * Activates an action of the process that owns the queue. It can only be trusted to answer in time where @cancellable is
 * cancelled by somebody: who is stopped does not even greet. Blocks; any thread.
 *
 * Returns: whether that process answered
 */
gboolean
rushes_owner_socket_call (const char *data_dir, const char *action, GVariant *parameters, int timeout_ms, GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GVariant) arguments = g_variant_ref_sink (g_variant_new ("(s@ava{sv})", action, parameters, NULL)), answer = NULL;
  g_autoptr (GDBusConnection) connection = greet (data_dir, cancellable, error);

  if (connection == NULL)
    return FALSE;
  answer = g_dbus_connection_call_sync (connection, NULL, OBJECT_PATH, "org.gtk.Actions", "Activate", arguments, NULL, G_DBUS_CALL_FLAGS_NONE, timeout_ms,
                                        cancellable, error);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  return answer != NULL;
}

/**
 * rushes_owner_socket_change:
 * @cancellable: as for rushes_owner_socket_call()
 * @sent: (out): whether it may have been made though there is no answer
 *
 * Has the process that owns the queue change a board, and waits until it has. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): what was done; its own errors come as they were there
 */
char *
rushes_owner_socket_change (const char *data_dir, const char *board, const char *change, int timeout_ms, GCancellable *cancellable, gboolean *sent,
                            GError **error)
{
  g_autoptr (GDBusConnection) connection = greet (data_dir, cancellable, error);
  g_autoptr (GVariant) answer = NULL;
  char *sentence = NULL;

  if (connection == NULL || !begin (connection, timeout_ms, cancellable, error))
    return NULL;
  *sent = TRUE;
  answer = g_dbus_connection_call_sync (connection, NULL, OBJECT_PATH, BOARDS, "Change", g_variant_new ("(ss)", board, change), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, timeout_ms, cancellable, error);
  g_dbus_connection_close_sync (connection, NULL, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(s)", &sentence);
  return sentence;
}
