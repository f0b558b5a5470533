/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-settings-file.h"

#include "rushes-redact.h"

#include <glib/gi18n.h>
#include <string.h>

/* A connection without anything secret: what somebody wrote into its address or its options stays here, too. */

static gboolean
looks_secret (const char *text)
{
  g_autofree char *shown = rushes_redact (text);

  return !g_str_equal (shown, text);
}

/* (transfer full) (nullable): @query without the parameters that look like a key */
static char *
clean_query (const char *query)
{
  g_auto (GStrv) pairs = query != NULL ? g_strsplit (query, "&", -1) : NULL;
  g_autoptr (GStrvBuilder) kept = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (char **pair = pairs; pair != NULL && *pair != NULL; pair++)
    {
      g_autofree char *alone = g_strconcat ("?", *pair, NULL);
      if (!looks_secret (alone))
        g_strv_builder_add (kept, *pair);
    }
  all = g_strv_builder_end (kept);
  return *all != NULL ? g_strjoinv ("&", all) : NULL;
}

/* (transfer full): @url without a user's name and password, and without keys behind its question mark */
static char *
clean_url (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);
  g_autofree char *query = NULL;

  if (!looks_secret (url))
    return g_strdup (url);
  if (uri == NULL)
    return rushes_redact (url);
  query = clean_query (g_uri_get_query (uri));
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri), g_uri_get_port (uri), g_uri_get_path (uri), query, NULL);
}

static gboolean
is_secret_name (const char *name)
{
  static const char *const words[] = { "key", "token", "secret", "password" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_suffix (lower, words[i]))
      return TRUE;
  return FALSE;
}

/* (transfer floating): the fields of a create that may be told */
static GVariant *
clean_extra (GVariant *extra, const char *connection, GPtrArray *notes)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (extra);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, extra);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      const char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : "";
      if (is_secret_name (name) || looks_secret (text))
        {
          g_variant_dict_remove (&dict, name);
          g_ptr_array_add (notes, g_strdup_printf (_("“%s”: its field “%s” looks like a key and was left out."), connection, name));
        }
      g_variant_unref (value);
    }
  return g_variant_dict_end (&dict);
}

/* What counts on the computer it was chosen on alone goes, too. */
static GVariant *
clean_options (RushesConnection *connection, gboolean awaits_key, GPtrArray *notes)
{
  GVariant *all = rushes_connection_get_options (connection);
  g_autoptr (GVariant) extra = g_variant_lookup_value (all, RUSHES_CONNECTION_EXTRA, G_VARIANT_TYPE_VARDICT);
  GVariantDict options = G_VARIANT_DICT_INIT (all);

  g_variant_dict_remove (&options, RUSHES_CONNECTION_CHOSEN);
  g_variant_dict_remove (&options, RUSHES_CONNECTION_SAMPLE);
  g_variant_dict_remove (&options, RUSHES_CONNECTION_AWAITS_KEY);
  g_variant_dict_remove (&options, RUSHES_CONNECTION_HAS_KEY);
  if (awaits_key)
    g_variant_dict_insert (&options, RUSHES_CONNECTION_AWAITS_KEY, "b", TRUE);
  if (extra != NULL)
    g_variant_dict_insert_value (&options, RUSHES_CONNECTION_EXTRA, clean_extra (extra, rushes_connection_get_name (connection), notes));
  return g_variant_dict_end (&options);
}

/**
 * rushes_settings_file_clean:
 * @has_key: whether the keyring has something for it
 * @notes: (element-type utf8): gets a sentence for what it lost
 *
 * Returns: (transfer full): the connection as it may travel. Any thread.
 */
RushesConnection *
rushes_settings_file_clean (RushesConnection *connection, gboolean has_key, GPtrArray *notes)
{
  g_autofree char *url = clean_url (rushes_connection_get_url (connection));
  gboolean lost = !g_str_equal (url, rushes_connection_get_url (connection));
  gboolean awaits = has_key || lost || rushes_connection_get_flag (connection, RUSHES_CONNECTION_AWAITS_KEY);

  return rushes_connection_new (rushes_connection_get_id (connection), rushes_connection_get_kind (connection), rushes_connection_get_name (connection), url,
                                clean_options (connection, awaits, notes), rushes_connection_get_default (connection));
}
