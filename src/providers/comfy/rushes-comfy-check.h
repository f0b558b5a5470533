/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-provider.h"

G_BEGIN_DECLS

RushesCheck *rushes_comfy_check       (RushesHttp   *http,
                                       RushesTarget *target,
                                       GCancellable *cancellable,
                                       GError      **error);
int          rushes_comfy_check_queue (RushesHttp   *http,
                                       RushesTarget *target,
                                       GCancellable *cancellable);

G_END_DECLS
