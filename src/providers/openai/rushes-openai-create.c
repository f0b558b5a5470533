/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-create.h"

#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-openai-api.h"
#include "rushes-openai-body.h"
#include "rushes-openai-catalog.h"
#include "rushes-openai-refusal.h"

/* The one call that may cost money (contracts/openai-videos.md, sections 4, 7 and 8). */

#define TRIES_MAX 5 /* ways to say the same */

/* Section 4, "App policy": an answer of 5xx other than 503 says nothing about whether a job exists. */
static gboolean
is_uncertain (guint status)
{
  return status >= 500 && status != 503 && status != 501;
}

/* Sends the first frame by itself, for a connection whose server wants its id (section 2, file_id). May be repeated freely.
 * *@id: (out): %NULL where there is no picture, or no such wish */
static gboolean
upload_picture (RushesHttp *http, RushesTarget *target, RushesRequest *request, char **id, GCancellable *cancellable, GError **error)
{
  const char *picture = rushes_request_get_string (request, RUSHES_REQUEST_PICTURE);
  const char *shape = rushes_connection_get_string (rushes_target_get_connection (target), RUSHES_CONNECTION_PICTURE);
  RushesEndpoint *endpoint = rushes_target_get_endpoint (target);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, "/files", NULL);
  g_autofree char *type = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (RushesHttpReply) reply = NULL;
  g_autoptr (JsonNode) root = NULL;

  *id = NULL;
  if (picture == NULL || *picture == '\0' || g_strcmp0 (shape, "file_id") != 0)
    return TRUE;
  body = rushes_openai_body_new_file (picture, &type, error);
  reply = body != NULL ? rushes_http_call (http, endpoint, "POST", url, type, body, RUSHES_HTTP_PLAIN, cancellable, error) : NULL;
  root = reply != NULL ? rushes_openai_api_read (target, reply, FALSE, error) : NULL;
  if (root == NULL || rushes_json_root_object (root, error) == NULL)
    return FALSE;
  *id = g_strdup (rushes_json_get_string (json_node_get_object (root), "id", error));
  return *id != NULL;
}

/* One create, and what goes with it. */
typedef struct
{
  RushesHttp *http;
  RushesOpenaiMemory *memory;
  RushesTarget *target;
  const RushesJobRecord *order;
  RushesOpenaiDialect *dialect;
  gboolean first; /* nothing is known of the server, and others wait for what this one learns */
  GCancellable *cancellable;
} Create;

static RushesHttpReply *
send_create (Create *self, GVariant *fields, GError **error)
{
  RushesEndpoint *endpoint = rushes_target_get_endpoint (self->target);
  gboolean json = self->dialect->json || rushes_request_get_string (self->order->request, RUSHES_REQUEST_DERIVE) != NULL;
  g_autofree char *path = rushes_openai_body_dup_path (self->order->request);
  g_autofree char *url = rushes_endpoint_build_url (endpoint, path, NULL);
  g_autofree char *type = json ? g_strdup ("application/json") : NULL, *file_id = NULL;
  g_autoptr (GBytes) body = NULL;

  if (json && !upload_picture (self->http, self->target, self->order->request, &file_id, self->cancellable, error))
    return NULL;
  body = json ? rushes_openai_body_new_json (self->target, self->order, fields, self->dialect->picture, file_id, error)
              : rushes_openai_body_new_form (self->target, self->order, fields, &type, error);
  return body != NULL ? rushes_http_call (self->http, endpoint, "POST", url, type, body, RUSHES_HTTP_CREATES, self->cancellable, error) : NULL;
}

/* Once more in another way, as long as the server definitely refuses the way it was asked. *@outcome: (out) */
static RushesHttpReply *
negotiate (Create *self, RushesOpenaiOutcome *outcome, GError **error)
{
  for (int i = 0;; i++)
    {
      g_autoptr (GVariant) fields = rushes_openai_body_new_fields (self->target, self->order->request, self->dialect);
      g_autoptr (RushesHttpReply) reply = send_create (self, fields, error);
      g_auto (RushesSaid) said = { 0 };

      *outcome = RUSHES_OPENAI_MISSED;
      if (reply == NULL)
        return NULL;
      rushes_said_read_body (&said, reply->body);
      if (rushes_http_reply_is_ok (reply) && !rushes_http_reply_is_html (reply))
        *outcome = RUSHES_OPENAI_WORKED;
      else if (i < TRIES_MAX && rushes_openai_dialect_correct (self->dialect, reply->status, &said, fields))
        {
          if (self->first)
            rushes_openai_memory_try (self->memory, self->target, self->dialect);
          continue;
        }
      else if (i > 0 && (reply->status == 415 || reply->status == 422))
        *outcome = RUSHES_OPENAI_REFUSED;
      return g_steal_pointer (&reply);
    }
}

/* Nobody has said what kind of server it is: its list of models may. */
static void
listen_to_models (Create *self)
{
  gboolean listened;
  g_autoptr (RushesOpenaiDialect) dialect = rushes_openai_memory_recall (self->memory, self->target, &listened);

  if (!listened && rushes_request_get_string (self->order->request, RUSHES_REQUEST_DERIVE) == NULL)
    rushes_openai_catalog_listen (self->http, self->memory, self->target, NULL, self->cancellable);
}

/**
 * rushes_openai_create:
 *
 * POST /videos: one job at the most. Where the form is not known, multipart comes first, and another only after a
 * definite refusal of it; what worked is remembered. %RUSHES_ERROR_UNCERTAIN when the job may exist all the same.
 */
JsonNode *
rushes_openai_create (RushesHttp *http, RushesOpenaiMemory *memory, RushesTarget *target, const RushesJobRecord *order,
                          GCancellable *cancellable, GError **error)
{
  Create create = { http, memory, target, order, NULL, rushes_openai_memory_begin (memory, target, cancellable), cancellable };
  g_autoptr (RushesOpenaiDialect) dialect = NULL;
  g_autoptr (RushesHttpReply) reply = NULL;
  g_auto (RushesSaid) said = { 0 };
  g_autoptr (GError) cause = NULL;
  RushesOpenaiOutcome outcome;

  listen_to_models (&create);
  dialect = create.dialect = rushes_openai_memory_recall (memory, target, NULL);
  reply = negotiate (&create, &outcome, error);
  rushes_openai_memory_end (memory, target, dialect, create.first, outcome);
  if (reply == NULL)
    return NULL;
  if (outcome == RUSHES_OPENAI_WORKED)
    {
      JsonNode *node = rushes_json_parse (reply->body, &cause);
      if (node != NULL)
        return node;
    }
  else
    {
      rushes_said_read_body (&said, reply->body);
      cause = rushes_openai_refusal_of_create (reply, target, order->request, &said);
    }
  if (is_uncertain (reply->status) || rushes_http_reply_is_ok (reply))
    cause->code = RUSHES_ERROR_UNCERTAIN;
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
