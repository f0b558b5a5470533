/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-follow.h"

#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-job-text.h"
#include "rushes-owner.h"
#include "rushes-room.h"
#include "rushes-say.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

/* Follows jobs on a terminal until all have ended: a bar on a terminal, plain lines otherwise. */

#define LOOK_MS 300         /* at another process's work */
#define UNREACHABLE_TRIES 4 /* after that the job is left in the ledger */

typedef struct
{
  RushesCore *core;
  GPtrArray *ids;
  GHashTable *said;   /* job id → the line said last */
  GHashTable *tries;  /* job id → Tries */
  GMainLoop *loop;
  int code;
  gboolean full; /* it was said that the disk is */
} Follow;

/* How often we have seen a job begin in vain. */
typedef struct
{
  gint64 started_us; /* of the last one */
  int n;
} Tries;

static void
draw_bar (RushesJob *job, const char *text)
{
  double fraction = MAX (0, rushes_job_get_fraction (job));
  int filled = (int) (MIN (1, fraction) * 24);

  g_printerr ("\r\033[K%.8s [%.*s%.*s] %s%s", rushes_job_get_id (job), filled, "########################", 24 - filled,
              "........................", text, rushes_job_state_is_final (rushes_job_get_state (job)) ? "\n" : "");
}

static void
say_job (Follow *follow, RushesJob *job)
{
  g_autofree char *text = rushes_job_text_new (job);
  gboolean whole = !isatty (STDERR_FILENO) || rushes_job_state_is_final (rushes_job_get_state (job)); /* a bar has one line */
  g_autofree char *lines = whole ? rushes_error_text_with_said (rushes_job_get_record (job)->error, text) : g_strdup (text);

  if (isatty (STDERR_FILENO))
    draw_bar (job, lines);
  else if (g_strcmp0 (g_hash_table_lookup (follow->said, rushes_job_get_id (job)), text) != 0)
    {
      rushes_say ("%.8s %s", rushes_job_get_id (job), lines);
      g_hash_table_insert (follow->said, g_strdup (rushes_job_get_id (job)), g_strdup (text));
    }
}

static void
end_job (Follow *follow, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  if (record->state == RUSHES_JOB_DONE)
    {
      g_autofree char *path = rushes_paths_dup_clip_path (rushes_core_get_paths (follow->core), record->clip_name);
      g_print ("%s\n", path);
    }
  else
    follow->code = 1;
}

/* A server that stays away: the job is safe in the ledger, and a script should not hang on it. */
static gboolean
is_hopeless (Follow *follow, RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  Tries *tries = g_hash_table_lookup (follow->tries, record->id);

  if (record->connection_id == NULL)
    return TRUE;
  if (rushes_error_is_of_keyring (record->error))
    return TRUE; /* who was asked has not unlocked it */
  if (record->state != RUSHES_JOB_WAITING || record->error == NULL ||
      !(record->error->code == RUSHES_ERROR_REFUSED || record->error->code == RUSHES_ERROR_NAME ||
        record->error->code == RUSHES_ERROR_UNREACHABLE))
    return FALSE;
  if (tries == NULL)
    g_hash_table_insert (follow->tries, g_strdup (record->id), tries = g_new0 (Tries, 1));
  tries->n += record->started_us != tries->started_us;
  tries->started_us = record->started_us;
  return tries->n >= UNREACHABLE_TRIES;
}

static void
look (Follow *follow)
{
  RushesJobQueue *queue = rushes_core_get_queue (follow->core);

  for (guint i = 0; i < follow->ids->len;)
    {
      RushesJob *job = rushes_job_queue_find (queue, follow->ids->pdata[i]);

      if (job != NULL)
        say_job (follow, job);
      if (job != NULL && rushes_job_state_is_final (rushes_job_get_state (job)))
        end_job (follow, job);
      else if (job != NULL && is_hopeless (follow, job))
        {
          rushes_say (_("The job is kept; “rushes resume” carries on with it."));
          follow->code = 1;
        }
      else
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (follow->ids, i);
    }
  if (follow->ids->len == 0)
    g_main_loop_quit (follow->loop);
}

/* What keeps it from going on, and that it does again. */
static void
say_room (Follow *follow)
{
  g_autofree char *text = rushes_job_queue_dup_full (rushes_core_get_queue (follow->core));

  if ((text != NULL) == follow->full)
    return;
  follow->full = text != NULL;
  rushes_say ("%s%s", isatty (STDERR_FILENO) ? "\n" : "", text != NULL ? text : _("There is room again; the queue goes on."));
}

static void
on_changed (RushesJobQueue *queue, Follow *follow)
{
  look (follow);
}

/* Who only looks on carries on when the owner has gone, whatever way. */
static gboolean
on_look (gpointer data)
{
  Follow *follow = data;
  RushesJobQueue *queue = rushes_core_get_queue (follow->core);

  if (!rushes_job_queue_is_owner (queue) && rushes_core_own (follow->core, NULL))
    rushes_say (_("The other Rushes has ended; this one carries on."));
  else if (!rushes_job_queue_is_owner (queue))
    rushes_job_queue_read_async (queue, NULL, NULL);
  look (follow);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_interrupt (gpointer data)
{
  Follow *follow = data;

  rushes_say (_("\nInterrupted. The jobs are kept; “rushes resume” carries on with them."));
  follow->code = 130;
  g_main_loop_quit (follow->loop);
  return G_SOURCE_CONTINUE;
}

/* The other one knows it best, and tells its own window. */
static void
say_full_disk (RushesCore *core)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autofree char *text = rushes_room_dup_state (rushes_paths_get_clips_dir (paths), rushes_paths_get_data_dir (paths));

  if (text != NULL)
    rushes_say ("%s", text);
}

/* Owns the queue, or hands what was written to the process that does, or says who that is. */
void
rushes_follow_own_or_hand_over (RushesCore *core)
{
  g_autoptr (GError) error = NULL;

  if (rushes_core_own (core, &error))
    return;
  if (g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_AWAY))
    {
      g_autofree char *line = rushes_error_text_one_line (error, NULL);
      rushes_say (_("rushes: %s The job is kept and waits for it."), line);
      return;
    }
  g_clear_error (&error);
  if (rushes_owner_tell (core, RUSHES_OWNER_ADOPT, NULL, &error))
    {
      rushes_say (_("The running Rushes has taken the job over."));
      say_full_disk (core);
    }
  else
    rushes_say (_("%s. The job is in its ledger and goes on when that process ends or starts again."), error->message);
}

/**
 * rushes_follow_jobs:
 * @ids: (element-type utf8): the jobs to wait for; emptied
 *
 * Returns: 0 if all were saved, 1 if not, 130 if interrupted. Saved paths go to stdout.
 */
int
rushes_follow_jobs (RushesCore *core, GPtrArray *ids)
{
  Follow follow = { core, ids, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free), g_main_loop_new (NULL, FALSE), 0, FALSE };
  RushesJobQueue *queue = rushes_core_get_queue (core);
  gulong full = g_signal_connect_swapped (queue, "notify::full", G_CALLBACK (say_room), &follow);
  gulong handler = g_signal_connect (queue, "changed", G_CALLBACK (on_changed), &follow);
  guint timer = g_timeout_add (LOOK_MS, on_look, &follow);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, &follow);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, &follow);

  if (ids->len > 0)
    g_main_loop_run (follow.loop);
  g_source_remove (timer);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  g_signal_handler_disconnect (queue, handler);
  g_signal_handler_disconnect (queue, full);
  g_main_loop_unref (follow.loop);
  g_hash_table_unref (follow.said);
  g_hash_table_unref (follow.tries);
  return follow.code;
}
