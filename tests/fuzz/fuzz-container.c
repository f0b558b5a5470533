/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include "fuzz.h"

#include "rushes-animation-delays.h"
#include "rushes-boxes.h"
#include "rushes-container.h"
#include "rushes-embedded.h"

#include <sys/mman.h>
#include <unistd.h>

/* A file that was downloaded, or is to be taken in: what it is, whether all of it is there, how it is turned, what was written into it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int fd = memfd_create ("clip", 0);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autoptr (RushesEmbedded) embedded = NULL;
  g_autoptr (GArray) delays = rushes_animation_delays_read (data, size);
  gboolean plays;
  int turn[4];

  g_assert_true (write (fd, data, size) == (gssize) size);
  rushes_container_get_extension (path, NULL);
  rushes_container_check (path, &plays, NULL);
  rushes_container_get_promise (path);
  rushes_boxes_find_turn (path, turn);
  embedded = rushes_embedded_look_into (path);
  close (fd);
  return 0;
}
