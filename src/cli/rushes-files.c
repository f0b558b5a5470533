/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-files.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

/* rushes generate --file FIELD=FILE: what a workflow loads. */

/* (transfer full): which places there are, for somebody who named another */
static char *
list_places (const RushesModelSpec *spec)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; spec != NULL && i < spec->files->len; i++)
    {
      const RushesFile *file = spec->files->pdata[i];
      g_string_append_printf (list, "%s%s (%s)", list->len > 0 ? ", " : "", file->name, file->label);
    }
  if (spec != NULL && spec->picture != RUSHES_PICTURE_NONE)
    g_string_append_printf (list, "%s" RUSHES_REQUEST_PICTURE, list->len > 0 ? ", " : "");
  if (spec != NULL && spec->has_last_picture)
    g_string_append (list, ", " RUSHES_REQUEST_LAST_PICTURE);
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* (transfer full) (nullable): a file, or that of a clip of the library */
static char *
dup_path (RushesCore *core, const char *text, GError **error)
{
  RushesLibrary *library = rushes_core_get_library (core);
  g_autoptr (GError) cause = NULL;
  gint64 row = g_file_test (text, G_FILE_TEST_EXISTS) ? 0 : rushes_library_find_row_by_start (library, text, &cause);
  g_autoptr (RushesClip) clip = row > 0 ? rushes_library_ref_clip (library, row, &cause) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  return clip != NULL ? rushes_library_dup_path (library, clip) : g_strdup (text);
}

static gboolean
refuse_place (const RushesModelSpec *spec, const char *name, GError **error)
{
  g_autofree char *places = list_places (spec);

  if (*places == '\0')
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("This workflow loads no file"));
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("This workflow has no place “%s” for a file. It has: %s"), name, places);
  return FALSE;
}

static gboolean
take (RushesCore *core, GVariantDict *files, const char *name, const char *text, const RushesModelSpec *spec, RushesDraft *draft, GError **error)
{
  g_autofree char *path = dup_path (core, text, error);
  const RushesFile *file = spec != NULL ? rushes_model_spec_find_file (spec, name) : NULL;

  if (path == NULL)
    return FALSE;
  if (file != NULL)
    g_variant_dict_insert (files, file->name, "s", path);
  else if (spec != NULL && spec->picture != RUSHES_PICTURE_NONE && g_str_equal (name, RUSHES_REQUEST_PICTURE))
    {
      g_free (draft->picture);
      draft->picture = g_steal_pointer (&path);
    }
  else if (spec != NULL && spec->has_last_picture && g_str_equal (name, RUSHES_REQUEST_LAST_PICTURE))
    {
      g_free (draft->last_picture);
      draft->last_picture = g_steal_pointer (&path);
    }
  else
    return refuse_place (spec, name, error);
  return TRUE;
}

/* @items: (nullable): FIELD=FILE, by a place's name or its node's title, or FIELD=CLIP, by what its id begins with. @spec: (nullable) */
gboolean
rushes_files_read (RushesCore *core, char **items, const RushesModelSpec *spec, RushesDraft *draft, GError **error)
{
  g_auto (GVariantDict) files = G_VARIANT_DICT_INIT (NULL);

  for (char **item = items; item != NULL && *item != NULL; item++)
    {
      g_auto (GStrv) pair = g_strsplit (*item, "=", 2);

      if (pair[0] == NULL || pair[1] == NULL)
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_INVALID, _("--file takes FIELD=FILE, not “%s”"), *item);
          return FALSE;
        }
      if (!take (core, &files, pair[0], pair[1], spec, draft, error))
        return FALSE;
    }
  draft->files = g_variant_ref_sink (g_variant_dict_end (&files));
  return TRUE;
}
