/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-provider.h"

G_BEGIN_DECLS

RushesPoll *rushes_comfy_lookup      (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const RushesJobRecord *order,
                                      const char            *id,
                                      GCancellable          *cancellable,
                                      GError               **error);
RushesPoll *rushes_comfy_lookup_file (RushesHttp            *http,
                                      RushesTarget          *target,
                                      const char            *id,
                                      GCancellable          *cancellable);

G_END_DECLS
