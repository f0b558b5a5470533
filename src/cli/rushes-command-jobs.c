/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-follow.h"
#include "rushes-job-text.h"
#include "rushes-owner.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes jobs, rushes cancel, rushes retry. */

#define PATIENCE_MS 20000 /* with a server that does not answer a cancel */

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

static gboolean
on_timeout (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static void
on_state (RushesJob *job, GParamSpec *pspec, gpointer loop)
{
  g_main_loop_quit (loop);
}

/* Owns the queue for as long as it takes to end @job, or until it is under way again. */
static int
act (RushesCore *core, RushesJob *job, const char *action, void (*func) (RushesJobQueue *, RushesJob *))
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (RushesJob) held = g_object_ref (job);
  RushesJobQueue *queue = rushes_core_get_queue (core);
  RushesJobState before = rushes_job_get_state (job);
  gulong handler;
  guint timer;

  rushes_job_queue_set_paused (queue, TRUE); /* this one, and no other */
  if (!rushes_core_own (core, &error))
    {
      if (rushes_owner_tell (core, action, rushes_job_get_id (job)))
        return RUSHES_EXIT_DONE;
      return rushes_say_fail (error, NULL);
    }
  func (queue, job);
  handler = g_signal_connect (job, "notify::state", G_CALLBACK (on_state), loop);
  timer = g_timeout_add (PATIENCE_MS, on_timeout, loop);
  while (rushes_job_get_state (job) == before || (func == rushes_job_queue_cancel && !rushes_job_state_is_final (rushes_job_get_state (job))))
    {
      g_main_loop_run (loop);
      if (rushes_job_get_state (job) == before && !rushes_job_get_record (job)->cancel_requested)
        break;
    }
  g_source_remove (timer);
  g_signal_handler_disconnect (job, handler);
  if (func == rushes_job_queue_cancel)
    g_print ("%.8s  %s\n", rushes_job_get_id (job), rushes_job_state_to_string (rushes_job_get_state (job)));
  return RUSHES_EXIT_DONE;
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
  return act (core, job, "cancel-job", rushes_job_queue_cancel);
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
  code = again ? act (core, job, "send-job-again", rushes_job_queue_send_again) : act (core, job, "retry-job", rushes_job_queue_retry);
  if (code != RUSHES_EXIT_DONE)
    return code;
  rushes_job_queue_set_paused (queue, FALSE);
  code = rushes_follow_jobs (core, ids);
  if (code == RUSHES_EXIT_FAILED && rushes_job_queue_may_pay_again (queue, job))
    rushes_say (_("The server was asked once more, and nothing was sent. Sending it again may cost twice: rushes retry --again %.8s"),
                rushes_job_get_id (job));
  return code;
}
