/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-error.h"
#include "rushes-openai-models.h"
#include "rushes-openai-refusal.h"
#include "rushes-openai-reply.h"
#include "rushes-openai-wording.h"
#include "rushes-target.h"

static RushesOpenaiReply *
read_reply (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  return rushes_openai_reply_new (json_node_get_object (root));
}

/* contracts, section 7: status normalisation; section 8, rules 7 and 8. */
static void
test_states_and_progress (void)
{
  static const struct
  {
    const char *json;
    RushesJobState state;
    double fraction;
  } cases[] = {
    { "{\"id\":\"a\",\"status\":\"queued\",\"progress\":0}", RUSHES_JOB_QUEUED, -1 },
    { "{\"id\":\"a\",\"status\":\"NOT_START\"}", RUSHES_JOB_QUEUED, -1 },
    { "{\"id\":\"a\",\"status\":\"in_progress\",\"progress\":42}", RUSHES_JOB_RUNNING, .42 },
    { "{\"id\":\"a\",\"status\":\"processing\",\"progress\":\"42%\"}", RUSHES_JOB_RUNNING, .42 },
    { "{\"id\":\"a\",\"status\":\"generating\",\"progress\":250.5}", RUSHES_JOB_RUNNING, 1 },
    { "{\"id\":\"a\",\"status\":\"something new\",\"progress\":null}", RUSHES_JOB_RUNNING, -1 },
    { "{\"id\":\"a\",\"status\":\"Succeeded\"}", RUSHES_JOB_FETCHING, -1 },
    { "{\"id\":\"a\",\"status\":\"failed\"}", RUSHES_JOB_FAILED, -1 },
    { "{\"id\":\"a\",\"status\":\"canceled\"}", RUSHES_JOB_CANCELLED, -1 },
    { "{\"id\":\"a\",\"status\":7}", RUSHES_JOB_RUNNING, -1 },
    { "{}", RUSHES_JOB_RUNNING, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RushesOpenaiReply) reply = read_reply (cases[i].json);
      g_assert_cmpint (reply->state, ==, cases[i].state);
      g_assert_cmpfloat_with_epsilon (reply->fraction, cases[i].fraction, 1e-6);
    }
}

static void
test_times_and_urls (void)
{
  g_autoptr (RushesOpenaiReply) seconds = read_reply ("{\"id\":\"a\",\"created_at\":1795354460}");
  g_autoptr (RushesOpenaiReply) millis = read_reply ("{\"task_id\":\"a\",\"created\":1795354460123}");
  g_autoptr (RushesOpenaiReply) never = read_reply ("{\"id\":\"a\",\"created_at\":1e300}");
  static const char *const urls[] = {
    "{\"url\":\"u\"}", "{\"video\":{\"url\":\"u\"}}", "{\"outputs\":{\"video_url\":\"u\"}}", "{\"urls\":[\"u\"]}",
    "{\"unsigned_urls\":[\"u\"]}", "{\"data\":[{\"url\":\"u\"}]}",
  };

  g_assert_cmpint (seconds->created_us / G_USEC_PER_SEC, ==, 1795354460);
  g_assert_cmpint (millis->created_us / G_USEC_PER_SEC, ==, 1795354460);
  g_assert_cmpstr (millis->id, ==, "a");
  g_assert_cmpint (never->created_us, >, millis->created_us);
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (RushesOpenaiReply) reply = read_reply (urls[i]);
      g_assert_cmpstr (reply->url, ==, "u");
    }
}

/* Section 8, rule 9: its words, in whatever shape, and never JSON. */
static void
test_error_bodies (void)
{
  static const struct
  {
    const char *body, *message, *code;
  } cases[] = {
    { "{\"error\":{\"message\":\"said\",\"code\":\"c\"}}", "said", "c" },
    { "{\"error\":{\"message\":\"said\",\"code\":422,\"param\":null}}", "said", "422" },
    { "{\"error\":{\"message\":\"said\",\"code\":null,\"type\":\"t\"}}", "said", "t" },
    { "{\"error\":\"said\"}", "said", NULL },
    { "{\"error\":true,\"message\":\"said\",\"code\":7}", "said", "7" },
    { "{\"error\":{\"message\":{\"error\":\"said\"}}}", "said", NULL },
    { "{\"error\":{\"message\":\"{\\\"error\\\":{\\\"message\\\":\\\"said\\\"}}\",\"code\":500}}", "said", "500" },
    { "{\"detail\":\"said\"}", "said", NULL },
    { "{\"detail\":[{\"msg\":\"said\"}]}", "said", NULL },
    { "{\"detail\":[{\"loc\":[\"body\",\"seconds\"],\"msg\":\"Input should be less\",\"type\":\"less\"}]}", "seconds: Input should be less", "less" },
    { "{\"detail\":{\"message\":\"said\"}}", "said", NULL },
    { "{\"errors\":[{\"message\":\"said\"}]}", "said", NULL },
    { "[{\"error\":{\"code\":400,\"message\":\"said\"}}]", "said", "400" },
    { "{\"message\":\"said\"}", "said", NULL },
    { "{\"title\":\"said\",\"type\":\"about:blank\"}", "said", NULL },
    { "\"said\"", "said", NULL },
    { "said", "said", NULL },
    { "{\"error\":{\"code\":400}}", NULL, "400" },
    { "{\"error\":{\"message\":\"cut o", NULL, NULL },
    { "{}", NULL, NULL },
    { "", NULL, NULL },
  };
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_auto (RushesSaid) said = { 0 };

      rushes_said_read_body (&said, body);
      g_assert_cmpstr (said.message, ==, cases[i].message);
      g_assert_cmpstr (said.code, ==, cases[i].code);
    }
  g_assert_null (rushes_said_dup_message (nothing));
}

static void
test_failures (void)
{
  g_autoptr (RushesOpenaiReply) blocked =
    read_reply ("{\"status\":\"failed\",\"error\":{\"code\":\"moderation_blocked\",\"message\":\"no\"}}");
  g_autoptr (RushesOpenaiReply) text = read_reply ("{\"status\":\"failed\",\"error\":\"out of memory\"}");
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new ("http://h/v1");
  g_autoptr (GError) first = rushes_openai_refusal_of_job (endpoint, &blocked->said);
  g_autoptr (GError) second = rushes_openai_refusal_of_job (endpoint, &text->said);

  g_assert_error (first, RUSHES_ERROR, RUSHES_ERROR_MODERATION);
  g_assert_error (second, RUSHES_ERROR, RUSHES_ERROR_SERVER);
  g_assert_nonnull (strstr (second->message, "out of memory"));
  g_assert_cmpstr (rushes_error_get_said (first), ==, "no (moderation_blocked)");
}

/* Section 5: what is meant, at which field, with the server's own words and the id of the call kept. */
static void
test_refusals (void)
{
  static const struct
  {
    guint status;
    const char *body;
    RushesError code;
    const char *field;
  } cases[] = {
    { 400, "{\"error\":{\"message\":\"Inpaint image must match the requested width and height\",\"code\":null}}", RUSHES_ERROR_REJECTED, "picture" },
    { 400, "{\"error\":{\"message\":\"Invalid type for 'seconds'\",\"param\":\"seconds\"}}", RUSHES_ERROR_REJECTED, "seconds" },
    { 422, "{\"detail\":[{\"loc\":[\"body\",\"size\"],\"msg\":\"bad\"}]}", RUSHES_ERROR_REJECTED, "width" },
    { 400, "{\"error\":{\"message\":\"no\",\"code\":\"moderation_blocked\"}}", RUSHES_ERROR_MODERATION, "prompt" },
    { 400, "{\"error\":{\"message\":\"The image contains a face\"}}", RUSHES_ERROR_MODERATION, "picture" },
    { 400, "{\"error\":{\"message\":\"cap\",\"code\":\"billing_hard_limit_reached\"}}", RUSHES_ERROR_QUOTA, NULL },
    { 429, "{\"error\":{\"message\":\"You exceeded\",\"code\":\"insufficient_quota\"}}", RUSHES_ERROR_QUOTA, NULL },
    { 429, "{\"error\":{\"message\":\"Too many running tasks\",\"type\":\"video_generation_user_error\"}}", RUSHES_ERROR_BUSY, NULL },
    { 404, "{\"error\":{\"message\":\"x\",\"type\":\"video_generation_user_error\"}}", RUSHES_ERROR_REJECTED, "model" },
    { 503, "{\"error\":{\"message\":\"No model loaded\"}}", RUSHES_ERROR_BUSY, "model" },
    { 400, "{\"error\":{\"message\":\"odd\",\"param\":\"flow_shift\"}}", RUSHES_ERROR_REJECTED, "flow_shift" },
  };
  g_autoptr (RushesEndpoint) endpoint = rushes_endpoint_new ("http://h/v1");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
      g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
      RushesHttpReply reply = { cases[i].status, headers, body };
      g_auto (RushesSaid) said = { 0 };
      g_autoptr (GError) error = NULL;

      soup_message_headers_append (headers, "x-request-id", "req_7");
      rushes_said_read_body (&said, body);
      error = rushes_openai_refusal_of_call (&reply, endpoint, &said);
      g_assert_error (error, RUSHES_ERROR, (int) cases[i].code);
      g_assert_cmpstr (rushes_error_get_field (error), ==, cases[i].field);
      g_assert_cmpstr (rushes_error_get_request_id (error), ==, "req_7");
    }
}

/* Section 8, rule 1. */
static void
test_base_url (void)
{
  static const char *const cases[][2] = {
    { "http://h:8091", "http://h:8091/v1" }, { "http://h:8091/", "http://h:8091/v1" },
    { "https://h/v1/", "https://h/v1" },     { "https://h/openai/v1", "https://h/openai/v1" },
    { "h:1", "http://h:1/v1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RushesConnection) connection =
        rushes_connection_new ("1", RUSHES_PROVIDER_OPENAI, "n", cases[i][0], NULL, FALSE);
      g_autoptr (RushesTarget) target = rushes_target_new (connection, NULL);
      g_assert_cmpstr (rushes_endpoint_get_base_url (rushes_target_get_endpoint (target)), ==, cases[i][1]);
    }
}

static void
test_known_models (void)
{
  g_autoptr (RushesConnection) connection = rushes_connection_new (
    "1", RUSHES_PROVIDER_OPENAI, "n", "http://h", rushes_openai_preset_options (rushes_openai_find_preset ("openai")), FALSE);
  g_autoptr (RushesModelSpec) sora = rushes_openai_new_spec (connection, "sora-2-2025-12-08");
  g_autoptr (RushesModelSpec) pro = rushes_openai_new_spec (connection, "sora-2-pro");

  /* The specification has four sizes, the guide two more for the larger model (section 0, point 4). */
  g_assert_cmpuint (sora->sizes->len, ==, 2);
  g_assert_cmpuint (pro->sizes->len, ==, 6);
  g_assert_cmpfloat_with_epsilon (sora->price_per_second, 0.10, 1e-9);
  g_assert_cmpfloat_with_epsilon (rushes_model_spec_get_price (pro, 1280, 720), 0.30, 1e-9);
  g_assert_cmpfloat_with_epsilon (rushes_model_spec_get_price (pro, 1024, 1792), 0.50, 1e-9);
  g_assert_cmpfloat_with_epsilon (rushes_model_spec_get_price (pro, 1920, 1080), 0.70, 1e-9);
  g_assert_cmpfloat (rushes_model_spec_nearest_length (sora, 5), ==, 4);
}

/* Refusals of several libraries, for the type of one field. */
static void
test_wanted_types (void)
{
  static const struct
  {
    const char *words, *wanted, *opposite;
  } cases[] = {
    { "seconds: invalid type: string \"4\", expected i32", "integer", NULL },
    { "seconds: invalid type: floating point `4.0`, expected u8 at line 1", "integer", NULL },
    { "input_reference: invalid type: map, expected a string", "string", NULL },
    { "input should be a valid integer int_type", "integer", NULL },
    { "input should be a valid string", "string", NULL },
    { "value is not a valid float", "number", NULL },
    { "str type expected", "string", NULL },
    { "'4' is not of type 'integer'", "integer", NULL },
    { "json: cannot unmarshal string into go struct field create.seconds of type int", "integer", NULL },
    { "expected number, received string", "number", NULL },
    { "seconds must be an integer", "integer", NULL },
    { "invalid type for 'seconds': expected one of '4', '8', or '12', but got an integer instead.", NULL, "integer" },
    { "invalid type for 'seconds'", NULL, NULL },
    { "invalid value for 'seconds': 4", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *opposite = NULL;

      g_assert_cmpstr (rushes_openai_wording_find_type (cases[i].words, &opposite), ==, cases[i].wanted);
      g_assert_cmpstr (opposite, ==, cases[i].opposite);
    }
  g_assert_false (rushes_openai_wording_is_of_types ("invalid value for 'seconds': 4"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/openai/states-and-progress", test_states_and_progress);
  g_test_add_func ("/openai/times-and-urls", test_times_and_urls);
  g_test_add_func ("/openai/error-bodies", test_error_bodies);
  g_test_add_func ("/openai/failures", test_failures);
  g_test_add_func ("/openai/refusals", test_refusals);
  g_test_add_func ("/openai/wanted-types", test_wanted_types);
  g_test_add_func ("/openai/base-url", test_base_url);
  g_test_add_func ("/openai/known-models", test_known_models);
  return g_test_run ();
}
