/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-command.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-follow.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes remote list|show|fetch|delete: the videos kept on a Videos API server. */

static char *
format_time (gint64 us)
{
  g_autoptr (GDateTime) time = us > 0 ? g_date_time_new_from_unix_local (us / G_USEC_PER_SEC) : NULL;

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("-");
}

static int
list (GPtrArray *videos)
{
  for (guint i = 0; i < videos->len; i++)
    {
      RushesRemoteVideo *video = videos->pdata[i];
      g_autofree char *created = format_time (video->created_us);
      g_autofree char *expires = format_time (video->expires_us);
      g_print ("%s\t%s\t%s\t%s\t%s\n", video->id, video->status, created, expires, video->prompt != NULL ? video->prompt : "");
    }
  return RUSHES_EXIT_DONE;
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  gpointer *box = data;

  box[0] = rushes_job_queue_add_finish (RUSHES_JOB_QUEUE (source), result, (GError **) &box[1]);
  box[2] = GINT_TO_POINTER (TRUE);
}

/* As a job that the server has taken already: it is followed and fetched like any other, and the ledger
 * sees to it that the same one is never fetched twice. */
static int
fetch (RushesCore *core, RushesConnection *connection, RushesRemoteVideo *video)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) known =
    rushes_ledger_get_remote_ids (rushes_core_get_ledger (core), rushes_connection_get_id (connection), &error);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (RushesRequest) request = rushes_remote_video_new_request (video);
  gpointer box[3] = { NULL };

  if (known == NULL)
    return rushes_say_fail (error, NULL);
  if (g_hash_table_contains (known, video->id))
    {
      rushes_say (_("rushes: That video is in the library or on its way already."));
      return RUSHES_EXIT_FAILED;
    }
  rushes_job_queue_adopt_async (rushes_core_get_queue (core), request, rushes_connection_get_id (connection), video->id, on_added, box);
  while (box[2] == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (box[1] != NULL)
    return rushes_say_fail (box[1], NULL);
  g_ptr_array_add (ids, g_strdup (rushes_job_get_id (box[0])));
  g_object_unref (box[0]);
  rushes_follow_own_or_hand_over (core);
  return rushes_follow_jobs (core, ids);
}

/* Not every server has the route; what it keeps is known by its id all the same. Its own words may tell another reason. */
static int
fail_to_list (const GError *error, const char *name)
{
  g_autoptr (RushesErrorText) text = rushes_error_text_new (error, name);
  g_autofree char *reason = rushes_error_text_with_said (error, text->sentence);

  if (!g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_GONE) && !g_error_matches (error, RUSHES_ERROR, RUSHES_ERROR_REJECTED))
    return rushes_say_fail (error, name);
  rushes_say (_("rushes: The server “%s” keeps no list of its videos. “rushes remote show ID” asks for one."), name);
  rushes_say ("  %s", reason);
  return RUSHES_EXIT_FAILED;
}

static int
run (RushesCore *core, RushesConnection *connection, const char *verb, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesTarget) target = rushes_core_new_target (core, connection, &error);
  RushesProvider *provider = rushes_core_get_provider (core, rushes_connection_get_kind (connection));
  g_autoptr (GPtrArray) videos = NULL;
  g_autoptr (RushesRemoteVideo) video = NULL;

  if (target == NULL)
    return rushes_say_fail (error, rushes_connection_get_name (connection));
  if (g_str_equal (verb, "delete"))
    return rushes_provider_remove (provider, target, id, NULL, &error)
             ? RUSHES_EXIT_DONE
             : rushes_say_fail (error, rushes_connection_get_name (connection));
  if (g_str_equal (verb, "list"))
    {
      videos = rushes_provider_list (provider, target, NULL, &error);
      return videos != NULL ? list (videos) : fail_to_list (error, rushes_connection_get_name (connection));
    }
  video = rushes_provider_look (provider, target, id, NULL, &error);
  if (video == NULL)
    return rushes_say_fail (error, rushes_connection_get_name (connection));
  if (g_str_equal (verb, "fetch"))
    return fetch (core, connection, video);
  g_print ("%s\n", video->json);
  return RUSHES_EXIT_DONE;
}

int
rushes_command_remote (RushesCore *core, int argc, char **argv)
{
  static const char *const verbs[] = { "list", "show", "fetch", "delete", NULL };
  g_autofree char *name = NULL;
  GOptionEntry entries[] = { { "connection", 'c', 0, G_OPTION_ARG_STRING, &name, N_("The server"), "NAME" }, { NULL } };
  g_autoptr (GError) error = NULL;
  RushesConnection *connection;

  if (!rushes_command_parse (entries, _("list [NAME] | show ID | fetch ID | delete ID"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "list") && name == NULL)
    {
      name = g_strdup (argv[2]);
      argc = 2;
    }
  if (argc < 2 || !g_strv_contains (verbs, argv[1]) || argc != (g_str_equal (argv[1], "list") ? 2 : 3))
    return rushes_command_usage (_("Say what to do: “rushes remote list [NAME]”, “show ID”, “fetch ID” or “delete ID”"));
  connection = rushes_core_choose (core, RUSHES_PROVIDER_OPENAI, name, &error);
  if (connection == NULL)
    return rushes_say_fail (error, NULL);
  return run (core, connection, argv[1], argc > 2 ? argv[2] : NULL);
}
