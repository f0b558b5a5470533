/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-bind.h"
#include "rushes-comfy-correct.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-socket.h"
#include "rushes-comfy-refusal.h"
#include "rushes-comfy-status.h"
#include "rushes-comfy-workflow.h"
#include "rushes-comfy.h"
#include "rushes-error.h"
#include "rushes-json.h"

#include <string.h>

static const char *
get_text (JsonObject *graph, const char *node, const char *input)
{
  return json_object_get_string_member (json_object_get_object_member (json_object_get_object_member (graph, node), "inputs"), input);
}

static gint64
get_int (JsonObject *graph, const char *node, const char *input)
{
  return json_object_get_int_member (json_object_get_object_member (json_object_get_object_member (graph, node), "inputs"), input);
}

static RushesRequest *
new_request (void)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "steps", "x", G_GINT64_CONSTANT (12));
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "a fox");
  g_variant_dict_insert (&members, RUSHES_REQUEST_NEGATIVE, "s", "a wolf");
  g_variant_dict_insert (&members, RUSHES_REQUEST_WIDTH, "x", G_GINT64_CONSTANT (650));
  g_variant_dict_insert (&members, RUSHES_REQUEST_HEIGHT, "x", G_GINT64_CONSTANT (350));
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 2.0);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", G_GINT64_CONSTANT (77));
  g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, g_variant_dict_end (&fields));
  return rushes_request_new (g_variant_dict_end (&members));
}

static void
test_builtins_are_filled (void)
{
  g_autoptr (JsonNode) wan = rushes_comfy_workflow_load ("wan2.2-5b", TRUE);
  g_autoptr (JsonNode) ltx = rushes_comfy_workflow_load ("ltx-video", FALSE);
  g_autoptr (RushesRequest) request = new_request ();
  JsonObject *graph = json_node_get_object (wan);

  rushes_comfy_form_fill (graph, NULL, request, "rushes/id", "rushes/x.png", NULL);
  g_assert_cmpstr (get_text (graph, "5", "text"), ==, "a fox");
  g_assert_cmpstr (get_text (graph, "6", "text"), ==, "a wolf");
  g_assert_cmpint (get_int (graph, "7", "width"), ==, 640);  /* multiples of 32 */
  g_assert_cmpint (get_int (graph, "7", "height"), ==, 352);
  g_assert_cmpint (get_int (graph, "7", "length"), ==, 49);  /* 4n + 1 */
  g_assert_cmpint (get_int (graph, "8", "seed"), ==, 77);
  g_assert_cmpint (get_int (graph, "8", "steps"), ==, 12);
  g_assert_cmpstr (get_text (graph, "12", "image"), ==, "rushes/x.png");
  g_assert_cmpstr (get_text (graph, "11", "filename_prefix"), ==, "rushes/id");
  graph = json_node_get_object (ltx);
  rushes_comfy_form_fill (graph, NULL, request, "rushes/id", NULL, NULL);
  g_assert_cmpstr (get_text (graph, "3", "text"), ==, "a fox");
  g_assert_cmpstr (get_text (graph, "4", "text"), ==, "a wolf");
  g_assert_cmpint (get_int (graph, "5", "length"), ==, 49);  /* 8n + 1 */
  g_assert_cmpint (get_int (graph, "9", "noise_seed"), ==, 77);
  g_assert_cmpint (get_int (graph, "7", "steps"), ==, 12);
}

/* Titles lie; links do not. The prompt comes from a primitive, the second sampler adds no noise, the size is
 * computed from a picture. */
static const char tricky[] =
  "{\"1\":{\"class_type\":\"PrimitiveStringMultiline\",\"inputs\":{\"value\":\"old\"},\"_meta\":{\"title\":\"Negative\"}},"
  "\"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":[\"1\",0],\"clip\":[\"9\",0]}},"
  "\"3\":{\"class_type\":\"ConditioningZeroOut\",\"inputs\":{\"conditioning\":[\"2\",0]},\"_meta\":{\"title\":\"Positive\"}},"
  "\"4\":{\"class_type\":\"LoadImage\",\"inputs\":{\"image\":\"a.png\"}},"
  "\"5\":{\"class_type\":\"GetImageSize\",\"inputs\":{\"image\":[\"4\",0]}},"
  "\"6\":{\"class_type\":\"WanImageToVideo\",\"inputs\":{\"positive\":[\"2\",0],\"negative\":[\"3\",0],\"width\":[\"5\",0],"
  "\"height\":[\"5\",1],\"length\":[\"10\",0],\"start_image\":[\"4\",0]}},"
  "\"7\":{\"class_type\":\"KSamplerAdvanced\",\"inputs\":{\"add_noise\":\"enable\",\"noise_seed\":5,\"steps\":20,\"cfg\":3.5,"
  "\"positive\":[\"6\",0],\"negative\":[\"6\",1],\"latent_image\":[\"6\",2]}},"
  "\"8\":{\"class_type\":\"KSamplerAdvanced\",\"inputs\":{\"add_noise\":\"disable\",\"noise_seed\":6,\"steps\":20,\"cfg\":3.5,"
  "\"positive\":[\"6\",0],\"negative\":[\"6\",1],\"latent_image\":[\"7\",0]}},"
  "\"10\":{\"class_type\":\"PrimitiveInt\",\"inputs\":{\"value\":81}},"
  "\"11\":{\"class_type\":\"SaveVideo\",\"inputs\":{\"filename_prefix\":\"x\",\"video\":[\"8\",0]}}}";

static void
test_links_are_followed (void)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_parse (tricky, NULL, NULL);
  JsonObject *graph = json_node_get_object (root);
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (graph, NULL);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (graph, NULL, "t", "T");
  g_autoptr (RushesRequest) request = new_request ();

  g_assert_cmpuint (binding->slots[RUSHES_COMFY_WIDTH]->len, ==, 0);
  g_assert_cmpuint (binding->slots[RUSHES_COMFY_SEED]->len, ==, 1);
  g_assert_cmpuint (binding->slots[RUSHES_COMFY_STEPS]->len, ==, 2);
  g_assert_cmpuint (binding->slots[RUSHES_COMFY_NEGATIVE]->len, ==, 0);
  g_assert_false (spec->has_negative);
  g_assert_cmpint (spec->picture, ==, RUSHES_PICTURE_REQUIRED);
  g_assert_cmpint (spec->frame_multiple, ==, 4);
  rushes_comfy_form_fill (graph, NULL, request, "rushes/id", "p.png", NULL);
  g_assert_cmpstr (get_text (graph, "1", "value"), ==, "a fox");
  g_assert_cmpint (get_int (graph, "7", "noise_seed"), ==, 77);
  g_assert_cmpint (get_int (graph, "8", "noise_seed"), ==, 6);
  g_assert_cmpint (get_int (graph, "8", "steps"), ==, 12);
  g_assert_cmpint (get_int (graph, "10", "value"), ==, 33);
  g_assert_cmpstr (get_text (graph, "4", "image"), ==, "p.png");
}

/* Links in a circle, to nowhere, and of the wrong type must not hang or crash. */
static void
test_hostile_graphs (void)
{
  static const char *const graphs[] = {
    "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[\"1\",0],\"latent_image\":[\"1\",0]}}}",
    "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[\"99\",0],\"seed\":[\"98\",0],\"steps\":null}}}",
    "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[7,0],\"negative\":[\"2\"],\"seed\":{}}},"
    "\"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":[[\"x\"],0]}}}",
    "{\"1\":{\"class_type\":\"PrimitiveInt\",\"inputs\":{\"value\":[\"1\",0]}},"
    "\"2\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":[\"1\",0]}}}",
  };
  g_autoptr (RushesRequest) request = new_request ();

  for (guint i = 0; i < G_N_ELEMENTS (graphs); i++)
    {
      g_autoptr (JsonNode) root = rushes_comfy_workflow_parse (graphs[i], NULL, NULL);
      g_assert_nonnull (root);
      rushes_comfy_form_fill (json_node_get_object (root), NULL, request, "p", NULL, NULL);
    }
}

/* Every node leads to the next one in many ways, and the last one nowhere: the ways are more than can be walked. */
static void
test_graphs_with_too_many_ways (void)
{
  static const char *const inputs[] = { "text", "prompt", "value", "image", "input", "images", "on_true", "on_false", "positive", "conditioning" };
  g_autoptr (GString) text = g_string_new ("{\"0\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[\"1\",0],\"negative\":[\"1\",1],"
                                           "\"latent_image\":[\"99\",0]}},\"99\":{\"class_type\":\"EmptyLTXVLatentVideo\",\"inputs\":{"
                                           "\"width\":[\"1\",0],\"height\":[\"1\",1],\"length\":9,\"image\":[\"1\",0]}}");
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (RushesComfyBinding) binding = NULL;

  for (int node = 1; node < 60; node++)
    {
      g_string_append_printf (text, ",\"%d\":{\"class_type\":\"Any\",\"inputs\":{", node);
      for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
        if (node % 2 == 0 || !g_str_has_prefix (inputs[i], "on_"))
          g_string_append_printf (text, "%s\"%s\":[\"%d\",0]", i > 0 ? "," : "", inputs[i], node + 1);
      g_string_append (text, "}}");
    }
  g_string_append (text, "}");
  root = rushes_comfy_workflow_parse (text->str, NULL, NULL);
  g_assert_nonnull (root);
  binding = rushes_comfy_bind (json_node_get_object (root), NULL);
  g_assert_cmpint (binding->slots[RUSHES_COMFY_PROMPT]->len, ==, 0);
}

/* Section 5 of the contract: the key says nothing, temp comes last, non-objects occur. */
static void
test_outputs (void)
{
  static const char *const cases[][2] = {
    { "{\"1\":{\"images\":[{\"filename\":\"a.mp4\",\"subfolder\":\"video\",\"type\":\"output\"}],\"animated\":[true]}}",
      "filename=a.mp4&subfolder=video&type=output" },
    { "{\"1\":{\"gifs\":[{\"filename\":\"t.mp4\",\"type\":\"temp\"},null,7]},\"2\":{\"gifs\":[{\"filename\":\"o ü.webm\"}]}}",
      "filename=o%20%C3%BC.webm&subfolder=&type=output" },
    { "{\"1\":{\"images\":[{\"filename\":\"frame.png\"}],\"text\":[\"x\"]}}", NULL },
    { "{\"1\":{\"images\":[{\"filename\":\"a.webp\"}]},\"2\":{\"x\":[{\"filename\":\"b\",\"format\":\"video/h264-mp4\"}]}}",
      "filename=b&subfolder=&type=output\nfilename=a.webp&subfolder=&type=output" },
    { "{\"1\":{\"gifs\":[{\"filename\":\"t.mp4\",\"type\":\"temp\"},{\"filename\":\"u.mp4\",\"type\":\"temp\"}]}}",
      "filename=u.mp4&subfolder=&type=temp" },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = json_from_string (cases[i][0], NULL);
      g_autofree char *query = rushes_comfy_status_find_outputs (json_node_get_object (root), NULL, NULL);
      g_assert_cmpstr (query, ==, cases[i][1]);
    }
}

/* Of several files the one that the user marked comes first, else the last of the graph's order, whenever it ended. */
static void
test_the_marked_output_comes_first (void)
{
  static const char outputs[] = "{\"9\":{\"images\":[{\"filename\":\"late.mp4\"}]},\"2\":{\"images\":[{\"filename\":\"early.mp4\"}]}}";
  static const char plain[] = "{\"2\":{\"class_type\":\"SaveVideo\",\"inputs\":{\"filename_prefix\":\"a\"}},"
                              "\"9\":{\"class_type\":\"SaveVideo\",\"inputs\":{\"filename_prefix\":\"b\"}}}";
  g_autoptr (JsonNode) ended = json_from_string (outputs, NULL), graph = json_from_string (plain, NULL);
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (json_node_get_object (graph), NULL);
  g_autofree char *last = NULL, *marked = NULL, *node = NULL;

  last = rushes_comfy_status_find_outputs (json_node_get_object (ended), json_node_get_object (graph), NULL);
  g_assert_true (g_str_has_prefix (last, "filename=late.mp4"));
  rushes_comfy_correct (binding, json_node_get_object (graph), "2", "filename_prefix", RUSHES_COMFY_RESULT);
  marked = rushes_comfy_status_find_outputs (json_node_get_object (ended), json_node_get_object (graph), &node);
  g_assert_cmpstr (node, ==, "2");
  g_assert_true (g_str_has_prefix (marked, "filename=early.mp4") && strstr (marked, "late.mp4") != NULL);
}

/* The server says itself which nodes it had computed before (section 0, fact 6). */
static void
test_cached_runs_are_told (void)
{
  static const char format[] = "{\"status\":\"completed\",\"outputs\":{\"30\":{\"images\":[{\"filename\":\"a.mp4\"}]}},"
                               "\"execution_status\":{\"messages\":[[\"execution_start\",{}],[\"execution_cached\",{\"nodes\":[%s]}]]}}";
  const char *const nodes[] = { "\"10\",\"30\"", "\"10\"", "" };

  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autofree char *text = g_strdup_printf (format, nodes[i]);
      g_autoptr (JsonNode) job = json_from_string (text, NULL);
      g_autoptr (RushesPoll) poll = rushes_comfy_status_from_job (json_node_get_object (job), NULL);
      g_assert_cmpint (poll->state, ==, RUSHES_JOB_FETCHING);
      g_assert_true ((poll->note != NULL) == (i == 0));
    }
}

/* Refusals as a real server puts them: a sentence each, at the field of the form. */
static void
test_refusals_name_the_field (void)
{
  static const struct
  {
    const char *node, *problem;
    int code;
    const char *field, *words;
  } cases[] = {
    { "3", "{\"type\":\"value_bigger_than_max\",\"message\":\"Value 99 bigger than max of 50\",\"details\":\"steps\",\"extra_info\":"
           "{\"input_name\":\"steps\",\"input_config\":[\"INT\",{\"min\":1,\"max\":50}],\"received_value\":99}}",
      RUSHES_ERROR_REJECTED, "steps", "at most 50" },
    { "3", "{\"type\":\"value_not_in_list\",\"message\":\"Value not in list\",\"details\":\"\",\"extra_info\":"
           "{\"input_name\":\"sampler_name\",\"input_config\":null,\"received_value\":\"nope\"}}",
      RUSHES_ERROR_MISSING_ON_SERVER, "sampler", "nope" },
    { "5", "{\"type\":\"value_smaller_than_min\",\"message\":\"Value 8 smaller than min of 16\",\"details\":\"width\",\"extra_info\":"
           "{\"input_name\":\"width\",\"input_config\":[\"INT\",{\"min\":16}],\"received_value\":8}}",
      RUSHES_ERROR_REJECTED, "width", "at least 16" },
    { "9", "{\"type\":\"required_input_missing\",\"message\":\"Required input is missing\",\"details\":\"images\",\"extra_info\":"
           "{\"input_name\":\"images\"}}",
      RUSHES_ERROR_REJECTED, NULL, "not connected" },
    { "9", "{\"type\":\"something_new\",\"message\":\"Odd\",\"details\":\"very\",\"extra_info\":{}}", RUSHES_ERROR_REJECTED, NULL, "Odd" },
  };
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_load ("wan2.2-5b", FALSE);
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (json_node_get_object (graph), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RushesComfySlot *slot = g_str_equal (cases[i].node, "3") ? binding->slots[RUSHES_COMFY_STEPS]->pdata[0]
                                    : g_str_equal (cases[i].node, "5") ? binding->slots[RUSHES_COMFY_WIDTH]->pdata[0] : NULL;
      g_autofree char *text = g_strdup_printf ("{\"error\":{\"type\":\"prompt_outputs_failed_validation\",\"message\":\"Prompt outputs failed validation\"},"
                                               "\"node_errors\":{\"%s\":{\"errors\":[%s],\"class_type\":\"X\"}}}",
                                               slot != NULL ? slot->node : cases[i].node, cases[i].problem);
      g_autoptr (JsonNode) body = json_from_string (text, NULL);
      g_autoptr (GError) error = rushes_comfy_refusal_new (json_node_get_object (body), json_node_get_object (graph));

      g_assert_error (error, RUSHES_ERROR, cases[i].code);
      g_assert_cmpstr (rushes_error_get_field (error), ==, cases[i].field);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

static void
test_history_tells_cancelled_from_failed (void)
{
  static const char interrupted[] = "{\"status\":{\"status_str\":\"error\",\"messages\":[[\"execution_interrupted\",{}]]}}";
  static const char broken[] = "{\"status\":{\"status_str\":\"error\",\"messages\":[[\"execution_error\","
                               "{\"exception_message\":\"CUDA out of memory\",\"exception_type\":\"torch.OutOfMemoryError\"}]]}}";
  g_autoptr (JsonNode) first = json_from_string (interrupted, NULL), second = json_from_string (broken, NULL);
  g_autoptr (RushesPoll) cancelled = rushes_comfy_status_from_history (json_node_get_object (first), NULL);
  g_autoptr (RushesPoll) failed = rushes_comfy_status_from_history (json_node_get_object (second), NULL);

  g_assert_cmpint (cancelled->state, ==, RUSHES_JOB_CANCELLED);
  g_assert_cmpint (failed->state, ==, RUSHES_JOB_FAILED);
  g_assert_nonnull (strstr (failed->error->message, "graphics memory"));
}

/* The server's queue is a heap, not a line (contracts, section 0, fact 10). */
static void
test_place (void)
{
  g_autoptr (JsonNode) root = json_from_string ("{\"jobs\":[{\"id\":\"c\",\"priority\":5},{\"id\":\"a\",\"priority\":3},"
                                                "{\"id\":\"b\",\"priority\":5},{\"id\":\"d\",\"priority\":4}]}",
                                                NULL);
  int length;

  g_assert_cmpint (rushes_comfy_status_get_place (json_node_get_object (root), "a", &length), ==, 1);
  g_assert_cmpint (rushes_comfy_status_get_place (json_node_get_object (root), "b", &length), ==, 3);
  g_assert_cmpint (rushes_comfy_status_get_place (json_node_get_object (root), "c", &length), ==, 4);
  g_assert_cmpint (rushes_comfy_status_get_place (json_node_get_object (root), "x", &length), ==, 0);
  g_assert_cmpint (length, ==, 4);
}

/* The same on servers before /api/jobs, with the numbers as they were captured (contracts, section 0, fact 10). */
static void
test_place_on_an_old_server (void)
{
  g_autoptr (JsonNode) root = json_from_string ("{\"queue_running\":[[2,\"r\",{}]],\"queue_pending\":[[3,\"a\"],[5,\"e\"],[4,\"b\"],"
                                                "[7,\"d\"],[5,\"c\"],7,[]]}",
                                                NULL);
  int length;

  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (root), "a", &length), ==, 2);
  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (root), "b", &length), ==, 3);
  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (root), "e", &length), ==, 5);
  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (root), "d", &length), ==, 6);
  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (root), "x", &length), ==, 0);
}

static void
on_progress (RushesProvider *provider, const char *id, double fraction, const char *stage, gpointer data)
{
  *(double *) data = fraction;
  g_assert_cmpstr (id, ==, "job");
}

static void
on_preview (RushesProvider *provider, const char *id, GBytes *picture, gpointer data)
{
  *(gsize *) data = g_bytes_get_size (picture);
  g_assert_cmpstr (id, ==, "job");
}

static void
test_socket_frames (void)
{
  static const char metadata[] = "{\"prompt_id\":\"job\",\"image_type\":\"image/jpeg\"}";
  g_autoptr (RushesHttp) http = rushes_http_new (1);
  g_autoptr (RushesProvider) provider = rushes_comfy_new (http);
  g_autoptr (RushesConnection) connection =
    rushes_connection_new ("c", RUSHES_PROVIDER_COMFYUI, "n", "http://127.0.0.1:9", NULL, FALSE);
  g_autoptr (RushesTarget) target = rushes_target_new (connection, NULL);
  RushesComfyOutlines *outlines = rushes_comfy_outlines_new ();
  RushesComfySocket *socket = rushes_comfy_socket_new (provider, target, outlines);
  g_autoptr (JsonNode) graph =
    json_from_string ("{\"7\":{\"class_type\":\"A\",\"inputs\":{}},\"8\":{\"class_type\":\"B\",\"inputs\":{}},"
                      "\"9\":{\"class_type\":\"B\",\"inputs\":{}},\"10\":{\"class_type\":\"C\",\"inputs\":{}}}", NULL);
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  guint32 head[2] = { GUINT32_TO_BE (4), GUINT32_TO_BE (sizeof metadata - 1) };
  double fraction = -1;
  gsize size = 0;

  g_signal_connect (provider, "progress", G_CALLBACK (on_progress), &fraction);
  g_signal_connect (provider, "preview", G_CALLBACK (on_preview), &size);
  /* Whose graph is not known gets no number; one with two samplers runs the bar once. */
  rushes_comfy_socket_take_text (socket, "{\"type\":\"progress\",\"data\":{\"value\":3,\"max\":4,\"prompt_id\":\"job\",\"node\":\"8\"}}");
  g_assert_cmpfloat (fraction, ==, -1);
  rushes_comfy_outlines_put (outlines, "job", json_node_get_object (graph));
  rushes_comfy_socket_take_text (socket, "{\"type\":\"execution_cached\",\"data\":{\"nodes\":[\"7\"],\"prompt_id\":\"job\"}}");
  rushes_comfy_socket_take_text (socket, "{\"type\":\"progress\",\"data\":{\"value\":3,\"max\":4,\"prompt_id\":\"job\",\"node\":\"8\"}}");
  g_assert_cmpfloat_with_epsilon (fraction, .25, 1e-6);
  rushes_comfy_socket_take_text (socket, "{\"type\":\"executing\",\"data\":{\"node\":\"9\",\"prompt_id\":\"job\"}}");
  g_assert_cmpfloat_with_epsilon (fraction, 1 / 3.0, 1e-6);
  rushes_comfy_socket_take_text (socket, "{\"type\":\"progress_state\",\"data\":{\"prompt_id\":\"job\",\"nodes\":{\"8\":{\"state\":\"finished\"},"
                                         "\"9\":{\"state\":\"running\",\"value\":1,\"max\":2}}}}");
  g_assert_cmpfloat_with_epsilon (fraction, .5, 1e-6);
  rushes_comfy_socket_take_text (socket, "{\"type\":\"unheard_of\",\"data\":[]}");
  rushes_comfy_socket_take_text (socket, "garbage");
  g_byte_array_append (frame, (guint8 *) head, sizeof head);
  g_byte_array_append (frame, (const guint8 *) metadata, sizeof metadata - 1);
  g_byte_array_append (frame, (const guint8 *) "jpeg!", 5);
  for (guint length = 0; length <= frame->len; length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (frame->data, length);
      size = 0;
      rushes_comfy_socket_take_frame (socket, cut);
      g_assert_cmpuint (size, ==, length > frame->len - 5 ? length - (frame->len - 5) : 0);
    }
  {
    /* An older server says only that there is a preview; one that knows the flag means somebody else's. */
    g_autoptr (GBytes) plain = g_bytes_new_static ("\0\0\0\1\0\0\0\1jpeg", 12);
    rushes_comfy_socket_take_frame (socket, plain);
    g_assert_cmpuint (size, ==, 4);
    size = 0;
    rushes_comfy_socket_take_text (socket, "{\"type\":\"feature_flags\",\"data\":{}}");
    rushes_comfy_socket_take_frame (socket, plain);
    g_assert_cmpuint (size, ==, 0);
  }
  g_object_unref (socket);
  rushes_comfy_outlines_free (outlines);
}

/* One good output is enough for a 200. */
static void
test_skipped_outputs_are_named (void)
{
  g_autoptr (JsonNode) graph = json_from_string ("{\"7\":{\"class_type\":\"SaveVideo\",\"inputs\":{},\"_meta\":{\"title\":\"Second save\"}}}", NULL);
  g_autoptr (JsonNode) answer = json_from_string (
    "{\"prompt_id\":\"x\",\"node_errors\":{\"3\":{\"errors\":[{\"type\":\"value_not_in_list\",\"extra_info\":{\"input_name\":\"lora_name\","
    "\"received_value\":\"gone.safetensors\"}}],\"dependent_outputs\":[\"7\"],\"class_type\":\"LoraLoader\"}}}", NULL);
  g_autoptr (JsonNode) good = json_from_string ("{\"prompt_id\":\"x\",\"node_errors\":{}}", NULL);
  g_autofree char *note = rushes_comfy_refusal_dup_skipped (json_node_get_object (answer), json_node_get_object (graph));

  g_assert_nonnull (strstr (note, "Second save"));
  g_assert_nonnull (strstr (note, "gone.safetensors"));
  g_assert_null (rushes_comfy_refusal_dup_skipped (json_node_get_object (good), json_node_get_object (graph)));
}

static void
collect (gpointer name, gpointer value, gpointer text)
{
  g_string_append_printf (text, "%s=%s;", (char *) name, (char *) value);
}

/* Every door has its header; the account's key is in none, and is never shown. */
static void
test_doors (void)
{
  static const char *const cases[][2] = { { "bearer", "Authorization=Bearer u:p;" }, { "basic", "Authorization=Basic dTpw;" },
                                          { "x-api-key", "X-API-Key=u:p;" }, { "api-key", "api-key=u:p;" }, { "none", "" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GVariantDict options = G_VARIANT_DICT_INIT (NULL);
      g_autoptr (RushesConnection) connection = NULL;
      g_autoptr (RushesTarget) target = NULL;
      g_autoptr (GString) headers = g_string_new (NULL);
      g_autofree char *shown = NULL;

      g_variant_dict_insert (&options, RUSHES_CONNECTION_AUTH, "s", cases[i][0]);
      connection = rushes_connection_new ("c", RUSHES_PROVIDER_COMFYUI, "n", "http://h", g_variant_dict_end (&options), FALSE);
      target = rushes_target_new (connection, "@key: u:p\n@comfy-org: comfyui-secret\n");
      rushes_endpoint_foreach_header (rushes_target_get_endpoint (target), collect, headers);
      g_assert_cmpstr (headers->str, ==, cases[i][1]);
      g_assert_cmpstr (rushes_target_get_comfy_org_key (target), ==, "comfyui-secret");
      shown = rushes_endpoint_redact (rushes_target_get_endpoint (target), "said comfyui-secret and dTpw");
      g_assert_null (strstr (shown, "comfyui-secret"));
      g_assert_true (i != 1 || strstr (shown, "dTpw") == NULL);
    }
}

static void
test_cloud_words (void)
{
  static const struct
  {
    const char *json;
    int state;
  } cases[] = { { "{\"status\":\"success\"}", RUSHES_JOB_FETCHING },        { "{\"status\":\"non_retryable_error\"}", RUSHES_JOB_FAILED },
                { "{\"status\":\"cancelled\"}", RUSHES_JOB_CANCELLED },     { "{\"status\":\"whatever\"}", RUSHES_JOB_RUNNING },
                { "{}", RUSHES_JOB_RUNNING },                                { "{\"status\":\"lost\"}", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) root = json_from_string (cases[i].json, NULL);
      RushesPoll *poll = rushes_comfy_status_from_cloud (json_node_get_object (root));
      g_assert_cmpint (poll != NULL ? (int) poll->state : -1, ==, cases[i].state);
      g_clear_pointer (&poll, rushes_poll_free);
    }
}

/* All of them are before ours but those behind it, in either list; and ours is among the last. */
static void
test_a_line_of_100000_jobs (void)
{
  const int n = 100000, behind = 7;
  g_autoptr (GString) queue = g_string_new ("{\"queue_running\":[[0,\"r\",{},{},[]]],\"queue_pending\":["), jobs = g_string_new ("{\"jobs\":[");
  g_autoptr (JsonNode) queue_root = NULL, jobs_root = NULL;
  int length;

  for (int i = n; i > 0; i--) /* in no order: those who wait are a heap */
    {
      int number = (int) ((gint64) i * 7919 % 100003); /* each once */
      const char *id = i == 1 ? "ours" : "another";

      number = i == 1 ? 200000 : i <= 1 + behind ? 200000 + i : number;
      g_string_append_printf (queue, "%s[%d,\"%s\",{\"1\":{\"class_type\":\"SaveVideo\",\"inputs\":{}}},{},[]]", i < n ? "," : "", number, id);
      g_string_append_printf (jobs, "%s{\"id\":\"%s\",\"status\":\"pending\",\"priority\":%d}", i < n ? "," : "", id, number);
    }
  queue_root = rushes_json_parse_text (g_string_append (queue, "]}")->str, NULL);
  jobs_root = rushes_json_parse_text (g_string_append (jobs, "]}")->str, NULL);
  g_assert_true (rushes_comfy_status_queue_has (json_node_get_object (queue_root), "queue_pending", "ours"));
  g_assert_cmpint (rushes_comfy_status_get_queue_place (json_node_get_object (queue_root), "ours", &length), ==, n + 1 - behind);
  g_assert_cmpint (length, ==, n + 1);
  g_assert_cmpint (rushes_comfy_status_get_place (json_node_get_object (jobs_root), "ours", &length), ==, n - behind);
  g_assert_cmpint (length, ==, n);
}

/* @workflow with @number at the @nth of its numbers. Returns: (transfer full) (nullable): %NULL: it has fewer */
static JsonNode *
load_with (const char *workflow, guint nth, double number)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_load (workflow, FALSE);
  JsonObject *graph = json_node_get_object (root);
  g_autoptr (GList) ids = json_object_get_members (graph);

  for (GList *id = ids; id != NULL; id = id->next)
    {
      JsonObject *inputs = json_object_get_object_member (json_object_get_object_member (graph, id->data), "inputs");
      g_autoptr (GList) names = json_object_get_members (inputs);
      for (GList *name = names; name != NULL; name = name->next)
        if (rushes_json_is_number (json_object_get_member (inputs, name->data)) && nth-- == 0)
          {
            json_object_set_double_member (inputs, name->data, number);
            return g_steal_pointer (&root);
          }
    }
  return NULL;
}

static void
check_number (JsonNode *root)
{
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (root), NULL, "t", "T");
  g_autoptr (RushesRequest) request = new_request ();

  g_assert_cmpint (rushes_model_spec_frames (spec, spec->initial_seconds, spec->fps), >=, 1);
  for (guint i = 0; i < spec->sizes->len; i++)
    g_assert_cmpint (g_array_index (spec->sizes, RushesSize, i).width, >, 0);
  rushes_comfy_form_fill (json_node_get_object (root), NULL, request, "rushes/id", NULL, NULL);
}

/* A workflow that came from somewhere may say anything; a build with the sanitizers judges each conversion. */
static void
test_numbers_of_any_size (void)
{
  static const double numbers[] = { 0, -1, 0.001, 1e-300, 2147483648.0, 1e19, 3.2e63, 1e300, -1e300 };
  static const char *const workflows[] = { "wan2.2-5b", "ltx-video" };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (workflows); i++)
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      {
        JsonNode *root;
        for (guint nth = 0; (root = load_with (workflows[i], nth, numbers[j])) != NULL; nth++, n++)
          {
            check_number (root);
            json_node_unref (root);
          }
      }
  g_assert_cmpuint (n, >, 100);
}

static void
test_a_length_of_any_size (void)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_load ("wan2.2-5b", FALSE);
  g_autoptr (RushesModelSpec) spec = NULL;

  json_object_set_double_member (json_object_get_object_member (json_object_get_object_member (json_node_get_object (root), "7"), "inputs"),
                                 "length", 3.2e63);
  spec = rushes_comfy_form_new_spec (json_node_get_object (root), NULL, "t", "T");
  g_assert_cmpfloat (spec->initial_seconds, ==, 60);
  g_assert_cmpint (rushes_model_spec_frames (spec, 1e300, spec->fps), >, 1000000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comfy/builtins-are-filled", test_builtins_are_filled);
  g_test_add_func ("/comfy/links-are-followed", test_links_are_followed);
  g_test_add_func ("/comfy/hostile-graphs", test_hostile_graphs);
  g_test_add_func ("/comfy/graphs-with-too-many-ways", test_graphs_with_too_many_ways);
  g_test_add_func ("/comfy/outputs", test_outputs);
  g_test_add_func ("/comfy/history-tells-cancelled-from-failed", test_history_tells_cancelled_from_failed);
  g_test_add_func ("/comfy/the-marked-output-comes-first", test_the_marked_output_comes_first);
  g_test_add_func ("/comfy/cached-runs-are-told", test_cached_runs_are_told);
  g_test_add_func ("/comfy/refusals-name-the-field", test_refusals_name_the_field);
  g_test_add_func ("/comfy/place", test_place);
  g_test_add_func ("/comfy/place-on-an-old-server", test_place_on_an_old_server);
  g_test_add_func ("/comfy/socket-frames", test_socket_frames);
  g_test_add_func ("/comfy/doors", test_doors);
  g_test_add_func ("/comfy/cloud-words", test_cloud_words);
  g_test_add_func ("/comfy/skipped-outputs-are-named", test_skipped_outputs_are_named);
  g_test_add_func ("/comfy/a-line-of-100000-jobs", test_a_line_of_100000_jobs);
  g_test_add_func ("/comfy/numbers-of-any-size", test_numbers_of_any_size);
  g_test_add_func ("/comfy/a-length-of-any-size", test_a_length_of_any_size);
  return g_test_run ();
}
