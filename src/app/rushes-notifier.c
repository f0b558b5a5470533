/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-notifier.h"

#include "rushes-announce.h"

#include <gtk/gtk.h>

/* While the focus goes from one of our windows to another, neither has it. That another program has it now is told by
 * nobody; that one of ours has it is: so much time it gets to come. It is counted in turns of the main loop: where one takes long, what
 * came meanwhile is heard only in the next ones, and after a frame. */
#define TURN_MS 150
#define PATIENCE_TURNS 10

struct _RushesNotifier
{
  GObject parent_instance;
  GApplication *application; /* borrowed: it owns this */
  GHashTable *waiting;       /* id → GNotification: for focus that may be on its way */
  guint patience, turns_left;
};

static guint signal_looked_at;

G_DEFINE_FINAL_TYPE (RushesNotifier, rushes_notifier, G_TYPE_OBJECT)

/* Whether somebody sees the window, or a dialog of it. */
gboolean
rushes_notifier_is_looked_at (RushesNotifier *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      return TRUE;
  return FALSE;
}

static gboolean
is_on_screen (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_widget_get_mapped (l->data))
      return TRUE;
  return FALSE;
}

static void
on_active (GtkWindow *window, GParamSpec *property, RushesNotifier *self)
{
  if (!gtk_window_is_active (window))
    return;
  g_hash_table_remove_all (self->waiting);
  g_clear_handle_id (&self->patience, g_source_remove);
  g_signal_emit (self, signal_looked_at, 0);
}

static void
on_windows_changed (GListModel *windows, guint position, guint removed, guint added, RushesNotifier *self)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GObject) window = g_list_model_get_item (windows, i);
      g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active), self, 0);
    }
}

/* Without a bus there is nobody who could be asked. */
static gboolean
has_bus (RushesNotifier *self)
{
  return g_application_get_dbus_connection (self->application) != NULL;
}

static void
send_waiting (RushesNotifier *self)
{
  GHashTableIter iter;
  gpointer id, notification;

  g_hash_table_iter_init (&iter, self->waiting);
  while (has_bus (self) && g_hash_table_iter_next (&iter, &id, &notification))
    g_application_send_notification (self->application, id, notification);
  g_hash_table_remove_all (self->waiting);
}

static gboolean
on_patience (gpointer data)
{
  RushesNotifier *self = data;

  if (--self->turns_left > 0)
    return G_SOURCE_CONTINUE;
  self->patience = 0;
  send_waiting (self);
  return G_SOURCE_REMOVE;
}

static void
rushes_notifier_dispose (GObject *object)
{
  RushesNotifier *self = RUSHES_NOTIFIER (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  G_OBJECT_CLASS (rushes_notifier_parent_class)->dispose (object);
}

static void
rushes_notifier_class_init (RushesNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_notifier_dispose;
  /* Somebody has begun to look at the program. */
  signal_looked_at = g_signal_new ("looked-at", RUSHES_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_notifier_init (RushesNotifier *self)
{
  GListModel *windows = gtk_window_get_toplevels (); /* borrowed */

  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (on_windows_changed), self, 0);
  on_windows_changed (windows, 0, 0, g_list_model_get_n_items (windows), self);
}

/* @application: outlives it. Returns: (transfer full) */
RushesNotifier *
rushes_notifier_new (GApplication *application)
{
  RushesNotifier *self = g_object_new (RUSHES_TYPE_NOTIFIER, NULL);

  self->application = application;
  return self;
}

/**
 * rushes_notifier_tell:
 * @id: another one of the same id takes its place
 *
 * Shows it unless somebody sees the program.
 */
void
rushes_notifier_tell (RushesNotifier *self, const char *id, GNotification *notification)
{
  if (rushes_notifier_is_looked_at (self))
    return;
  g_hash_table_replace (self->waiting, g_strdup (id), g_object_ref (notification));
  if (!is_on_screen ())
    send_waiting (self);
  else if (self->patience == 0)
    {
      self->turns_left = PATIENCE_TURNS;
      self->patience = g_timeout_add (TURN_MS, on_patience, self);
    }
}

/* For who hears the window instead of seeing it: nothing is said when nobody is there. */
void
rushes_notifier_announce (RushesNotifier *self, const char *text)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (gtk_window_is_active (l->data))
      rushes_announce (l->data, text);
}

/* There is something to tell soon: the program stays for it, even if nothing else keeps it. */
void
rushes_notifier_hold (RushesNotifier *self)
{
  g_application_hold (self->application);
}

void
rushes_notifier_release (RushesNotifier *self)
{
  g_application_release (self->application);
}

/* Takes back what was told under @id, in whichever session; it may never have been. */
void
rushes_notifier_withdraw (RushesNotifier *self, const char *id)
{
  g_hash_table_remove (self->waiting, id);
  if (has_bus (self))
    g_application_withdraw_notification (self->application, id);
}
