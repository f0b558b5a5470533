/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-form.h"
#include "rushes-comfy-seed.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"
#include "rushes-draft.h"
#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-number.h"
#include "rushes-request-json.h"

#include <string.h>

/* Graphs against what a server declares: numbers of any size, choices, seeds. All written by hand. */

static char *
quote (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

/* @declared, @graph: with ' for " */
static RushesComfyNodes *
new_nodes (const char *declared)
{
  g_autofree char *text = quote (declared);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = rushes_json_parse_text (text, &error);

  g_assert_no_error (error);
  return rushes_comfy_nodes_new (root);
}

static JsonNode *
parse (const char *graph)
{
  g_autofree char *text = quote (graph);
  g_autoptr (GError) error = NULL;
  JsonNode *root = rushes_comfy_workflow_parse (text, NULL, &error);

  g_assert_no_error (error);
  return root;
}

static void
test_numbers_go_through (void)
{
  /* Each is written again as it was read. */
  static const char *const same[] = {
    "[18446744073709551615]", "[-18446744073709551615]", "[9223372036854775807]", "[-9223372036854775808]", "[9223372036854775808]",
    "[-9223372036854775809]", "[1125899906842624]", "[340282366920938463463374607431768211456]", "{\"a\":[18446744073709551615,7,-1]}",
    "{\"a\":1e999,\"b\":-1e999}", "{\"max\":Infinity,\"min\":-Infinity,\"x\":NaN}",
    "{\"18446744073709551615\":\"18446744073709551615\"}", "[\"a \\\"18446744073709551615\\\" b\"]", "[\"Infinity 1e999\",\"\\\\\",18446744073709551615]",
    "[\"x\\\"\xef\xb7\x90" "18446744073709551615\"]", "[\"\xef\xb7\x90\",\"\xef\xb7\x90" "5\",\"\xef\xb7\x90" "12\\\"\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) fixed = rushes_json_parse_text (same[i], &error), loose = rushes_json_parse_to_change (same[i], NULL);
      g_autofree char *text = NULL, *again = NULL;

      g_assert_no_error (error);
      text = rushes_json_to_text (fixed, FALSE);
      again = rushes_json_to_text (loose, FALSE);
      g_assert_cmpstr (text, ==, same[i]);
      g_assert_cmpstr (again, ==, same[i]);
    }
}

static JsonNode *
read_one (const char *number)
{
  g_autofree char *text = g_strdup_printf ("[%s]", number);
  g_autoptr (JsonNode) root = rushes_json_parse_text (text, NULL);

  return json_node_copy (json_array_get_element (json_node_get_array (root), 0));
}

static void
test_numbers_are_compared (void)
{
  static const char *const rising[] = { "-Infinity", "-340282366920938463463374607431768211456", "-18446744073709551615", "-9223372036854775809",
                                        "-9223372036854775808", "-2", "-1", "0", "0.5", "1", "2", "10", "9223372036854775807", "9223372036854775808",
                                        "18446744073709551614", "18446744073709551615", "1e30", "1e999" };

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    for (guint k = 0; k < G_N_ELEMENTS (rising); k++)
      {
        g_autoptr (JsonNode) a = read_one (rising[i]), b = read_one (rising[k]);
        int expected = (i > k) - (i < k), compared = rushes_json_compare (a, b);

        g_assert_true (rushes_json_is_number (a));
        g_assert_false (rushes_json_is_text (a));
        g_assert_cmpint ((compared > 0) - (compared < 0), ==, expected);
      }
}

static void
test_numbers_for_people (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = { { 397000000000000, "397000000000000" }, { 1e6, "1000000" }, { 0.25, "0.25" }, { -3, "-3" }, { 0, "0" },
                { 1234567.5, "1234567.5" }, { 0.1 + 0.2, "0.3" }, { 29.97, "29.97" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rushes_number_dup_text (cases[i].number);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* As servers declare them: Trim Audio Duration, a seed. */
static const char trim[] =
  "{'Trim':{'input':{'required':{'start':['FLOAT',{'min':-18446744073709551615,'max':18446744073709551615,'step':0.01}],"
  "'seed':['INT',{'min':0,'max':18446744073709551615}],'small':['INT',{'min':0,'max':397000000000000}]}},'output_node':true}}";

static void
test_ranges_beyond_64_bits (void)
{
  static const struct
  {
    const char *start, *seed, *small;
    const char *problem; /* or NULL */
  } cases[] = {
    { "-3.5", "0", "0", NULL },
    { "18446744073709551615", "18446744073709551615", "397000000000000", NULL },
    { "0", "18446744073709551616", "0", "“seed” of “Trim” is 18446744073709551616, but at most 18446744073709551615 is allowed" },
    { "0", "-1", "0", "“seed” of “Trim” is -1, but at least 0 is needed" },
    { "0", "0", "397000000000001", "“small” of “Trim” is 397000000000001, but at most 397000000000000 is allowed" },
    { "-1e20", "0", "0", "“start” of “Trim” is -100000000000000000000, but at least -18446744073709551615 is needed" },
  };
  g_autoptr (RushesComfyNodes) nodes = new_nodes (trim);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'1':{'class_type':'Trim','inputs':{'start':%s,'seed':%s,'small':%s}}}", cases[i].start,
                                               cases[i].seed, cases[i].small);
      g_autoptr (JsonNode) graph = parse (text);
      g_autoptr (GPtrArray) problems = rushes_comfy_validate (json_node_get_object (graph), nodes);

      g_assert_cmpstr (problems->len > 0 ? ((RushesComfyProblem *) problems->pdata[0])->text : NULL, ==, cases[i].problem);
    }
}

/* A page file with such numbers, converted, stored as a request, filled in: what is sent says the same. */
static void
test_large_numbers_are_sent_as_they_were (void)
{
  g_autofree char *page = quote ("{'nodes':[{'id':18446744073709551615,'type':'Trim','inputs':[],'outputs':[],"
                                 "'widgets_values':[-18446744073709551615,18446744073709551615,'randomize',7]}],'links':[]}");
  g_autoptr (RushesComfyNodes) nodes = new_nodes (trim);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) converted = rushes_comfy_workflow_parse (page, nodes, &error), sent = NULL;
  g_autofree char *graph = NULL, *stored = NULL, *text = NULL;
  g_autoptr (RushesRequest) request = NULL, restored = NULL;
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_assert_no_error (error);
  graph = rushes_json_to_text (converted, TRUE);
  g_variant_dict_insert (&members, RUSHES_REQUEST_WORKFLOW, "s", graph);
  request = rushes_request_new (g_variant_dict_end (&members));
  stored = rushes_request_to_json (request);
  restored = rushes_request_from_json (stored, NULL);
  sent = rushes_comfy_workflow_for_request (restored, NULL);
  rushes_comfy_form_fill (json_node_get_object (sent), NULL, restored, "p", NULL, NULL);
  text = rushes_json_to_text (sent, FALSE);
  g_assert_nonnull (strstr (text, "{\"18446744073709551615\":"));
  g_assert_nonnull (strstr (text, "\"start\":-18446744073709551615"));
  g_assert_nonnull (strstr (text, "\"seed\":18446744073709551615"));
  g_assert_nonnull (strstr (text, "\"small\":7"));
}

/* (nullable) (transfer none) */
static RushesField *
find_field (RushesModelSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->fields->len; i++)
    if (g_str_equal (((RushesField *) spec->fields->pdata[i])->name, name))
      return spec->fields->pdata[i];
  return NULL;
}

/* One that cannot be stepped through is typed, and is a number again in what is sent. */
static void
test_large_numbers_in_the_form (void)
{
  g_autoptr (JsonNode) graph = parse ("{'1':{'class_type':'X','_meta':{'rushes':{'big':'field','far':'field'}},"
                                      "'inputs':{'big':18446744073709551615,'far':5000000000}}}");
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (graph), NULL, "x", "x");
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL), members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;
  g_autofree char *text = NULL;
  RushesField *big = find_field (spec, "1.big"), *far = find_field (spec, "1.far");

  g_assert_cmpint (big->type, ==, RUSHES_FIELD_TEXT);
  g_assert_cmpstr (g_variant_get_string (big->initial, NULL), ==, "18446744073709551615");
  g_assert_cmpint (far->type, ==, RUSHES_FIELD_INTEGER);
  g_assert_cmpfloat (far->maximum, >=, 5000000000.0);
  g_variant_dict_insert (&fields, "1.big", "s", "18446744073709551614");
  g_variant_dict_insert_value (&fields, "1.far", far->initial);
  g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, g_variant_dict_end (&fields));
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_comfy_form_fill (json_node_get_object (graph), NULL, request, "p", NULL, NULL);
  text = rushes_json_to_text (graph, FALSE);
  g_assert_nonnull (strstr (text, "\"big\":18446744073709551614"));
  g_assert_nonnull (strstr (text, "\"far\":5000000000"));
}

/* A sampler of today, one with small seeds, a node that only picks something. */
static const char choosy[] =
  "{'KSampler':{'input':{'required':{'seed':['INT',{'min':0,'max':18446744073709551615,'control_after_generate':true}],'steps':['INT',{}],"
  "'sampler_name':[['euler','euler_ancestral','res_multistep','uni_pc']]}},'output_node':true},"
  "'Small':{'input':{'required':{'seed':['INT',{'min':0,'max':4294967295}],'other':['INT',{'max':9}]}},'output_node':true},"
  "'PrimitiveInt':{'input':{'required':{'value':['INT',{'min':-9223372036854775808,'max':9223372036854775807}]}}},"
  "'Pick':{'input':{'required':{'quality':['COMBO',{'options':['low','high']}],'image':[['a.png'],{'image_upload':true}]}},'output_node':true},"
  "'Loader':{'output_node':true,'input':{'required':{'vae_name':[['sub/wan_2.1_vae_fp16.safetensors','other.safetensors']],"
  "'unet_name':[['flux.safetensors']]}}}}";

static RushesRequest *
new_request (gint64 seed)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", seed);
  return rushes_request_new (g_variant_dict_end (&members));
}

static void
test_seeds_that_are_saved_wrong (void)
{
  static const char *const saved[] = { "-1", "18446744073709551616", "4294967296", "7" };
  g_autoptr (RushesComfyNodes) nodes = new_nodes (choosy);

  for (guint i = 0; i < G_N_ELEMENTS (saved); i++)
    {
      g_autofree char *text = g_strdup_printf ("{'1':{'class_type':'Small','inputs':{'seed':%s,'other':3}},"
                                               "'2':{'class_type':'KSampler','inputs':{'seed':%s,'steps':1,'sampler_name':'euler'}}}", saved[i], saved[i]);
      g_autoptr (JsonNode) graph = parse (text);
      g_autoptr (GPtrArray) problems = NULL;

      rushes_comfy_seed_settle (json_node_get_object (graph), nodes);
      problems = rushes_comfy_validate (json_node_get_object (graph), nodes);
      g_assert_cmpint (problems->len, ==, 0);
    }
}

/* The smallest maximum of all that one seed reaches, through a primitive too. */
static void
test_seeds_stay_in_range (void)
{
  g_autoptr (JsonNode) graph = parse ("{'1':{'class_type':'KSampler','inputs':{'seed':['9',0],'steps':1,'sampler_name':'euler'}},"
                                      "'2':{'class_type':'Small','inputs':{'seed':['9',0],'other':3}},"
                                      "'9':{'class_type':'PrimitiveInt','inputs':{'value':5}}}");
  g_autoptr (JsonNode) free_one = parse ("{'1':{'class_type':'KSampler','inputs':{'seed':-1,'steps':1,'sampler_name':'euler'}}}");
  g_autoptr (RushesComfyNodes) nodes = new_nodes (choosy);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (graph), nodes, "x", "x");
  g_autoptr (RushesModelSpec) large = rushes_comfy_form_new_spec (json_node_get_object (free_one), nodes, "x", "x");
  g_autoptr (RushesRequest) request = new_request (G_GINT64_CONSTANT (4294967296) + 12);
  JsonObject *value = rushes_json_peek_object (rushes_json_peek_object (json_node_get_object (graph), "9"), "inputs");
  double sent = 0;

  g_assert_cmpint (spec->maximum_seed, ==, 4294967295);
  g_assert_cmpint (large->maximum_seed, ==, RUSHES_SEED_MAX);
  for (int i = 0; i < 200; i++)
    g_assert_cmpint (rushes_draft_random_seed (9), <=, 9);
  /* One that was drawn while the server was not known. */
  rushes_comfy_form_fill (json_node_get_object (graph), nodes, request, "p", NULL, NULL);
  g_assert_true (rushes_json_peek_number (value, "value", &sent));
  g_assert_cmpfloat (sent, ==, 12);
}

static void
test_choices_that_are_gone (void)
{
  static const struct
  {
    const char *name, *initial, *first; /* NULL: no field */
    gboolean noted;
  } cases[] = {
    { "sampler", "res_multistep", "euler", TRUE },                               /* a field that is there anyhow */
    { "2.quality", "high", "low", TRUE },                                        /* one that only this makes a field */
    { "2.image", NULL, NULL, FALSE },                                            /* uploaded with the job */
    { "3.vae_name", "sub/wan_2.1_vae_fp16.safetensors", "sub/wan_2.1_vae_fp16.safetensors", TRUE }, /* the same model */
    { "model", "wan.safetensors", "wan.safetensors", FALSE },                    /* another model is no neighbour */
  };
  g_autoptr (JsonNode) graph = parse ("{'1':{'class_type':'KSampler','inputs':{'seed':1,'steps':1,'sampler_name':'res_2s'}},"
                                      "'2':{'class_type':'Pick','inputs':{'quality':'higher','image':'mine.png'}},"
                                      "'3':{'class_type':'Loader','inputs':{'vae_name':'Wan_2.1_VAE.safetensors','unet_name':'wan.safetensors'}}}");
  g_autoptr (RushesComfyNodes) nodes = new_nodes (choosy);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (graph), nodes, "x", "x");
  g_autoptr (GPtrArray) problems = rushes_comfy_validate (json_node_get_object (graph), nodes);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RushesField *field = find_field (spec, cases[i].name);

      g_assert_true ((field != NULL) == (cases[i].initial != NULL));
      if (field == NULL)
        continue;
      g_assert_cmpint (field->type, ==, RUSHES_FIELD_CHOICE);
      g_assert_cmpstr (g_variant_get_string (field->initial, NULL), ==, cases[i].initial);
      g_assert_cmpstr (field->choices[0], ==, cases[i].first);
      g_assert_cmpint (field->note != NULL, ==, cases[i].noted);
    }
  /* And a refusal names it. */
  g_assert_cmpstr (((RushesComfyProblem *) problems->pdata[0])->text, ==,
                   "“sampler_name” of “KSampler” has no choice “res_2s”; the nearest is “res_multistep”");
}

/* Servers that make a MODEL, take one, make a seed. */
static const char wires[] =
  "{'Make':{'input':{'required':{}},'output':['MODEL']},"
  "'Take':{'input':{'required':{'seed':['INT',{}],'model':['MODEL']}},'output':['MODEL'],'output_node':true}}";

static char *
convert_wires (const char *page, GError **error)
{
  g_autofree char *text = quote (page);
  g_autoptr (RushesComfyNodes) nodes = new_nodes (wires);
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse (text, nodes, error);

  return graph != NULL ? rushes_json_to_text (graph, FALSE) : NULL;
}

#define MAKE "{'id':1,'type':'Make','inputs':[],'outputs':[{'type':'MODEL'}]},"
#define EVERYWHERE "{'id':2,'type':'Anything Everywhere','inputs':[{'type':'MODEL','link':7}]},"
#define TAKE "{'id':3,'type':'Take','inputs':[{'name':'model','type':'MODEL','link':null}],'widgets_values':[5,'fixed']}"
#define UE(downstream, slot, upstream, upstream_slot) \
  "{'downstream':" downstream ",'downstream_slot':" slot ",'upstream':" upstream ",'upstream_slot':" upstream_slot ",'controller':2,'type':'MODEL'}"

static void
test_links_made_everywhere (void)
{
  static const struct
  {
    const char *page, *found;
  } cases[] = {
    /* the plain case; the controller itself needs no server that has it */
    { "{'nodes':[" MAKE EVERYWHERE TAKE "],'links':[[7,1,0,2,0,'MODEL']],'extra':{'ue_links':[" UE ("3", "0", "'1'", "0") "]}}",
      "'3':{'inputs':{'seed':5,'model':['1',0]}" },
    /* a link of one's own goes first */
    { "{'nodes':[" MAKE EVERYWHERE "{'id':3,'type':'Take','inputs':[{'name':'model','type':'MODEL','link':8}],'widgets_values':[5]},"
      "{'id':4,'type':'Make','outputs':[{'type':'MODEL'}]}],'links':[[7,1,0,2,0,'MODEL'],[8,4,0,3,0,'MODEL']],"
      "'extra':{'ue_links':[" UE ("3", "0", "'1'", "0") "]}}",
      "'3':{'inputs':{'seed':5,'model':['4',0]}" },
    /* through a reroute, and past a bypassed node that is fed so */
    { "{'nodes':[" MAKE EVERYWHERE "{'id':5,'type':'Reroute','inputs':[{'type':'*','link':9}]},"
      "{'id':6,'type':'Take','mode':4,'inputs':[{'name':'model','type':'MODEL','link':null}],'outputs':[{'type':'MODEL'}]},"
      "{'id':3,'type':'Take','inputs':[{'name':'model','type':'MODEL','link':10}],'widgets_values':[5]}],"
      "'links':[[7,1,0,2,0,'MODEL'],[9,1,0,5,0,'*'],[10,6,0,3,0,'MODEL']],'extra':{'ue_links':[" UE ("6", "0", "5", "0") "]}}",
      "'3':{'inputs':{'seed':5,'model':['1',0]}" },
    /* the seed of a Seed Everywhere */
    { "{'nodes':[" MAKE "{'id':9,'type':'Seed Everywhere','outputs':[{'type':'INT'}],'widgets_values':[77,'fixed']},"
      "{'id':3,'type':'Take','inputs':[{'name':'model','type':'MODEL','link':7},{'name':'seed','type':'INT','widget':{'name':'seed'},'link':null}],"
      "'widgets_values':[5]}],'links':[[7,1,0,3,0,'MODEL']],'extra':{'ue_links':[" UE ("3", "1", "'9'", "0") "]}}",
      "'seed':77" },
    /* inside a subgraph, each with its own */
    { "{'nodes':[{'id':50,'type':'sub','inputs':[],'outputs':[]}],'links':[],'definitions':{'subgraphs':[{'id':'sub','nodes':[" MAKE EVERYWHERE TAKE
      "],'links':[{'id':7,'origin_id':1,'origin_slot':0,'target_id':2,'target_slot':0}],'extra':{'ue_links':[" UE ("3", "0", "1", "0") "]}}]}}",
      "'50:3':{'inputs':{'seed':5,'model':['50:1',0]}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *graph = convert_wires (cases[i].page, &error), *found = quote (cases[i].found);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (graph, found));
      g_assert_null (strstr (graph, "verywhere"));
    }
}

/* Without them it is refused by name; with wrong ones nothing breaks. */
static void
test_links_that_are_missing (void)
{
  static const char *const odd[] = { UE ("99", "0", "1", "0"), UE ("3", "-5", "1", "0"), UE ("3", "0", "null", "0"), UE ("3", "0", "3", "0"), "7", "{}" };
  g_autoptr (GError) error = NULL;

  g_assert_null (convert_wires ("{'nodes':[" MAKE EVERYWHERE TAKE "],'links':[[7,1,0,2,0,'MODEL']],'extra':{}}", &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Anything Everywhere"));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *page = g_strdup_printf ("{'nodes':[" MAKE EVERYWHERE TAKE "],'links':[],'extra':{'ue_links':[%s]}}", odd[i]);
      g_autofree char *graph = convert_wires (page, NULL);
      g_assert_nonnull (graph);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/go-through", test_numbers_go_through);
  g_test_add_func ("/numbers/are-compared", test_numbers_are_compared);
  g_test_add_func ("/numbers/for-people", test_numbers_for_people);
  g_test_add_func ("/numbers/ranges-beyond-64-bits", test_ranges_beyond_64_bits);
  g_test_add_func ("/numbers/are-sent-as-they-were", test_large_numbers_are_sent_as_they_were);
  g_test_add_func ("/numbers/in-the-form", test_large_numbers_in_the_form);
  g_test_add_func ("/choices/seeds-that-are-saved-wrong", test_seeds_that_are_saved_wrong);
  g_test_add_func ("/choices/seeds-stay-in-range", test_seeds_stay_in_range);
  g_test_add_func ("/choices/that-are-gone", test_choices_that_are_gone);
  g_test_add_func ("/everywhere/links-are-used", test_links_made_everywhere);
  g_test_add_func ("/everywhere/links-that-are-missing", test_links_that_are_missing);
  return g_test_run ();
}
