/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"
#include "rushes-model.h"

G_BEGIN_DECLS

char        *rushes_workflow_read_file     (RushesCore       *core,
                                            RushesConnection *connection,
                                            const char       *path,
                                            GCancellable     *cancellable,
                                            GError          **error);
char        *rushes_workflow_read_text     (RushesCore       *core,
                                            RushesConnection *connection,
                                            const char       *text,
                                            GCancellable     *cancellable,
                                            GError          **error);
char        *rushes_workflow_dup_name      (const char       *path);
RushesModel *rushes_workflow_describe      (RushesCore       *core,
                                            RushesConnection *connection,
                                            const char       *graph,
                                            const char       *id,
                                            const char       *name,
                                            GCancellable     *cancellable,
                                            GError          **error);

G_END_DECLS
