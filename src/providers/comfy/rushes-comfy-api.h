/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-http.h"
#include "rushes-target.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The routes of a ComfyUI server (contracts/comfyui.md, section 1), blocking. */
gboolean  rushes_comfy_api_is_cloud  (RushesTarget    *target);
JsonNode *rushes_comfy_api_get    (RushesHttp   *http,
                                   RushesTarget *target,
                                   const char   *path,
                                   const char   *query,
                                   GCancellable *cancellable,
                                   GError      **error);
JsonNode *rushes_comfy_api_post   (RushesHttp   *http,
                                   RushesTarget *target,
                                   const char   *path,
                                   JsonObject   *body,
                                   RushesHttpFlags flags,
                                   GCancellable *cancellable,
                                   GError      **error);
char     *rushes_comfy_api_upload (RushesHttp   *http,
                                   RushesTarget *target,
                                   const char   *path,
                                   RushesHttpProgress progress,
                                   gpointer      data,
                                   GCancellable *cancellable,
                                   GError      **error);
gboolean  rushes_comfy_api_has_file (RushesHttp *http,
                                   RushesTarget *target,
                                   const char   *query,
                                   GCancellable *cancellable);

G_END_DECLS
