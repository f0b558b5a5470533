/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"

#include "rushes-comfy-bind.h"
#include "rushes-comfy-fields.h"
#include "rushes-comfy-form.h"
#include "rushes-comfy-seed.h"
#include "rushes-comfy-validate.h"
#include "rushes-comfy-workflow.h"
#include "rushes-comfy.h"
#include "rushes-embedded.h"
#include "rushes-error.h"
#include "rushes-say.h"
#include "rushes-json.h"

#include <glib/gi18n.h>

/* rushes workflow check FILE: what a workflow is, what was bound to what, what the server lacks. */

typedef struct
{
  char *connection, *nodes;
  gboolean json, graph;
} Options;

static RushesComfyNodes *
read_nodes_file (const char *path, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &cause))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, cause->message);
      return NULL;
    }
  bytes = g_bytes_new_take (text, length);
  root = rushes_json_parse (bytes, error);
  return root != NULL ? rushes_comfy_nodes_new (root) : NULL;
}

/* What the graph is checked against. NULL without an error: there is no server to ask. */
static RushesComfyNodes *
read_nodes (RushesCore *core, const Options *options, GError **error)
{
  RushesConnection *connection;
  g_autoptr (RushesTarget) target = NULL;

  if (options->nodes != NULL)
    return read_nodes_file (options->nodes, error);
  connection = rushes_core_choose (core, RUSHES_PROVIDER_COMFYUI, options->connection, options->connection != NULL ? error : NULL);
  if (connection == NULL)
    return NULL;
  target = rushes_core_new_target (core, connection, error);
  return target == NULL ? NULL : rushes_comfy_read_nodes (RUSHES_COMFY (rushes_core_get_provider (core, RUSHES_PROVIDER_COMFYUI)), target, NULL, error);
}

static const char *
get_title (JsonObject *graph, const char *id)
{
  JsonObject *node = rushes_json_peek_object (graph, id);
  JsonObject *meta = rushes_json_peek_object (node, "_meta");
  const char *title = meta != NULL ? rushes_json_peek_string (meta, "title") : NULL;

  return title != NULL ? title : rushes_json_peek_string (node, "class_type");
}

static void
print_slots (JsonObject *graph, RushesComfyBinding *binding)
{
  for (int role = 0; role < RUSHES_COMFY_N_ROLES; role++)
    for (guint i = 0; i < binding->slots[role]->len; i++)
      {
        RushesComfySlot *slot = binding->slots[role]->pdata[i];
        JsonNode *value = json_object_get_member (rushes_json_peek_object (rushes_json_peek_object (graph, slot->node), "inputs"), slot->input);
        g_autofree char *text = rushes_json_to_text (value, FALSE);
        g_autofree char *cut = g_utf8_strlen (text, -1) > 60 ? g_utf8_substring (text, 0, 60) : g_strdup (text);

        g_print ("%s\t%s.%s\t%s\t%s\n", rushes_comfy_role_to_string (role), slot->node, slot->input, get_title (graph, slot->node), cut);
      }
}

static const char *const media[] = { [RUSHES_MEDIA_PICTURE] = "picture", [RUSHES_MEDIA_VIDEO] = "video", [RUSHES_MEDIA_AUDIO] = "audio" };

/* What --file gives: where, what, and what happens without it. */
static void
print_files (const RushesModelSpec *spec)
{
  for (guint i = 0; i < spec->files->len; i++)
    {
      const RushesFile *file = spec->files->pdata[i];
      g_autofree char *saved = file->saved != NULL ? g_strdup_printf (_("as saved: %s"), file->saved) : NULL;

      g_print ("file\t%s\t%s\t%s, %s\n", file->name, file->label, media[file->media],
               saved != NULL ? saved : file->required ? _("needed") : _("may be left out"));
    }
}

static void
print_text (const char *name, gboolean converted, JsonObject *graph, RushesComfyBinding *binding, const RushesModelSpec *spec, GPtrArray *problems)
{
  guint n = json_object_get_size (graph);

  g_print (converted ? ngettext ("%s: a workflow of the ComfyUI page, %u node\n", "%s: a workflow of the ComfyUI page, %u nodes\n", n)
                     : ngettext ("%s: an API workflow, %u node\n", "%s: an API workflow, %u nodes\n", n),
           name, n);
  print_slots (graph, binding);
  print_files (spec);
  for (guint i = 0; i < binding->open->len; i++)
    g_print (_("open\t%s\t%s\tIt is not clear which text is which prompt\n"), (char *) binding->open->pdata[i], get_title (graph, binding->open->pdata[i]));
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      RushesComfyProblem *problem = problems->pdata[i];
      if (problem->kind == RUSHES_COMFY_MISSING_FILE)
        g_print (_("missing\t%s\n"), problem->text);
      else
        g_print (_("problem\t%s\n"), problem->text);
    }
  if (problems == NULL)
    g_print ("%s\n", _("Not compared with a server: there is no ComfyUI connection"));
  else if (problems->len == 0)
    g_print ("%s\n", _("The server has everything it needs"));
}

static void
add_slots (JsonBuilder *builder, RushesComfyBinding *binding)
{
  json_builder_set_member_name (builder, "bindings");
  json_builder_begin_object (builder);
  for (int role = 0; role < RUSHES_COMFY_N_ROLES; role++)
    {
      if (binding->slots[role]->len == 0)
        continue;
      json_builder_set_member_name (builder, rushes_comfy_role_to_string (role));
      json_builder_begin_array (builder);
      for (guint i = 0; i < binding->slots[role]->len; i++)
        {
          RushesComfySlot *slot = binding->slots[role]->pdata[i];
          g_autofree char *text = g_strconcat (slot->node, ".", slot->input, NULL);
          json_builder_add_string_value (builder, text);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

/* The nodes where it cannot be told which text is which prompt. */
static void
add_open (JsonBuilder *builder, RushesComfyBinding *binding)
{
  json_builder_set_member_name (builder, "open");
  json_builder_begin_array (builder);
  for (guint i = 0; i < binding->open->len; i++)
    json_builder_add_string_value (builder, binding->open->pdata[i]);
  json_builder_end_array (builder);
}

static void
add_text (JsonBuilder *builder, const char *name, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_files (JsonBuilder *builder, const RushesModelSpec *spec)
{
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < spec->files->len; i++)
    {
      const RushesFile *file = spec->files->pdata[i];

      json_builder_begin_object (builder);
      add_text (builder, "field", file->name);
      add_text (builder, "title", file->label);
      add_text (builder, "kind", media[file->media]);
      json_builder_set_member_name (builder, "needed");
      json_builder_add_boolean_value (builder, file->required);
      add_text (builder, "saved", file->saved);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_problems (JsonBuilder *builder, GPtrArray *problems)
{
  static const char *const kinds[] = { "", "missing-node", "missing-file", "bad-value", "bad-link", "no-output" };

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      RushesComfyProblem *problem = problems->pdata[i];
      const char *pairs[][2] = { { "kind", kinds[problem->kind] }, { "node", problem->node }, { "input", problem->input }, { "text", problem->text } };

      json_builder_begin_object (builder);
      for (guint k = 0; k < G_N_ELEMENTS (pairs); k++)
        add_text (builder, pairs[k][0], pairs[k][1]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_json (gboolean converted, JsonObject *graph, RushesComfyBinding *binding, const RushesModelSpec *spec, GPtrArray *problems)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", converted ? "page" : "api");
  json_builder_set_member_name (builder, "nodes");
  json_builder_add_int_value (builder, json_object_get_size (graph));
  add_slots (builder, binding);
  add_open (builder, binding);
  add_files (builder, spec);
  json_builder_set_member_name (builder, "checked");
  json_builder_add_boolean_value (builder, problems != NULL);
  add_problems (builder, problems);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = rushes_json_to_text (root, TRUE);
  g_print ("%s\n", text);
}

/* What the server would stumble over in what is sent: seeds that are saved out of range are not. */
static GPtrArray *
list_problems (JsonNode *graph, RushesComfyNodes *nodes)
{
  g_autofree char *text = rushes_json_to_text (graph, FALSE);
  g_autoptr (JsonNode) copy = rushes_json_parse_to_change (text, NULL);

  rushes_comfy_seed_settle (json_node_get_object (copy), nodes);
  return rushes_comfy_validate (json_node_get_object (copy), nodes);
}

static int
check (RushesCore *core, const Options *options, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (RushesComfyNodes) nodes = NULL;
  g_autofree char *text = rushes_embedded_read_file (path, &error);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (JsonNode) graph = NULL;
  g_autoptr (RushesComfyBinding) binding = NULL;
  g_autoptr (RushesModelSpec) spec = NULL;
  gboolean converted = FALSE;

  if (text == NULL)
    return rushes_say_fail (error, NULL);
  nodes = read_nodes (core, options, &error);
  if (error != NULL)
    return rushes_say_fail (error, options->connection);
  graph = rushes_comfy_workflow_parse (text, NULL, &error);
  if (graph == NULL && nodes != NULL && g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED))
    {
      g_clear_error (&error);
      converted = TRUE;
      graph = rushes_comfy_workflow_parse (text, nodes, &error);
    }
  if (graph == NULL)
    return rushes_say_fail (error, options->connection != NULL ? options->connection : "ComfyUI");
  if (nodes != NULL)
    rushes_comfy_fields_complete (json_node_get_object (graph), nodes);
  if (options->graph)
    {
      g_autofree char *pretty = rushes_json_to_text (graph, TRUE);
      g_print ("%s\n", pretty);
      return RUSHES_EXIT_DONE;
    }
  problems = nodes != NULL ? list_problems (graph, nodes) : NULL;
  binding = rushes_comfy_bind (json_node_get_object (graph), nodes);
  spec = rushes_comfy_form_new_spec (json_node_get_object (graph), nodes, name, name);
  if (options->json)
    print_json (converted, json_node_get_object (graph), binding, spec, problems);
  else
    print_text (name, converted, json_node_get_object (graph), binding, spec, problems);
  return problems == NULL || problems->len == 0 ? RUSHES_EXIT_DONE : RUSHES_EXIT_FAILED;
}

int
rushes_command_workflow (RushesCore *core, int argc, char **argv)
{
  Options options = { 0 };
  GOptionEntry entries[] = {
    { "connection", 'c', 0, G_OPTION_ARG_STRING, &options.connection, N_("The server it is for"), "NAME" },
    { "nodes", 0, 0, G_OPTION_ARG_FILENAME, &options.nodes, N_("A saved /object_info instead of a server"), "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print JSON"), NULL },
    { "graph", 0, 0, G_OPTION_ARG_NONE, &options.graph, N_("Print the API graph"), NULL },
    { NULL },
  };
  int code;

  if (!rushes_command_parse (entries, _("check FILE — what a workflow is and what it needs"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  code = argc == 3 && g_str_equal (argv[1], "check") ? check (core, &options, argv[2])
                                                     : rushes_command_usage (_("Say which file: “rushes workflow check FILE”, with --connection NAME for a server to compare it with"));
  g_free (options.connection);
  g_free (options.nodes);
  return code;
}
