/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connections.h"
#include "rushes-job-queue.h"
#include "rushes-provider.h"
#include "rushes-secrets.h"
#include "rushes-workflows.h"

G_BEGIN_DECLS

#define RUSHES_SAMPLE_COMFY_ID "sample-comfyui"
#define RUSHES_SAMPLE_VIDEOS_ID "sample-videos"

#define RUSHES_TYPE_CORE (rushes_core_get_type ())
G_DECLARE_FINAL_TYPE (RushesCore, rushes_core, RUSHES, CORE, GObject)

RushesCore        *rushes_core_open            (gboolean             demo,
                                                GError             **error);
gboolean           rushes_core_own             (RushesCore          *self,
                                                GError             **error);
void               rushes_core_open_async      (gboolean             demo,
                                                GAsyncReadyCallback  callback,
                                                gpointer             data);
RushesCore        *rushes_core_open_finish     (GAsyncResult        *result,
                                                GError             **error);
void               rushes_core_own_async       (RushesCore          *self,
                                                GAsyncReadyCallback  callback,
                                                gpointer             data);
gboolean           rushes_core_own_finish      (GAsyncResult        *result,
                                                GError             **error);
gboolean           rushes_core_start_sample    (RushesCore          *self,
                                                GError             **error);
gboolean           rushes_core_make_samples    (RushesCore          *self,
                                                GError             **error);
void               rushes_core_close           (RushesCore          *self);
gboolean           rushes_core_is_demo         (RushesCore          *self);
RushesPaths       *rushes_core_get_paths       (RushesCore          *self);
RushesLibrary     *rushes_core_get_library     (RushesCore          *self);
RushesLedger      *rushes_core_get_ledger      (RushesCore          *self);
RushesConnections *rushes_core_get_connections (RushesCore          *self);
RushesJobQueue    *rushes_core_get_queue       (RushesCore          *self);
GActionGroup      *rushes_core_get_actions     (RushesCore          *self);
GListStore        *rushes_core_get_fills       (RushesCore          *self);
RushesWorkflows   *rushes_core_get_workflows   (RushesCore          *self);
RushesSecrets     *rushes_core_get_secrets     (RushesCore          *self);
RushesProvider    *rushes_core_get_provider    (RushesCore          *self,
                                                RushesProviderKind   kind);
char              *rushes_core_dup_secrets     (RushesCore          *self,
                                                RushesConnection    *connection,
                                                GCancellable        *cancellable,
                                                GError             **error);
RushesTarget      *rushes_core_new_target      (RushesCore          *self,
                                                RushesConnection    *connection,
                                                GError             **error);
RushesConnection  *rushes_core_choose          (RushesCore          *self,
                                                RushesProviderKind   kind,
                                                const char          *name,
                                                GError             **error);

G_END_DECLS
