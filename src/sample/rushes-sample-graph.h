/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-sample-jobs.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

RushesSampleJob *rushes_sample_graph_new_job (JsonObject  *graph,
                                              JsonObject  *object_info,
                                              GHashTable  *uploads,
                                              char       **refusal);

G_END_DECLS
