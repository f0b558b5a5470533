/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-target.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GStrv rushes_comfy_files_fit (RushesHttp   *http,
                              RushesTarget *target,
                              JsonObject   *graph,
                              GCancellable *cancellable,
                              GError      **error);

G_END_DECLS
