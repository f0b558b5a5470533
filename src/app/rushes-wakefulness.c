/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-wakefulness.h"

#include <glib/gi18n.h>

/* GTK asks the session for it, waits for the answer however long, and warns each time that nobody is there; so whether somebody answers comes first, and
 * nobody waits for that. */

struct _RushesWakefulness
{
  GObject parent_instance;
  GtkApplication *application; /* borrowed: it owns this */
  GCancellable *cancellable;
  gboolean awake;   /* as it is wanted */
  gboolean asked;   /* who may be there, */
  gboolean is_able; /* and one is */
  guint cookie;
};

G_DEFINE_FINAL_TYPE (RushesWakefulness, rushes_wakefulness, G_TYPE_OBJECT)

static void
update (RushesWakefulness *self)
{
  if (self->awake && self->is_able && self->cookie == 0)
    self->cookie = gtk_application_inhibit (self->application, NULL, GTK_APPLICATION_INHIBIT_SUSPEND, _("Clips are being made"));
  else if (!self->awake && self->cookie != 0)
    {
      gtk_application_uninhibit (self->application, self->cookie);
      self->cookie = 0;
    }
}

static void
on_answer (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, NULL);
  RushesWakefulness *self = data;

  if (answer == NULL) /* then this may be gone, too */
    return;
  self->is_able = TRUE;
  update (self);
}

/* Those that GTK knows. */
static void
ask (RushesWakefulness *self, GDBusConnection *bus)
{
  static const char *const managers[][2] = {
    { "org.gnome.SessionManager", "/org/gnome/SessionManager" }, { "org.xfce.SessionManager", "/org/xfce/SessionManager" },
  };

  self->asked = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (managers); i++)
    g_dbus_connection_call (bus, managers[i][0], managers[i][1], "org.freedesktop.DBus.Peer", "Ping", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                            self->cancellable, on_answer, self);
  g_dbus_connection_call (bus, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", "org.freedesktop.portal.Inhibit", "version"), NULL, G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, on_answer, self);
}

/* @awake: whether it is to stay so, as far as anybody can be asked */
void
rushes_wakefulness_set (RushesWakefulness *self, gboolean awake)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self->application));

  self->awake = awake;
  if (awake && !self->asked && bus != NULL)
    ask (self, bus);
  update (self);
}

static void
rushes_wakefulness_dispose (GObject *object)
{
  RushesWakefulness *self = RUSHES_WAKEFULNESS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (rushes_wakefulness_parent_class)->dispose (object);
}

static void
rushes_wakefulness_class_init (RushesWakefulnessClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_wakefulness_dispose;
}

static void
rushes_wakefulness_init (RushesWakefulness *self)
{
  self->cancellable = g_cancellable_new ();
}

/* @application: outlives it. Returns: (transfer full) */
RushesWakefulness *
rushes_wakefulness_new (GtkApplication *application)
{
  RushesWakefulness *self = g_object_new (RUSHES_TYPE_WAKEFULNESS, NULL);

  self->application = application;
  return self;
}
