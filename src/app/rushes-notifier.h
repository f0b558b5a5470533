/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Notifications for who does not look at the program. Main thread. */
#define RUSHES_TYPE_NOTIFIER (rushes_notifier_get_type ())
G_DECLARE_FINAL_TYPE (RushesNotifier, rushes_notifier, RUSHES, NOTIFIER, GObject)

RushesNotifier *rushes_notifier_new          (GApplication   *application);
gboolean        rushes_notifier_is_looked_at (RushesNotifier *self);
void            rushes_notifier_tell         (RushesNotifier *self,
                                              const char     *id,
                                              GNotification  *notification);
void            rushes_notifier_announce     (RushesNotifier *self,
                                              const char     *text);
void            rushes_notifier_hold         (RushesNotifier *self);
void            rushes_notifier_release      (RushesNotifier *self);
void            rushes_notifier_withdraw     (RushesNotifier *self,
                                              const char     *id);

G_END_DECLS
