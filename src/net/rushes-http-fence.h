/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-endpoint.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean      rushes_http_fence_is_private (GInetAddress    *address);
GInputStream *rushes_http_fence_send       (SoupSession     *session,
                                            SoupMessage     *message,
                                            RushesEndpoint  *endpoint,
                                            GCancellable    *cancellable,
                                            GError         **error);

G_END_DECLS
