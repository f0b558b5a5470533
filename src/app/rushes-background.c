/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-background.h"

#include "rushes-background-portal.h"
#include "rushes-sandbox.h"
#include "rushes-wakefulness.h"
#include "rushes-work.h"

#include <glib/gi18n.h>

/* The program stays while jobs go on, with or without a window, and ends with the last of them. The first time that it stays without one it says so.
 * The computer does not fall asleep while a clip is made or fetched. */

#define NOTICE_ID "background"

struct _RushesBackground
{
  GObject parent_instance;
  GtkApplication *application; /* borrowed: it owns this */
  RushesCore *core;
  GSettings *settings;
  RushesNotifier *notifier;
  RushesWakefulness *wakefulness;
  RushesBackgroundPortal *portal; /* in a sandbox */
  gboolean held;    /* closing the window does not end the program */
  gboolean away;    /* it goes on without a window */
  gboolean refused; /* the desktop lets it not: what is not done waits for the next start */
  char *status;     /* as it was told last */
};

G_DEFINE_FINAL_TYPE (RushesBackground, rushes_background, G_TYPE_OBJECT)

static void
set_held (RushesBackground *self, gboolean held)
{
  if (self->held == held)
    return;
  self->held = held;
  if (held)
    g_application_hold (G_APPLICATION (self->application));
  else
    g_application_release (G_APPLICATION (self->application));
}

static char *
dup_status (guint n)
{
  return n > 0 ? g_strdup_printf (ngettext ("Making %u clip", "Making %u clips", n), n) : g_strdup (_("Filling a board"));
}

static void
tell (RushesBackground *self, const char *title, const char *body)
{
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.activate-window");
  rushes_notifier_tell (self->notifier, NOTICE_ID, notification);
}

static void update (RushesBackground *self);

static void
on_allowed (gboolean allowed, gpointer data)
{
  RushesBackground *self = data;

  if (allowed || !self->away)
    return;
  tell (self, _("Clips Wait for the Window"), _("The desktop does not let Rushes run in the background. Nothing is lost: what is being made is taken up again when Rushes is opened."));
  self->refused = TRUE;
  update (self);
}

static void
go_away (RushesBackground *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self->application));

  if (!g_settings_get_boolean (self->settings, "background-told"))
    tell (self, _("Rushes Goes On in the Background"), _("It makes what is in the queue and then ends by itself. Open it again whenever you like."));
  g_settings_set_boolean (self->settings, "background-told", TRUE);
  if (bus == NULL || !rushes_sandbox_is_around ())
    return;
  self->portal = rushes_background_portal_new (bus);
  rushes_background_portal_ask (self->portal, _("Clips that are being made are saved when they are ready"), on_allowed, self);
}

static void
come_back (RushesBackground *self)
{
  self->refused = FALSE;
  g_clear_object (&self->portal);
  g_clear_pointer (&self->status, g_free);
  rushes_notifier_withdraw (self->notifier, NOTICE_ID);
}

static void
tell_status (RushesBackground *self, guint n)
{
  g_autofree char *status = dup_status (n);

  if (self->portal == NULL || g_strcmp0 (status, self->status) == 0)
    return;
  rushes_background_portal_set_status (self->portal, status);
  g_free (self->status);
  self->status = g_steal_pointer (&status);
}

static void
set_away (RushesBackground *self, gboolean away)
{
  if (self->away == away)
    return;
  self->away = away;
  if (away)
    go_away (self);
  else
    come_back (self);
}

static void
update (RushesBackground *self)
{
  gboolean filling = g_list_model_get_n_items (G_LIST_MODEL (rushes_core_get_fills (self->core))) > 0, busy;
  RushesWork work;

  rushes_work_count (self->core, &work);
  busy = work.n_going > 0 || (filling && work.n_held == 0); /* what a fill waits for may never come */
  rushes_wakefulness_set (self->wakefulness, work.n_running > 0);
  set_away (self, busy && gtk_application_get_windows (self->application) == NULL);
  if (self->away)
    tell_status (self, work.n_going);
  set_held (self, busy && !self->refused); /* last: without it the program may end */
}

static void
rushes_background_dispose (GObject *object)
{
  RushesBackground *self = RUSHES_BACKGROUND (object);

  g_clear_object (&self->portal);
  g_clear_object (&self->wakefulness);
  g_clear_object (&self->core);
  g_clear_object (&self->settings);
  g_clear_object (&self->notifier);
  g_clear_pointer (&self->status, g_free);
  G_OBJECT_CLASS (rushes_background_parent_class)->dispose (object);
}

static void
rushes_background_class_init (RushesBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_background_dispose;
}

static void
rushes_background_init (RushesBackground *self)
{
}

/* @application: outlives it. Returns: (transfer full) */
RushesBackground *
rushes_background_new (GtkApplication *application, RushesCore *core, GSettings *settings, RushesNotifier *notifier)
{
  RushesBackground *self = g_object_new (RUSHES_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->core = g_object_ref (core);
  self->settings = g_object_ref (settings);
  self->notifier = g_object_ref (notifier);
  self->wakefulness = rushes_wakefulness_new (G_APPLICATION (application));
  g_signal_connect_object (rushes_core_get_queue (core), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rushes_core_get_fills (core), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-added", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (update), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}
