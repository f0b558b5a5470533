/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-reply.h"

#include "rushes-error.h"
#include "rushes-json.h"

/* Section 7, "Status normalisation". */
static const struct
{
  const char *word;
  RushesJobState state;
} words[] = {
  { "queued", RUSHES_JOB_QUEUED },         { "pending", RUSHES_JOB_QUEUED },
  { "submitted", RUSHES_JOB_QUEUED },      { "not_start", RUSHES_JOB_QUEUED },
  { "notstarted", RUSHES_JOB_QUEUED },     { "preparing", RUSHES_JOB_QUEUED },
  { "created", RUSHES_JOB_QUEUED },        { "starting", RUSHES_JOB_QUEUED },
  { "unknown", RUSHES_JOB_QUEUED },        { "in_progress", RUSHES_JOB_RUNNING },
  { "processing", RUSHES_JOB_RUNNING },    { "running", RUSHES_JOB_RUNNING },
  { "generating", RUSHES_JOB_RUNNING },    { "cancelling", RUSHES_JOB_RUNNING },
  { "completed", RUSHES_JOB_FETCHING },    { "complete", RUSHES_JOB_FETCHING },
  { "done", RUSHES_JOB_FETCHING },         { "success", RUSHES_JOB_FETCHING },
  { "succeeded", RUSHES_JOB_FETCHING },    { "finished", RUSHES_JOB_FETCHING },
  { "failed", RUSHES_JOB_FAILED },         { "failure", RUSHES_JOB_FAILED },
  { "fail", RUSHES_JOB_FAILED },           { "error", RUSHES_JOB_FAILED },
  { "cancelled", RUSHES_JOB_CANCELLED },   { "canceled", RUSHES_JOB_CANCELLED },
  { "deleted", RUSHES_JOB_CANCELLED },     { "expired", RUSHES_JOB_LOST },
};

static RushesJobState
read_state (const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, status) == 0)
      return words[i].state;
  return RUSHES_JOB_RUNNING; /* any other word: keep polling */
}

/* Seconds, or milliseconds if above 10^11 (section 8, rule 8). */
static gint64
read_time (JsonObject *object, const char *member)
{
  double time;

  if (!rushes_json_peek_number (object, member, &time) || time <= 0)
    return 0;
  return time > 1e11 ? (gint64) (time * 1000) : (gint64) (time * G_USEC_PER_SEC);
}

static char *
dup_scalar (JsonObject *object, const char *member)
{
  const char *text = rushes_json_peek_string (object, member);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  if (text != NULL)
    return g_strdup (text);
  if (rushes_json_peek_number (object, member, &value))
    return g_strdup (g_ascii_dtostr (number, sizeof number, value));
  return NULL;
}

static const char *
first_string (JsonArray *array)
{
  JsonNode *node = array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

/* Section 8, rule 10, in that order. */
static const char *
find_url (JsonObject *object)
{
  const char *url = rushes_json_peek_string (object, "url");
  JsonObject *video = rushes_json_peek_object (object, "video");
  JsonObject *outputs = rushes_json_peek_object (object, "outputs");
  JsonArray *data = rushes_json_peek_array (object, "data");

  if (url == NULL && video != NULL)
    url = rushes_json_peek_string (video, "url");
  if (url == NULL && outputs != NULL)
    url = rushes_json_peek_string (outputs, "video_url");
  if (url == NULL)
    url = first_string (rushes_json_peek_array (object, "urls"));
  if (url == NULL)
    url = first_string (rushes_json_peek_array (object, "unsigned_urls"));
  if (url == NULL && data != NULL && json_array_get_length (data) > 0 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (data, 0)))
    url = rushes_json_peek_string (json_array_get_object_element (data, 0), "url");
  return url;
}

/* `error` may be an object, a text or null; codes may be numbers. */
static void
read_error (JsonObject *object, char **code, char **message)
{
  JsonObject *error = rushes_json_peek_object (object, "error");

  if (error != NULL)
    {
      *code = dup_scalar (error, "code");
      if (*code == NULL)
        *code = dup_scalar (error, "type");
      *message = dup_scalar (error, "message");
    }
  else
    *message = g_strdup (rushes_json_peek_string (object, "error"));
}

/* Every key is optional: even the official examples omit required ones. */
RushesOpenaiReply *
rushes_openai_reply_new (JsonObject *object)
{
  RushesOpenaiReply *self = g_new0 (RushesOpenaiReply, 1);
  double progress;

  self->id = dup_scalar (object, "id");
  if (self->id == NULL)
    self->id = dup_scalar (object, "task_id");
  self->status = dup_scalar (object, "status");
  if (self->status == NULL)
    self->status = g_strdup ("");
  self->state = read_state (self->status);
  self->fraction = -1;
  if (rushes_json_peek_number (object, "progress", &progress) && progress > 0)
    self->fraction = CLAMP (progress / 100, 0, 1);
  read_error (object, &self->error_code, &self->error_message);
  self->url = g_strdup (find_url (object));
  self->model = dup_scalar (object, "model");
  self->prompt = dup_scalar (object, "prompt");
  self->size = dup_scalar (object, "size");
  self->seconds = dup_scalar (object, "seconds");
  self->created_us = read_time (object, json_object_has_member (object, "created_at") ? "created_at" : "created");
  self->expires_us = read_time (object, "expires_at");
  return self;
}

void
rushes_openai_reply_free (RushesOpenaiReply *self)
{
  g_free (self->id);
  g_free (self->status);
  g_free (self->error_code);
  g_free (self->error_message);
  g_free (self->url);
  g_free (self->model);
  g_free (self->prompt);
  g_free (self->size);
  g_free (self->seconds);
  g_free (self);
}

static char *
dup_detail (JsonObject *object)
{
  JsonArray *list = rushes_json_peek_array (object, "detail");
  const char *text = rushes_json_peek_string (object, "detail");

  if (list != NULL && json_array_get_length (list) > 0 &&
      JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, 0)))
    text = rushes_json_peek_string (json_array_get_object_element (list, 0), "msg");
  return g_strdup (text);
}

/**
 * rushes_openai_reply_dup_said:
 * @body: of an unsuccessful answer
 * @code: (out) (nullable): the error's code or type
 *
 * Finds the server's words in any of the shapes of section 8, rule 9; a body that is no JSON is
 * quoted, shortened.
 *
 * Returns: (transfer full) (nullable)
 */
char *
rushes_openai_reply_dup_said (GBytes *body, char **code)
{
  g_autoptr (JsonNode) root = rushes_json_parse (body, NULL);
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  char *message = NULL;

  *code = NULL;
  if (object == NULL)
    return g_strndup (g_bytes_get_data (body, NULL), MIN (g_bytes_get_size (body), 300));
  read_error (object, code, &message);
  if (message == NULL)
    message = dup_detail (object);
  if (message == NULL)
    message = g_strdup (rushes_json_peek_string (object, "message"));
  if (message == NULL)
    message = g_strdup (rushes_json_peek_string (object, "title")); /* problem+json */
  return message;
}

/* Waiting does not help (section 5). */
gboolean
rushes_openai_code_is_quota (const char *code)
{
  return g_strcmp0 (code, "insufficient_quota") == 0 || g_strcmp0 (code, "billing_hard_limit_reached") == 0;
}

gboolean
rushes_openai_code_is_moderation (const char *code)
{
  return code != NULL && (strstr (code, "moderation") != NULL || strstr (code, "content_policy") != NULL);
}

/* The error of a job that failed on the server. */
GError *
rushes_openai_reply_to_error (RushesOpenaiReply *self)
{
  const char *message = self->error_message != NULL ? self->error_message : "the server gave no reason";
  RushesError code = RUSHES_ERROR_SERVER;

  if (rushes_openai_code_is_moderation (self->error_code))
    code = RUSHES_ERROR_MODERATION;
  else if (rushes_openai_code_is_quota (self->error_code))
    code = RUSHES_ERROR_QUOTA;
  if (self->error_code != NULL)
    return g_error_new (RUSHES_ERROR, code, "%s (%s)", message, self->error_code);
  return g_error_new_literal (RUSHES_ERROR, code, message);
}
