/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @allowed: whether the program may stay without a window */
typedef void (*RushesAllowedFunc) (gboolean allowed,
                                   gpointer data);

#define RUSHES_TYPE_BACKGROUND_PORTAL (rushes_background_portal_get_type ())
G_DECLARE_FINAL_TYPE (RushesBackgroundPortal, rushes_background_portal, RUSHES, BACKGROUND_PORTAL, GObject)

RushesBackgroundPortal *rushes_background_portal_new        (GDBusConnection        *bus);
void                    rushes_background_portal_ask        (RushesBackgroundPortal *self,
                                                             const char             *reason,
                                                             RushesAllowedFunc       func,
                                                             gpointer                data);
void                    rushes_background_portal_set_status (RushesBackgroundPortal *self,
                                                             const char             *status);

G_END_DECLS
