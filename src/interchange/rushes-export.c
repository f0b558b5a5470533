/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-export.h"

#include "rushes-edl.h"
#include "rushes-error.h"
#include "rushes-fcpxml.h"
#include "rushes-otio.h"
#include "rushes-otioz.h"
#include "rushes-room.h"
#include "rushes-scratch.h"
#include "rushes-shot-list.h"
#include "rushes-staging.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* A document and its media beside it. All is written into a folder of its own first, in the same place, and then put where it belongs:
 * what breaks off leaves nothing behind, and nothing is replaced before the new is whole. */

typedef struct
{
  const RushesSequence *sequence;
  RushesExportFormat format;
  const char *path;
  const RushesExportOptions *options;
  char *stage;             /* the folder that it is written into */
  char *media_folder;      /* where the media will be, or NULL: the form has none */
  GPtrArray *documents;    /* GBytes */
  GPtrArray *paths;        /* char *: of the documents */
  gint64 done, all;        /* bytes of media */
  GCancellable *cancellable;
} Export;

static const char *const format_names[] = { "otio", "otioz", "fcpxml", "edl", "csv", "pdf", "png" };

/* Returns: whether there is a format of that name */
gboolean
rushes_export_format_parse (const char *text, RushesExportFormat *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (format_names); i++)
    if (g_str_equal (text, format_names[i]))
      {
        *format = (RushesExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

/* Returns: (transfer full): the names of all, to be shown */
char *
rushes_export_dup_formats (void)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (format_names); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", format_names[i]);
  return g_string_free (names, FALSE);
}

/* (transfer full): the path without the ending that belongs to the format */
static char *
dup_stem (Export *self)
{
  g_autofree char *ending = g_strconcat (".", format_names[self->format], NULL);
  gsize length = strlen (self->path), cut = strlen (ending);

  if (length > cut && g_ascii_strcasecmp (self->path + length - cut, ending) == 0)
    return g_strndup (self->path, length - cut);
  return g_strdup (self->path);
}

/* The path that was asked for, and "-2", "-3" before its ending for what did not fit in. */
static void
name_documents (Export *self, const char *stem)
{
  g_ptr_array_add (self->paths, g_strdup (self->path));
  for (guint i = 1; i < self->documents->len; i++)
    g_ptr_array_add (self->paths, g_strdup_printf ("%s-%u%s", stem, i + 1, self->path + strlen (stem)));
}

static gboolean
has_media (RushesExportFormat format)
{
  return format == RUSHES_EXPORT_OTIO || format == RUSHES_EXPORT_FCPXML || format == RUSHES_EXPORT_EDL;
}

static void
write_documents (Export *self, GPtrArray *left_out)
{
  g_autofree char *stem = dup_stem (self), *folder = g_strconcat (stem, " media", NULL), *beside = g_path_get_basename (folder);

  self->media_folder = has_media (self->format) && self->sequence->media->len > 0 ? g_strdup (folder) : NULL;
  switch (self->format)
    {
    case RUSHES_EXPORT_OTIO:
      g_ptr_array_add (self->documents, rushes_otio_write (self->sequence, beside));
      break;
    case RUSHES_EXPORT_OTIOZ:
      break; /* one file with all of it, written where it is staged */
    case RUSHES_EXPORT_FCPXML:
      g_ptr_array_add (self->documents, rushes_fcpxml_write (self->sequence, folder));
      break;
    case RUSHES_EXPORT_EDL:
      g_ptr_array_unref (self->documents);
      self->documents = rushes_edl_write (self->sequence, left_out);
      break;
    case RUSHES_EXPORT_CSV:
      g_ptr_array_add (self->documents, rushes_shot_list_write (self->sequence));
      break;
    case RUSHES_EXPORT_PDF:
      g_ptr_array_add (self->documents, rushes_contact_sheet_write_pdf (self->sequence, &self->options->sheet));
      break;
    case RUSHES_EXPORT_PNG:
      for (guint page = 0; page < rushes_contact_sheet_count_pages (self->sequence); page++)
        g_ptr_array_add (self->documents, rushes_contact_sheet_write_png (self->sequence, &self->options->sheet, page));
      break;
    default:
      g_assert_not_reached ();
    }
  name_documents (self, stem);
}

static gboolean
are_free (Export *self, GError **error)
{
  for (guint i = 0; i < self->paths->len; i++)
    if (!rushes_staging_is_free (self->paths->pdata[i], self->options->replace, error))
      return FALSE;
  return self->media_folder == NULL ||
         rushes_staging_is_free (self->media_folder, self->options->replace && g_file_test (self->media_folder, G_FILE_TEST_IS_DIR), error);
}

static gboolean
make_stage (Export *self, GError **error)
{
  g_autofree char *media = NULL;

  self->stage = rushes_staging_make (self->path, error);
  if (self->stage == NULL)
    return FALSE;
  media = g_build_filename (self->stage, "media", NULL);
  return g_mkdir (media, 0777) == 0 || rushes_error_set_from_errno (error, errno, "make a folder there");
}

static void
on_bytes (goffset done, goffset all, gpointer data)
{
  Export *self = data;

  if (self->options->progress != NULL)
    self->options->progress (self->done + done, self->all, self->options->data);
}

static gboolean
copy_file (Export *self, const RushesSequenceMedia *media, GError **error)
{
  g_autofree char *path = g_build_filename (self->stage, "media", media->name, NULL);

  return rushes_staging_copy (media->path, path, on_bytes, self, self->cancellable, &self->done, error);
}

static void
count_media (Export *self)
{
  for (guint i = 0; i < self->sequence->media->len; i++)
    self->all += rushes_room_get_size (((const RushesSequenceMedia *) self->sequence->media->pdata[i])->path);
}

/* What cannot fit is not begun. Documents are small. */
static gboolean
has_room (Export *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  return (!has_media (self->format) && self->format != RUSHES_EXPORT_OTIOZ) || rushes_room_check (folder, self->all, error);
}

static gboolean
copy_media (Export *self, GError **error)
{
  for (guint i = 0; i < self->sequence->media->len; i++)
    if (!copy_file (self, self->sequence->media->pdata[i], error))
      return FALSE;
  return TRUE;
}

static char *
dup_staged (Export *self, guint number)
{
  g_autofree char *base = g_strdup_printf ("document-%u", number);

  return g_build_filename (self->stage, base, NULL);
}

static gboolean
stage_documents (Export *self, GError **error)
{
  g_autofree char *whole = dup_staged (self, 0);

  if (self->format == RUSHES_EXPORT_OTIOZ)
    return rushes_otioz_write (self->sequence, whole, on_bytes, self, self->cancellable, error);
  for (guint i = 0; i < self->documents->len; i++)
    {
      g_autofree char *path = dup_staged (self, i);
      gsize length;
      const char *text = g_bytes_get_data (self->documents->pdata[i], &length);

      if (!rushes_staging_write (path, text, length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_all (Export *self, GError **error)
{
  g_autofree char *media = g_build_filename (self->stage, "media", NULL);

  if (self->media_folder != NULL && (!rushes_staging_put (self->stage, media, self->media_folder, error) ||
                                     !rushes_staging_keep (self->stage, self->media_folder, error)))
    return FALSE;
  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autofree char *staged = dup_staged (self, i);
      if (!rushes_staging_put (self->stage, staged, self->paths->pdata[i], error))
        return FALSE;
    }
  return TRUE;
}

static void
export_clear (Export *self)
{
  if (self->stage != NULL)
    rushes_scratch_remove (self->stage);
  g_free (self->stage);
  g_free (self->media_folder);
  g_ptr_array_unref (self->documents);
  g_ptr_array_unref (self->paths);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Export, export_clear)

/**
 * rushes_export_write:
 * @path: absolute: of the document; its media come into a folder beside it, "NAME media"; further pages and lists into "NAME-2"
 * @left_out: (element-type utf8): gets a sentence for each thing that did not come along
 *
 * Returns: whether all of it is there; else nothing is. On a worker
 */
gboolean
rushes_export_write (const RushesSequence *sequence, RushesExportFormat format, const char *path, const RushesExportOptions *options,
                     GCancellable *cancellable, GPtrArray *left_out, GError **error)
{
  g_auto (Export) self = {
    .sequence = sequence, .format = format, .path = path, .options = options, .cancellable = cancellable,
    .documents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref), .paths = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < sequence->left_out->len; i++)
    g_ptr_array_add (left_out, g_strdup (sequence->left_out->pdata[i]));
  write_documents (&self, left_out);
  count_media (&self);
  return are_free (&self, error) && has_room (&self, error) && make_stage (&self, error) && (self.media_folder == NULL || copy_media (&self, error)) &&
         stage_documents (&self, error) && !g_cancellable_set_error_if_cancelled (cancellable, error) && put_all (&self, error);
}
