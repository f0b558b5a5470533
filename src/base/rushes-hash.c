/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-hash.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* By what a file is known again, whatever it is called and wherever it lies. */

#define PORTION (256 * 1024)

/* Blocking: about a second for 300 MB. Returns: (transfer full) (nullable): SHA-256 in hexadecimal digits; %NULL where the file cannot be read */
char *
rushes_hash_dup (const char *path)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (PORTION);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n = fd < 0 ? -1 : 0;

  while (fd >= 0 && (n = read (fd, buffer, PORTION)) > 0)
    g_checksum_update (checksum, buffer, n);
  if (fd >= 0)
    g_close (fd, NULL);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
