/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "session.h"

#include "driver.h"

/* In a thread of its own: GTK asks some of it synchronously. Written from the specifications. */

static const char interfaces[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/></method>"
  "</interface><interface name='org.gnome.SessionManager'>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='Uninhibit'><arg type='u' direction='in'/></method>"
  "</interface><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "<method name='SetStatus'><arg type='a{sv}' direction='in'/></method>"
  "</interface><interface name='org.freedesktop.FileManager1'>"
  "<method name='ShowItems'><arg type='as' direction='in'/><arg type='s' direction='in'/></method>"
  "</interface><interface name='org.freedesktop.portal.Inhibit'>"
  "<method name='Inhibit'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='a{sv}' direction='in'/><arg type='o' direction='out'/></method>"
  "</interface><interface name='org.freedesktop.portal.Request'><method name='Close'/></interface></node>";

#define REQUEST "/org/freedesktop/portal/desktop/request/inhibited"

static const char *const names[] = { "org.gtk.Notifications", "org.gnome.SessionManager", "org.freedesktop.portal.Desktop", "org.freedesktop.FileManager1" };

/* Where each of the interfaces is. */
static const char *const paths[] = { "/org/gtk/Notifications", "/org/gnome/SessionManager", "/org/freedesktop/portal/desktop", "/org/freedesktop/FileManager1",
                                     "/org/freedesktop/portal/desktop", REQUEST };

typedef struct
{
  char *method;
  GVariant *parameters;
} Call;

static GMutex lock; /* for what follows */
static GPtrArray *calls;
static gboolean allowed = TRUE;
static GCond ready;
static guint n_owned;
static GDBusConnection *own_bus; /* as long as the test */

static void
write_down (const char *method, GVariant *parameters)
{
  Call *call = g_new (Call, 1);

  *call = (Call) { g_strdup (method), g_variant_ref (parameters) };
  g_mutex_lock (&lock);
  g_ptr_array_add (calls, call);
  g_mutex_unlock (&lock);
  g_main_context_wakeup (NULL); /* who waits looks again */
}

/* The handle is known before the answer comes to whoever made it from its own name and token. */
static void
answer_background (GDBusConnection *bus, const char *sender, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree char *caller = g_strdelimit (g_strdup (sender + 1), ".", '_'), *path = NULL;
  g_autoptr (GVariant) options = g_variant_get_child_value (parameters, 1);
  GVariantDict results = G_VARIANT_DICT_INIT (NULL);
  const char *token = NULL;

  g_variant_lookup (options, "handle_token", "&s", &token);
  path = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", caller, token);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
  g_mutex_lock (&lock);
  g_variant_dict_insert (&results, "background", "b", allowed);
  g_mutex_unlock (&lock);
  g_variant_dict_insert (&results, "autostart", "b", FALSE);
  g_dbus_connection_emit_signal (bus, sender, path, "org.freedesktop.portal.Request", "Response", g_variant_new ("(u@a{sv})", 0, g_variant_dict_end (&results)), NULL);
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "RequestBackground"))
    answer_background (bus, sender, parameters, invocation);
  else if (g_str_equal (interface, "org.freedesktop.portal.Inhibit"))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", REQUEST));
  else
    g_dbus_method_invocation_return_value (invocation, g_str_equal (method, "Inhibit") ? g_variant_new ("(u)", 7) : NULL);
  write_down (method, parameters);
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer data)
{
  g_mutex_lock (&lock);
  n_owned++;
  g_cond_signal (&ready);
  g_mutex_unlock (&lock);
}

static gpointer
run (gpointer data)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  GMainContext *context = g_main_context_new ();
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  GDBusConnection *bus;

  g_main_context_push_thread_default (context);
  bus = own_bus = g_dbus_connection_new_for_address_sync (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                                NULL, NULL, NULL);
  g_assert_nonnull (bus);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (g_dbus_connection_register_object (bus, paths[i], node->interfaces[i], &vtable, NULL, NULL, NULL), >, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_bus_own_name_on_connection (bus, names[i], 0, on_owned, NULL, NULL, NULL);
  g_main_loop_run (g_main_loop_new (context, FALSE)); /* as long as the test */
  return NULL;
}

void
session_start (void)
{
  calls = g_ptr_array_new ();
  g_thread_unref (g_thread_new ("session", run, NULL));
  g_mutex_lock (&lock);
  while (n_owned < G_N_ELEMENTS (names))
    g_cond_wait (&ready, &lock);
  g_mutex_unlock (&lock);
}

/* One of them is there no more. */
void
session_leave (const char *name)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (own_bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReleaseName",
                                                             g_variant_new ("(s)", name), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);

  g_assert_nonnull (answer);
}

void
session_allow_background (gboolean value)
{
  g_mutex_lock (&lock);
  allowed = value;
  g_mutex_unlock (&lock);
}

/* How often it was asked that. */
guint
session_count (const char *method)
{
  guint n = 0;

  g_mutex_lock (&lock);
  for (guint i = 0; i < calls->len; i++)
    n += g_str_equal (((Call *) calls->pdata[i])->method, method);
  g_mutex_unlock (&lock);
  return n;
}

/* Returns: (transfer full): with what, the time of that number, from 0; it has been */
GVariant *
session_dup (const char *method, guint number)
{
  GVariant *parameters = NULL;

  g_mutex_lock (&lock);
  for (guint i = 0; i < calls->len && parameters == NULL; i++)
    if (g_str_equal (((Call *) calls->pdata[i])->method, method) && number-- == 0)
      parameters = g_variant_ref (((Call *) calls->pdata[i])->parameters);
  g_mutex_unlock (&lock);
  g_assert_nonnull (parameters);
  return parameters;
}

typedef struct
{
  GVariant *value;
  GError *error;
  gboolean done;
} Answer;

static void
on_answer (GObject *bus, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->value = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &answer->error);
  answer->done = TRUE;
}

/* @parameters: floating. Returns: (transfer full) */
GVariant *
session_call (const char *name, const char *path, const char *interface, const char *method, GVariant *parameters)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  Answer answer = { 0 };

  g_dbus_connection_call (bus, name, path, interface, method, parameters, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, &answer);
  wait_until (answer.done);
  g_assert_no_error (answer.error);
  return answer.value;
}

/* Who waits looks again when a name comes or goes. */
static void
on_names (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
}

static void
watch_names (void)
{
  static GDBusConnection *bus; /* as long as the test */

  if (bus != NULL)
    return;
  bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_dbus_connection_signal_subscribe (bus, "org.freedesktop.DBus", "org.freedesktop.DBus", "NameOwnerChanged", NULL, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_names, NULL, NULL);
}

/* The bus answers by itself: who waits for a name would go on waiting if the news of it were taken in meanwhile. */
gboolean
session_has_name (const char *name)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has;

  watch_names ();
  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(b)", &has);
  return has;
}
