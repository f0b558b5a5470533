/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-api.h"
#include "rushes-openai-body.h"
#include "rushes-openai-catalog.h"
#include "rushes-openai-create.h"
#include "rushes-openai-refusal.h"
#include "rushes-openai-remote.h"
#include "rushes-openai-reply.h"
#include "rushes-openai-result.h"

#include <glib/gi18n.h>

/* The OpenAI Videos API as a provider (contracts/openai-videos.md). Stateless, but for what it learnt of servers: all
 * verbs may run on any number of workers at once. */
struct _RushesOpenai
{
  GObject parent_instance;
  RushesHttp *http;
  RushesOpenaiMemory *memory;
};

/* A clock that differs from the server's by more than this makes the list useless for finding. */
#define CLOCK_SLACK_US (5 * 60 * G_USEC_PER_SEC)
#define LONGEST_POLL_MS (3600 * 1000)

static void rushes_openai_iface_init (RushesProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesOpenai, rushes_openai, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RUSHES_TYPE_PROVIDER, rushes_openai_iface_init))

/* Section 8, rule 16: the models, then one page of videos; a server may lack either. */
static RushesCheck *
rushes_openai_check (RushesProvider *provider, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  RushesOpenai *self = RUSHES_OPENAI (provider);
  g_autoptr (GError) models_error = NULL;
  g_autoptr (GError) list_error = NULL;
  g_autoptr (GPtrArray) models = rushes_openai_catalog_read (self->http, self->memory, target, cancellable, &models_error);
  g_autoptr (JsonNode) page = NULL;
  RushesCheck *check;

  if (models == NULL && !rushes_openai_api_is_absent (models_error))
    {
      g_propagate_error (error, g_steal_pointer (&models_error));
      return NULL;
    }
  page = rushes_openai_api_get (self->http, target, "/videos", "limit=1", NULL, cancellable, &list_error);
  if (page == NULL && (!rushes_openai_api_is_absent (list_error) || models == NULL))
    {
      if (rushes_openai_api_is_absent (list_error))
        g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_PROTOCOL,
                     _("Neither /models nor /videos is known there; it does not look like a Videos API server"));
      else
        g_propagate_error (error, g_steal_pointer (&list_error));
      return NULL;
    }
  check = g_new0 (RushesCheck, 1);
  check->service = g_strdup (_("Videos API"));
  check->queue = -1;
  check->n_models = models != NULL ? (int) models->len : -1;
  return check;
}

static GPtrArray *
rushes_openai_describe (RushesProvider *provider, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  RushesOpenai *self = RUSHES_OPENAI (provider);

  return rushes_openai_catalog_describe (self->http, self->memory, target, cancellable, error);
}

/* Synchronous servers answer with the finished video; what they need no id for gets ours. */
static RushesSubmission *
take_answer (const RushesJobRecord *order, JsonObject *object, const char *part, GError **error)
{
  g_autoptr (RushesOpenaiReply) reply = rushes_openai_reply_new (object);
  gboolean bytes = rushes_openai_result_has_bytes (object);
  gboolean finished = bytes || (reply->url != NULL && (reply->state == RUSHES_JOB_FETCHING || reply->id == NULL));
  RushesSubmission *submission;

  if (reply->id == NULL && !finished)
    {
      /* Accepted, and yet there is no id to poll: the list may know it. */
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, _("The answer names no video id"));
      return NULL;
    }
  if (bytes && !rushes_openai_result_write_bytes (object, NULL, part, error)) /* made, and perhaps paid for: it goes where room is kept */
    {
      if (error != NULL)
        (*error)->code = RUSHES_ERROR_UNCERTAIN; /* it was made, and perhaps paid for */
      return NULL;
    }
  submission = rushes_submission_new (reply->id != NULL ? reply->id : order->id);
  submission->cost = reply->cost;
  submission->poll_url = g_steal_pointer (&reply->poll_url);
  if (finished)
    submission->remote_file = g_strdup (bytes ? RUSHES_OPENAI_IN_PART : reply->url);
  return submission;
}

/* A frame is small: it goes with the rest of the body, and nothing is told of it. */
static RushesSubmission *
rushes_openai_submit (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order, const char *part,
                      RushesFetchProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  RushesOpenai *self = RUSHES_OPENAI (provider);
  g_autoptr (JsonNode) root = rushes_openai_create (self->http, self->memory, target, order, cancellable, error);

  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (root))
    return take_answer (order, json_node_get_object (root), part, error);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNCERTAIN, _("The answer names no video id"));
  return NULL;
}

/* Our own mark, where the connection names a field that the server gives back. 1: of this order, -1: of another one,
 * 0: there is none */
static int
compare_marker (RushesTarget *target, JsonObject *object, const RushesJobRecord *order)
{
  const char *field = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_MARKER);
  JsonObject *marker = field != NULL && *field != '\0' ? rushes_json_peek_object (object, field) : NULL;
  const char *id = marker != NULL ? rushes_json_peek_string (marker, RUSHES_OPENAI_MARK) : NULL;

  return id == NULL ? 0 : g_str_equal (id, order->id) ? 1 : -1;
}

/* Whether a listed video can be the one this order asked for. What the server does not repeat cannot
 * speak against it, but the prompt must be there and equal. @lead: seconds by which its clock is before ours */
static gboolean
is_same (RushesOpenaiReply *video, const RushesJobRecord *order, int lead)
{
  const char *model = rushes_request_get_string (order->request, RUSHES_REQUEST_MODEL);
  double seconds = rushes_request_get_double (order->request, RUSHES_REQUEST_SECONDS, 0);
  g_autofree char *size = g_strdup_printf ("%dx%d", rushes_request_get_side (order->request, RUSHES_REQUEST_WIDTH),
                                           rushes_request_get_side (order->request, RUSHES_REQUEST_HEIGHT));

  if (g_strcmp0 (video->prompt, rushes_request_get_prompt (order->request)) != 0)
    return FALSE;
  if (video->model != NULL && model != NULL && !g_str_has_prefix (video->model, model))
    return FALSE;
  if (video->size != NULL && !g_str_equal (size, "0x0") && !g_str_equal (video->size, size))
    return FALSE;
  if (video->seconds != NULL && seconds > 0 && ABS (g_ascii_strtod (video->seconds, NULL) - seconds) > 1)
    return FALSE;
  return video->created_us == 0 || video->created_us >= order->started_us + lead * G_TIME_SPAN_SECOND - CLOCK_SLACK_US;
}

static gboolean
rushes_openai_find (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                    GHashTable *known_ids, char **remote_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GPtrArray) objects = rushes_openai_remote_list_objects (RUSHES_OPENAI (provider)->http, target, cancellable, &cause);

  if (objects == NULL && !rushes_openai_api_is_absent (cause) && !g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_ENDED))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  for (guint i = 0; objects != NULL && i < objects->len; i++)
    {
      g_autoptr (RushesOpenaiReply) video = rushes_openai_reply_new (objects->pdata[i]);
      int marked = compare_marker (target, objects->pdata[i], order);

      if (video->id != NULL && !g_hash_table_contains (known_ids, video->id) && (marked > 0 || (marked == 0 && is_same (video, order, rushes_endpoint_get_lead (rushes_target_get_endpoint (target))))))
        {
          *remote_id = g_steal_pointer (&video->id);
          return TRUE;
        }
    }
  return TRUE;
}

static RushesPoll *
to_poll (RushesTarget *target, RushesOpenaiReply *reply)
{
  RushesPoll *poll = rushes_poll_new (reply->state);

  poll->fraction = reply->fraction;
  poll->expires_us = reply->expires_us;
  poll->cost = reply->cost;
  if (reply->state == RUSHES_JOB_FETCHING)
    poll->remote_file = g_strdup (reply->url != NULL ? reply->url : "content");
  else if (reply->state == RUSHES_JOB_FAILED)
    {
      poll->error = rushes_openai_refusal_of_job (rushes_target_get_endpoint (target), &reply->said);
      if (g_strcmp0 (reply->said.code, "cancelled") == 0)
        poll->state = RUSHES_JOB_CANCELLED;
    }
  else if (reply->state == RUSHES_JOB_QUEUED)
    poll->stage = g_strdup (_("Waiting on the server"));
  else
    poll->stage = g_strdup (_("Generating"));
  return poll;
}

static RushesPoll *
rushes_openai_poll (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                    GCancellable *cancellable, GError **error)
{
  RushesHttp *http = RUSHES_OPENAI (provider)->http;
  int after_ms = 0;
  gboolean vague;
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = rushes_openai_api_poll (http, target, order, &after_ms, &vague, cancellable, &cause);
  g_autoptr (RushesOpenaiReply) reply = NULL;
  JsonObject *object;
  RushesPoll *poll;

  if (root == NULL)
    {
      if (vague && rushes_openai_remote_find_absence (http, target, order->remote_id, cancellable) == RUSHES_OPENAI_NO_VIDEO)
        cause->code = RUSHES_ERROR_GONE;
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  object = rushes_json_root_object (root, error);
  if (object == NULL)
    return NULL;
  reply = rushes_openai_reply_new (object);
  if (reply->state == RUSHES_JOB_LOST)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_GONE, _("The video has expired on the server"));
      return NULL;
    }
  poll = to_poll (target, reply);
  if (poll->state == RUSHES_JOB_FETCHING && reply->url == NULL && rushes_openai_result_has_bytes (object))
    {
      g_free (poll->remote_file);
      poll->remote_file = g_strdup (RUSHES_OPENAI_IN_PART);
    }
  poll->after_ms = after_ms > 0 ? after_ms : (int) CLAMP (rushes_connection_get_number (rushes_target_get_connection (target), RUSHES_CONNECTION_POLL, 0), 0, LONGEST_POLL_MS);
  return poll;
}

/* Bytes that are in the answer to a poll: it is asked once more. */
static gboolean
fetch_from_answer (RushesOpenai *self, RushesTarget *target, const RushesJobRecord *order, const char *part, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (JsonNode) root = rushes_openai_api_poll (self->http, target, order, NULL, NULL, cancellable, error);
  JsonObject *object = root != NULL ? rushes_json_root_object (root, error) : NULL;

  return object != NULL && rushes_openai_result_write_bytes (object, self->http, part, error);
}

/* /content first; what the answer named only if there is no such route (section 8, rule 10). */
static gboolean
rushes_openai_fetch (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                     const char *part, RushesFetchProgress progress, gpointer data,
                     GCancellable *cancellable, GError **error)
{
  RushesOpenai *self = RUSHES_OPENAI (provider);
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *path = rushes_openai_api_dup_video_path (order->remote_id, "content");
  g_autofree char *content = rushes_endpoint_build_url (endpoint, path, NULL);
  g_autofree char *url = NULL;
  g_autoptr (GError) cause = NULL;

  if (g_strcmp0 (order->remote_file, RUSHES_OPENAI_IN_PART) == 0 && g_file_test (part, G_FILE_TEST_EXISTS))
    return TRUE;
  if (rushes_http_download (self->http, endpoint, content, part, progress, data, cancellable, &cause))
    return TRUE;
  if ((!rushes_openai_api_is_absent (cause) && !g_error_matches (cause, RUSHES_ERROR, RUSHES_ERROR_UNREACHABLE)) || order->remote_file == NULL || g_str_equal (order->remote_file, "content"))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (g_str_equal (order->remote_file, RUSHES_OPENAI_IN_PART))
    return fetch_from_answer (self, target, order, part, cancellable, error);
  url = rushes_openai_result_resolve (target, order->remote_file, error);
  return url != NULL && rushes_http_download (self->http, endpoint, url, part, progress, data, cancellable, error);
}

/* Section 8, rule 13. DELETE stops a running job on most servers; officially it is refused while one
 * runs, and then nothing stops it. */
static RushesCancelResult
rushes_openai_cancel (RushesProvider *provider, RushesTarget *target, const RushesJobRecord *order,
                      GCancellable *cancellable, GError **error)
{
  RushesHttp *http = RUSHES_OPENAI (provider)->http;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) poll_error = NULL;
  g_autoptr (RushesPoll) poll = rushes_openai_poll (provider, target, order, cancellable, &poll_error);

  if (poll != NULL && poll->state != RUSHES_JOB_QUEUED && poll->state != RUSHES_JOB_RUNNING)
    return RUSHES_CANCEL_TOO_LATE;
  if (g_error_matches (poll_error, RUSHES_ERROR, RUSHES_ERROR_GONE))
    return RUSHES_CANCEL_STOPPED;
  if (rushes_openai_api_cancel (http, target, order->remote_id, cancellable, &cause))
    return RUSHES_CANCEL_STOPPED;
  if (rushes_openai_api_is_absent (cause))
    {
      g_clear_error (&cause);
      if (rushes_openai_api_delete (http, target, order->remote_id, NULL, cancellable, &cause))
        return RUSHES_CANCEL_STOPPED;
    }
  if (rushes_error_is_temporary (cause) && cause->code != RUSHES_ERROR_BUSY)
    g_propagate_error (error, g_steal_pointer (&cause));
  return RUSHES_CANCEL_UNCERTAIN;
}

static GPtrArray *
rushes_openai_list (RushesProvider *provider, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  return rushes_openai_remote_list (RUSHES_OPENAI (provider)->http, target, cancellable, error);
}

static RushesRemoteVideo *
rushes_openai_look (RushesProvider *provider, RushesTarget *target, const char *remote_id, GCancellable *cancellable, GError **error)
{
  return rushes_openai_remote_look (RUSHES_OPENAI (provider)->http, target, remote_id, cancellable, error);
}

static GBytes *
rushes_openai_thumbnail (RushesProvider *provider, RushesTarget *target, const char *remote_id, GCancellable *cancellable, GError **error)
{
  return rushes_openai_remote_thumbnail (RUSHES_OPENAI (provider)->http, target, remote_id, cancellable, error);
}

static gboolean
rushes_openai_remove (RushesProvider *provider, RushesTarget *target, const char *remote_id,
                      GCancellable *cancellable, GError **error)
{
  return rushes_openai_remote_remove (RUSHES_OPENAI (provider)->http, target, remote_id, cancellable, error);
}

static void
rushes_openai_iface_init (RushesProviderInterface *iface)
{
  iface->names_jobs = FALSE;
  iface->poll_interval_ms = 2000;
  iface->check = rushes_openai_check;
  iface->describe = rushes_openai_describe;
  iface->submit = rushes_openai_submit;
  iface->find = rushes_openai_find;
  iface->poll = rushes_openai_poll;
  iface->fetch = rushes_openai_fetch;
  iface->cancel = rushes_openai_cancel;
  iface->list = rushes_openai_list;
  iface->look = rushes_openai_look;
  iface->thumbnail = rushes_openai_thumbnail;
  iface->remove = rushes_openai_remove;
}

static void
rushes_openai_dispose (GObject *object)
{
  g_clear_object (&RUSHES_OPENAI (object)->http);
  g_clear_object (&RUSHES_OPENAI (object)->memory);
  G_OBJECT_CLASS (rushes_openai_parent_class)->dispose (object);
}

static void
rushes_openai_class_init (RushesOpenaiClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_openai_dispose;
}

static void
rushes_openai_init (RushesOpenai *self)
{
}

/* @memory_path: (nullable): the file with what is known of servers; without one it is learnt at every start */
RushesProvider *
rushes_openai_new (RushesHttp *http, const char *memory_path)
{
  RushesOpenai *self = g_object_new (RUSHES_TYPE_OPENAI, NULL);

  self->http = g_object_ref (http);
  self->memory = rushes_openai_memory_new (memory_path);
  return RUSHES_PROVIDER (self);
}
