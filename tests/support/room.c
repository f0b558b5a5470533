/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE
#undef _FILE_OFFSET_BITS

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#define NFS 0x6969

/* Preloaded: every disk has as many bytes free as the file ROOM_FILE says, which may change while the program runs, and what is asked for by the path
 * ROOM_AT as many as ROOM_AT_FILE says; with SHARE each is one that other computers see. */

static int
read_room (const char *of, unsigned long long *bytes)
{
  const char *at = getenv ("ROOM_AT"), *path = getenv (at != NULL && strcmp (of, at) == 0 ? "ROOM_AT_FILE" : "ROOM_FILE");
  FILE *file = path != NULL ? fopen (path, "re") : NULL;
  int known = file != NULL && fscanf (file, "%llu", bytes) == 1;

  if (file != NULL)
    fclose (file);
  return known;
}

/* The same twice: for who knows large files by another name, and who does not. */
#define STATVFS(name)                                                        \
  __attribute__ ((visibility ("default"))) int                               \
  name (const char *path, struct name *disk)                                 \
  {                                                                          \
    __typeof__ (name) *real = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name); \
    unsigned long long bytes;                                                \
    int result = real (path, disk);                                          \
                                                                             \
    if (result == 0 && read_room (path, &bytes))                             \
      disk->f_bfree = disk->f_bavail = bytes / disk->f_frsize;               \
    return result;                                                           \
  }

#define STATFS(name)                                                         \
  __attribute__ ((visibility ("default"))) int                               \
  name (const char *path, struct name *disk)                                 \
  {                                                                          \
    __typeof__ (name) *real = (__typeof__ (name) *) dlsym (RTLD_NEXT, #name); \
    int result = real (path, disk);                                          \
                                                                             \
    if (result == 0 && getenv ("SHARE") != NULL)                             \
      disk->f_type = NFS;                                                    \
    return result;                                                           \
  }

STATVFS (statvfs)
STATVFS (statvfs64)
STATFS (statfs)
STATFS (statfs64)
