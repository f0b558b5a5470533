/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-bind.h"
#include "rushes-comfy-correct.h"
#include "rushes-comfy-convert.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"
#include "rushes-embedded.h"
#include "rushes-error.h"
#include "rushes-json.h"
#include "rushes-scratch.h"
#include "rushes-workflows.h"

#include <string.h>

/* The rules of contracts/comfyui.md, section 6, each with a small graph written by hand. */

/* A server with a few classes: A makes a thing, B takes it, S is a seed, C a choice, D a dynamic one. */
static const char declared[] =
  "{\"A\":{\"input\":{\"required\":{\"n\":[\"INT\",{\"default\":3}]}},\"output\":[\"T\"]},"
  "\"B\":{\"input\":{\"required\":{\"thing\":[\"T\"],\"x\":[\"FLOAT\",{\"default\":1.5,\"min\":0,\"max\":2}]},"
  "\"optional\":{\"other\":[\"T\"],\"late\":[\"STRING\",{\"default\":\"new\"}]}},"
  "\"input_order\":{\"required\":[\"x\",\"thing\"],\"optional\":[\"other\",\"late\"]},\"output\":[\"T\"],\"output_node\":true},"
  "\"S\":{\"input\":{\"required\":{\"noise_seed\":[\"INT\",{\"min\":0,\"max\":-1}],\"steps\":[\"INT\",{}]}},\"output\":[\"T\"]},"
  "\"C\":{\"input\":{\"required\":{\"pick\":[[\"a\",\"b\"],{\"control_after_generate\":true}],\"image\":[[\"x.png\"],{\"image_upload\":true}],"
  "\"after\":[\"STRING\",{}]}},\"output\":[\"T\"]},"
  "\"D\":{\"input\":{\"required\":{\"format\":[\"COMFY_DYNAMICCOMBO_V3\",{\"options\":[{\"key\":\"auto\",\"inputs\":{\"required\":{}}},"
  "{\"key\":\"mp4\",\"inputs\":{\"required\":{\"crf\":[\"INT\",{}]}}}]}],\"list\":[\"STRING\",{}]}},\"output\":[]},"
  "\"N\":{\"input\":{\"required\":{\"m\":[\"INT\",{}]}},\"output\":[],\"python_module\":\"custom_nodes.somebody\"},"
  "\"L\":{\"input\":{\"required\":{\"unet_name\":[[\"here.safetensors\"]],\"forced\":[\"STRING\",{\"forceInput\":true}]}},\"output\":[\"T\"]}}";

static RushesComfyNodes *
new_nodes (void)
{
  g_autoptr (JsonNode) root = json_from_string (declared, NULL);

  g_assert_nonnull (root);
  return rushes_comfy_nodes_new (root);
}

/* @page: with ' for " */
static char *
convert (const char *page, GError **error)
{
  g_autofree char *text = g_strdelimit (g_strdup (page), "'", '"');
  g_autoptr (RushesComfyNodes) nodes = new_nodes ();
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse (text, nodes, error);

  return graph != NULL ? json_to_string (graph, FALSE) : NULL;
}

static void
assert_converts (const char *page, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *graph = convert (page, &error);
  g_autofree char *wanted = g_strdelimit (g_strdup (expected), "'", '"');
  g_autoptr (JsonNode) a = NULL, b = NULL;

  g_assert_no_error (error);
  a = json_from_string (graph, NULL);
  b = json_from_string (wanted, NULL);
  g_assert_nonnull (b);
  if (!json_node_equal (a, b))
    g_error ("%s\nis not\n%s", graph, wanted);
}

static void
assert_refuses (const char *page, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *graph = convert (page, &error);

  g_assert_null (graph);
  g_assert_nonnull (error);
  if (strstr (error->message, word) == NULL)
    g_error ("“%s” does not say “%s”", error->message, word);
}

#define NODE_A "{'id':1,'type':'A','widgets_values':[7],'outputs':[{'type':'T'}]}"
#define OUT_A "'1':{'inputs':{'n':7},'class_type':'A','_meta':{'title':'A'}}"

static void
test_fields_in_their_order (void)
{
  /* input_order counts, not the object's own; what is newer than the file has its default if it must be there */
  assert_converts ("{'nodes':[" NODE_A ",{'id':2,'type':'B','title':'End','widgets_values':[0.5],'inputs':[{'name':'thing','type':'T','link':1}]}],"
                   "'links':[[1,1,0,2,0,'T']]}",
                   "{" OUT_A ",'2':{'inputs':{'x':0.5,'thing':['1',0]},'class_type':'B','_meta':{'title':'End'}}}");
  assert_converts ("{'nodes':[{'id':1,'type':'A','widgets_values':[]}],'links':[]}",
                   "{'1':{'inputs':{'n':3},'class_type':'A','_meta':{'title':'A'}}}");
  /* version 1 has link objects, and some files ids that are text */
  assert_converts ("{'version':1,'nodes':[" NODE_A ",{'id':'two','type':'B','widgets_values':[1,'l'],'inputs':[{'name':'other','link':9}]}],"
                   "'links':[{'id':9,'origin_id':1,'origin_slot':0,'target_id':'two','target_slot':0,'type':'T'}]}",
                   "{" OUT_A ",'two':{'inputs':{'x':1,'late':'l','other':['1',0]},'class_type':'B','_meta':{'title':'B'}}}");
}

static void
test_what_the_page_adds (void)
{
  assert_converts ("{'nodes':[{'id':1,'type':'S','widgets_values':[42,'randomize',20]}],'links':[]}",
                   "{'1':{'inputs':{'noise_seed':42,'steps':20},'class_type':'S','_meta':{'title':'S'}}}");
  /* an old file has no such word after its seed */
  assert_converts ("{'nodes':[{'id':1,'type':'S','widgets_values':[42,20]}],'links':[]}",
                   "{'1':{'inputs':{'noise_seed':42,'steps':20},'class_type':'S','_meta':{'title':'S'}}}");
  assert_converts ("{'nodes':[{'id':1,'type':'C','widgets_values':['b','fixed','','x.png','image','z']}],'links':[]}",
                   "{'1':{'inputs':{'pick':'b','image':'x.png','after':'z'},'class_type':'C','_meta':{'title':'C'}}}");
  assert_converts ("{'nodes':[{'id':1,'type':'C','widgets_values':{'pick':'a','image':'y.png','after':'q','videopreview':{'a':1}}}],'links':[]}",
                   "{'1':{'inputs':{'pick':'a','image':'y.png','after':'q'},'class_type':'C','_meta':{'title':'C'}}}");
}

static void
test_dynamic_and_list_values (void)
{
  assert_converts ("{'nodes':[{'id':1,'type':'D','widgets_values':['mp4',23,['p','q']]}],'links':[]}",
                   "{'1':{'inputs':{'format':'mp4','format.crf':23,'list':{'__value__':['p','q']}},'class_type':'D','_meta':{'title':'D'}}}");
  assert_converts ("{'nodes':[{'id':1,'type':'D','widgets_values':['auto','t']}],'links':[]}",
                   "{'1':{'inputs':{'format':'auto','list':'t'},'class_type':'D','_meta':{'title':'D'}}}");
}

#define NODE_B(inputs) "{'id':2,'type':'B','widgets_values':[1,'l'],'inputs':[" inputs "]}"
#define OUT_B(more) "'2':{'inputs':{'x':1,'late':'l'" more "},'class_type':'B','_meta':{'title':'B'}}"

static void
test_what_only_the_page_has (void)
{
  /* reroute, primitive into a converted field, Set/Get */
  assert_converts ("{'nodes':[" NODE_A ",{'id':3,'type':'Reroute','inputs':[{'link':1}]},{'id':4,'type':'PrimitiveNode','widgets_values':[0.25,'fixed']},"
                   "{'id':5,'type':'SetNode','inputs':[{'link':4}],'widgets_values':['it']},{'id':6,'type':'GetNode','widgets_values':['it']},"
                   "{'id':7,'type':'Note','widgets_values':['hello']}," NODE_B ("{'name':'thing','link':2},{'name':'x','link':3,'widget':{'name':'x'}},{'name':'other','link':5}") "],"
                   "'links':[[1,1,0,3,0,'T'],[2,3,0,2,0,'T'],[3,4,0,2,1,'FLOAT'],[4,1,0,5,0,'T'],[5,6,0,2,2,'T']]}",
                   "{" OUT_A ",'2':{'inputs':{'x':0.25,'late':'l','thing':['1',0],'other':['1',0]},'class_type':'B','_meta':{'title':'B'}}}");
}

static void
test_muted_and_bypassed (void)
{
  assert_converts ("{'nodes':[{'id':1,'type':'A','mode':2,'widgets_values':[7]}," NODE_B ("{'name':'thing','link':1}") "],'links':[[1,1,0,2,0,'T']]}",
                   "{" OUT_B ("") "}");
  /* the same position does not fit, so the first input of exactly that type */
  assert_converts ("{'nodes':[" NODE_A ",{'id':3,'type':'X','mode':4,'inputs':[{'type':'OTHER','link':null},{'type':'T','link':1}],'outputs':[{'type':'T'}]},"
                   NODE_B ("{'name':'thing','link':2}") "],'links':[[1,1,0,3,1,'T'],[2,3,0,2,0,'T']]}",
                   "{" OUT_A "," OUT_B (",'thing':['1',0]") "}");
}

#define SUBGRAPH                                                                                                                   \
  "'definitions':{'subgraphs':[{'id':'sub','name':'Sub','inputs':[{'name':'in','type':'T','linkIds':[1]},"                        \
  "{'name':'n','type':'INT','linkIds':[3]}],'outputs':[{'name':'out','linkIds':[2]}],"                                            \
  "'nodes':[{'id':1,'type':'A','widgets_values':[5],'inputs':[{'name':'n','link':3,'widget':{'name':'n'}}],'outputs':[{'type':'T'}]}," \
  "{'id':2,'type':'B','widgets_values':[1,'l'],'inputs':[{'name':'thing','link':1},{'name':'other','link':4}],'outputs':[{'type':'T'}]}]," \
  "'links':[{'id':1,'origin_id':-10,'origin_slot':0,'target_id':2,'target_slot':0},{'id':2,'origin_id':2,'origin_slot':0,'target_id':-20,'target_slot':0}," \
  "{'id':3,'origin_id':-10,'origin_slot':1,'target_id':1,'target_slot':0},{'id':4,'origin_id':1,'origin_slot':0,'target_id':2,'target_slot':1}]}]}"

static void
assert_promoted (const char *instance, int n)
{
  g_autofree char *page = g_strdup_printf ("{'nodes':[" NODE_A ",{'id':9,'type':'sub','inputs':[{'name':'in','link':1}],'outputs':[{'type':'T'}]%s},"
                                           NODE_B ("{'name':'thing','link':2}") "],'links':[[1,1,0,9,0,'T'],[2,9,0,2,0,'T']]," SUBGRAPH "}", instance);
  g_autofree char *graph = g_strdup_printf ("{" OUT_A ",'9:1':{'inputs':{'n':%d},'class_type':'A','_meta':{'title':'A'}},"
                                            "'9:2':{'inputs':{'x':1,'late':'l','thing':['1',0],'other':['9:1',0]},'class_type':'B','_meta':{'title':'B'}},"
                                            OUT_B (",'thing':['9:2',0]") "}", n);

  assert_converts (page, graph);
}

static void
test_subgraphs (void)
{
  assert_promoted ("", 5);                                                                  /* the inner node's own */
  assert_promoted (",'properties':{'proxyWidgets':[['-1','n']]},'widgets_values':[8]", 8);  /* the instance's */
  assert_promoted (",'properties':{'proxyWidgets':[['1','n']]},'widgets_values':[null]", 5); /* lives inside */
  assert_promoted (",'widgets_values':[11]", 11);                                           /* in the definition's order */
  assert_converts ("{'nodes':[" NODE_A ",{'id':9,'type':'sub','mode':4,'inputs':[{'name':'in','type':'T','link':1}],'outputs':[{'type':'T'}]},"
                   NODE_B ("{'name':'thing','link':2}") "],'links':[[1,1,0,9,0,'T'],[2,9,0,2,0,'T']]," SUBGRAPH "}",
                   "{" OUT_A "," OUT_B (",'thing':['1',0]") "}");
}

static void
test_refusals_name_the_node (void)
{
  assert_refuses ("{'nodes':[{'id':5,'type':'Anything Everywhere','inputs':[{'link':null}]}],'links':[]}", "Anything Everywhere");
  assert_refuses ("{'nodes':[{'id':5,'type':'workflow>mine','inputs':[]}],'links':[]}", "workflow>mine");
  assert_refuses ("{'nodes':[{'id':5,'type':'Nobody Has It','outputs':[{}]}],'links':[]}", "Nobody Has It");
  assert_refuses ("{'nodes':[{'id':5,'type':'N','title':'Scripted','widgets_values':[1,{'on':true}]}],'links':[]}", "Scripted");
  assert_refuses ("{'nodes':[{'id':1,'type':'Reroute','inputs':[{'link':1}]},{'id':2,'type':'Reroute','inputs':[{'link':2}]},"
                  "{'id':3,'type':'B','title':'Ring','inputs':[{'name':'thing','link':3}]}],'links':[[1,2,0,1,0],[2,1,0,2,0],[3,1,0,3,0]]}", "Ring");
  assert_refuses ("{'nodes':[{'id':1,'type':'s'}],'links':[],'definitions':{'subgraphs':[{'id':'s','nodes':[{'id':1,'type':'s'},{'id':2,'type':'s'}]}]}}",
                  "without end");
  assert_refuses ("{'nodes':[],'links':[]}", "no node");
  assert_refuses ("{'nodes':'none'}", "no ComfyUI workflow");
}

/* Links to nowhere, ids of every type: nothing may break. */
static void
test_nonsense (void)
{
  assert_converts ("{'nodes':[" NODE_B ("{'name':'thing','link':77},{'name':'other','link':'no'},{'link':1},null") ",null,3,{'id':null},{'id':[1]}],"
                   "'links':[[1],null,{},[1,2,3,4,5],['x',{},[],-1,99999999999]]}",
                   "{" OUT_B ("") "}");
}

static void
test_page_format_without_a_server (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse ("{\"nodes\":[],\"links\":[]}", NULL, &error);

  g_assert_null (graph);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED);
}

/* Video Helper Suite keeps the graph as text. */
static void
test_wrapped (void)
{
  static const char *const texts[] = {
    "{\"prompt\":{\"1\":{\"class_type\":\"A\",\"inputs\":{}}},\"client_id\":\"x\"}",
    "{\"prompt\":\"{\\\"1\\\":{\\\"class_type\\\":\\\"A\\\",\\\"inputs\\\":{}}}\",\"workflow\":{\"nodes\":[]}}",
    "{\"output\":{\"1\":{\"class_type\":\"A\",\"inputs\":{}}},\"workflow\":{\"nodes\":[]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) graph = rushes_comfy_workflow_parse (texts[i], NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (rushes_json_peek_object (json_node_get_object (graph), "1"));
    }
}

static const RushesComfyProblem *
find_problem (GPtrArray *problems, RushesComfyProblemKind kind)
{
  for (guint i = 0; i < problems->len; i++)
    if (((RushesComfyProblem *) problems->pdata[i])->kind == kind)
      return problems->pdata[i];
  return NULL;
}

static void
test_checked_before_it_is_sent (void)
{
  g_autoptr (RushesComfyNodes) nodes = new_nodes ();
  g_autoptr (JsonNode) root = json_from_string (
    "{\"1\":{\"class_type\":\"L\",\"inputs\":{\"unet_name\":\"gone.safetensors\",\"forced\":[\"4\",0]}},"
    "\"2\":{\"class_type\":\"B\",\"inputs\":{\"x\":7,\"thing\":[\"99\",0]}},\"3\":{\"class_type\":\"Unheard\",\"inputs\":{}},"
    "\"4\":{\"class_type\":\"S\",\"inputs\":{\"noise_seed\":5,\"steps\":1}}}", NULL);
  g_autoptr (GPtrArray) problems = rushes_comfy_validate (json_node_get_object (root), nodes);

  g_assert_cmpstr (find_problem (problems, RUSHES_COMFY_MISSING_FILE)->text, ==, "diffusion_models/gone.safetensors");
  g_assert_nonnull (strstr (find_problem (problems, RUSHES_COMFY_MISSING_NODE)->text, "Unheard"));
  g_assert_nonnull (strstr (find_problem (problems, RUSHES_COMFY_BAD_VALUE)->text, "at most 2"));
  g_assert_nonnull (strstr (find_problem (problems, RUSHES_COMFY_BAD_LINK)->text, "not there"));
  g_assert_cmpuint (problems->len, ==, 4); /* a maximum below the minimum is no limit */
}

static void
test_corrections_go_with_the_graph (void)
{
  g_autoptr (JsonNode) root = json_from_string (
    "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"seed\":1,\"positive\":[\"2\",0]}},"
    "\"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"found\"}},\"3\":{\"class_type\":\"Odd\",\"inputs\":{\"words\":\"meant\"}}}", NULL);
  JsonObject *graph = json_node_get_object (root);
  g_autoptr (RushesComfyBinding) found = rushes_comfy_bind (graph, NULL);
  g_autoptr (RushesComfyBinding) corrected = NULL;
  RushesComfyRole role;

  g_assert_cmpstr (json_node_get_string (rushes_comfy_binding_get (found, graph, RUSHES_COMFY_PROMPT)), ==, "found");
  rushes_comfy_correct (found, graph, "2", "text", RUSHES_COMFY_N_ROLES);
  rushes_comfy_correct (found, graph, "3", "words", RUSHES_COMFY_PROMPT);
  rushes_comfy_correct (found, graph, "2", "text", RUSHES_COMFY_N_ROLES);
  corrected = rushes_comfy_bind (graph, NULL);
  g_assert_cmpstr (json_node_get_string (rushes_comfy_binding_get (corrected, graph, RUSHES_COMFY_PROMPT)), ==, "meant");
  g_assert_false (rushes_comfy_binding_find (corrected, "2", "text", &role));
  g_assert_true (rushes_comfy_binding_find (corrected, "1", "seed", &role) && role == RUSHES_COMFY_SEED);
}

/* The two models of one graph must not become the same. */
static void
test_one_field_for_each_that_differs (void)
{
  g_autoptr (JsonNode) root = rushes_comfy_workflow_load ("wan2.2-14b", FALSE);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (root), NULL, "w", "W");
  guint models = 0, steps = 0;

  for (guint i = 0; i < spec->fields->len; i++)
    {
      RushesField *field = spec->fields->pdata[i];
      models += g_str_has_suffix (field->name, ".unet_name");
      steps += g_str_equal (field->name, "steps");
    }
  g_assert_cmpuint (models, ==, 2);
  g_assert_cmpuint (steps, ==, 1);
}

static void
append (GByteArray *array, const void *data, gsize size)
{
  g_byte_array_append (array, data, size);
}

static void
append_be (GByteArray *array, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  append (array, &big, 4);
}

/* A box or a chunk: its size, its name, its content. @extra: bytes that its size counts besides the content */
static GByteArray *
wrap (const char *name, GByteArray *content, guint extra)
{
  GByteArray *box = g_byte_array_new ();

  append_be (box, content->len + extra);
  append (box, name, 4);
  append (box, content->data, content->len);
  return box;
}

static GByteArray *
from_text (const char *text, gsize size)
{
  GByteArray *array = g_byte_array_new ();

  append (array, text, size);
  return array;
}

#define GRAPH "{\"1\":{}}"

static GByteArray *
new_png (void)
{
  static const char pair[] = "prompt\0" GRAPH;
  GByteArray *file = from_text ("\x89PNG\r\n\x1a\n", 8);
  g_autoptr (GByteArray) content = from_text (pair, sizeof pair - 1);
  g_autoptr (GByteArray) chunk = wrap ("tEXt", content, 0);

  append (file, chunk->data, chunk->len);
  append (file, "CRC!", 4);
  return file;
}

static GByteArray *
new_webp (void)
{
  static const char exif[] = "Exif\0\0MM\0*\0\0\0\x8prompt:" GRAPH "\0";
  GByteArray *file = from_text ("RIFF....WEBPEXIF", 16);
  guint32 size = GUINT32_TO_LE (sizeof exif - 1);

  append (file, &size, 4);
  append (file, exif, sizeof exif - 1);
  return file;
}

static GByteArray *
new_mp4 (void)
{
  GByteArray *file = from_text ("\0\0\0\x10" "ftypisom\0\0\0\0", 16);
  g_autoptr (GByteArray) key = from_text ("\0\0\0\0\0\0\0\1", 8), name = from_text ("prompt", 6), value = from_text ("\0\0\0\1\0\0\0\0" GRAPH, 8 + strlen (GRAPH));
  g_autoptr (GByteArray) entry = wrap ("mdta", name, 8), data = wrap ("data", value, 8), item = wrap ("\0\0\0\1", data, 8);
  g_autoptr (GByteArray) list = wrap ("ilst", item, 8), meta_content = from_text ("\0\0\0\0", 4), keys = NULL, meta = NULL, udta = NULL, moov = NULL;

  append (key, entry->data, entry->len);
  keys = wrap ("keys", key, 8);
  append (meta_content, "\0\0\0\x8hdlr", 8);
  append (meta_content, keys->data, keys->len);
  append (meta_content, list->data, list->len);
  meta = wrap ("meta", meta_content, 8);
  udta = wrap ("udta", meta, 8);
  moov = wrap ("moov", udta, 8);
  append (file, moov->data, moov->len);
  return file;
}

static GByteArray *
new_matroska (void)
{
  static const char tag[] = "\x45\xa3\x86PROMPT\x44\x87\x88" GRAPH;
  GByteArray *file = from_text ("\x1a\x45\xdf\xa3\x84....\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff", 21);
  guint8 size = sizeof tag - 1;

  append (file, "\x12\x54\xc3\x67", 4);
  append (file, (guint8[]) { 0x80 | (size + 6) }, 1);
  append (file, "\x73\x73", 2);
  append (file, (guint8[]) { 0x80 | (size + 3) }, 1);
  append (file, "\x67\xc8", 2);
  append (file, (guint8[]) { 0x80 | size }, 1);
  append (file, tag, size);
  return file;
}

/* Every container gives its workflow, and nothing at all breaks where it is cut off or a byte is wrong. */
static void
test_embedded (void)
{
  GByteArray *(*makers[]) (void) = { new_png, new_webp, new_mp4, new_matroska };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      g_autoptr (GByteArray) file = makers[i]();
      g_autofree char *text = rushes_embedded_read (file->data, file->len);

      g_assert_cmpstr (text, ==, GRAPH);
      for (guint cut = 0; cut < file->len; cut++)
        {
          g_autofree guint8 *part = g_memdup2 (file->data, cut);
          g_autofree char *some = rushes_embedded_read (part, cut);
          guint8 kept = file->data[cut];
          g_autofree char *other = NULL;
          file->data[cut] = 0xff;
          other = rushes_embedded_read (file->data, file->len);
          file->data[cut] = kept;
        }
    }
}

static void
test_library_of_workflows (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autoptr (RushesPaths) paths = rushes_paths_new (folder, folder, folder);
  g_autoptr (RushesWorkflows) workflows = rushes_workflows_load (paths);
  g_autofree char *first = rushes_workflows_store (workflows, NULL, "{}", NULL);
  g_autofree char *second = rushes_workflows_store (workflows, NULL, "{}", NULL);
  g_autoptr (RushesWorkflows) again = NULL;

  rushes_workflows_insert (workflows, first, "Zebra");
  rushes_workflows_insert (workflows, second, "Ant");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (workflows)), ==, 2);
  g_object_set (rushes_workflows_find (workflows, first), "favourite", TRUE, NULL);
  {
    g_autoptr (RushesWorkflow) top = g_list_model_get_item (G_LIST_MODEL (workflows), 0);
    g_assert_cmpstr (rushes_workflow_get_name (top), ==, "Zebra");
  }
  rushes_workflows_remove (workflows, first);
  g_assert_null (rushes_workflows_find (workflows, first));
  rushes_workflows_restore (workflows, first);
  g_assert_nonnull (rushes_workflows_find (workflows, first));
  again = rushes_workflows_load (paths); /* a graph in the folder is never lost, whatever the list says */
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
}

/* @text: a graph. Returns: "node.input" of the first literal with that role, or NULL */
static char *
find_slot (const char *text, RushesComfyRole role)
{
  g_autoptr (JsonNode) graph = json_from_string (text, NULL);
  g_autoptr (RushesComfyBinding) binding = rushes_comfy_bind (json_node_get_object (graph), NULL);
  RushesComfySlot *slot = binding->slots[role]->len > 0 ? binding->slots[role]->pdata[0] : NULL;

  return slot != NULL ? g_strconcat (slot->node, ".", slot->input, NULL) : NULL;
}

/* What newer graphs do between the sampler and the words, the picture, the size and the length. */
static void
test_ways_back_to_the_literals (void)
{
  static const struct
  {
    const char *graph;
    RushesComfyRole role;
    const char *slot;
  } cases[] = {
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"positive\":[\"2\",0]}},\"2\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":[\"3\",0]}},"
      "\"3\":{\"class_type\":\"ComfySwitchNode\",\"inputs\":{\"switch\":[\"4\",0],\"on_true\":\"a\",\"on_false\":\"b\"}},"
      "\"4\":{\"class_type\":\"PrimitiveBoolean\",\"inputs\":{\"value\":false}}}", RUSHES_COMFY_PROMPT, "3.on_false" },
    { "{\"1\":{\"class_type\":\"CFGGuider\",\"inputs\":{\"positive\":[\"2\",0]}},\"2\":{\"class_type\":\"OrderController\",\"inputs\":{\"signal\":[\"3\",0]}},"
      "\"3\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"x\"}}}", RUSHES_COMFY_PROMPT, "3.text" },
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"latent_image\":[\"2\",0]}},\"2\":{\"class_type\":\"LTXVImgToVideoInplace\",\"inputs\":{"
      "\"image\":[\"3\",0],\"latent\":[\"9\",0]}},\"3\":{\"class_type\":\"ResizeImageMaskNode\",\"inputs\":{\"input\":[\"4\",0]}},"
      "\"4\":{\"class_type\":\"LoadImage\",\"inputs\":{\"image\":\"a.png\"}}}", RUSHES_COMFY_PICTURE, "4.image" },
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"latent_image\":[\"2\",0]}},\"2\":{\"class_type\":\"EmptyLTXVLatentVideo\",\"inputs\":{"
      "\"width\":[\"3\",0],\"height\":[\"3\",1],\"length\":97}},\"3\":{\"class_type\":\"GetImageSize\",\"inputs\":{\"image\":[\"4\",0]}},"
      "\"4\":{\"class_type\":\"EmptyImage\",\"inputs\":{\"width\":640,\"height\":384}}}", RUSHES_COMFY_HEIGHT, "4.height" },
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"latent_image\":[\"2\",0]}},\"2\":{\"class_type\":\"EmptyLTXVLatentVideo\",\"inputs\":{"
      "\"width\":[\"3\",0],\"height\":[\"3\",1],\"length\":97}},\"3\":{\"class_type\":\"GetImageSize\",\"inputs\":{\"image\":[\"4\",0]}},"
      "\"4\":{\"class_type\":\"LoadImage\",\"inputs\":{\"image\":\"a.png\"}}}", RUSHES_COMFY_WIDTH, NULL },
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"steps\":4}},\"2\":{\"class_type\":\"PrimitiveFloat\",\"inputs\":{\"value\":5},"
      "\"_meta\":{\"title\":\"Float (Duration)\"}}}", RUSHES_COMFY_SECONDS, "2.value" },
    { "{\"1\":{\"class_type\":\"KSampler\",\"inputs\":{\"latent_image\":[\"2\",0],\"model\":[\"3\",0]}},\"2\":{\"class_type\":\"EmptyLatentImage\",\"inputs\":{"
      "\"width\":512,\"height\":512,\"batch_size\":16}},\"3\":{\"class_type\":\"ADE_UseEvolvedSampling\",\"inputs\":{}}}", RUSHES_COMFY_FRAMES, "2.batch_size" },
    { "{\"7\":{\"class_type\":\"PartnerNode\",\"inputs\":{\"prompt\":\"x\",\"duration\":5,\"ratio\":\"16:9\"}}}", RUSHES_COMFY_SECONDS, "7.duration" },
    { "{\"7\":{\"class_type\":\"PartnerNode\",\"inputs\":{\"prompt\":\"x\",\"duration\":5,\"ratio\":\"16:9\"}}}", RUSHES_COMFY_FIELD, "7.ratio" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slot = find_slot (cases[i].graph, cases[i].role);
      g_assert_cmpstr (slot, ==, cases[i].slot);
    }
}

/* What is shown as a field of its own has its type, and comes back as that type. */
static void
test_fields_of_their_own (void)
{
  g_autoptr (JsonNode) graph = json_from_string ("{\"7\":{\"class_type\":\"PartnerNode\",\"inputs\":{\"prompt\":\"x\",\"duration\":5,\"sound\":true,"
                                                 "\"amount\":2,\"weight\":0.5}}}", NULL);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (graph), NULL, "x", "x");
  GVariantDict members = G_VARIANT_DICT_INIT (NULL), fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;
  JsonObject *inputs;

  g_assert_cmpint (spec->fields->len, ==, 3);
  g_assert_cmpint (((RushesField *) spec->fields->pdata[0])->type, ==, RUSHES_FIELD_BOOLEAN);
  g_assert_cmpstr (((RushesField *) spec->fields->pdata[0])->label, ==, "Sound");
  g_assert_cmpfloat (spec->initial_seconds, ==, 5);
  g_variant_dict_insert (&fields, "7.sound", "b", FALSE);
  g_variant_dict_insert (&fields, "7.weight", "d", 0.75);
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "y");
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 7.0);
  g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, g_variant_dict_end (&fields));
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_comfy_form_fill (json_node_get_object (graph), NULL, request, "p", NULL, NULL);
  inputs = json_object_get_object_member (json_object_get_object_member (json_node_get_object (graph), "7"), "inputs");
  g_assert_false (json_object_get_boolean_member (inputs, "sound"));
  g_assert_cmpfloat (json_object_get_double_member (inputs, "weight"), ==, 0.75);
  g_assert_cmpint (json_object_get_int_member (inputs, "duration"), ==, 7);
  g_assert_cmpint (json_node_get_value_type (json_object_get_member (inputs, "duration")), ==, G_TYPE_INT64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workflow/fields-in-their-order", test_fields_in_their_order);
  g_test_add_func ("/workflow/what-the-page-adds", test_what_the_page_adds);
  g_test_add_func ("/workflow/dynamic-and-list-values", test_dynamic_and_list_values);
  g_test_add_func ("/workflow/what-only-the-page-has", test_what_only_the_page_has);
  g_test_add_func ("/workflow/muted-and-bypassed", test_muted_and_bypassed);
  g_test_add_func ("/workflow/subgraphs", test_subgraphs);
  g_test_add_func ("/workflow/refusals-name-the-node", test_refusals_name_the_node);
  g_test_add_func ("/workflow/nonsense", test_nonsense);
  g_test_add_func ("/workflow/page-format-without-a-server", test_page_format_without_a_server);
  g_test_add_func ("/workflow/wrapped", test_wrapped);
  g_test_add_func ("/workflow/checked-before-it-is-sent", test_checked_before_it_is_sent);
  g_test_add_func ("/workflow/corrections-go-with-the-graph", test_corrections_go_with_the_graph);
  g_test_add_func ("/workflow/one-field-for-each-that-differs", test_one_field_for_each_that_differs);
  g_test_add_func ("/workflow/ways-back-to-the-literals", test_ways_back_to_the_literals);
  g_test_add_func ("/workflow/fields-of-their-own", test_fields_of_their_own);
  g_test_add_func ("/workflow/embedded", test_embedded);
  g_test_add_func ("/workflow/library", test_library_of_workflows);
  return g_test_run ();
}
