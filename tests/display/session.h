/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The rest of a desktop's session, as far as programs speak to it over the bus: who shows notifications, who lets the computer sleep, who shows
 * files, and the portal for the background. It only writes down what it is asked. Before the program. */
void      session_start             (void);
guint     session_count             (const char *method);
GVariant *session_dup               (const char *method,
                                     guint       number);
void      session_leave             (const char *name);
void      session_allow_background  (gboolean    allowed);

/* Speaks to the program under test as another one does, and waits for the answer. */
GVariant *session_call              (const char *name,
                                     const char *path,
                                     const char *interface,
                                     const char *method,
                                     GVariant   *parameters);
gboolean  session_has_name          (const char *name);

G_END_DECLS
