/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* What stands before the id of a workflow where a model's id is asked for. */
#define RUSHES_WORKFLOW_PREFIX "workflow:"

/* A ComfyUI workflow of the user's own, as the library lists it; the graph itself is a file. Properties:
 * name, favourite, clip (the id of its last result). */
#define RUSHES_TYPE_WORKFLOW (rushes_workflow_get_type ())
G_DECLARE_FINAL_TYPE (RushesWorkflow, rushes_workflow, RUSHES, WORKFLOW, GObject)

RushesWorkflow *rushes_workflow_new           (const char     *id,
                                               const char     *name);
const char     *rushes_workflow_get_id        (RushesWorkflow *self);
const char     *rushes_workflow_get_name      (RushesWorkflow *self);
gboolean        rushes_workflow_get_favourite (RushesWorkflow *self);
const char     *rushes_workflow_get_clip      (RushesWorkflow *self);
char           *rushes_workflow_dup_model_id  (RushesWorkflow *self);

G_END_DECLS
