/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-announced.h"

#include <string.h>

/* Servers that announce themselves on the local network (DNS-SD), heard by the daemon that the desktop has for it, Avahi. Nothing is
 * scanned, and where no daemon runs nothing is heard. */

#define AVAHI "org.freedesktop.Avahi"
#define ANY_INTERFACE (-1)
#define IPV4 0

struct _RushesAnnounced
{
  GObject parent_instance;
  GCancellable *cancellable;
  GDBusConnection *bus; /* NULL until it is there */
  GPtrArray *browsers;  /* their object paths */
  guint subscription;
  GStrv types;
  char *about;
};

G_DEFINE_FINAL_TYPE (RushesAnnounced, rushes_announced, G_TYPE_OBJECT)

static void
call (RushesAnnounced *self, const char *path, const char *interface, const char *method, GVariant *parameters, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->bus, AVAHI, path, interface, method, parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          callback != NULL ? self->cancellable : NULL, callback, callback != NULL ? g_object_ref (self) : NULL);
}

static void
free_browser (gpointer path, gpointer self)
{
  call (self, path, AVAHI ".ServiceBrowser", "Free", NULL, NULL);
}

static void
rushes_announced_dispose (GObject *object)
{
  RushesAnnounced *self = RUSHES_ANNOUNCED (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_ptr_array_foreach (self->browsers, free_browser, self);
  g_ptr_array_set_size (self->browsers, 0);
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (rushes_announced_parent_class)->dispose (object);
}

static void
rushes_announced_finalize (GObject *object)
{
  RushesAnnounced *self = RUSHES_ANNOUNCED (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->browsers);
  g_strfreev (self->types);
  g_free (self->about);
  G_OBJECT_CLASS (rushes_announced_parent_class)->finalize (object);
}

static void
rushes_announced_class_init (RushesAnnouncedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_announced_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_announced_finalize;
  /* The name and the address (http://…) of a server that announces itself. Nobody has looked yet what it is. */
  g_signal_new ("found", RUSHES_TYPE_ANNOUNCED, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
rushes_announced_init (RushesAnnounced *self)
{
  self->cancellable = g_cancellable_new ();
  self->browsers = g_ptr_array_new_with_free_func (g_free);
}

RushesAnnounced *
rushes_announced_new (void)
{
  return g_object_new (RUSHES_TYPE_ANNOUNCED, NULL);
}

static gboolean
is_path (const char *text, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  return TRUE;
}

/* Returns: (transfer full): the path that the server says it is at, or none. Anybody on the network may say anything */
static char *
dup_path (GVariant *texts)
{
  for (gsize i = 0; i < g_variant_n_children (texts); i++)
    {
      g_autoptr (GVariant) bytes = g_variant_get_child_value (texts, i);
      gsize size;
      const char *text = g_variant_get_fixed_array (bytes, &size, 1);

      if (size > 5 && g_ascii_strncasecmp (text, "path=/", 6) == 0 && is_path (text, size))
        return g_strndup (text + 5, size - 5);
    }
  return g_strdup ("");
}

static void
on_resolved (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesAnnounced) self = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  g_autoptr (GVariant) texts = NULL;
  g_autofree char *path = NULL, *url = NULL;
  const char *name, *address;
  guint16 port;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(iissssisqaayu)")))
    return;
  g_variant_get (answer, "(ii&ssssi&sq@aayu)", NULL, NULL, &name, NULL, NULL, NULL, NULL, &address, &port, &texts, NULL);
  path = dup_path (texts);
  url = g_uri_join (G_URI_FLAGS_ENCODED, "http", NULL, address, port, path, NULL, NULL);
  while (g_str_has_suffix (url, "/"))
    url[strlen (url) - 1] = '\0';
  g_signal_emit_by_name (self, "found", name, url);
}

/* Among all web servers of a network, those whose name says what they are. */
static gboolean
is_about (const char *name, const char *about)
{
  g_autofree char *folded = g_utf8_casefold (name, -1), *wanted = g_utf8_casefold (about, -1);

  return strstr (folded, wanted) != NULL;
}

static void
on_item (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *signal, GVariant *parameters, gpointer data)
{
  RushesAnnounced *self = data;
  const char *name, *type, *domain;
  int network, protocol;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(iisssu)")))
    return;
  g_variant_get (parameters, "(ii&s&s&su)", &network, &protocol, &name, &type, &domain, NULL);
  if (protocol == IPV4 && g_strv_contains ((const char *const *) self->types, type) && is_about (name, self->about))
    call (self, "/", AVAHI ".Server", "ResolveService", g_variant_new ("(iisssiu)", network, protocol, name, type, domain, IPV4, 0), on_resolved);
}

static void
on_browser (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesAnnounced) self = data;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  char *path;

  if (answer == NULL || !g_variant_is_of_type (answer, G_VARIANT_TYPE ("(o)")))
    return;
  g_variant_get (answer, "(o)", &path);
  g_ptr_array_add (self->browsers, path);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesAnnounced) self = data;

  self->bus = g_bus_get_finish (result, NULL);
  if (self->bus == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  /* Before it is asked: what is known already is told at once, of a browser whose path we have not heard yet. */
  self->subscription = g_dbus_connection_signal_subscribe (self->bus, AVAHI, AVAHI ".ServiceBrowser", "ItemNew", NULL, NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE, on_item, self, NULL);
  for (char **type = self->types; *type != NULL; type++)
    call (self, "/", AVAHI ".Server", "ServiceBrowserNew", g_variant_new ("(iissu)", ANY_INTERFACE, IPV4, *type, "", 0), on_browser);
}

/**
 * rushes_announced_browse:
 * @types: of services, such as "_http._tcp"
 * @about: what is in the names of those that are meant, in any case of letters
 *
 * Emits “found” on the main thread for each, until it is disposed of. Once.
 */
void
rushes_announced_browse (RushesAnnounced *self, const char *const *types, const char *about)
{
  self->types = g_strdupv ((char **) types);
  self->about = g_strdup (about);
  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, on_bus, g_object_ref (self));
}
