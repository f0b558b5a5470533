/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void     rushes_worker_run    (GTask          *task,
                               GTaskThreadFunc func);
void     rushes_worker_bind   (GTask          *task);
void     rushes_worker_settle (void);
gboolean rushes_worker_is_one (void);
void     rushes_worker_let_go (gpointer        object);

G_END_DECLS
