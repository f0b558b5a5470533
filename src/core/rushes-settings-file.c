/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-file.h"

#include "rushes-board-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Settings that travel, as one file of JSON: a line for each thing. Options and preferences are written as connections.ini and the desktop's settings have
 * them, with their types; a graph is a text, since it has to be the same to the last byte. rushes-settings-read.c reads it. */

RushesSettingsWorkflow *
rushes_settings_workflow_new (const char *id, const char *name, gboolean favourite, const char *graph)
{
  RushesSettingsWorkflow *self = g_new (RushesSettingsWorkflow, 1);

  *self = (RushesSettingsWorkflow) { g_strdup (id), g_strdup (name), g_strdup (graph), favourite };
  return self;
}

void
rushes_settings_workflow_free (RushesSettingsWorkflow *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->graph);
  g_free (self);
}

/* Nothing in it. */
RushesSettingsFile *
rushes_settings_file_new (void)
{
  RushesSettingsFile *self = g_new (RushesSettingsFile, 1);

  *self = (RushesSettingsFile) {
    g_ptr_array_new_with_free_func (g_object_unref),
    g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_settings_workflow_free),
    g_variant_ref_sink (g_variant_new ("a{sv}", NULL)),
    g_variant_ref_sink (g_variant_new ("a{sv}", NULL)),
    g_ptr_array_new_with_free_func (g_free),
  };
  return self;
}

void
rushes_settings_file_free (RushesSettingsFile *self)
{
  g_ptr_array_unref (self->connections);
  g_ptr_array_unref (self->workflows);
  g_variant_unref (self->styles);
  g_variant_unref (self->preferences);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* So that the same things give the same file. (transfer floating) */
static GVariant *
new_sorted (GVariant *members)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *name;

  g_variant_iter_init (&iter, members);
  while (g_variant_iter_next (&iter, "{&sv}", &name, NULL))
    g_ptr_array_add (names, (char *) name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (members, names->pdata[i], NULL);
      g_variant_builder_add (&builder, "{sv}", (const char *) names->pdata[i],
                             g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) ? new_sorted (value) : value);
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
new_connection_line (RushesConnection *connection)
{
  GVariantDict options = G_VARIANT_DICT_INIT (rushes_connection_get_options (connection)), line = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) all = NULL, kept = NULL;

  g_variant_dict_remove (&options, RUSHES_CONNECTION_AWAITS_KEY);
  all = g_variant_ref_sink (g_variant_dict_end (&options));
  kept = g_variant_ref_sink (new_sorted (all));
  g_variant_dict_insert (&line, "id", "s", rushes_connection_get_id (connection));
  g_variant_dict_insert (&line, "kind", "s", rushes_provider_kind_to_string (rushes_connection_get_kind (connection)));
  g_variant_dict_insert (&line, "name", "s", rushes_connection_get_name (connection));
  g_variant_dict_insert (&line, "url", "s", rushes_connection_get_url (connection));
  g_variant_dict_insert (&line, "default", "b", rushes_connection_get_default (connection));
  g_variant_dict_insert (&line, "needs_key", "b", rushes_connection_get_flag (connection, RUSHES_CONNECTION_AWAITS_KEY));
  g_variant_dict_insert_value (&line, "options", g_variant_new_take_string (g_variant_print (kept, TRUE)));
  return g_variant_ref_sink (g_variant_dict_end (&line));
}

static GVariant *
new_workflow_line (RushesSettingsWorkflow *workflow)
{
  GVariantDict line = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&line, "id", "s", workflow->id);
  g_variant_dict_insert (&line, "name", "s", workflow->name);
  g_variant_dict_insert (&line, "favourite", "b", workflow->favourite);
  g_variant_dict_insert (&line, "graph", "s", workflow->graph);
  return g_variant_ref_sink (g_variant_dict_end (&line));
}

static void
append_list (GString *text, const char *name, GPtrArray *items, GVariant *(*new_line) (gpointer item))
{
  g_string_append_printf (text, "  \"%s\": [", name);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GVariant) line = new_line (items->pdata[i]);
      g_string_append (text, i > 0 ? ",\n    " : "\n    ");
      rushes_board_text_append (text, line);
    }
  g_string_append (text, items->len > 0 ? "\n  ],\n" : "],\n");
}

/* @printed: values as GVariant's own text, which keeps their types. */
static void
append_members (GString *text, const char *name, GVariant *members, gboolean printed)
{
  GVariantIter iter;
  const char *member;
  GVariant *value;

  g_string_append_printf (text, "  \"%s\": {", name);
  g_variant_iter_init (&iter, members);
  for (guint i = 0; g_variant_iter_next (&iter, "{&sv}", &member, &value); i++)
    {
      g_autofree char *words = printed ? g_variant_print (value, TRUE) : NULL;

      g_string_append (text, i > 0 ? ",\n    " : "\n    ");
      rushes_board_text_append_string (text, member);
      g_string_append (text, ": ");
      if (printed)
        rushes_board_text_append_string (text, words);
      else
        {
          g_autoptr (GVariant) plain = rushes_board_text_make_plain (value);
          rushes_board_text_append (text, plain);
        }
      g_variant_unref (value);
    }
  g_string_append (text, g_variant_n_children (members) > 0 ? "\n  }" : "}");
}

/* Returns: (transfer full): the file. Any thread. */
char *
rushes_settings_file_to_text (RushesSettingsFile *self)
{
  g_autoptr (GVariant) preferences = g_variant_ref_sink (new_sorted (self->preferences));
  GString *text = g_string_new ("{\n  \"rushes_settings\": 1,\n  \"about\": ");

  rushes_board_text_append_string (text, _("Connections, workflows, styles and preferences of Rushes, for “rushes settings import” or Preferences. Keys are not "
                                           "in it: they stay in the keyring, and are entered again where a connection says that it needs one."));
  g_string_append (text, ",\n");
  append_list (text, "connections", self->connections, (GVariant *(*) (gpointer)) new_connection_line);
  append_list (text, "workflows", self->workflows, (GVariant *(*) (gpointer)) new_workflow_line);
  append_members (text, "styles", self->styles, FALSE);
  g_string_append (text, ",\n");
  append_members (text, "preferences", preferences, TRUE);
  g_string_append (text, "\n}\n");
  return g_string_free (text, FALSE);
}
