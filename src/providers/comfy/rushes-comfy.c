/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-comfy.h"

#include "rushes-comfy-api.h"
#include "rushes-comfy-catalog.h"
#include "rushes-comfy-check.h"
#include "rushes-comfy-lookup.h"
#include "rushes-comfy-models.h"
#include "rushes-comfy-outline.h"
#include "rushes-comfy-prepare.h"
#include "rushes-comfy-refusal.h"
#include "rushes-comfy-socket.h"
#include "rushes-comfy-status.h"
#include "rushes-comfy-workflow.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* ComfyUI as a provider (contracts/comfyui.md). Our job id is the server's prompt_id, so a job whose
 * submission broke off can always be looked up. Stateless. */
struct _RushesComfy
{
  GObject parent_instance;
  RushesHttp *http;
  RushesComfyCatalog *catalog;
  RushesComfyOutlines *outlines;
};

static void rushes_comfy_iface_init (RushesProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesComfy, rushes_comfy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RUSHES_TYPE_PROVIDER, rushes_comfy_iface_init))

static RushesCheck *
check (RushesProvider *provider, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  return rushes_comfy_check (RUSHES_COMFY (provider)->http, target, cancellable, error);
}

static GPtrArray *
rushes_comfy_describe (RushesProvider *provider, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  return rushes_comfy_models_describe (RUSHES_COMFY (provider)->catalog, target, cancellable, error);
}

/**
 * rushes_comfy_import:
 * @target: (nullable): a server to ask; what the page saves cannot be read without one
 * @text: a workflow in any form
 *
 * Returns: (transfer full): it as the text of an API graph. Blocking.
 */
char *
rushes_comfy_import (RushesComfy *self, RushesTarget *target, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse (text, NULL, &cause);
  g_autoptr (RushesComfyNodes) nodes = NULL;

  if (graph == NULL && target != NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED))
    {
      nodes = rushes_comfy_catalog_read (self->catalog, target, cancellable, error);
      if (nodes == NULL)
        return NULL;
      graph = rushes_comfy_workflow_parse (text, nodes, error);
    }
  else if (graph == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return graph != NULL ? rushes_json_to_text (graph, TRUE) : NULL;
}

/**
 * rushes_comfy_describe_workflow:
 * @target: (nullable): without one choices, limits and what is missing stay unknown
 * @text: an API graph
 *
 * Returns: (transfer full): a form for it. Blocking.
 */
RushesModel *
rushes_comfy_describe_workflow (RushesComfy *self, RushesTarget *target, const char *text, const char *id, const char *name,
                                GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_parse (text, NULL, error);
  JsonObject *graph = root != NULL ? json_node_get_object (root) : NULL;
  g_autoptr (RushesComfyNodes) nodes = NULL;

  if (root == NULL)
    return NULL;
  if (target != NULL)
    {
      nodes = rushes_comfy_catalog_read_for (self->catalog, target, graph, cancellable, error);
      if (nodes == NULL)
        return NULL;
    }
  return rushes_comfy_models_describe_graph (graph, nodes, id, name);
}

static char *
join_names (JsonNode *root)
{
  JsonArray *names = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  GString *lines = g_string_new (NULL);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *name = json_array_get_element (names, i);
      if (rushes_json_is_text (name) &&
          g_str_has_suffix (json_node_get_string (name), ".json"))
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", json_node_get_string (name));
    }
  return g_string_free (lines, FALSE);
}

/**
 * rushes_comfy_read_saved:
 * @name: (nullable): one of the workflows saved on the server, below its folder; %NULL for the list
 *
 * Returns: (transfer full): the workflow's text, or the names, one a line (contracts/comfyui.md, section 1,
 *   /userdata: the path is one segment, and nothing saved yet is a 404). Blocking.
 */
char *
rushes_comfy_read_saved (RushesComfy *self, RushesTarget *target, const char *name, GCancellable *cancellable, GError **error)
{
  g_autofree char *escaped = name != NULL ? g_uri_escape_string (name, NULL, FALSE) : NULL;
  g_autofree char *path = name != NULL ? g_strconcat ("/userdata/workflows%2F", escaped, NULL) : g_strdup ("/userdata");
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root =
    rushes_comfy_api_get (self->http, target, path, name != NULL ? NULL : "dir=workflows&recurse=true", cancellable, &cause);

  if (root != NULL)
    return name != NULL ? rushes_json_to_text (root, FALSE) : join_names (root);
  if (name == NULL && g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE))
    return g_strdup ("");
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

/* Everything a server declares of its nodes. Blocking. Returns: (transfer full) */
RushesComfyNodes *
rushes_comfy_read_nodes (RushesComfy *self, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  return rushes_comfy_catalog_read (self->catalog, target, cancellable, error);
}

/* The body of POST /prompt (section 2). The file gets our id as a tag. */
static JsonObject *
build_body (RushesTarget *target, const RushesJobRecord *order, JsonNode *graph)
{
  JsonObject *body = json_object_new ();
  JsonObject *extra = json_object_new ();
  JsonObject *tags = json_object_new ();

  json_object_set_string_member (tags, "rushes_job", order->id);
  json_object_set_object_member (extra, "extra_pnginfo", tags);
  json_object_set_string_member (extra, "preview_method", "auto");
  if (rushes_target_get_comfy_org_key (target) != NULL)
    json_object_set_string_member (extra, "api_key_comfy_org", rushes_target_get_comfy_org_key (target));
  json_object_set_member (body, "prompt", json_node_copy (graph));
  json_object_set_string_member (body, "client_id",
                                 rushes_connection_get_id (rushes_target_get_connection (target)));
  json_object_set_string_member (body, "prompt_id", order->id);
  json_object_set_object_member (body, "extra_data", extra);
  return body;
}

/* There is no job yet that could be gone: it is the address. */
static GError *
explain_absence (GError *error)
{
  g_autofree char *words = g_strdup (error->message);

  if (error->code != RUSHES_ERROR_GONE || error->domain != RUSHES_ERROR)
    return error;
  error->code = RUSHES_ERROR_REJECTED;
  g_free (error->message);
  error->message = g_strdup (_("There is no ComfyUI at that address that takes jobs. Check the address of the connection."));
  rushes_error_set_details (error, NULL, words, NULL);
  return error;
}

static RushesSubmission *
rushes_comfy_submit (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order, const char *part,
                     RushesFetchProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  RushesComfy *self = RUSHES_COMFY (provider);
  const RushesComfySending sending = { self->http, self->catalog, target, progress, data };
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) graph = rushes_comfy_prepare (&sending, order, cancellable, &cause);
  g_autoptr (JsonObject) body = NULL;
  g_autoptr (JsonNode) answer = NULL;
  RushesSubmission *submission;
  const char *id;

  if (graph == NULL)
    {
      g_propagate_error (error, explain_absence (g_steal_pointer (&cause)));
      return NULL;
    }
  rushes_comfy_outlines_put (self->outlines, order->id, json_node_get_object (graph));
  body = build_body (target, order, graph);
  answer = rushes_comfy_api_post (self->http, target, "/prompt", body, RUSHES_HTTP_CREATES, cancellable, &cause);
  if (answer == NULL)
    {
      g_propagate_error (error, explain_absence (g_steal_pointer (&cause)));
      return NULL;
    }
  id = JSON_NODE_HOLDS_OBJECT (answer) ? rushes_json_peek_string (json_node_get_object (answer), "prompt_id") : NULL;
  /* Servers before 0.3.44 choose the id themselves. */
  submission = rushes_submission_new (id != NULL ? id : order->id);
  if (!rushes_comfy_workflow_is_own (order->request))
    submission->sent = rushes_json_to_text (graph, FALSE);
  if (JSON_NODE_HOLDS_OBJECT (answer))
    submission->note = rushes_comfy_refusal_dup_skipped (json_node_get_object (answer), json_node_get_object (graph));
  return submission;
}

static gboolean
rushes_comfy_find (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                   GHashTable *known_ids, char **remote_id, GCancellable *cancellable, GError **error)
{
  RushesComfy *self = RUSHES_COMFY (provider);
  g_autoptr (GError) cause = NULL;
  g_autoptr (RushesPoll) poll = rushes_comfy_lookup (self->http, target, order, order->id, cancellable, &cause);

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (poll == NULL)
    poll = rushes_comfy_lookup_file (self->http, target, order->id, cancellable);
  if (poll != NULL)
    *remote_id = g_strdup (order->id);
  return TRUE;
}

static void
add_place (RushesComfy *self, RushesTarget *target, const char *id, RushesPoll *poll, GCancellable *cancellable)
{
  g_autoptr (JsonNode) root = rushes_comfy_api_get (self->http, target, "/jobs", "status=pending,in_progress",
                                                    cancellable, NULL);
  int length = 0;
  int place = root != NULL && JSON_NODE_HOLDS_OBJECT (root)
                ? rushes_comfy_status_get_place (json_node_get_object (root), id, &length)
                : 0;

  poll->stage = place > 0 ? g_strdup_printf (_("Place %d of %d on the server"), place, length) : g_strdup (_("Waiting on the server"));
}

/* Progress is about a graph that was sent, perhaps before we were started. */
static void
outline (RushesComfy *self, const RushesJobRecord *order, RushesPoll *poll)
{
  g_autoptr (JsonNode) graph = NULL;

  if (poll == NULL || poll->state > RUSHES_JOB_RUNNING)
    rushes_comfy_outlines_remove (self->outlines, order->id);
  else if (!rushes_comfy_outlines_has (self->outlines, order->id))
    {
      graph = rushes_comfy_workflow_for_request (order->request, NULL);
      if (graph != NULL)
        rushes_comfy_outlines_put (self->outlines, order->id, json_node_get_object (graph));
    }
}

static RushesPoll *
rushes_comfy_poll (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                   GCancellable *cancellable, GError **error)
{
  RushesComfy *self = RUSHES_COMFY (provider);
  g_autoptr (GError) cause = NULL;
  RushesPoll *poll = rushes_comfy_lookup (self->http, target, order, order->remote_id, cancellable, &cause);

  outline (self, order, poll);
  if (poll != NULL && poll->state == RUSHES_JOB_QUEUED && poll->stage == NULL)
    add_place (self, target, order->remote_id, poll, cancellable);
  if (poll != NULL)
    return poll;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  poll = rushes_comfy_lookup_file (self->http, target, order->id, cancellable);
  if (poll == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_GONE, _("Neither the job nor its file is there"));
  return poll;
}

static gboolean
rushes_comfy_fetch (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order, const char *part,
                    RushesFetchProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/api/view", order->remote_file);
  g_autoptr (GError) cause = NULL;

  if (rushes_http_download (RUSHES_COMFY (provider)->http, endpoint, url, part, progress, data, cancellable, &cause))
    return TRUE;
  /* A server that computed it before names the file even when that was deleted meanwhile (section 0, fact 6). */
  if (g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE) && strstr (order->remote_file, order->id) == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_GONE, _("It had made this file before and made no new one, and the file is deleted; with another seed it makes it again"));
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static RushesCancelResult
cancel_on_old_server (RushesComfy *self, RushesTarget *target, const char *id, GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (JsonNode) queue = rushes_comfy_api_get (self->http, target, "/queue", NULL, cancellable, error);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = queue != NULL ? rushes_json_root_object (queue, error) : NULL;

  if (object == NULL)
    return RUSHES_CANCEL_UNCERTAIN;
  if (rushes_comfy_status_queue_has (object, "queue_pending", id))
    {
      JsonArray *ids = json_array_new ();
      json_array_add_string_element (ids, id);
      json_object_set_array_member (body, "delete", ids);
      answer = rushes_comfy_api_post (self->http, target, "/queue", body, RUSHES_HTTP_PLAIN, cancellable, error);
    }
  else if (rushes_comfy_status_queue_has (object, "queue_running", id))
    {
      /* A server that ignores the id interrupts what runs, and that is this job. */
      json_object_set_string_member (body, "prompt_id", id);
      answer = rushes_comfy_api_post (self->http, target, "/interrupt", body, RUSHES_HTTP_PLAIN, cancellable, error);
    }
  else
    return RUSHES_CANCEL_TOO_LATE;
  return answer != NULL ? RUSHES_CANCEL_STOPPED : RUSHES_CANCEL_UNCERTAIN;
}

static RushesCancelResult
rushes_comfy_cancel (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                     GCancellable *cancellable, GError **error)
{
  RushesComfy *self = RUSHES_COMFY (provider);
  g_autofree char *path = g_strdup_printf ("/jobs/%s/cancel", order->remote_id);
  g_autoptr (JsonObject) body = json_object_new ();
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root =
    rushes_comfy_api_post (self->http, target, path, body, RUSHES_HTTP_PLAIN, cancellable, &cause);

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return rushes_json_peek_boolean (json_node_get_object (root), "cancelled") ? RUSHES_CANCEL_STOPPED : RUSHES_CANCEL_TOO_LATE;
  if (cause != NULL && !g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_GONE) &&
      !g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_REJECTED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return RUSHES_CANCEL_UNCERTAIN;
    }
  return cancel_on_old_server (self, target, order->remote_id, cancellable, error);
}

static int
rushes_comfy_measure (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                      GCancellable *cancellable, GError **error)
{
  RushesComfy *self = RUSHES_COMFY (provider);

  if (!rushes_comfy_prepare_fits (self->catalog, target, order, cancellable, error))
    return -1;
  return MAX (0, rushes_comfy_check_queue (self->http, target, cancellable));
}

static GObject *
rushes_comfy_watch (RushesProvider *provider, RushesTarget *target)
{
  return G_OBJECT (rushes_comfy_socket_new (provider, target, RUSHES_COMFY (provider)->outlines));
}

static void
rushes_comfy_iface_init (RushesProviderInterface *iface)
{
  iface->names_jobs = TRUE;
  iface->poll_interval_ms = 2000;
  iface->check = check;
  iface->describe = rushes_comfy_describe;
  iface->submit = rushes_comfy_submit;
  iface->find = rushes_comfy_find;
  iface->poll = rushes_comfy_poll;
  iface->fetch = rushes_comfy_fetch;
  iface->cancel = rushes_comfy_cancel;
  iface->measure = rushes_comfy_measure;
  iface->watch = rushes_comfy_watch;
}

static void
rushes_comfy_dispose (GObject *object)
{
  g_clear_pointer (&RUSHES_COMFY (object)->outlines, rushes_comfy_outlines_free);
  g_clear_pointer (&RUSHES_COMFY (object)->catalog, rushes_comfy_catalog_free);
  g_clear_object (&RUSHES_COMFY (object)->http);
  G_OBJECT_CLASS (rushes_comfy_parent_class)->dispose (object);
}

static void
rushes_comfy_class_init (RushesComfyClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_comfy_dispose;
}

static void
rushes_comfy_init (RushesComfy *self)
{
}

RushesProvider *
rushes_comfy_new (RushesHttp *http)
{
  RushesComfy *self = g_object_new (RUSHES_TYPE_COMFY, NULL);

  self->http = g_object_ref (http);
  self->catalog = rushes_comfy_catalog_new (http);
  self->outlines = rushes_comfy_outlines_new ();
  return RUSHES_PROVIDER (self);
}
