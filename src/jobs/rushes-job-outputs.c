/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-outputs.h"

#include <string.h>

/* The files of a job that made several, as the ledger keeps them: one a line, the best first. A line that has
 * been saved stays as an empty one, so that after a crash the next is known by its number. */

static const char *
skip_saved (const char *files)
{
  return files + strspn (files, "\n");
}

/* 1 for the first */
guint
rushes_job_outputs_get_number (const char *files)
{
  return files != NULL ? skip_saved (files) - files + 1 : 1;
}

/* Returns: (transfer full) (nullable): what the provider is to fetch now */
char *
rushes_job_outputs_dup_current (const char *files)
{
  const char *line = files != NULL ? skip_saved (files) : NULL;

  return line != NULL ? g_strndup (line, strcspn (line, "\n")) : NULL;
}

/* Returns: (transfer full) (nullable): what the ledger keeps once the current one is saved; %NULL if it was the last */
char *
rushes_job_outputs_dup_rest (const char *files)
{
  const char *line = files != NULL ? skip_saved (files) : NULL;
  const char *end = line != NULL ? strchr (line, '\n') : NULL;
  g_autofree char *saved = NULL;

  if (end == NULL)
    return NULL;
  saved = g_strnfill (rushes_job_outputs_get_number (files), '\n');
  return g_strconcat (saved, end + 1, NULL);
}

/* Returns: (transfer full): the first clip has its job's id, the others have their number before it */
char *
rushes_job_outputs_dup_clip_id (const char *job_id, const char *files)
{
  guint number = rushes_job_outputs_get_number (files);

  return number > 1 ? g_strdup_printf ("%u-%s", number, job_id) : g_strdup (job_id);
}
