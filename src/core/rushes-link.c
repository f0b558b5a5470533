/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-link.h"

#include "rushes-error.h"
#include "rushes-sync.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* A clip whose file stays where it is has a symbolic link in the library: whatever is done with the clip is done with that. */

/* Returns: %FALSE */
static gboolean
set_error (const char *original, int code, GError **error)
{
  g_autofree char *name = g_filename_display_basename (original);

  if (code == EPERM || code == EOPNOTSUPP)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” cannot be linked: the disk of the library knows no links. Import a copy instead"), name);
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” cannot be linked: %s"), name, g_strerror (code));
  return FALSE;
}

/**
 * rushes_link_make:
 * @original: an absolute path
 * @final: where the library has the clip; a link that is there is replaced, a file is not
 *
 * Blocking.
 */
gboolean
rushes_link_make (const char *original, const char *final, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (final);

  if (g_file_test (final, G_FILE_TEST_IS_SYMLINK))
    g_unlink (final);
  if (rushes_sync_make_folder (folder) && symlink (original, final) == 0 && rushes_sync_folder (folder))
    return TRUE;
  return set_error (original, errno, error);
}
