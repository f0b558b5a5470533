/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-workflow-reader.h"

#include "rushes-comfy.h"
#include "rushes-embedded.h"

/* Workflows in whatever form somebody has them. All of it blocks: for workers and the command line. */

static RushesComfy *
get_comfy (RushesCore *core)
{
  return RUSHES_COMFY (rushes_core_get_provider (core, RUSHES_PROVIDER_COMFYUI));
}

/* @connection: (nullable). Returns: (transfer full): the text of an API graph */
char *
rushes_workflow_read_text (RushesCore *core, RushesConnection *connection, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesTarget) target = connection != NULL ? rushes_core_new_target (core, connection, error) : NULL;

  if (connection != NULL && target == NULL)
    return NULL;
  return rushes_comfy_import (get_comfy (core), target, text, cancellable, error);
}

/* A JSON file, or a picture or clip with a workflow in it. */
char *
rushes_workflow_read_file (RushesCore *core, RushesConnection *connection, const char *path, GCancellable *cancellable, GError **error)
{
  g_autofree char *text = rushes_embedded_read_file (path, error);

  return text != NULL ? rushes_workflow_read_text (core, connection, text, cancellable, error) : NULL;
}

/* What to call a workflow that came from a file. */
char *
rushes_workflow_dup_name (const char *path)
{
  char *base = g_path_get_basename (path);
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  return base;
}

/* @graph: an API graph. @connection: (nullable). Returns: (transfer full): a form for it */
RushesModel *
rushes_workflow_describe (RushesCore *core, RushesConnection *connection, const char *graph, const char *id, const char *name,
                          GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesTarget) target = connection != NULL ? rushes_core_new_target (core, connection, error) : NULL;

  if (connection != NULL && target == NULL)
    return NULL;
  return rushes_comfy_describe_workflow (get_comfy (core), target, graph, id, name, cancellable, error);
}
