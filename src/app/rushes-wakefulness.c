/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-wakefulness.h"

#include <glib/gi18n.h>

/* gtk_application_inhibit() waits in the main thread for an answer, however long, warns where nobody is there, and newer ones (4.24)
 * ask the portal alone. Here each of those who can do it is asked in turn, until one does, and nobody waits for that. */

typedef struct
{
  const char *name, *path, *interface;
} Way;

static const Way ways[] = {
  { "org.gnome.SessionManager", "/org/gnome/SessionManager", "org.gnome.SessionManager" },
  { "org.xfce.SessionManager", "/org/xfce/SessionManager", "org.xfce.Session.Manager" },
  { "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Inhibit" },
};

#define PORTAL 2      /* among them: it has other arguments, and gives an object that is closed */
#define WHILE_ASLEEP 4 /* the flag of all of them for the computer's sleep */

struct _RushesWakefulness
{
  GObject parent_instance;
  GApplication *application; /* borrowed: it owns this */
  GCancellable *cancellable;
  gboolean awake;   /* as it is wanted */
  gboolean asking;  /* until the answer is there */
  guint way;        /* who is asked, or did it */
  GVariant *held;   /* (nullable): what is given back */
};

G_DEFINE_FINAL_TYPE (RushesWakefulness, rushes_wakefulness, G_TYPE_OBJECT)

static void on_answer (GObject *bus, GAsyncResult *result, gpointer data);

static GVariant *
new_question (RushesWakefulness *self)
{
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);

  if (self->way != PORTAL)
    return g_variant_new ("(susu)", g_application_get_application_id (self->application), 0, _("Clips are being made"), WHILE_ASLEEP);
  g_variant_dict_insert (&options, "reason", "s", _("Clips are being made"));
  return g_variant_new ("(su@a{sv})", "", WHILE_ASLEEP, g_variant_dict_end (&options));
}

static void
ask (RushesWakefulness *self)
{
  const Way *way = &ways[self->way];

  self->asking = TRUE;
  g_dbus_connection_call (g_application_get_dbus_connection (self->application), way->name, way->path, way->interface, "Inhibit", new_question (self),
                          self->way == PORTAL ? G_VARIANT_TYPE ("(o)") : G_VARIANT_TYPE ("(u)"),
                          self->way == PORTAL ? G_DBUS_CALL_FLAGS_NONE : G_DBUS_CALL_FLAGS_NO_AUTO_START /* a portal is started by who needs it */, -1, self->cancellable, on_answer, self);
}

static void
release (RushesWakefulness *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (self->application);
  const Way *way = &ways[self->way];
  g_autoptr (GVariant) held = g_steal_pointer (&self->held);
  const char *object;

  if (self->way != PORTAL)
    {
      g_dbus_connection_call (bus, way->name, way->path, way->interface, "Uninhibit", held, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
      return;
    }
  g_variant_get (held, "(&o)", &object);
  g_dbus_connection_call (bus, way->name, object, "org.freedesktop.portal.Request", "Close", NULL, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}

static void
on_answer (GObject *bus, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (bus), result, &error);
  RushesWakefulness *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* then this may be gone, too */
    return;
  self->asking = FALSE;
  self->held = g_steal_pointer (&answer);
  if (self->held != NULL && !self->awake)
    release (self);
  else if (self->held == NULL && self->awake && ++self->way < G_N_ELEMENTS (ways))
    ask (self);
}

/* @awake: whether it is to stay so, as far as anybody can be asked */
void
rushes_wakefulness_set (RushesWakefulness *self, gboolean awake)
{
  if (self->awake == awake || g_application_get_dbus_connection (self->application) == NULL)
    return;
  self->awake = awake;
  if (!awake && self->held != NULL)
    release (self);
  if (!awake || self->asking || self->held != NULL)
    return;
  self->way = 0;
  ask (self);
}

static void
rushes_wakefulness_dispose (GObject *object)
{
  RushesWakefulness *self = RUSHES_WAKEFULNESS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->held, g_variant_unref);
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
rushes_wakefulness_new (GApplication *application)
{
  RushesWakefulness *self = g_object_new (RUSHES_TYPE_WAKEFULNESS, NULL);

  self->application = application;
  return self;
}
