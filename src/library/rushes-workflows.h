/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-paths.h"
#include "rushes-workflow.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_WORKFLOWS (rushes_workflows_get_type ())
G_DECLARE_FINAL_TYPE (RushesWorkflows, rushes_workflows, RUSHES, WORKFLOWS, GObject)

RushesWorkflows *rushes_workflows_load    (RushesPaths      *paths);
RushesWorkflow  *rushes_workflows_find    (RushesWorkflows  *self,
                                           const char       *id);
RushesWorkflow  *rushes_workflows_insert  (RushesWorkflows  *self,
                                           const char       *id,
                                           const char       *name);
void             rushes_workflows_remove  (RushesWorkflows  *self,
                                           const char       *id);
void             rushes_workflows_restore (RushesWorkflows  *self,
                                           const char       *id);
void             rushes_workflows_touch   (RushesWorkflows  *self,
                                           const char       *id);
char            *rushes_workflows_dup_path (RushesWorkflows *self,
                                           const char       *id);
char            *rushes_workflows_find_graph (RushesWorkflows *self,
                                              const char      *graph);
char            *rushes_workflows_store   (RushesWorkflows  *self,
                                           const char       *id,
                                           const char       *graph,
                                           GError          **error);
gboolean         rushes_workflows_save    (RushesWorkflows  *self,
                                           GError          **error);

G_END_DECLS
