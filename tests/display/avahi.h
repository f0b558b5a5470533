/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The daemon that hears what announces itself on the network, as org.freedesktop.Avahi describes itself. */

void avahi_start    (void);
void avahi_announce (const char *name,
                     const char *address);
guint avahi_get_n_browsers (void);

G_END_DECLS
