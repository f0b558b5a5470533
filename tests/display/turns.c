/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "turns.h"

#include "rushes-scratch.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static char *folder; /* (nullable): nothing is watched; else where the next two are */
static char *log_path, *gate_path;
static char *noted; /* (nullable): what there was when the program ended */

static gboolean
is_preloaded (const char *module)
{
  g_autofree char *maps = NULL;

  return g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL) && strstr (maps, module) != NULL;
}

/* Starts this program again with the module in front of the C library; what it starts in turn is spared that. First thing of all. */
void
turns_begin (void)
{
  const char *module = g_getenv ("STALL_MODULE");
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  gsize length = 0;

  g_unsetenv ("LD_PRELOAD");
  if (module == NULL || is_preloaded (module) || !g_file_get_contents ("/proc/self/cmdline", &words, &length, NULL))
    return;
  for (gsize i = 0; i < length; i += strlen (words + i) + 1)
    g_ptr_array_add (argv, words + i);
  g_ptr_array_add (argv, NULL);
  g_setenv ("LD_PRELOAD", module, TRUE);
  execv ("/proc/self/exe", (char **) argv->pdata);
  g_error ("This program could not be started again");
}

/* @library: what lies there is a disk that may be slow */
void
turns_watch (const char *library)
{
  const char *module = g_getenv ("STALL_MODULE");

  if (module == NULL || !is_preloaded (module))
    return;
  folder = rushes_scratch_make ();
  log_path = g_build_filename (folder, "log", NULL);
  gate_path = g_build_filename (folder, "gate", NULL);
  g_setenv ("STALL_LOG", log_path, TRUE);
  g_setenv ("STALL_GATE", gate_path, TRUE);
  g_setenv ("STALL_FOLDERS", library, TRUE);
}

/* @hang: nobody who asks for it comes back until this is %FALSE */
void
turns_set_hang (gboolean hang)
{
  g_assert_nonnull (folder);
  if (hang)
    g_file_set_contents (gate_path, "", 0, NULL);
  else
    g_unlink (gate_path);
}

/* The windows are gone: nobody waits for what is done from now on. */
void
turns_end (void)
{
  if (folder != NULL && noted == NULL && !g_file_get_contents (log_path, &noted, NULL, NULL))
    noted = g_strdup ("");
}

/* A stack is the line that does not begin with a space, and those after it that do. Returns: whether there is none; else they are told */
gboolean
turns_were_quick (void)
{
  g_autofree char *marked = noted != NULL ? g_strdup (noted) : g_strdup ("");
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) stacks = NULL;
  gboolean quick = TRUE;

  for (char *line = strchr (marked, '\n'); line != NULL && line[1] != '\0'; line = strchr (line + 1, '\n'))
    if (line[1] != ' ')
      *line = '\f';
  stacks = g_strsplit (marked, "\f", -1);
  for (char **stack = stacks; *stack != NULL; stack++)
    {
      const char *frames = strchr (*stack, '\n');
      if (**stack == '\0' || !g_hash_table_add (told, (gpointer) (frames != NULL ? frames : *stack)))
        continue;
      quick = FALSE;
      g_printerr ("The main thread waits for a disk: %s\n", *stack);
    }
  return quick;
}
