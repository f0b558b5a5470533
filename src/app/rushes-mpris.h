/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

/* What plays in the viewer, for the desktop's and the keyboard's media controls. Main thread. */
#define RUSHES_TYPE_MPRIS (rushes_mpris_get_type ())
G_DECLARE_FINAL_TYPE (RushesMpris, rushes_mpris, RUSHES, MPRIS, GObject)

RushesMpris *rushes_mpris_new (RushesWindow    *window,
                               GDBusConnection *bus,
                               GApplication    *application);

G_END_DECLS
