/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-otioz.h"

#include "rushes-error.h"
#include "rushes-otio.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* A timeline and its media in one file: a zip with content.otio and version.txt deflated, and the media as they are in media/
 * (contracts/edit-interchange.md, section 1). */

#define VERSION "1.0.0"
#define CHUNK (256 * 1024)

typedef struct
{
  struct archive *zip;
  GFileProgressCallback progress; /* (nullable) */
  gpointer data;
  GCancellable *cancellable;
  char *buffer;
} Writing;

static gboolean
fail_in_zip (Writing *writing, GError **error)
{
  return rushes_error_set_from_errno (error, archive_errno (writing->zip), "write the document");
}

static gboolean
begin_entry (Writing *writing, const char *name, gint64 size, gboolean deflate, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean begun;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, g_get_real_time () / G_USEC_PER_SEC, 0);
  begun = (deflate ? archive_write_zip_set_compression_deflate : archive_write_zip_set_compression_store) (writing->zip) == ARCHIVE_OK &&
          archive_write_header (writing->zip, entry) == ARCHIVE_OK;
  archive_entry_free (entry);
  return begun || fail_in_zip (writing, error);
}

static gboolean
add_bytes (Writing *writing, const char *bytes, gsize length, GError **error)
{
  return archive_write_data (writing->zip, bytes, length) >= 0 || fail_in_zip (writing, error);
}

static gboolean
add_text (Writing *writing, const char *name, const char *text, gsize length, GError **error)
{
  return begin_entry (writing, name, (gint64) length, TRUE, error) && add_bytes (writing, text, length, error);
}

/* As many bytes as were promised: a file that somebody shortens meanwhile is no whole one. */
static gboolean
add_all (Writing *writing, GInputStream *stream, gint64 size, gint64 *done, GError **error)
{
  for (gint64 left = size; left > 0;)
    {
      g_autoptr (GError) cause = NULL;
      gssize length = g_input_stream_read (stream, writing->buffer, (gsize) MIN (left, CHUNK), writing->cancellable, &cause);

      if (length < 0 && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&cause));
      else if (length < 0)
        rushes_error_set_from_file (error, cause, "copy the media");
      else if (length == 0)
        rushes_error_set_from_errno (error, EIO, "copy the media");
      if (length <= 0 || !add_bytes (writing, writing->buffer, (gsize) length, error))
        return FALSE;
      left -= length;
      *done += length;
      if (writing->progress != NULL)
        writing->progress (*done, 0, writing->data);
    }
  return TRUE;
}

static gboolean
add_media (Writing *writing, const RushesSequenceMedia *media, gint64 *done, GError **error)
{
  g_autofree char *name = g_strconcat ("media/", media->name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (media->path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (file, writing->cancellable, &cause);
  g_autoptr (GFileInfo) info = stream != NULL ? g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, &cause) : NULL;

  if (info == NULL)
    {
      rushes_error_set_from_file (error, cause, "copy the media");
      return FALSE;
    }
  return begin_entry (writing, name, g_file_info_get_size (info), FALSE, error) &&
         add_all (writing, G_INPUT_STREAM (stream), g_file_info_get_size (info), done, error);
}

static gboolean
write_all (Writing *writing, const RushesSequence *sequence, int fd, GError **error)
{
  g_autoptr (GBytes) timeline = rushes_otio_write (sequence, "media");
  gsize length;
  const char *text = g_bytes_get_data (timeline, &length);
  gint64 done = 0;

  if (archive_write_set_format_zip (writing->zip) != ARCHIVE_OK || archive_write_open_fd (writing->zip, fd) != ARCHIVE_OK)
    return fail_in_zip (writing, error);
  if (!add_text (writing, "content.otio", text, length, error) || !add_text (writing, "version.txt", VERSION, strlen (VERSION), error))
    return FALSE;
  for (guint i = 0; i < sequence->media->len; i++)
    if (!add_media (writing, sequence->media->pdata[i], &done, error))
      return FALSE;
  if (archive_write_close (writing->zip) != ARCHIVE_OK)
    return fail_in_zip (writing, error);
  return fsync (fd) == 0 || rushes_error_set_from_errno (error, errno, "write the document");
}

/**
 * rushes_otioz_write:
 * @path: of the file, which is not there yet
 * @progress: (nullable): how many bytes of the media are in it; the total it does not know
 *
 * Blocking, any thread. Returns: whether all of it is on the disk; else the file is of no use
 */
gboolean
rushes_otioz_write (const RushesSequence *sequence, const char *path, GFileProgressCallback progress, gpointer data, GCancellable *cancellable, GError **error)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  g_autofree char *buffer = g_malloc (CHUNK);
  Writing writing = { NULL, progress, data, cancellable, buffer };
  gboolean written;

  if (fd < 0)
    return rushes_error_set_from_errno (error, errno, "write the document");
  writing.zip = archive_write_new ();
  written = write_all (&writing, sequence, fd, error);
  if (!written)
    archive_write_fail (writing.zip); /* or it would end the file as if it were whole */
  archive_write_free (writing.zip);
  if (close (fd) != 0 && written)
    return rushes_error_set_from_errno (error, errno, "write the document");
  return written;
}
