/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean rushes_clip_copy        (GFile               *from,
                                  GFile               *to,
                                  GCancellable        *cancellable,
                                  GError             **error);
void     rushes_clip_copy_async  (GFile               *from,
                                  GFile               *to,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data);
gboolean rushes_clip_copy_finish (GAsyncResult        *result,
                                  GError             **error);

G_END_DECLS
