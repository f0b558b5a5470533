/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "server.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* Whatever becomes of the test, its server ends with it. */
static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static char *
read_address (GDataInputStream *lines)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (line, "http://"));
  return g_strdup (strstr (line, "http://"));
}

/**
 * server_start:
 * @option: (nullable): the first of the options of “rushes sample-server”, with %NULL at their end
 *
 * Returns: (transfer full): once it listens
 */
Server *
server_start (const char *option, ...)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  Server *self = g_new0 (Server, 1);
  va_list rest;

  for (const char *const *word = (const char *const[]) { g_getenv ("RUSHES"), "sample-server", "--run-ms", "50", NULL }; *word != NULL; word++)
    g_ptr_array_add (words, (gpointer) *word);
  va_start (rest, option);
  for (; option != NULL; option = va_arg (rest, const char *))
    g_ptr_array_add (words, (gpointer) option);
  va_end (rest);
  g_ptr_array_add (words, NULL);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->comfy = read_address (lines);
  self->videos = read_address (lines);
  return self;
}

void
server_stop (Server *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self->comfy);
  g_free (self->videos);
  g_free (self);
}
