/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-fill.h"

#include "rushes-board-file.h"
#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-inherit.h"
#include "rushes-money.h"
#include "rushes-request-json.h"
#include "rushes-shot-number.h"
#include "rushes-shot-plan.h"
#include "rushes-shot-state.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Filling a board: which shots have no take, what each would be made with, what is missing; then one job for each. Nothing is sent before
 * somebody has seen the list. Blocking; a plan may be made on a worker. */

static void
line_clear (gpointer data)
{
  RushesFillLine *line = data;

  g_free (line->shown);
  g_free (line->action);
  g_strfreev (line->awaited[0]);
  g_strfreev (line->awaited[1]);
  g_free (line->model);
  g_free (line->place);
  g_free (line->missing);
  g_clear_pointer (&line->request, rushes_request_unref);
  g_free (line->connection_id);
}

RushesFillLine *
rushes_fill_line_ref (RushesFillLine *line)
{
  return g_atomic_rc_box_acquire (line);
}

/* For lists of them, too. */
void
rushes_fill_line_unref (gpointer line)
{
  g_atomic_rc_box_release_full (line, line_clear);
}

typedef struct
{
  RushesBoard *board;
  char *folder;
  const RushesFillOptions *options;
  RushesBoardModels *models;
  GPtrArray *lines;  /* RushesFillLine */
  GHashTable *plans; /* line → RushesShotPlan */
} Planner;

static gboolean
is_open (RushesBoard *board, RushesBoardItem *shot, const RushesFillOptions *options)
{
  RushesShotState state = rushes_shot_state_get (board, shot);

  return state == RUSHES_SHOT_EMPTY || state == RUSHES_SHOT_SKETCHED || (options->out_of_date && state == RUSHES_SHOT_OUT_OF_DATE);
}

static void
plan_free (gpointer data)
{
  rushes_shot_plan_clear (data);
  g_free (data);
}

/* Without what an error's text ends with: a line of the list is no sentence. */
static char *
dup_reason (const GError *error, RushesConnection *connection)
{
  char *text = rushes_error_text_one_line (error, connection != NULL ? rushes_connection_get_name (connection) : NULL);

  if (g_str_has_suffix (text, "."))
    text[strlen (text) - 1] = '\0';
  return text;
}

static RushesFillLack
find_lack (const RushesShotPlan *plan)
{
  if (!plan->answered)
    return RUSHES_FILL_SERVER;
  return plan->model != NULL ? RUSHES_FILL_PROMPT : RUSHES_FILL_OTHER;
}

/* What of the plan is known, also where something is missing. */
static void
take_plan (RushesFillLine *line, const RushesShotPlan *plan)
{
  if (plan->connection != NULL)
    {
      line->place = g_strdup (rushes_connection_get_name (plan->connection));
      line->connection_id = g_strdup (rushes_connection_get_id (plan->connection));
      line->free = plan->cost <= 0 && rushes_connection_is_free (plan->connection);
    }
  line->model = plan->model != NULL ? g_strdup (rushes_model_get_name (plan->model)) : NULL;
  line->seconds = plan->seconds;
  line->cost = plan->model != NULL ? plan->cost : -1;
}

/* (transfer full) */
static RushesFillLine *
new_line (RushesBoard *board, RushesBoardItem *shot)
{
  RushesFillLine *line = g_atomic_rc_box_new0 (RushesFillLine);

  line->number = rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0);
  line->shown = rushes_shot_number_dup_shown (shot);
  line->action = g_strdup (rushes_board_item_get_string (shot, RUSHES_BOARD_ACTION));
  line->length = rushes_inherit_get_length (board, shot);
  line->start = rushes_continuity_get_start (shot);
  return line;
}

static void
add_line (Planner *planner, RushesBoardItem *shot)
{
  RushesFillLine *line = new_line (planner->board, shot);
  RushesShotPlan *plan = g_new0 (RushesShotPlan, 1);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (planner->lines, line);
  g_hash_table_insert (planner->plans, line, plan);
  if (!rushes_shot_plan_make (plan, planner->models, planner->board, shot, planner->options->use_action, &error))
    {
      line->missing = dup_reason (error, plan->connection);
      line->lack = find_lack (plan);
    }
  take_plan (line, plan);
}

static RushesFillLine *
find_line (Planner *planner, gint64 number)
{
  for (guint i = 0; i < planner->lines->len; i++)
    if (((RushesFillLine *) planner->lines->pdata[i])->number == number)
      return planner->lines->pdata[i];
  return NULL;
}

typedef enum
{
  THERE,  /* nothing has to be waited for */
  COMES,  /* its take is made first */
  UNSURE, /* that depends on another line */
  NEVER,
} Need;

/* Why the line cannot be made, found later. @missing: (transfer full) */
static void
leave_out (RushesFillLine *line, char *missing)
{
  line->missing = missing;
  line->lack = RUSHES_FILL_OTHER;
}

/* @settled: (element-type RushesFillLine): lines of which it is known that they come */
static Need
look_at_need (Planner *planner, gint64 number, GHashTable *settled)
{
  RushesBoardItem *other = number != 0 ? rushes_board_find_shot (planner->board, number) : NULL;
  RushesFillLine *line = find_line (planner, number);

  if (other == NULL || rushes_continuity_get_take (other) != NULL)
    return THERE; /* one that is not there is missed when the frame is taken */
  if (rushes_shot_state_get (planner->board, other) == RUSHES_SHOT_GENERATING || (line != NULL && g_hash_table_contains (settled, line)))
    return COMES;
  return line != NULL && line->missing == NULL ? UNSURE : NEVER;
}

/* For whose takes it waits, and what is at them. */
static void
note_need (Planner *planner, RushesFillLine *line, int side, gint64 number, Need need)
{
  RushesBoardItem *other = need == COMES ? rushes_board_find_shot (planner->board, number) : NULL;

  if (other == NULL)
    return;
  line->waits_for[side] = number;
  line->awaited[side] = rushes_board_item_dup_texts (other, RUSHES_BOARD_JOBS);
}

/* What has to wait, and what waits for something that does not come. */
static void
settle (Planner *planner)
{
  g_autoptr (GHashTable) settled = g_hash_table_new (NULL, NULL);
  gboolean again = TRUE;

  while (again)
    {
      again = FALSE;
      for (guint i = 0; i < planner->lines->len; i++)
        {
          RushesFillLine *line = planner->lines->pdata[i];
          RushesBoardItem *shot = rushes_board_find_shot (planner->board, line->number);
          Need start = look_at_need (planner, rushes_continuity_get_start (shot), settled), end = look_at_need (planner, rushes_continuity_get_end (shot), settled);
          if (line->missing != NULL || g_hash_table_contains (settled, line) || MAX (start, end) == UNSURE)
            continue;
          again = TRUE;
          line->waits = MAX (start, end) == COMES;
          if (MAX (start, end) == NEVER)
            leave_out (line, g_strdup_printf (_("It is linked with shot %" PRId64 ", which has no take and is not made"),
                                              start == NEVER ? rushes_continuity_get_start (shot) : rushes_continuity_get_end (shot)));
          else
            g_hash_table_add (settled, line);
          note_need (planner, line, 0, rushes_continuity_get_start (shot), start);
          note_need (planner, line, 1, rushes_continuity_get_end (shot), end);
        }
    }
  for (guint i = 0; i < planner->lines->len; i++)
    {
      RushesFillLine *line = planner->lines->pdata[i];
      if (line->missing == NULL && !g_hash_table_contains (settled, line))
        leave_out (line, g_strdup (_("It waits for a shot that waits for it")));
    }
}

static void
build (Planner *planner, RushesFillLine *line)
{
  RushesShotPlan *plan = g_hash_table_lookup (planner->plans, line);
  RushesBoardItem *shot = rushes_board_find_shot (planner->board, line->number);
  g_autoptr (GError) error = NULL;

  if (line->missing != NULL || line->waits)
    return;
  line->request = rushes_shot_plan_build (plan, planner->models, planner->board, planner->folder, shot, planner->options->use_action, &error);
  if (line->request == NULL)
    leave_out (line, dup_reason (error, plan->connection));
}

/**
 * rushes_board_fill_plan_with:
 * @models: made in the main thread
 *
 * On a worker, or where nobody waits. What a fill would do now; nothing is sent.
 *
 * Returns: (transfer full) (element-type RushesFillLine) (nullable): the shots without a take and without a job, in their order
 */
GPtrArray *
rushes_board_fill_plan_with (RushesBoardModels *models, RushesCore *core, const char *slug, const RushesFillOptions *options, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, error);
  g_autoptr (GPtrArray) shots = board != NULL ? rushes_board_list_shots (board) : NULL, lines = g_ptr_array_new_with_free_func (rushes_fill_line_unref);
  g_autoptr (GHashTable) plans = g_hash_table_new_full (NULL, NULL, NULL, plan_free);
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);
  Planner planner = { board, folder, options, models, lines, plans };

  if (board == NULL)
    return NULL;
  for (guint i = 0; i < shots->len; i++)
    if (is_open (board, shots->pdata[i], options))
      add_line (&planner, shots->pdata[i]);
  settle (&planner);
  for (guint i = 0; i < lines->len; i++)
    build (&planner, lines->pdata[i]);
  return g_steal_pointer (&lines);
}

/* The same, all of it here. */
GPtrArray *
rushes_board_fill_plan (RushesCore *core, const char *slug, const RushesFillOptions *options, GError **error)
{
  g_autoptr (RushesBoardModels) models = rushes_board_models_new (core);

  return rushes_board_fill_plan_with (models, core, slug, options, error);
}

/* (transfer full) (nullable) */
static RushesFillLine *
plan_take (RushesBoardModels *models, RushesBoard *board, const char *folder, RushesBoardItem *shot, int before, GError **error)
{
  g_auto (RushesShotPlan) plan = { 0 };
  g_autoptr (RushesRequest) request = NULL;
  RushesFillLine *line;

  plan.before = before;
  if (!rushes_shot_plan_make (&plan, models, board, shot, FALSE, error) ||
      (request = rushes_shot_plan_build (&plan, models, board, folder, shot, FALSE, error)) == NULL)
    return NULL;
  line = new_line (board, shot);
  take_plan (line, &plan);
  line->request = g_steal_pointer (&request);
  return line;
}

/* So many takes of one shot, whether it has some or not. On a worker. Returns: (transfer full) (element-type RushesFillLine) (nullable): all
 * with a request; NULL with a whole sentence if something is missing */
GPtrArray *
rushes_board_fill_plan_shot (RushesBoardModels *models, RushesCore *core, const char *slug, gint64 number, int count, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, error);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (rushes_fill_line_unref);
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);
  RushesBoardItem *shot = board != NULL ? rushes_board_find_shot (board, number) : NULL;

  if (board != NULL && shot == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("Shot %" PRId64 " is not on the board any more"), number);
  for (int i = 0; shot != NULL && i < count; i++)
    {
      RushesFillLine *line = plan_take (models, board, folder, shot, i, error);
      if (line == NULL)
        return NULL;
      g_ptr_array_add (lines, line);
    }
  return shot != NULL ? g_steal_pointer (&lines) : NULL;
}

/* Returns: (transfer none) (nullable): what @lines (RushesFillLine) say of the shot @number */
RushesFillLine *
rushes_board_fill_find_line (GPtrArray *lines, gint64 number)
{
  for (guint i = 0; i < lines->len; i++)
    if (((RushesFillLine *) lines->pdata[i])->number == number)
      return lines->pdata[i];
  return NULL;
}

/* Returns: US dollars for all that can be made, those that wait too. @known: (out): whether all of them have a price */
double
rushes_board_fill_sum (GPtrArray *lines, gboolean *known)
{
  double sum = 0;

  *known = TRUE;
  for (guint i = 0; i < lines->len; i++)
    {
      const RushesFillLine *line = lines->pdata[i];
      *known = *known && (line->missing != NULL || line->cost >= 0);
      sum += line->missing == NULL && line->cost > 0 ? line->cost : 0;
    }
  return sum;
}

/* Returns: (transfer full) (nullable): a sentence, if all of it together would bring the month above its limit */
char *
rushes_board_fill_dup_excess (RushesCore *core, GPtrArray *lines, double limit)
{
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func ((GDestroyNotify) rushes_request_unref);
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  gboolean known;

  g_variant_dict_insert (&members, RUSHES_REQUEST_COST, "d", rushes_board_fill_sum (lines, &known));
  g_ptr_array_add (requests, rushes_request_new (g_variant_dict_end (&members)));
  return rushes_money_dup_excess (rushes_core_get_ledger (core), requests, limit);
}

/* @again: also where a shot has takes, or several jobs for it. Returns: (floating): the change that sends all lines that have a request */
GVariant *
rushes_board_fill_to_change (GPtrArray *lines, gboolean again)
{
  GVariantBuilder shots = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av")), requests = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  GVariantBuilder connections = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  GVariantDict change = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const RushesFillLine *line = lines->pdata[i];
      if (line->request == NULL)
        continue;
      g_variant_builder_add (&shots, "v", g_variant_new_int64 (line->number));
      g_variant_builder_add (&requests, "v", g_variant_new_take_string (rushes_request_to_json (line->request)));
      g_variant_builder_add (&connections, "v", g_variant_new_string (line->connection_id));
    }
  g_variant_dict_insert (&change, "do", "s", RUSHES_CHANGE_FILL);
  g_variant_dict_insert (&change, "again", "b", again);
  g_variant_dict_insert_value (&change, "shots", g_variant_builder_end (&shots));
  g_variant_dict_insert_value (&change, "requests", g_variant_builder_end (&requests));
  g_variant_dict_insert_value (&change, "connections", g_variant_builder_end (&connections));
  return g_variant_dict_end (&change);
}

/**
 * rushes_board_fill_send:
 * @lines: those with a request are sent; a shot that somebody else has filled meanwhile is left out
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the ids of the new jobs: they are in the ledger, and the shots know them
 */
GPtrArray *
rushes_board_fill_send (RushesCore *core, const char *slug, GPtrArray *lines, GError **error)
{
  g_autofree char *text = rushes_boards_change (core, slug, rushes_board_fill_to_change (lines, FALSE), error);
  g_auto (GStrv) words = NULL;
  GPtrArray *ids;

  if (text == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  words = g_strsplit (text, " ", -1);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (ids, g_strdup (*word));
  return ids;
}

/* Returns: (transfer full) (element-type utf8) (nullable): the jobs that shots of the board wait for */
GPtrArray *
rushes_board_fill_list_jobs (RushesCore *core, const char *slug, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_boards_load (core, slug, error);
  g_autoptr (GPtrArray) shots = board != NULL ? rushes_board_list_shots (board) : NULL;
  GPtrArray *ids;

  if (board == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < shots->len; i++)
    {
      g_auto (GStrv) jobs = rushes_board_item_dup_texts (shots->pdata[i], RUSHES_BOARD_JOBS);
      for (char **job = jobs; *job != NULL; job++)
        g_ptr_array_add (ids, g_strdup (*job));
    }
  return ids;
}
