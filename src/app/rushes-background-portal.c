/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-background-portal.h"

/* org.freedesktop.portal.Background: a sandboxed program that has no window asks whether it may stay, and says what it is at. Written from the
 * portal's documentation. Where there is no such portal nobody ends a program for having no window. Main thread. */

#define PORTAL "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define INTERFACE "org.freedesktop.portal.Background"
#define REQUEST "org.freedesktop.portal.Request"

struct _RushesBackgroundPortal
{
  GObject parent_instance;
  GDBusConnection *bus;
  GCancellable *cancellable;
  guint answer; /* the signal that is waited for */
  RushesAllowedFunc func;
  gpointer data;
};

G_DEFINE_FINAL_TYPE (RushesBackgroundPortal, rushes_background_portal, G_TYPE_OBJECT)

static void
stop_waiting (RushesBackgroundPortal *self)
{
  if (self->answer != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->answer);
  self->answer = 0;
}

static void
on_answer (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GVariant *parameters, gpointer data)
{
  RushesBackgroundPortal *self = data;
  g_autoptr (GVariant) results = NULL;
  gboolean allowed = FALSE;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  g_variant_lookup (results, "background", "b", &allowed);
  stop_waiting (self);
  self->func (response == 0 && allowed, self->data);
}

static void
on_called (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) handle = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &error);
  RushesBackgroundPortal *self = data;

  if (handle != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* then it may be gone */
    return;
  g_debug ("No background portal: %s", error->message);
  stop_waiting (self);
  self->func (TRUE, self->data);
}

static GVariant *
new_options (const char *token, const char *reason)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "handle_token", "s", token);
  g_variant_dict_insert (&options, "reason", "s", reason);
  g_variant_dict_insert (&options, "autostart", "b", FALSE);
  return g_variant_dict_end (&options);
}

/* @reason: for the user, who may be asked; @func: not called any more once this object or another question is there */
void
rushes_background_portal_ask (RushesBackgroundPortal *self, const char *reason, RushesAllowedFunc func, gpointer data)
{
  g_autofree char *token = g_strdup_printf ("rushes%u", g_random_int ()), *sender = NULL, *path = NULL;

  stop_waiting (self);
  self->func = func;
  self->data = data;
  sender = g_strdelimit (g_strdup (g_dbus_connection_get_unique_name (self->bus) + 1), ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  self->answer = g_dbus_connection_signal_subscribe (self->bus, PORTAL, REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_answer, self, NULL);
  g_dbus_connection_call (self->bus, PORTAL, PORTAL_PATH, INTERFACE, "RequestBackground", g_variant_new ("(s@a{sv})", "", new_options (token, reason)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_called, self);
}

/* @status: a line for the list of programs in the background; 96 characters are shown. Portals before version 2 know none. */
void
rushes_background_portal_set_status (RushesBackgroundPortal *self, const char *status)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&options, "message", "s", status);
  g_dbus_connection_call (self->bus, PORTAL, PORTAL_PATH, INTERFACE, "SetStatus", g_variant_new ("(@a{sv})", g_variant_dict_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
rushes_background_portal_dispose (GObject *object)
{
  RushesBackgroundPortal *self = RUSHES_BACKGROUND_PORTAL (object);

  g_cancellable_cancel (self->cancellable);
  stop_waiting (self);
  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rushes_background_portal_parent_class)->dispose (object);
}

static void
rushes_background_portal_class_init (RushesBackgroundPortalClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_background_portal_dispose;
}

static void
rushes_background_portal_init (RushesBackgroundPortal *self)
{
  self->cancellable = g_cancellable_new ();
}

/* @bus: the session's. Returns: (transfer full) */
RushesBackgroundPortal *
rushes_background_portal_new (GDBusConnection *bus)
{
  RushesBackgroundPortal *self = g_object_new (RUSHES_TYPE_BACKGROUND_PORTAL, NULL);

  self->bus = g_object_ref (bus);
  return self;
}
