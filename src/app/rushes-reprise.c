/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-reprise.h"

#include "rushes-comfy-workflow.h"

#include <glib/gi18n.h>

/* A clip of a built-in workflow made again: the form is that workflow's of today, but what is sent has the graph of then,
 * since the built-in ones change with the program. Main thread. */
struct _RushesReprise
{
  RushesCompose *form;    /* not owned */
  RushesRequest *request; /* the clip's, or NULL */
  gboolean said;          /* whether the form's note tells of it */
};

RushesReprise *
rushes_reprise_new (RushesCompose *form)
{
  RushesReprise *self = g_new0 (RushesReprise, 1);

  self->form = form;
  return self;
}

void
rushes_reprise_free (RushesReprise *self)
{
  g_clear_pointer (&self->request, rushes_request_unref);
  g_free (self);
}

/* @request: (nullable): whose settings the form gets. Returns: whether it has the graph of a built-in workflow, which is kept */
gboolean
rushes_reprise_set (RushesReprise *self, RushesRequest *request)
{
  g_clear_pointer (&self->request, rushes_request_unref);
  if (request != NULL && rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW) != NULL && !rushes_comfy_workflow_is_own (request))
    self->request = rushes_request_ref (request);
  return self->request != NULL;
}

/* A graph is of one model, and made for a first frame or for none. */
static gboolean
stands_for (RushesReprise *self, const RushesDraft *draft)
{
  const char *model = self->request != NULL ? rushes_request_get_string (self->request, RUSHES_REQUEST_MODEL) : NULL;
  const char *picture = self->request != NULL ? rushes_request_get_string (self->request, RUSHES_REQUEST_PICTURE) : NULL;

  return model != NULL && draft->provider == RUSHES_PROVIDER_COMFYUI && g_strcmp0 (rushes_comfy_find_builtin (model), draft->model) == 0 &&
         (picture != NULL && *picture != '\0') == (draft->picture != NULL);
}

/* Says in the form whether the graph of then is sent. @anew: the note that was there is gone */
void
rushes_reprise_say (RushesReprise *self, gboolean anew)
{
  g_auto (RushesDraft) draft = { 0 };
  gboolean said = self->said && !anew;
  int count;

  if (self->request == NULL && !said)
    return;
  rushes_compose_fill_draft (self->form, &draft, &count);
  self->said = stands_for (self, &draft);
  if (self->said != said)
    rushes_compose_set_note (self->form, self->said ? _("Uses the workflow as it was for that clip.") : NULL);
}

/* Returns: (transfer full) (nullable): the graph to send, if what the form says still stands for the clip's */
char *
rushes_reprise_dup_graph (RushesReprise *self, const RushesDraft *draft)
{
  return stands_for (self, draft) ? g_strdup (rushes_request_get_string (self->request, RUSHES_REQUEST_WORKFLOW)) : NULL;
}
