/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-follow.h"
#include "rushes-job-text.h"
#include "rushes-owner.h"
#include "rushes-room.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes jobs, rushes cancel, rushes retry. */

#define PATIENCE_US (20 * G_TIME_SPAN_SECOND) /* with a server that does not answer a cancel */
#define LOOK_MS 200                           /* at another process's work */

static void
print_json (RushesJob *job, gboolean first)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  g_autofree char *prompt = rushes_command_json_string (rushes_request_get_prompt (record->request));
  g_autofree char *connection = rushes_command_json_string (record->connection_id);
  g_autofree char *remote = rushes_command_json_string (record->remote_id);
  g_autofree char *line = rushes_job_text_dup_error (job);
  g_autofree char *error = rushes_command_json_string (line);
  g_autofree char *field = rushes_command_json_string (rushes_error_get_field (record->error));
  g_autofree char *said = rushes_command_json_string (rushes_error_get_said (record->error));
  g_autofree char *request_id = rushes_command_json_string (rushes_error_get_request_id (record->error));
  g_autofree char *note = rushes_command_json_string (record->note);

  g_print ("%s\n  {\"id\": \"%s\", \"state\": \"%s\", \"provider\": \"%s\", \"connection\": %s, \"remote_id\": %s, "
           "\"prompt\": %s, \"error\": %s, \"error_field\": %s, \"error_said\": %s, \"request_id\": %s, \"note\": %s}",
           first ? "" : ",", record->id, rushes_job_state_to_string (record->state),
           rushes_provider_kind_to_string (rushes_request_get_provider (record->request)), connection, remote, prompt, error,
           field, said, request_id, note);
}

static void
print_line (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  g_autofree char *title = rushes_request_dup_title (record->request);
  g_autofree char *line = record->error != NULL ? rushes_job_text_dup_error (job) : g_strdup (record->note);
  g_autofree char *lines = rushes_error_text_with_said (record->error, line != NULL ? line : "");

  g_print ("%.8s  %-10s  %s%s%s\n", record->id, rushes_job_state_to_string (record->state), title, *lines != '\0' ? " — " : "", lines);
}

/* Why nothing goes on, whichever process owns the queue. */
static void
say_room (RushesCore *core)
{
  RushesPaths *paths = rushes_core_get_paths (core);
  g_autofree char *text = rushes_room_dup_state (rushes_paths_get_clips_dir (paths), rushes_paths_get_data_dir (paths));

  if (text != NULL)
    rushes_say ("%s", text);
}

int
rushes_command_jobs (RushesCore *core, int argc, char **argv)
{
  gboolean json = FALSE;
  GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("For programs"), NULL }, { NULL } };
  GListModel *queue = G_LIST_MODEL (rushes_core_get_queue (core));

  if (!rushes_command_parse_alone (entries, _("— list the queue"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (json)
    g_print ("[");
  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (queue, i);
      if (json)
        print_json (job, i == 0);
      else
        print_line (job);
    }
  if (json)
    g_print ("\n]\n");
  else if (!rushes_job_queue_is_idle (rushes_core_get_queue (core)))
    say_room (core);
  return RUSHES_EXIT_DONE;
}

/* Returns: (transfer none) (nullable): the one job whose id begins so; else it is said what is wrong */
static RushesJob *
find_job (RushesCore *core, const char *prefix)
{
  GListModel *queue = G_LIST_MODEL (rushes_core_get_queue (core));
  RushesJob *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (queue, i);
      if (!g_str_has_prefix (rushes_job_get_id (job), prefix))
        continue;
      if (found != NULL)
        {
          rushes_say (_("rushes: Several jobs begin with “%s”; give more of the ID."), prefix);
          return NULL;
        }
      found = job;
    }
  if (found == NULL)
    rushes_say (_("rushes: There is no job “%s”; “rushes jobs” lists them."), prefix);
  return found;
}

/* What is to be done with one job, by this process or by the one that owns the queue. */
typedef struct
{
  RushesCore *core;
  RushesJob *job;
  const char *action;
  RushesJobRecord *before;
  GMainLoop *loop;
  gint64 until;
} Deed;

static gboolean
is_done (Deed *deed)
{
  if (g_str_equal (deed->action, RUSHES_OWNER_CANCEL))
    return rushes_job_state_is_final (rushes_job_get_state (deed->job));
  return !rushes_job_record_is_like (rushes_job_get_record (deed->job), deed->before);
}

static void
do_here (Deed *deed)
{
  g_action_group_activate_action (rushes_core_get_actions (deed->core), deed->action,
                                  g_variant_new_string (rushes_job_get_id (deed->job)));
}

/* The owner may end before it has come to it: then it is for us. */
static gboolean
on_look (gpointer data)
{
  Deed *deed = data;
  RushesJobQueue *queue = rushes_core_get_queue (deed->core);

  if (!rushes_job_queue_is_owner (queue) && rushes_core_own (deed->core, NULL))
    {
      if (!is_done (deed))
        do_here (deed);
    }
  else if (!rushes_job_queue_is_owner (queue))
    rushes_job_queue_read_async (queue, NULL, NULL);
  if (is_done (deed) || g_get_monotonic_time () > deed->until)
    g_main_loop_quit (deed->loop);
  return G_SOURCE_CONTINUE;
}

static void
on_state (RushesJob *job, GParamSpec *pspec, gpointer data)
{
  Deed *deed = data;

  if (is_done (deed))
    g_main_loop_quit (deed->loop);
}

static void
see_done (Deed *deed)
{
  gulong handler = g_signal_connect (deed->job, "notify::state", G_CALLBACK (on_state), deed);
  guint timer = g_timeout_add (LOOK_MS, on_look, deed);

  if (!is_done (deed))
    g_main_loop_run (deed->loop);
  g_source_remove (timer);
  g_signal_handler_disconnect (deed->job, handler);
}

/* Owns the queue for as long as it takes to end @job, or until it is under way again; or has the owner do it, and waits for that. */
static int
act (RushesCore *core, RushesJob *job, const char *action)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RushesJob) held = g_object_ref (job);
  g_autoptr (RushesJobRecord) before = rushes_job_record_copy (rushes_job_get_record (job));
  Deed deed = { core, job, action, before, loop, g_get_monotonic_time () + PATIENCE_US };

  rushes_job_queue_set_paused (rushes_core_get_queue (core), TRUE); /* this one, and no other */
  if (rushes_core_own (core, NULL))
    do_here (&deed);
  else if (!rushes_owner_tell (core, action, rushes_job_get_id (job), &error))
    {
      if (!rushes_core_own (core, NULL)) /* it may have ended meanwhile */
        return rushes_say_fail (error, NULL);
      do_here (&deed);
    }
  see_done (&deed);
  if (is_done (&deed))
    return RUSHES_EXIT_DONE;
  if (rushes_job_get_record (job)->cancel_requested)
    rushes_say (_("rushes: Its server does not answer. The job is stopped as soon as it does."));
  else
    rushes_say (_("rushes: Nothing has come of it yet; “rushes jobs” tells when it has."));
  return RUSHES_EXIT_FAILED;
}

static int
cancel (RushesCore *core, RushesJob *job)
{
  int code = act (core, job, RUSHES_OWNER_CANCEL);

  if (code == RUSHES_EXIT_DONE)
    g_print ("%.8s  %s\n", rushes_job_get_id (job), rushes_job_state_to_string (rushes_job_get_state (job)));
  return code;
}

int
rushes_command_cancel (RushesCore *core, int argc, char **argv)
{
  RushesJob *job;

  if (!rushes_command_parse (NULL, _("ID — stop one job"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which job? rushes cancel ID"));
  job = find_job (core, argv[1]);
  if (job == NULL)
    return RUSHES_EXIT_FAILED;
  if (rushes_job_state_is_final (rushes_job_get_state (job)))
    {
      rushes_say (_("rushes: The job has already ended."));
      return RUSHES_EXIT_FAILED;
    }
  return cancel (core, job);
}

int
rushes_command_retry (RushesCore *core, int argc, char **argv)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesJob) held = NULL;
  gboolean again = FALSE;
  GOptionEntry entries[] = {
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Send it even if it may be paid for twice"), NULL }, { NULL }
  };
  RushesJobQueue *queue = rushes_core_get_queue (core);
  RushesJob *job;
  int code;

  if (!rushes_command_parse (entries, _("ID — try a failed job again"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which job? rushes retry ID"));
  job = find_job (core, argv[1]);
  if (job == NULL)
    return RUSHES_EXIT_FAILED;
  if (!rushes_job_state_is_final (rushes_job_get_state (job)) || rushes_job_get_state (job) == RUSHES_JOB_DONE)
    {
      rushes_say (_("rushes: The job has not failed."));
      return RUSHES_EXIT_FAILED;
    }
  g_ptr_array_add (ids, g_strdup (rushes_job_get_id (job)));
  held = g_object_ref (job);
  code = act (core, job, again ? RUSHES_OWNER_SEND_AGAIN : RUSHES_OWNER_RETRY);
  if (code != RUSHES_EXIT_DONE)
    return code;
  rushes_job_queue_set_paused (queue, FALSE);
  code = rushes_follow_jobs (core, ids);
  if (code == RUSHES_EXIT_FAILED && rushes_job_queue_may_pay_again (queue, job))
    rushes_say (_("The server was asked once more, and nothing was sent. Sending it again may cost twice: rushes retry --again %.8s"),
                rushes_job_get_id (job));
  return code;
}
