/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-differences.h"

#include "rushes-clip-text.h"
#include "rushes-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* With what else several clips were made. The order is that of the first clip that has a setting. */

typedef struct
{
  GPtrArray *differences; /* RushesDifference: all settings, until the same ones are taken out */
  guint n, clip;
} Collection;

static void
difference_free (gpointer data)
{
  RushesDifference *difference = data;

  g_free (difference->name);
  g_strfreev (difference->values);
  g_free (difference);
}

static RushesDifference *
find (Collection *collection, const char *name)
{
  RushesDifference *difference;

  for (guint i = 0; i < collection->differences->len; i++)
    if (g_str_equal (((RushesDifference *) collection->differences->pdata[i])->name, name))
      return collection->differences->pdata[i];
  difference = g_new0 (RushesDifference, 1);
  difference->name = g_strdup (name);
  difference->values = g_new0 (char *, collection->n + 1);
  for (guint i = 0; i < collection->n; i++)
    difference->values[i] = g_strdup ("");
  g_ptr_array_add (collection->differences, difference);
  return difference;
}

/* @value: (transfer full) (nullable) */
static void
add (Collection *collection, const char *name, char *value)
{
  RushesDifference *difference;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  difference = find (collection, name);
  g_free (difference->values[collection->clip]);
  difference->values[collection->clip] = value;
}

static void
add_field (const char *name, const char *value, gpointer collection)
{
  add (collection, name, g_strdup (value));
}

static char *
dup_base (const char *path)
{
  return path != NULL ? g_path_get_basename (path) : NULL;
}

static char *
dup_number (double number)
{
  return number > 0 ? rushes_number_dup_text (floor (number * 100 + 0.5) / 100) : NULL;
}

static void
add_settings (Collection *collection, const RushesClipInfo *info)
{
  RushesRequest *request = info->request;
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);

  add (collection, _("Seed"), seed >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seed) : NULL);
  add (collection, _("Prompt"), g_strdup (rushes_request_get_prompt (request)));
  add (collection, _("Negative prompt"), g_strdup (rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE)));
  add (collection, _("Model"), g_strdup (rushes_request_get_model_name (request)));
  add (collection, _("Size"), info->width > 0 ? g_strdup_printf ("%d × %d", info->width, info->height) : NULL);
  add (collection, _("Seconds"), dup_number (info->duration_ms / 1000.0));
  add (collection, _("Rate"), dup_number (info->fps));
  add (collection, _("First frame"), dup_base (rushes_request_get_string (request, RUSHES_REQUEST_PICTURE)));
  add (collection, _("Last frame"), dup_base (rushes_request_get_string (request, RUSHES_REQUEST_LAST_PICTURE)));
  rushes_clip_text_foreach_field (request, add_field, collection);
  add (collection, _("From"), g_strdup (info->imported_from != NULL ? info->imported_from : info->connection_name));
}

static gboolean
is_same (const RushesDifference *difference, guint n)
{
  for (guint i = 1; i < n; i++)
    if (!g_str_equal (difference->values[i], difference->values[0]))
      return FALSE;
  return TRUE;
}

/**
 * rushes_differences_find:
 * @infos: (array length=n): of clips
 * @n_same: (out) (optional): how many settings are the same for all
 *
 * Returns: (transfer full) (element-type RushesDifference): the others
 */
GPtrArray *
rushes_differences_find (const RushesClipInfo *const *infos, guint n, guint *n_same)
{
  Collection collection = { .differences = g_ptr_array_new_with_free_func (difference_free), .n = n };
  guint same = 0;

  for (; collection.clip < n; collection.clip++)
    add_settings (&collection, infos[collection.clip]);
  for (guint i = collection.differences->len; i-- > 0;)
    if (is_same (collection.differences->pdata[i], n))
      {
        g_ptr_array_remove_index (collection.differences, i);
        same++;
      }
  if (n_same != NULL)
    *n_same = same;
  return collection.differences;
}
