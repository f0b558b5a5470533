/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-comfy-nodes.h"
#include "rushes-http.h"
#include "rushes-provider.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_COMFY (rushes_comfy_get_type ())
G_DECLARE_FINAL_TYPE (RushesComfy, rushes_comfy, RUSHES, COMFY, GObject)

RushesProvider *rushes_comfy_new            (RushesHttp  *http);
char           *rushes_comfy_import         (RushesComfy  *self,
                                             RushesTarget *target,
                                             const char   *text,
                                             GCancellable *cancellable,
                                             GError      **error);
RushesModel    *rushes_comfy_describe_workflow (RushesComfy *self,
                                             RushesTarget *target,
                                             const char   *text,
                                             const char   *id,
                                             const char   *name,
                                             GCancellable *cancellable,
                                             GError      **error);
char           *rushes_comfy_read_saved     (RushesComfy  *self,
                                             RushesTarget *target,
                                             const char   *name,
                                             GCancellable *cancellable,
                                             GError      **error);
RushesComfyNodes *rushes_comfy_read_nodes   (RushesComfy *self,
                                             RushesTarget *target,
                                             GCancellable *cancellable,
                                             GError     **error);

G_END_DECLS
