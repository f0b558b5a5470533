/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-stack-key.h"

/* Takes have the same request but for the seed. A request is written down in one way, whichever types its numbers have: it has been
 * through JSON or not. Members that a later version adds tell requests apart, too. */

/* What tells takes of one request apart, or belongs to where and how it was sent rather than to what was asked for. */
static const char *const left_out[] = { RUSHES_REQUEST_SEED,   RUSHES_REQUEST_TAKE,   RUSHES_REQUEST_COST,   RUSHES_REQUEST_CONNECTION,
                                        RUSHES_REQUEST_DERIVE, RUSHES_REQUEST_SOURCE, RUSHES_REQUEST_PARENT, NULL };
/* Paths of copies whose names come from their content: the folder may be another. */
static const char *const paths[] = { RUSHES_REQUEST_PICTURE, RUSHES_REQUEST_LAST_PICTURE, RUSHES_REQUEST_FILES, NULL };

#define END_OF_NAME '\x1f'
#define END_OF_VALUE '\x1e'

static gint64
hash (const char *text, gssize length)
{
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, length);
  guint64 key;

  digest[16] = '\0';
  key = g_ascii_strtoull (digest, NULL, 16);
  return key != 0 ? (gint64) key : 1;
}

static void append_value (GString *text, GVariant *value, gboolean path);

static int
compare_names (gconstpointer a, gconstpointer b)
{
  g_autoptr (GVariant) first = g_variant_get_child_value (*(GVariant *const *) a, 0), second = g_variant_get_child_value (*(GVariant *const *) b, 0);

  return g_strcmp0 (g_variant_get_string (first, NULL), g_variant_get_string (second, NULL));
}

/* @skipped: (nullable). By name, since a dictionary has no order. */
static void
append_members (GString *text, GVariant *dictionary, const char *const *skipped, gboolean path)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);

  for (gsize i = 0; i < g_variant_n_children (dictionary); i++)
    g_ptr_array_add (entries, g_variant_get_child_value (dictionary, i));
  g_ptr_array_sort (entries, compare_names);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (GVariant) name = g_variant_get_child_value (entries->pdata[i], 0), value = g_variant_get_child_value (entries->pdata[i], 1);
      const char *member = g_variant_get_string (name, NULL);
      if (skipped != NULL && g_strv_contains (skipped, member))
        continue;
      g_string_append (text, member);
      g_string_append_c (text, END_OF_NAME);
      append_value (text, value, path || (skipped != NULL && g_strv_contains (paths, member)));
      g_string_append_c (text, END_OF_VALUE);
    }
}

static void
append_number (GString *text, GVariant *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number = g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE)  ? g_variant_get_double (value)
                  : g_variant_is_of_type (value, G_VARIANT_TYPE_INT32) ? g_variant_get_int32 (value)
                                                                       : (double) g_variant_get_int64 (value);

  g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
append_string (GString *text, const char *string, gboolean path)
{
  g_autofree char *name = path ? g_path_get_basename (string) : NULL;

  g_string_append (text, name != NULL ? name : string);
}

static void
append_value (GString *text, GVariant *value, gboolean path)
{
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      g_autoptr (GVariant) inner = g_variant_get_variant (value);
      append_value (text, inner, path);
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DICTIONARY))
    append_members (text, value, NULL, path);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    append_string (text, g_variant_get_string (value, NULL), path);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE) || g_variant_is_of_type (value, G_VARIANT_TYPE_INT32) ||
           g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    append_number (text, value);
  else
    {
      g_autofree char *printed = g_variant_print (value, FALSE);
      g_string_append (text, printed);
    }
}

/* Returns: the key of a clip that stands alone; a clip that was made of it shares it */
gint64
rushes_stack_key_of_clip (const char *id)
{
  g_autofree char *text = g_strconcat ("clip ", id, NULL);

  return hash (text, -1);
}

/* Returns: the key that all takes of it have; 0 where nobody asked for the clip: it was imported */
gint64
rushes_stack_key_of_request (RushesRequest *request)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) skipped = g_ptr_array_new ();

  if (rushes_request_get_string (request, RUSHES_REQUEST_PROVIDER) == NULL)
    return 0;
  for (const char *const *name = left_out; *name != NULL; name++)
    g_ptr_array_add (skipped, (char *) *name);
  if (rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME) == NULL) /* a built-in one: as it was sent, with its seed */
    g_ptr_array_add (skipped, (char *) RUSHES_REQUEST_WORKFLOW);
  if (g_strcmp0 (rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE), "") == 0) /* the same as none */
    g_ptr_array_add (skipped, (char *) RUSHES_REQUEST_NEGATIVE);
  g_ptr_array_add (skipped, NULL);
  append_members (text, rushes_request_get_variant (request), (const char *const *) skipped->pdata, FALSE);
  return hash (text->str, text->len);
}

/* @text: as rushes_stack_key_to_text() writes it, or anything: what a person or another program wrote has a key as well */
gint64
rushes_stack_key_from_text (const char *text)
{
  guint64 key;

  if (strlen (text) == 16 && g_ascii_string_to_unsigned (text, 16, 1, G_MAXUINT64, &key, NULL))
    return (gint64) key;
  {
    g_autofree char *own = g_strconcat ("name ", text, NULL);
    return hash (own, -1);
  }
}

/* Returns: (transfer full): as it stands in a sidecar */
char *
rushes_stack_key_to_text (gint64 key)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x", (guint64) key);
}
