/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-bind.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-workflow.h"
#include "rushes-json.h"

#include <string.h>

/* What is found in graphs by the types that a server declares (contracts/comfyui.md, section 7). The graphs are written by
 * hand, the declarations have the form of GET /object_info: "input", "output", "output_name", "output_node". */

#define TEXT "'input':{'required':{'text':['STRING',{'multiline':true}],'clip':['CLIP']}},'output':['CONDITIONING'],'output_name':['CONDITIONING']"
#define SAVE "'Save':{'input':{'required':{'images':['IMAGE'],'filename_prefix':['STRING',{}]}},'output':[],'output_node':true}"
#define DECODE "'Decode':{'input':{'required':{'samples':['LATENT']}},'output':['IMAGE'],'output_name':['IMAGE']}"
#define EMPTY "'Empty':{'input':{'required':{'width':['INT',{}],'height':['INT',{}],'length':['INT',{}]}},'output':['LATENT'],'output_name':['LATENT']}"
#define SAMPLER(name, inputs) "'" name "':{'input':{'required':{" inputs "'latent_image':['LATENT']}},'output':['LATENT'],'output_name':['LATENT']}"
#define ENDS ",'90':{'class_type':'Decode','inputs':{'samples':['80',0]}},'91':{'class_type':'Save','inputs':{'images':['90',0],'filename_prefix':'x'}}"

static const char declared[] =
  "{" SAVE "," DECODE "," EMPTY ",'Encode':{" TEXT "},"
  SAMPLER ("Sampler", "'noise':['INT',{'control_after_generate':true}],'steps':['INT',{}],'positive':['CONDITIONING'],'negative':['CONDITIONING'],") ","
  SAMPLER ("MoeSampler", "'model_high':['MODEL'],'model_low':['MODEL'],'seed':['INT',{}],'steps':['INT',{}],'cfg_high_noise':['FLOAT',{}],"
                         "'cfg_low_noise':['FLOAT',{}],'positive':['CONDITIONING'],'negative':['CONDITIONING'],") ","
  SAMPLER ("Two", "'seed':['INT',{}],'cond_a':['CONDITIONING'],'cond_b':['CONDITIONING'],") ","
  SAMPLER ("One", "'seed':['INT',{}],'text_embeds':['PACKTEXTEMBEDS'],") ","
  "'Pack':{'input':{'required':{'first_words':['STRING',{'multiline':true}],'negative_words':['STRING',{'multiline':true}]}},"
  "'output':['PACKTEXTEMBEDS'],'output_name':['text_embeds']},"
  "'Audio':{'input':{'required':{'model':['MODEL'],'positive':['CONDITIONING'],'negative':['CONDITIONING']}},"
  "'output':['MODEL','CONDITIONING','CONDITIONING'],'output_name':['MODEL','positive','negative']},"
  "'Reversed':{'input':{'required':{'positive':['CONDITIONING'],'negative':['CONDITIONING']}},"
  "'output':['LATENT','CONDITIONING','CONDITIONING'],'output_name':['latent','negative','positive']},"
  "'Unnamed':{'input':{'required':{'positive':['CONDITIONING'],'negative':['CONDITIONING']}},"
  "'output':['CONDITIONING','CONDITIONING'],'output_name':['CONDITIONING','CONDITIONING']},"
  "'Join':{'input':{'required':{'a':['CONDITIONING'],'b':['CONDITIONING']}},'output':['CONDITIONING'],'output_name':['CONDITIONING']},"
  "'Both':{'input':{'required':{'prompt':['STRING',{'multiline':true}]}},'output':['CONDITIONING','CONDITIONING'],'output_name':['positive','negative']},"
  "'Number':{'input':{'required':{'amount':['INT',{}]}},'output':['INT'],'output_name':['INT']},"
  "'Load':{'input':{'required':{'file':['COMBO',{'video_upload':true}]}},'output':['VIDEO'],'output_name':['VIDEO']},"
  "'Picture':{'input':{'required':{'picked':[['a.png'],{'image_upload':true}]}},'output':['IMAGE'],'output_name':['IMAGE']},"
  "'Tint':{'input':{'required':{'base':['IMAGE']}},'output':['IMAGE'],'output_name':['IMAGE']},"
  "'Start':{'input':{'required':{'positive':['CONDITIONING'],'first':['IMAGE'],'width':['INT',{}]}},"
  "'output':['CONDITIONING','LATENT'],'output_name':['positive','latent']},"
  "'Edit':{'input':{'required':{'clip':['VIDEO'],'instruction':['STRING',{'multiline':true}],'strength':['FLOAT',{}]}},"
  "'output':['VIDEO'],'output_name':['VIDEO']},"
  "'PrimitiveInt':{'input':{'required':{'value':['INT',{}]}},'output':['INT'],'output_name':['INT'],'display_name':'Int'},"
  "'SaveVideo':{'input':{'required':{'video':['VIDEO'],'filename_prefix':['STRING',{}]}},'output':[],'output_node':true}}";

static JsonNode *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  JsonNode *root = rushes_json_parse_text (quoted, &error);

  g_assert_no_error (error);
  return root;
}

typedef struct
{
  JsonNode *root;
  RushesComfyNodes *nodes;
  RushesComfyBinding *binding;
} Case;

static void
case_clear (Case *self)
{
  rushes_comfy_binding_free (self->binding);
  g_clear_pointer (&self->nodes, rushes_comfy_nodes_unref);
  json_node_unref (self->root);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static Case
bind (const char *graph, gboolean asked)
{
  g_autoptr (JsonNode) declarations = parse (declared);
  Case self = { parse (graph), asked ? rushes_comfy_nodes_new (declarations) : NULL, NULL };

  self.binding = rushes_comfy_bind (json_node_get_object (self.root), self.nodes);
  return self;
}

/* (transfer full): "2.text 3.text" */
static char *
dup_slots (Case *self, RushesComfyRole role)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->binding->slots[role]->len; i++)
    {
      RushesComfySlot *slot = self->binding->slots[role]->pdata[i];
      g_string_append_printf (text, "%s%s.%s", i > 0 ? " " : "", slot->node, slot->input);
    }
  return g_string_free (text, FALSE);
}

#define assert_slots(self, role, expected)                                                                                       \
  G_STMT_START                                                                                                                   \
    {                                                                                                                            \
      g_autofree char *slots = dup_slots (self, role);                                                                           \
      g_assert_cmpstr (slots, ==, expected);                                                                                     \
    }                                                                                                                            \
  G_STMT_END

#define TEXTS                                                                                                                    \
  "'1':{'class_type':'Encode','inputs':{'text':'good'}},'2':{'class_type':'Encode','inputs':{'text':'bad'}},"                    \
  "'3':{'class_type':'Empty','inputs':{'width':640,'height':480,'length':81}},"

static void
test_sampler_of_any_name (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'80':{'class_type':'MoeSampler','inputs':{'positive':['1',0],'negative':['2',0],'latent_image':['3',0],"
                             "'seed':7,'steps':20,'cfg_high_noise':3.5,'cfg_low_noise':1.0}}" ENDS "}", TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "2.text");
  assert_slots (&self, RUSHES_COMFY_SEED, "80.seed");
  assert_slots (&self, RUSHES_COMFY_STEPS, "80.steps");
  assert_slots (&self, RUSHES_COMFY_CFG, "80.cfg_high_noise 80.cfg_low_noise");
  assert_slots (&self, RUSHES_COMFY_WIDTH, "3.width");
  assert_slots (&self, RUSHES_COMFY_FRAMES, "3.length");
  assert_slots (&self, RUSHES_COMFY_PREFIX, "91.filename_prefix");
}

/* Without a server, a node that has prompts and a seed is taken for a sampler. */
static void
test_sampler_of_any_name_unasked (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'80':{'class_type':'MoeSampler','inputs':{'positive':['1',0],'negative':['2',0],'latent_image':['3',0],"
                             "'seed':7,'steps':20}}" ENDS "}", FALSE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "2.text");
  assert_slots (&self, RUSHES_COMFY_SEED, "80.seed");
  assert_slots (&self, RUSHES_COMFY_WIDTH, "3.width");
}

/* The seed by what the page draws beside it, whatever it is called; and a number that stands in a node of its own. */
static void
test_seed_of_any_name (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'4':{'class_type':'Number','inputs':{'amount':30}},"
                             "'80':{'class_type':'Sampler','inputs':{'positive':['1',0],'negative':['2',0],'latent_image':['3',0],"
                             "'noise':7,'steps':['4',0]}}" ENDS "}", TRUE);

  assert_slots (&self, RUSHES_COMFY_SEED, "80.noise");
  assert_slots (&self, RUSHES_COMFY_STEPS, "4.amount");
}

#define SAMPLED(positive, negative)                                                                                              \
  "'80':{'class_type':'Sampler','inputs':{'positive':" positive ",'negative':" negative ",'latent_image':['3',0],'noise':7,'steps':9}}" ENDS "}"

static void
check_sides (const char *graph, gboolean asked)
{
  g_auto (Case) self = bind (graph, asked);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "2.text");
  g_assert_cmpuint (self.binding->open->len, ==, 0);
}

/* Outputs MODEL, positive, negative: with the names that are declared, and without them by what they are used as. */
static void
test_sides_at_other_slots (void)
{
  const char *graph = "{" TEXTS "'5':{'class_type':'Audio','inputs':{'positive':['1',0],'negative':['2',0]}}," SAMPLED ("['5',1]", "['5',2]");

  check_sides (graph, TRUE);
  check_sides (graph, FALSE);
}

static void
test_sides_the_other_way_round (void)
{
  check_sides ("{" TEXTS "'5':{'class_type':'Reversed','inputs':{'positive':['1',0],'negative':['2',0]}}," SAMPLED ("['5',2]", "['5',1]"), TRUE);
}

/* A pack without names for its outputs, used in the usual order. */
static void
test_sides_of_unnamed_outputs (void)
{
  check_sides ("{" TEXTS "'5':{'class_type':'Unnamed','inputs':{'positive':['1',0],'negative':['2',0]}}," SAMPLED ("['5',0]", "['5',1]"), TRUE);
}

static void
check_open (const char *graph, gboolean asked, const char *node)
{
  g_auto (Case) self = bind (graph, asked);
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (self.root), self.nodes, "t", "T");

  assert_slots (&self, RUSHES_COMFY_PROMPT, "");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "");
  g_assert_cmpuint (self.binding->open->len, ==, 1);
  g_assert_cmpstr (self.binding->open->pdata[0], ==, node);
  g_assert_false (spec->has_prompt);
  g_assert_nonnull (strstr (spec->no_prompt, "Inputs"));
}

/* What they are used as speaks against the usual order: a wrong field is worse than none. */
static void
test_crossed_outputs_stay_open (void)
{
  const char *graph = "{" TEXTS "'5':{'class_type':'Unnamed','inputs':{'positive':['1',0],'negative':['2',0]}}," SAMPLED ("['5',1]", "['5',0]");

  check_open (graph, TRUE, "5");
  check_open (graph, FALSE, "5");
}

static void
test_two_prompts_of_one_kind_stay_open (void)
{
  check_open ("{" TEXTS "'80':{'class_type':'Two','inputs':{'cond_a':['1',0],'cond_b':['2',0],'latent_image':['3',0],'seed':7}}" ENDS "}", TRUE, "80");
}

/* Titles break ties. */
static void
test_titles_break_ties (void)
{
  check_sides ("{'1':{'class_type':'Encode','inputs':{'text':'good'},'_meta':{'title':'CLIP Text Encode (Positive Prompt)'}},"
               "'2':{'class_type':'Encode','inputs':{'text':'bad'},'_meta':{'title':'CLIP Text Encode (Negative Prompt)'}},"
               "'3':{'class_type':'Empty','inputs':{'width':640,'height':480,'length':81}},"
               "'80':{'class_type':'Two','inputs':{'cond_a':['2',0],'cond_b':['1',0],'latent_image':['3',0],'seed':7}}" ENDS "}", TRUE);
}

/* A text encoder of a pack: any words for its texts, one output for both. */
static void
test_encoder_of_a_pack (void)
{
  g_auto (Case) self = bind ("{'1':{'class_type':'Pack','inputs':{'first_words':'good','negative_words':'bad'}},"
                             "'3':{'class_type':'Empty','inputs':{'width':640,'height':480,'length':81}},"
                             "'80':{'class_type':'One','inputs':{'text_embeds':['1',0],'latent_image':['3',0],'seed':7}}" ENDS "}", TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.first_words");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "1.negative_words");
}

/* A node that makes both conditionings of one text has no negative prompt to show. */
static void
test_one_text_for_both (void)
{
  g_auto (Case) self = bind ("{'1':{'class_type':'Both','inputs':{'prompt':'good'}},"
                             "'3':{'class_type':'Empty','inputs':{'width':640,'height':480,'length':81}}," SAMPLED ("['1',0]", "['1',1]"), TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.prompt");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "");
}

static void
test_joined_texts_are_all_prompts (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'4':{'class_type':'Encode','inputs':{'text':'also good'}},"
                             "'5':{'class_type':'Join','inputs':{'a':['1',0],'b':['4',0]}}," SAMPLED ("['5',0]", "['2',0]"), TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text 4.text");
  assert_slots (&self, RUSHES_COMFY_NEGATIVE, "2.text");
}

/* What nothing saved needs never runs. */
static void
test_only_what_is_saved_counts (void)
{
  g_auto (Case) self = bind ("{'7':{'class_type':'Encode','inputs':{'text':'left over'}},"
                             "'8':{'class_type':'Sampler','inputs':{'positive':['7',0],'noise':1,'steps':2,'latent_image':['3',0]}}," TEXTS
                             SAMPLED ("['1',0]", "['2',0]"), TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text");
  assert_slots (&self, RUSHES_COMFY_SEED, "80.noise");
}

/* A video is edited without a sampler. */
static void
test_edit_without_a_sampler (void)
{
  g_auto (Case) self = bind ("{'1':{'class_type':'Load','inputs':{'file':'in.mp4'}},"
                             "'2':{'class_type':'Edit','inputs':{'clip':['1',0],'instruction':'make it night','strength':0.5}},"
                             "'3':{'class_type':'SaveVideo','inputs':{'video':['2',0],'filename_prefix':'x'}}}", TRUE);

  assert_slots (&self, RUSHES_COMFY_PROMPT, "2.instruction");
  assert_slots (&self, RUSHES_COMFY_FIELD, "2.strength");
}

/* A picture by what its input declares, over whatever takes and makes pictures. */
static void
test_picture_of_any_name (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'4':{'class_type':'Picture','inputs':{'picked':'a.png'}},'5':{'class_type':'Tint','inputs':{'base':['4',0]}},"
                             "'6':{'class_type':'Start','inputs':{'positive':['1',0],'first':['5',0],'width':640}}," SAMPLED ("['6',0]", "['2',0]"), TRUE);

  assert_slots (&self, RUSHES_COMFY_PICTURE, "4.picked");
  assert_slots (&self, RUSHES_COMFY_PROMPT, "1.text");
}

/* The width of one node is the height of another: a new height must not write into the width. */
static void
test_one_literal_has_one_role (void)
{
  g_auto (Case) self = bind ("{" TEXTS "'4':{'class_type':'PrimitiveInt','inputs':{'value':640}},'5':{'class_type':'PrimitiveInt','inputs':{'value':480}},"
                             "'6':{'class_type':'Empty','inputs':{'width':['4',0],'height':['4',0],'length':1}},"
                             "'7':{'class_type':'Empty','inputs':{'width':['4',0],'height':['5',0],'length':1}},"
                             "'8':{'class_type':'Sampler','inputs':{'positive':['1',0],'latent_image':['7',0],'noise':1,'steps':2}},"
                             "'80':{'class_type':'Sampler','inputs':{'positive':['1',0],'negative':['2',0],'latent_image':['6',0],'noise':7,'steps':9}}"
                             ENDS ",'92':{'class_type':'Decode','inputs':{'samples':['8',0]}},'93':{'class_type':'Save','inputs':{'images':['92',0],'filename_prefix':'y'}}}",
                             FALSE);

  assert_slots (&self, RUSHES_COMFY_WIDTH, "4.value");
  assert_slots (&self, RUSHES_COMFY_HEIGHT, "5.value");
}

static void
test_one_number_for_both_sides (void)
{
  g_auto (Case) self = bind ("{'1':{'class_type':'Encode','inputs':{'text':'good'}},'4':{'class_type':'PrimitiveInt','inputs':{'value':640}},"
                             "'3':{'class_type':'Empty','inputs':{'width':['4',0],'height':['4',0],'length':1}}," SAMPLED ("['1',0]", "['1',0]"), TRUE);

  assert_slots (&self, RUSHES_COMFY_WIDTH, "");
  assert_slots (&self, RUSHES_COMFY_HEIGHT, "");
  assert_slots (&self, RUSHES_COMFY_FIELD, "4.value");
}

/* Returns: (transfer full): what the only field of a graph is called, whose number has that title; with and without the server */
static char *
dup_label (const char *title, gboolean asked)
{
  g_autofree char *text = g_strdup_printf ("{'1':{'class_type':'Encode','inputs':{'text':'good'}},"
                                           "'4':{'class_type':'PrimitiveInt','inputs':{'value':640},'_meta':{'title':'%s'}},"
                                           "'3':{'class_type':'Empty','inputs':{'width':['4',0],'height':['4',0],'length':1}}," SAMPLED ("['1',0]", "['1',0]"), title);
  g_autoptr (JsonNode) graph = parse (text), root = parse (declared);
  g_autoptr (RushesComfyNodes) nodes = asked ? rushes_comfy_nodes_new (root) : NULL;
  g_autoptr (RushesModelSpec) spec = rushes_comfy_form_new_spec (json_node_get_object (graph), nodes, "x", "x");

  for (guint i = 0; i < spec->fields->len; i++)
    {
      const RushesField *field = spec->fields->pdata[i];
      if (g_str_equal (field->name, "4.value"))
        return g_strdup (field->label);
    }
  return NULL;
}

/* A primitive's own input says nothing: its field is called by what it feeds, or as its user called the node. */
static void
test_a_number_is_called_by_what_it_feeds (void)
{
  static const struct
  {
    const char *title, *asked, *unasked;
  } cases[] = { { "PrimitiveInt", "Width and height", "Width and height" }, { "Int", "Width and height", "Width and height" },
                { "Edge", "Edge", "Width and height" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *asked = dup_label (cases[i].title, TRUE), *unasked = dup_label (cases[i].title, FALSE);
      g_assert_cmpstr (asked, ==, cases[i].asked);
      g_assert_cmpstr (unasked, ==, cases[i].unasked);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/binding/sampler-of-any-name", test_sampler_of_any_name);
  g_test_add_func ("/binding/sampler-of-any-name-unasked", test_sampler_of_any_name_unasked);
  g_test_add_func ("/binding/seed-of-any-name", test_seed_of_any_name);
  g_test_add_func ("/binding/sides-at-other-slots", test_sides_at_other_slots);
  g_test_add_func ("/binding/sides-the-other-way-round", test_sides_the_other_way_round);
  g_test_add_func ("/binding/sides-of-unnamed-outputs", test_sides_of_unnamed_outputs);
  g_test_add_func ("/binding/crossed-outputs-stay-open", test_crossed_outputs_stay_open);
  g_test_add_func ("/binding/two-prompts-of-one-kind-stay-open", test_two_prompts_of_one_kind_stay_open);
  g_test_add_func ("/binding/titles-break-ties", test_titles_break_ties);
  g_test_add_func ("/binding/encoder-of-a-pack", test_encoder_of_a_pack);
  g_test_add_func ("/binding/one-text-for-both", test_one_text_for_both);
  g_test_add_func ("/binding/joined-texts-are-all-prompts", test_joined_texts_are_all_prompts);
  g_test_add_func ("/binding/only-what-is-saved-counts", test_only_what_is_saved_counts);
  g_test_add_func ("/binding/edit-without-a-sampler", test_edit_without_a_sampler);
  g_test_add_func ("/binding/picture-of-any-name", test_picture_of_any_name);
  g_test_add_func ("/binding/one-literal-has-one-role", test_one_literal_has_one_role);
  g_test_add_func ("/binding/one-number-for-both-sides", test_one_number_for_both_sides);
  g_test_add_func ("/binding/a-number-is-called-by-what-it-feeds", test_a_number_is_called_by_what_it_feeds);
  return g_test_run ();
}
