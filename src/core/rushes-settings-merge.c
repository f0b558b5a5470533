/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-merge.h"

#include <glib/gi18n.h>

/* Dictionaries of named things, and preferences, of a file and of this computer as one. Pure functions, any thread. */

/* Returns: (transfer full): the @n-th name for something that is called @name; the first is that itself */
char *
rushes_settings_dup_name (const char *name, guint n)
{
  return n > 1 ? g_strdup_printf ("%s (%u)", name, n) : g_strdup (name);
}

/* Whether two values say the same, in whatever order. */
gboolean
rushes_settings_is_same (GVariant *left, GVariant *right)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;
  gboolean same = TRUE;

  if (!g_variant_is_of_type (left, G_VARIANT_TYPE_VARDICT) || !g_variant_is_of_type (right, G_VARIANT_TYPE_VARDICT))
    return g_variant_equal (left, right);
  if (g_variant_n_children (left) != g_variant_n_children (right))
    return FALSE;
  g_variant_iter_init (&iter, left);
  while (same && g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) other = g_variant_lookup_value (right, name, NULL);
      same = other != NULL && rushes_settings_is_same (value, other);
      g_variant_unref (value);
    }
  return same;
}

/* Returns: (transfer full): @values with other ids in them, wherever they stand: nothing else looks like one */
GVariant *
rushes_settings_rename (GVariant *values, GHashTable *ids)
{
  g_autofree char *printed = g_variant_print (values, TRUE);
  g_autoptr (GString) text = g_string_new (printed);
  GHashTableIter iter;
  gpointer from, to;
  GVariant *renamed;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &from, &to))
    if (!g_str_equal (from, to))
      g_string_replace (text, from, to, 0);
  renamed = g_variant_parse (g_variant_get_type (values), text->str, NULL, NULL, NULL);
  return renamed != NULL ? renamed : g_variant_ref (values);
}

/* (transfer full) (nullable): a name for @value, or NULL if it is there */
static char *
dup_free_name (GVariantDict *there, const char *name, GVariant *value)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *beside = rushes_settings_dup_name (name, n);
      g_autoptr (GVariant) other = g_variant_dict_lookup_value (there, beside, NULL);
      if (other == NULL)
        return g_steal_pointer (&beside);
      if (rushes_settings_is_same (other, value))
        return NULL;
    }
}

/**
 * rushes_settings_merge:
 * @here: a{sv}: named things that are here
 * @more: a{sv}: those of the file
 * @notes: gets a sentence for each that has another name now
 * @n_same: (inout): counts those that were here
 *
 * Returns: (transfer full): a{sv}: what is new, by the name that it has now
 */
GVariant *
rushes_settings_merge (GVariant *here, GVariant *more, GPtrArray *notes, guint *n_same)
{
  g_auto (GVariantDict) there = G_VARIANT_DICT_INIT (here);
  GVariantDict added = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, more);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *free_name = dup_free_name (&there, name, value);
      if (free_name == NULL)
        ++*n_same;
      else
        {
          g_variant_dict_insert_value (&there, free_name, value);
          g_variant_dict_insert_value (&added, free_name, value);
        }
      if (free_name != NULL && !g_str_equal (free_name, name))
        g_ptr_array_add (notes, g_strdup_printf (_("Another “%s” was here already; the one of the file is called “%s”."), name, free_name));
      g_variant_unref (value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&added));
}

/* (transfer floating): a{sv} of a dictionary of whatever values */
static GVariant *
box (GVariant *dict)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (gsize i = 0; dict != NULL && i < g_variant_n_children (dict); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (dict, i), name = g_variant_get_child_value (entry, 0), value = g_variant_get_child_value (entry, 1);
      g_variant_builder_add (&builder, "{sv}", g_variant_get_string (name, NULL), value);
    }
  return g_variant_builder_end (&builder);
}

/* (transfer full): all filters that there are then */
static GVariant *
merge_filters (GVariant *here, GVariant *more, RushesSettingsReport *report)
{
  g_autoptr (GVariant) boxed = g_variant_ref_sink (box (here)), others = g_variant_ref_sink (box (more));
  g_autoptr (GVariant) added = rushes_settings_merge (boxed, others, report->notes, &report->n_same);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sa{ss}}"));
  GVariant *parts[] = { boxed, added };

  for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
    {
      GVariantIter iter;
      const char *name;
      GVariant *value;

      g_variant_iter_init (&iter, parts[p]);
      while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
        {
          g_variant_builder_add (&builder, "{s@a{ss}}", name, value);
          g_variant_unref (value);
        }
    }
  report->n_filters += (guint) g_variant_n_children (added);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* (transfer full): what is typed here stays; of models that have nothing here it comes in */
static GVariant *
merge_forms (GVariant *here, GVariant *more)
{
  GVariantDict all = G_VARIANT_DICT_INIT (more);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (here != NULL)
    {
      g_variant_iter_init (&iter, here);
      while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
        {
          g_variant_dict_insert_value (&all, name, value);
          g_variant_unref (value);
        }
    }
  return g_variant_ref_sink (g_variant_dict_end (&all));
}

/* (transfer full) (nullable): what @key becomes; NULL: it stays */
static GVariant *
merge_value (const char *key, GVariant *here, GVariant *more, RushesSettingsReport *report)
{
  if (g_str_equal (key, "saved-filters"))
    return merge_filters (here, more, report);
  if (g_str_equal (key, "forms") || g_str_equal (key, "models"))
    return merge_forms (here, more);
  if (g_strv_contains (rushes_settings_get_prompts (), key) && here != NULL) /* no typed word is lost */
    {
      gboolean empty = g_variant_is_of_type (here, G_VARIANT_TYPE_STRING) && *g_variant_get_string (here, NULL) == '\0';
      return empty ? g_variant_ref (more) : NULL;
    }
  return g_variant_ref (more);
}

static gboolean
is_known (GSettingsSchema *schema, const char *key)
{
  return (g_strv_contains (rushes_settings_get_preferences (), key) || g_strv_contains (rushes_settings_get_prompts (), key)) &&
         g_settings_schema_has_key (schema, key);
}

static gboolean
fits (GSettingsSchema *schema, const char *key, GVariant *value)
{
  g_autoptr (GSettingsSchemaKey) known = g_settings_schema_get_key (schema, key);

  return g_variant_is_of_type (value, g_settings_schema_key_get_value_type (known)) && g_settings_schema_key_range_check (known, value);
}

static void
merge_one (GVariantDict *set, GSettingsSchema *schema, RushesSettingsHere *here, const char *key, GVariant *more, RushesSettingsReport *report)
{
  g_autoptr (GVariant) before = g_variant_lookup_value (here->preferences, key, NULL), value = NULL;

  if (!is_known (schema, key))
    return;
  if (!fits (schema, key, more))
    {
      g_ptr_array_add (report->notes, g_strdup_printf (_("The preference “%s” was left out: its value is none that it can have."), key));
      return;
    }
  value = merge_value (key, before, more, report);
  if (value == NULL || (before != NULL && rushes_settings_is_same (before, value)))
    return;
  g_variant_dict_insert_value (set, key, value);
  report->preferences |= !g_str_equal (key, "saved-filters");
}

/* Returns: (transfer full): a{sv}: what is to be set. Those that this version does not know stay in the file. */
GVariant *
rushes_settings_merge_preferences (RushesSettingsHere *here, GVariant *more, RushesSettingsReport *report)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  GVariantDict set = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_object_get (here->settings, "settings-schema", &schema, NULL);
  g_variant_iter_init (&iter, more);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      merge_one (&set, schema, here, key, value, report);
      g_variant_unref (value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&set));
}
