/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"

G_BEGIN_DECLS

/* On the worker. @done of @all bytes are there; -1: what was there before is being deleted. */
typedef void (*RushesMovingProgressFunc) (gint64   done,
                                          gint64   all,
                                          gpointer data);

gboolean rushes_moving_run (RushesLibrary           *library,
                            const char              *folder,
                            RushesMovingProgressFunc progress,
                            gpointer                 data,
                            GCancellable            *cancellable,
                            GError                 **error);

G_END_DECLS
