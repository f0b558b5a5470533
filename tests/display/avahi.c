/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "avahi.h"

/* What Avahi gives out over D-Bus (its org.freedesktop.Avahi.*.xml), of which a browser needs three calls and a signal. */
static const char description[] =
  "<node><interface name='org.freedesktop.Avahi.Server'>"
  "<method name='ServiceBrowserNew'><arg name='interface' type='i' direction='in'/><arg name='protocol' type='i' direction='in'/>"
  "<arg name='type' type='s' direction='in'/><arg name='domain' type='s' direction='in'/><arg name='flags' type='u' direction='in'/>"
  "<arg name='path' type='o' direction='out'/></method>"
  "<method name='ResolveService'><arg name='interface' type='i' direction='in'/><arg name='protocol' type='i' direction='in'/>"
  "<arg name='name' type='s' direction='in'/><arg name='type' type='s' direction='in'/><arg name='domain' type='s' direction='in'/>"
  "<arg name='aprotocol' type='i' direction='in'/><arg name='flags' type='u' direction='in'/>"
  "<arg name='interface' type='i' direction='out'/><arg name='protocol' type='i' direction='out'/><arg name='name' type='s' direction='out'/>"
  "<arg name='type' type='s' direction='out'/><arg name='domain' type='s' direction='out'/><arg name='host' type='s' direction='out'/>"
  "<arg name='aprotocol' type='i' direction='out'/><arg name='address' type='s' direction='out'/><arg name='port' type='q' direction='out'/>"
  "<arg name='txt' type='aay' direction='out'/><arg name='flags' type='u' direction='out'/></method>"
  "</interface><interface name='org.freedesktop.Avahi.ServiceBrowser'><method name='Free'/>"
  "<signal name='ItemNew'><arg name='interface' type='i'/><arg name='protocol' type='i'/><arg name='name' type='s'/><arg name='type' type='s'/>"
  "<arg name='domain' type='s'/><arg name='flags' type='u'/></signal></interface></node>";

#define BROWSER "/Client1/ServiceBrowser%u"

static GHashTable *announced; /* name → address */
static GHashTable *browsers;  /* path → who made it */
static guint n_made;

static gboolean
is_of (gpointer path, gpointer owner, gpointer sender)
{
  return g_str_equal (owner, sender);
}

/* Whoever goes away does not listen any more. */
static void
on_vanished (GDBusConnection *bus, const char *sender, gpointer data)
{
  g_hash_table_foreach_remove (browsers, is_of, (gpointer) sender);
}

static void
tell_of (GDBusConnection *bus, const char *listener, const char *path, const char *name)
{
  g_dbus_connection_emit_signal (bus, listener, path, "org.freedesktop.Avahi.ServiceBrowser", "ItemNew",
                                 g_variant_new ("(iisssu)", 2, 0, name, "_http._tcp", "local", 0), NULL);
}

static void
resolve (GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *name, *type, *domain;
  g_autoptr (GUri) uri = NULL;
  GVariantBuilder texts = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));

  g_variant_get (parameters, "(ii&s&s&siu)", NULL, NULL, &name, &type, &domain, NULL, NULL);
  uri = g_uri_parse (g_hash_table_lookup (announced, name), G_URI_FLAGS_NONE, NULL);
  g_variant_builder_add_value (&texts, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "path=/", 6, 1)); /* no zero at its end */
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(iissssisqaayu)", 2, 0, name, type, domain, "studio.local", 0, g_uri_get_host (uri),
                                                                    (guint16) g_uri_get_port (uri), &texts, 0));
}

static void on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
                     GDBusMethodInvocation *invocation, gpointer data);

static const GDBusInterfaceVTable vtable = { on_call, NULL, NULL, { 0 } };

static void
offer (GDBusConnection *bus, const char *path, const char *interface)
{
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (description, NULL);

  g_assert_cmpuint (g_dbus_connection_register_object (bus, path, g_dbus_node_info_lookup_interface (node, interface), &vtable, NULL, NULL, NULL), >, 0);
}

/* What is known already is told before the caller has heard of its browser: so it happens with the real one. */
static void
browse (GDBusConnection *bus, const char *sender, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree char *path = g_strdup_printf (BROWSER, ++n_made);
  const char *type;
  GHashTableIter iter;
  gpointer name;

  g_variant_get (parameters, "(ii&s&su)", NULL, NULL, &type, NULL, NULL);
  offer (bus, path, "org.freedesktop.Avahi.ServiceBrowser");
  g_hash_table_insert (browsers, g_strdup (path), g_strdup (sender));
  g_bus_watch_name_on_connection (bus, sender, G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, on_vanished, NULL, NULL);
  g_hash_table_iter_init (&iter, announced);
  while (g_str_equal (type, "_http._tcp") && g_hash_table_iter_next (&iter, &name, NULL))
    tell_of (bus, sender, path, name);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path));
}

static void
on_call (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *method, GVariant *parameters,
         GDBusMethodInvocation *invocation, gpointer data)
{
  if (g_str_equal (method, "ServiceBrowserNew"))
    browse (bus, sender, parameters, invocation);
  else if (g_str_equal (method, "ResolveService"))
    resolve (parameters, invocation);
  else
    {
      g_hash_table_remove (browsers, path);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

/* On the session's bus, which is the system's too from here on. Before the program connects to either. */
void
avahi_start (void)
{
  const char *address = g_getenv ("DBUS_SESSION_BUS_ADDRESS");
  GDBusConnection *bus = g_dbus_connection_new_for_address_sync (
    address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, NULL, NULL);

  g_assert_nonnull (bus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", address, TRUE);
  browsers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  announced = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  offer (bus, "/", "org.freedesktop.Avahi.Server");
  g_bus_own_name_on_connection (bus, "org.freedesktop.Avahi", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

/* @address: http://host:port. Told to whoever browses from now on */
void
avahi_announce (const char *name, const char *address)
{
  g_hash_table_insert (announced, g_strdup (name), g_strdup (address));
}

/* How many listen now. */
guint
avahi_get_n_browsers (void)
{
  return g_hash_table_size (browsers);
}
