/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-environment.h"

#include "rushes-dump.h"

#include <string.h>

/* The key that OpenAI's own tools read from the environment, which is handed to every program that this one starts, and is read by others of the
 * same user for as long as this one runs. */

#define VARIABLE "OPENAI_API_KEY"

static char *taken; /* (nullable): as the environment it is the process's */

/* Takes the key out of the environment and overwrites it there. Before any thread. */
void
rushes_environment_take_key (void)
{
  char *shown = (char *) g_getenv (VARIABLE);

  if (shown == NULL || *shown == '\0')
    return;
  rushes_dump_leave_out_memory ();
  taken = g_strdup (shown);
  explicit_bzero (shown, strlen (shown));
  g_unsetenv (VARIABLE);
}

/* Returns: (nullable): taken or not. Any thread */
const char *
rushes_environment_get_key (void)
{
  return taken != NULL ? taken : g_getenv (VARIABLE);
}
