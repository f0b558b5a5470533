/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-core.h"

G_BEGIN_DECLS

void            rushes_workflow_intake_file_async (RushesCore          *core,
                                                   RushesConnection    *connection,
                                                   GFile               *file,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             data);
void            rushes_workflow_intake_text_async (RushesCore          *core,
                                                   RushesConnection    *connection,
                                                   const char          *text,
                                                   const char          *name,
                                                   gboolean             once,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             data);
void            rushes_workflow_intake_copy_async (RushesCore          *core,
                                                   GFile               *file,
                                                   const char          *name,
                                                   GAsyncReadyCallback  callback,
                                                   gpointer             data);
RushesWorkflow *rushes_workflow_intake_finish     (RushesCore          *core,
                                                   GAsyncResult        *result,
                                                   GError             **error);

G_END_DECLS
