/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-reply.h"

#include "rushes-json.h"
#include "rushes-number.h"

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
  return rushes_number_to_whole (time > 1e11 ? time * 1000 : time * G_USEC_PER_SEC);
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

/* OpenRouter's usage.cost, Together's outputs.cost (section 1). */
static double
read_cost (JsonObject *object)
{
  static const char *const places[] = { "usage", "outputs" };
  double cost;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      JsonObject *place = rushes_json_peek_object (object, places[i]);
      if (place != NULL && rushes_json_peek_number (place, "cost", &cost) && cost >= 0)
        return cost;
    }
  return -1;
}

/* Every key is optional: even the official examples omit required ones. */
RushesOpenaiReply *
rushes_openai_reply_new (JsonObject *object)
{
  RushesOpenaiReply *self = g_new0 (RushesOpenaiReply, 1);
  double progress;

  self->id = rushes_json_dup_scalar (object, "id");
  if (self->id == NULL)
    self->id = rushes_json_dup_scalar (object, "task_id");
  self->status = rushes_json_dup_scalar (object, "status");
  if (self->status == NULL)
    self->status = g_strdup ("");
  self->state = read_state (self->status);
  self->fraction = -1;
  if (rushes_json_peek_number (object, "progress", &progress) && progress > 0)
    self->fraction = CLAMP (progress / 100, 0, 1);
  rushes_said_read (&self->said, object);
  self->poll_url = g_strdup (rushes_json_peek_string (object, "polling_url"));
  self->url = g_strdup (find_url (object));
  self->model = rushes_json_dup_scalar (object, "model");
  self->prompt = rushes_json_dup_scalar (object, "prompt");
  self->size = rushes_json_dup_scalar (object, "size");
  self->seconds = rushes_json_dup_scalar (object, "seconds");
  self->created_us = read_time (object, json_object_has_member (object, "created_at") ? "created_at" : "created");
  self->expires_us = read_time (object, "expires_at");
  self->cost = read_cost (object);
  return self;
}

void
rushes_openai_reply_free (RushesOpenaiReply *self)
{
  g_free (self->id);
  g_free (self->status);
  rushes_said_clear (&self->said);
  g_free (self->poll_url);
  g_free (self->url);
  g_free (self->model);
  g_free (self->prompt);
  g_free (self->size);
  g_free (self->seconds);
  g_free (self);
}
