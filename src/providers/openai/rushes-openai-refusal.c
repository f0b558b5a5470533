/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-openai-refusal.h"

#include "rushes-error.h"
#include "rushes-request.h"

#include <glib/gi18n.h>
#include <string.h>

/* Refusals in plain words (contracts/openai-videos.md, section 5). What a server says is data: the first row whose code
 * and words are in it decides the reaction, the field of the form, and the sentence. What fits no row is shown as it was said. */
typedef struct
{
  guint status;      /* of the answer; 0: any; FAILED: of a job that failed later */
  const char *code;  /* part of the code; NULL: any */
  const char *words; /* part of the message, in lower case; NULL: any */
  RushesError error;
  const char *field; /* NULL: the one the server names */
  const char *sentence;
} Row;

#define FAILED 1
#define REFUSED_BEFORE N_("Its filter refused the prompt or the picture before anything was made. Nothing is billed for that, as a rule.")
#define REFUSED_AFTER N_("Its filter stopped the clip while or after it was made. It may be billed all the same.")
#define FACES N_("It does not accept pictures of faces or of real people.")

static const Row rows[] = {
  { 0, "insufficient_quota", NULL, RUSHES_ERROR_QUOTA, NULL, N_("The account's credit is used up.") },
  { 0, "billing_hard_limit", NULL, RUSHES_ERROR_QUOTA, NULL, N_("The account has reached its spending limit.") },
  { 0, NULL, " face", RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PICTURE, FACES },
  { 0, NULL, "real people", RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PICTURE, FACES },
  { FAILED, "moderation", NULL, RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PROMPT, REFUSED_AFTER },
  { FAILED, "content_policy", NULL, RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PROMPT, REFUSED_AFTER },
  { 0, "moderation", NULL, RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PROMPT, REFUSED_BEFORE },
  { 0, "content_policy", NULL, RUSHES_ERROR_MODERATION, RUSHES_REQUEST_PROMPT, REFUSED_BEFORE },
  { 0, NULL, "inpaint image must match", RUSHES_ERROR_REJECTED, RUSHES_REQUEST_PICTURE,
    N_("The first frame has to be exactly as large as the clip, for this server in another size than was sent.") },
  { 0, NULL, "unsupported mimetype", RUSHES_ERROR_REJECTED, RUSHES_REQUEST_PICTURE, N_("It does not take a picture of this kind.") },
  { 404, "video_generation_user_error", NULL, RUSHES_ERROR_REJECTED, RUSHES_REQUEST_MODEL,
    N_("There is no deployment of that name. A new one may take hours until it is ready.") },
  { 0, "model_not_found", NULL, RUSHES_ERROR_REJECTED, RUSHES_REQUEST_MODEL, N_("It has no model of that name.") },
  { 0, NULL, "model not found", RUSHES_ERROR_REJECTED, RUSHES_REQUEST_MODEL, N_("It has no model of that name.") },
  { 0, NULL, "no model loaded", RUSHES_ERROR_BUSY, RUSHES_REQUEST_MODEL, N_("No model is loaded there yet.") },
  { 429, NULL, "too many running", RUSHES_ERROR_BUSY, NULL, N_("It makes only so many clips at a time, and has as many as that.") },
  { 409, NULL, "busy", RUSHES_ERROR_BUSY, NULL, N_("It makes one clip at a time, and has one.") },
};

/* What servers call the fields of a request. */
static const struct
{
  const char *theirs, *ours;
} fields[] = {
  { "prompt", RUSHES_REQUEST_PROMPT },     { "negative_prompt", RUSHES_REQUEST_NEGATIVE }, { "model", RUSHES_REQUEST_MODEL },
  { "seconds", RUSHES_REQUEST_SECONDS },   { "duration", RUSHES_REQUEST_SECONDS },         { "num_frames", RUSHES_REQUEST_SECONDS },
  { "size", RUSHES_REQUEST_WIDTH },        { "width", RUSHES_REQUEST_WIDTH },              { "height", RUSHES_REQUEST_WIDTH },
  { "resolution", RUSHES_REQUEST_WIDTH },  { "aspect_ratio", RUSHES_REQUEST_WIDTH },       { "seed", RUSHES_REQUEST_SEED },
  { "input_reference", RUSHES_REQUEST_PICTURE }, { "image_url", RUSHES_REQUEST_PICTURE },
};

static const Row *
find_row (guint status, const RushesSaid *said)
{
  g_autofree char *lower = said->message != NULL ? g_utf8_strdown (said->message, -1) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if ((rows[i].status == 0 || rows[i].status == status) &&
        (rows[i].code == NULL || (said->code != NULL && strstr (said->code, rows[i].code) != NULL)) &&
        (rows[i].words == NULL || (lower != NULL && strstr (lower, rows[i].words) != NULL)))
      return &rows[i];
  return NULL;
}

static const char *
find_field (const Row *row, const RushesSaid *said)
{
  if (row != NULL && row->field != NULL)
    return row->field;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (said->param != NULL && g_str_has_prefix (said->param, fields[i].theirs))
      return fields[i].ours;
  return said->param;
}

/* @error: (transfer full): with what the server said as its message */
static GError *
put_plainly (GError *error, const Row *row, const RushesSaid *said, const char *request_id)
{
  g_autofree char *original = row != NULL ? g_strdup (error->message) : NULL;

  if (row != NULL)
    {
      error->code = row->error;
      g_free (error->message);
      error->message = g_strdup (_(row->sentence));
    }
  rushes_error_set_details (error, find_field (row, said), original, request_id);
  return error;
}

/**
 * rushes_openai_refusal_of_call:
 * @reply: an unsuccessful answer, and @said what it says
 *
 * Returns: (transfer full): the reaction to it; the header x-request-id (section 4) goes with it
 */
GError *
rushes_openai_refusal_of_call (RushesHttpReply *reply, RushesEndpoint *endpoint, const RushesSaid *said)
{
  const char *sent = soup_message_headers_get_one (reply->headers, "x-request-id");
  g_autofree char *request_id = sent != NULL ? rushes_endpoint_redact (endpoint, sent) : NULL;

  return put_plainly (rushes_http_reply_to_error (reply, endpoint, said->message), find_row (reply->status, said), said, request_id);
}

/* Whether the end of OpenAI's own service explains an answer about the service itself (section 1). */
static gboolean
is_ended (RushesTarget *target, guint status, const RushesSaid *said)
{
  RushesConnection *connection = rushes_target_get_connection (target);
  const char *preset = rushes_connection_get_string (connection, RUSHES_CONNECTION_PRESET);
  gboolean theirs = g_strcmp0 (preset, "openai") == 0 || strstr (rushes_connection_get_url (connection), "//api.openai.com") != NULL;

  return theirs && (status == 404 || status == 410 || status == 403 ||
                    (status == 400 && said->message != NULL && strstr (said->message, "model") != NULL));
}

/* Returns: (transfer full): the reaction to a refusal by a route that is the service itself, and not one video */
GError *
rushes_openai_refusal_of_service (RushesHttpReply *reply, RushesTarget *target, const RushesSaid *said)
{
  GError *error = rushes_openai_refusal_of_call (reply, rushes_target_get_endpoint (target), said);
  g_autofree char *words = NULL;

  if (!is_ended (target, reply->status, said))
    return error;
  words = g_strdup (rushes_error_get_said (error) != NULL ? rushes_error_get_said (error) : error->message);
  error->code = RUSHES_ERROR_ENDED;
  g_free (error->message);
  error->message = g_strdup_printf ("HTTP %u", reply->status);
  rushes_error_set_details (error, NULL, words, rushes_error_get_request_id (error));
  return error;
}

/* Why a create met a 404, where the server does not say that it is the model. */
static const char *
get_absence (RushesRequest *request)
{
  if (rushes_request_get_string (request, RUSHES_REQUEST_DERIVE) != NULL)
    return _("It cannot make a clip of another one in this way, or has that one no more.");
  return _("There is nothing at that address that makes clips. Check the address of the connection.");
}

/**
 * rushes_openai_refusal_of_create:
 *
 * Returns: (transfer full): the reaction to a create that was refused. There is no job yet that could be gone: a 404 means
 *   a wrong address, no such route or no such model. Who asks elsewhere for a model of OpenAI's is told that these ended.
 */
GError *
rushes_openai_refusal_of_create (RushesHttpReply *reply, RushesTarget *target, RushesRequest *request, const RushesSaid *said)
{
  GError *error = rushes_openai_refusal_of_service (reply, target, said);
  const char *model = rushes_request_get_string (request, RUSHES_REQUEST_MODEL), *field = NULL;
  g_autofree char *words = g_strdup (rushes_error_get_said (error) != NULL ? rushes_error_get_said (error) : error->message);
  g_autofree char *before = g_strdup (error->message);
  gboolean absent = error->code == RUSHES_ERROR_GONE;

  if (!absent && g_strcmp0 (rushes_error_get_field (error), RUSHES_REQUEST_MODEL) != 0)
    return error;
  if (absent)
    error->code = RUSHES_ERROR_REJECTED;
  else
    field = RUSHES_REQUEST_MODEL;
  g_free (error->message);
  error->message = g_strconcat (absent ? get_absence (request) : before,
                                model != NULL && g_str_has_prefix (model, "sora") && error->code == RUSHES_ERROR_REJECTED ? " " : NULL,
                                _("OpenAI's own service, with the Sora models, ended on 24 September 2026."), NULL);
  rushes_error_set_details (error, field, words, rushes_error_get_request_id (error));
  return error;
}

/* Returns: (transfer full): the error of a job that failed on the server */
GError *
rushes_openai_refusal_of_job (RushesEndpoint *endpoint, const RushesSaid *said)
{
  g_autofree char *message = rushes_endpoint_redact (endpoint, said->message != NULL ? said->message : _("The server gave no reason"));
  GError *error = said->code != NULL ? g_error_new (RUSHES_ERROR, RUSHES_ERROR_SERVER, "%s (%s)", message, said->code)
                                     : g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_SERVER, message);

  return put_plainly (error, find_row (FAILED, said), said, NULL);
}
