/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GError *rushes_comfy_refusal_new         (JsonObject *body,
                                          JsonObject *graph);
char   *rushes_comfy_refusal_dup_skipped (JsonObject *answer,
                                          JsonObject *graph);

G_END_DECLS
