/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <glib-object.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Preloaded: a worker is LATE_US late in letting go of the task that it has carried out, as one is that the kernel has stopped there, so that the main thread is
 * ahead of it; and whatever of ours ends on a worker is written, by its class, into the file LATE_LOG. */

static void
note (const char *class)
{
  int file = getenv ("LATE_LOG") != NULL ? open (getenv ("LATE_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

  if (file < 0)
    return;
  dprintf (file, "%s\n", class);
  close (file);
}

static int
is_main (void)
{
  return gettid () == getpid ();
}

static const char *
get_class (gpointer object)
{
  return g_type_name (G_TYPE_FROM_INSTANCE (object));
}

__attribute__ ((visibility ("default"))) void (g_object_unref) (gpointer object)
{
  static void (*real) (gpointer);

  if (real == NULL)
    real = (void (*) (gpointer)) dlsym (RTLD_NEXT, "g_object_unref");
  if (!is_main () && object != NULL)
    {
      if (strcmp (get_class (object), "GTask") == 0)
        usleep ((useconds_t) atoi (getenv ("LATE_US")));
      if (g_str_has_prefix (get_class (object), "Rushes") && g_atomic_int_get (&((GObject *) object)->ref_count) == 1)
        note (get_class (object));
    }
  real (object);
}
