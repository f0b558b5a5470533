/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-fill.h"
#include "rushes-command-boards.h"
#include "rushes-follow.h"
#include "rushes-say.h"

#include <glib/gi18n.h>

/* rushes boards fill: the list, then one job for each shot without a take, until all of them have one. */

typedef struct
{
  RushesCore *core;
  char *slug;
  RushesFillOptions options;
  GHashTable *sent; /* numbers of shots, gint64 *: none is sent twice by one call */
} Fill;

static void
print_line (const RushesFillLine *line, gboolean out)
{
  g_autofree char *price = line->cost >= 0 ? g_strdup_printf (_("$%.2f"), line->cost) : g_strdup (_("no price known"));
  g_autofree char *text = line->missing != NULL
                            ? g_strdup_printf (_("%s\tcannot be made. %s"), line->shown, line->missing)
                            : g_strdup_printf ("%s\t%s\t%s\t%.1f s\t%s%s", line->shown, line->model, line->place, line->seconds, price,
                                               line->waits ? _("\twaits for another shot") : "");

  if (out)
    g_print ("%s\n", text);
  else
    rushes_say ("%s", text);
}

static guint
count (GPtrArray *lines, gboolean missing)
{
  guint n = 0;

  for (guint i = 0; i < lines->len; i++)
    n += (((RushesFillLine *) lines->pdata[i])->missing != NULL) == missing;
  return n;
}

/* What cannot go stands first, then what is sent, and the sum of it. */
static void
print_list (GPtrArray *lines, gboolean out)
{
  gboolean known;
  double sum = rushes_board_fill_sum (lines, &known);
  guint n = count (lines, FALSE);
  g_autofree char *shots = g_strdup_printf (ngettext ("%u shot", "%u shots", n), n);
  g_autofree char *text = known && sum > 0 ? g_strdup_printf (_("%s · $%.2f"), shots, sum)
                          : sum > 0        ? g_strdup_printf (_("%s · $%.2f and what has no price"), shots, sum)
                                           : g_strdup (shots);

  for (int missing = 1; missing >= 0; missing--)
    for (guint i = 0; i < lines->len; i++)
      if ((((RushesFillLine *) lines->pdata[i])->missing != NULL) == missing)
        print_line (lines->pdata[i], out);
  if (out)
    g_print ("%s\n", text);
  else
    rushes_say ("%s", text);
}

static gboolean
check_limit (Fill *fill, GPtrArray *lines)
{
  g_autoptr (GSettings) settings = g_settings_new (RUSHES_SETTINGS_ID);
  g_autofree char *excess = rushes_board_fill_dup_excess (fill->core, lines, g_settings_get_double (settings, "monthly-limit"));

  if (excess != NULL)
    rushes_say (_("rushes: %s Nothing was sent; --over-limit sends it anyway."), excess);
  return excess == NULL;
}

static gboolean
collect (Fill *fill, GError **error)
{
  g_autofree char *done = rushes_boards_change (fill->core, fill->slug, g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_COLLECT), error);

  return done != NULL;
}

/* Those that were sent before, and failed, are not sent again. */
static void
leave_out_sent (Fill *fill, GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      RushesFillLine *line = lines->pdata[i];
      if (line->request != NULL && !g_hash_table_add (fill->sent, g_memdup2 (&line->number, sizeof line->number)))
        g_clear_pointer (&line->request, rushes_request_unref);
    }
}

static void
on_read (GObject *queue, GAsyncResult *result, gpointer done)
{
  *(gboolean *) done = TRUE;
}

/* What was written into the ledger is taken up by this process or the one that owns the queue. */
static int
follow (Fill *fill, GPtrArray *ids)
{
  gboolean done = FALSE;

  rushes_job_queue_read_async (rushes_core_get_queue (fill->core), on_read, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  rushes_follow_own_or_hand_over (fill->core);
  return rushes_follow_jobs (fill->core, ids);
}

/* Sends what is ready, waits for it, and goes on with what waited for that. */
static int
go (Fill *fill, GPtrArray *lines)
{
  int code = RUSHES_EXIT_DONE;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan = g_ptr_array_ref (lines);

  for (;;)
    {
      g_autoptr (GPtrArray) ids = NULL, jobs = NULL;
      int result;

      leave_out_sent (fill, plan);
      ids = rushes_board_fill_send (fill->core, fill->slug, plan, &error);
      jobs = ids != NULL ? rushes_board_fill_list_jobs (fill->core, fill->slug, &error) : NULL;
      if (jobs == NULL)
        return rushes_say_fail (error, NULL);
      if (jobs->len == 0)
        return code;
      result = follow (fill, jobs);
      if (result > RUSHES_EXIT_FAILED)
        return result;
      code = MAX (code, result);
      g_clear_pointer (&plan, g_ptr_array_unref);
      if (!collect (fill, &error) || (plan = rushes_board_fill_plan (fill->core, fill->slug, &fill->options, &error)) == NULL)
        return rushes_say_fail (error, NULL);
      if (code != RUSHES_EXIT_DONE && ids->len == 0)
        return code; /* what is left cannot be waited for */
    }
}

static int
run (Fill *fill, gboolean dry_run, gboolean over_limit)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = NULL, jobs = NULL;
  guint n_missing;
  int code;

  if (!collect (fill, &error) || (lines = rushes_board_fill_plan (fill->core, fill->slug, &fill->options, &error)) == NULL ||
      (jobs = rushes_board_fill_list_jobs (fill->core, fill->slug, &error)) == NULL)
    return rushes_say_fail (error, NULL);
  if (lines->len == 0)
    rushes_say (_("No shot is empty."));
  else
    print_list (lines, dry_run);
  if (jobs->len > 0)
    rushes_say (ngettext ("%u job for this board is on its way.", "%u jobs for this board are on their way.", jobs->len), jobs->len);
  if (dry_run || (lines->len == 0 && jobs->len == 0))
    return RUSHES_EXIT_DONE;
  n_missing = count (lines, TRUE);
  if (!over_limit && !check_limit (fill, lines))
    return RUSHES_EXIT_FAILED;
  code = go (fill, lines);
  return code == RUSHES_EXIT_DONE && n_missing > 0 ? RUSHES_EXIT_FAILED : code;
}

int
rushes_command_board_fill (RushesCore *core, int argc, char **argv)
{
  gboolean dry_run = FALSE, over_limit = FALSE;
  Fill fill = { core, NULL, { FALSE, FALSE }, NULL };
  GOptionEntry entries[] = {
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Only list the shots, what is missing and what it costs"), NULL },
    { "over-limit", 0, 0, G_OPTION_ARG_NONE, &over_limit, N_("Send also what brings the month above its limit"), NULL },
    { "out-of-date", 0, 0, G_OPTION_ARG_NONE, &fill.options.out_of_date, N_("Also new takes for shots that are out of date"), NULL },
    { "from-action", 0, 0, G_OPTION_ARG_NONE, &fill.options.use_action, N_("Where a shot has no prompt, what happens in it is its prompt"), NULL },
    { NULL },
  };
  int code;

  if (!rushes_command_parse (entries, _("NAME — make a take for each shot that has none, and wait for them"), &argc, &argv))
    return RUSHES_EXIT_USAGE;
  if (argc != 2)
    return rushes_command_usage (_("Which board? rushes boards fill NAME"));
  fill.slug = rushes_command_find_board (core, argv[1]);
  if (fill.slug == NULL)
    return RUSHES_EXIT_FAILED;
  fill.sent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  code = run (&fill, dry_run, over_limit);
  g_hash_table_unref (fill.sent);
  g_free (fill.slug);
  return code;
}
