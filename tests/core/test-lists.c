/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "mirror.h"
#include "opened-library.h"

#include "rushes-board-edit-several.h"
#include "rushes-board-edit.h"
#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-read.h"
#include "rushes-board-text.h"
#include "rushes-clip-list.h"
#include "rushes-connections.h"
#include "rushes-filtered-shots.h"
#include "rushes-job-line.h"
#include "rushes-workflows.h"

/* Each list model of ours changes in all ways that it can, chosen by GLib's seed for tests (it is printed, and --seed repeats it), and whoever hears of the
 * changes has the list at any time. */

#define N_DEEDS 250
#define N_IDS 12
#define N_CLIPS 200
#define N_TURNS 100

static int
choose (int n)
{
  return g_test_rand_int_range (0, n);
}

static const char *
choose_id (void)
{
  static const char *const ids[N_IDS] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };

  return ids[choose (N_IDS)];
}

static void
test_connections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesConnections) list = rushes_connections_load (fixture->paths);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list), NULL, NULL);

  for (int i = 0; i < N_DEEDS; i++)
    {
      const char *id = choose_id ();
      g_autoptr (RushesConnection) connection = rushes_connection_new (id, choose (2) ? RUSHES_PROVIDER_COMFYUI : RUSHES_PROVIDER_OPENAI, id, "http://localhost", NULL, choose (2));
      switch (choose (4))
        {
        case 0:
          rushes_connections_remove (list, id);
          break;
        case 1:
          rushes_connections_put_for_session (list, connection);
          break;
        case 2:
          if (rushes_connections_find (list, id) != NULL)
            rushes_connections_set_default (list, id);
          break;
        default:
          rushes_connections_put (list, connection);
        }
      mirror_check (mirror);
    }
  g_assert_true (rushes_connections_save (list, NULL));
  g_assert_cmpuint (mirror_get_n_heard (mirror), >, N_DEEDS / 4);
}

static void
test_workflows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesWorkflows) list = rushes_workflows_load (fixture->paths);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list), NULL, NULL);

  for (int i = 0; i < N_DEEDS; i++)
    {
      const char *id = choose_id ();
      RushesWorkflow *workflow = rushes_workflows_find (list, id);
      if (workflow == NULL && choose (2))
        rushes_workflows_restore (list, id);
      else if (workflow == NULL && g_hash_table_add ((GHashTable *) data, g_strdup (id)))
        {
          g_autofree char *stored = rushes_workflows_store (list, id, "{}", NULL);
          g_assert_cmpstr (rushes_workflow_get_id (rushes_workflows_insert (list, stored, choose_id ())), ==, id);
        }
      else if (workflow != NULL && choose (2))
        g_object_set (workflow, "name", choose_id (), "favourite", choose (2), NULL);
      else if (workflow != NULL && choose (2))
        rushes_workflows_touch (list, id);
      else
        rushes_workflows_remove (list, id);
      mirror_check (mirror);
    }
  g_assert_true (rushes_workflows_save (list, NULL));
  g_assert_cmpuint (mirror_get_n_heard (mirror), >, N_DEEDS / 4);
}

static void
test_jobs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesConnections) connections = rushes_connections_load (fixture->paths);
  g_autoptr (RushesJobLine) line = rushes_job_line_new (connections);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (line), NULL, NULL);

  for (int i = 0; i < N_DEEDS; i++)
    {
      guint n = rushes_job_line_get_length (line);
      if (n < 3 || choose (2))
        {
          RushesJobRecord *record = rushes_job_record_new ();
          record->id = g_uuid_string_random ();
          record->request = rushes_request_new (g_variant_new_parsed ("@a{sv} {}"));
          rushes_job_line_append (line, record);
        }
      else if (choose (2))
        rushes_job_line_swap (line, (guint) choose ((int) n), (guint) choose ((int) n));
      else
        for (int some = 1 + choose ((int) MIN (n, 50)); some > 0; some--)
          rushes_job_line_remove (line, (guint) choose ((int) rushes_job_line_get_length (line)));
      mirror_check (mirror);
    }
}

static RushesBoard *
read_again (RushesBoard *board)
{
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree char *text = rushes_board_snapshot_to_text (snapshot, &length);
  RushesBoard *again = rushes_board_new_from_text (text, length, &error);

  g_assert_no_error (error);
  return again;
}

static RushesBoardItem *
choose_shot (RushesBoard *board)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  return shots->len > 0 ? shots->pdata[choose ((int) shots->len)] : NULL;
}

/* (nullable) */
static RushesBoardStep *
choose_step (RushesBoard *board)
{
  RushesBoardItem *root = rushes_board_get_root (board), *scene = rushes_board_item_get_child (root, (guint) choose ((int) rushes_board_item_get_count (root)));
  RushesBoardItem *shot = choose_shot (board);
  gint64 number;

  if (shot == NULL || choose (3) == 0)
    return rushes_board_edit_add_shot (board, scene, (guint) choose (6), NULL, &number);
  if (choose (3) == 0)
    return rushes_board_edit_add_take (board, shot, "clip", NULL);
  if (choose (2))
    return rushes_board_edit_move (shot, scene, (guint) choose (6));
  return rushes_board_edit_remove (shot);
}

/* A board's items, what a page shows of it, and what of that is in some states. */
static void
test_shots (void)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("film-1", "Film");
  g_autoptr (RushesBoardView) view = rushes_board_view_new ();
  g_autoptr (RushesFilteredShots) shown = rushes_filtered_shots_new (view);
  g_autoptr (Mirror) all = mirror_new (G_LIST_MODEL (view), NULL, NULL), some = mirror_new (G_LIST_MODEL (shown), NULL, NULL);
  g_autoptr (GPtrArray) scenes = g_ptr_array_new_with_free_func ((GDestroyNotify) mirror_free);
  gint64 id;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      rushes_board_do (board, rushes_board_edit_add_scene (board, G_MAXUINT, "A scene", &id), &error);
      g_assert_no_error (error);
      g_ptr_array_add (scenes, mirror_new (G_LIST_MODEL (rushes_board_find_scene (board, id)), NULL, NULL));
    }
  for (int i = 0; i < N_DEEDS; i++)
    {
      g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (GError) error = NULL;
      RushesBoardItem *shot = choose_shot (board);

      for (int n = choose (8); n >= 0; n--)
        {
          RushesBoardStep *step = choose_step (board);
          g_assert_true (step == NULL || rushes_board_do (board, step, &error)); /* NULL: it stands there already */
          g_assert_no_error (error);
        }
      if (shot != NULL && choose (3) == 0)
        rushes_filtered_shots_set_states (shown, (guint) choose (4) << RUSHES_SHOT_EMPTY);
      shot = choose_shot (board);
      if (shot != NULL)
        g_array_append_vals (kept, &(gint64) { rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0) }, 1);
      rushes_filtered_shots_keep (shown, kept);
      {
        g_autoptr (RushesBoard) again = read_again (board);
        rushes_board_view_set_board (view, again);
      }
      if (choose (2))
        while (g_main_context_iteration (NULL, FALSE))
          ;
      mirror_check (all);
      mirror_check (some);
      g_ptr_array_foreach (scenes, (GFunc) (void (*) (void)) mirror_check, NULL);
    }
  g_assert_cmpuint (mirror_get_n_heard (some), >, N_DEEDS / 10);
}

static void
add_clip (Fixture *fixture)
{
  g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
  int number = fixture->n++;

  info->id = g_strdup_printf ("clip-%d", number);
  info->name = g_strdup_printf ("%d.mp4", number);
  info->created_us = 1000 + choose (1000000);
  info->request = rushes_request_new (g_variant_new_parsed ("{'prompt': <%s>, 'provider': <'comfyui'>, 'model': <'wan'>}", number % 3 ? "One by the sea" : info->id));
  g_assert_true (rushes_library_add (fixture->library, info, NULL));
}

/* As a grid that shows a part of it. */
static gboolean
find_sight (RushesSight *sight, gpointer list)
{
  guint n = g_list_model_get_n_items (list);

  if (n == 0)
    return FALSE;
  sight->first = n / 3;
  sight->last = MIN (n - 1, sight->first + 20);
  sight->anchor = sight->first;
  return TRUE;
}

/* Each entry is of the clip in its place. */
static void
check_entries (GListModel *model, gpointer library)
{
  RushesClipList *list = RUSHES_CLIP_LIST (model);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RushesClip) there = g_list_model_get_item (model, i), clip = rushes_library_ref_clip_later (library, rushes_clip_list_get_entry (list, i)->row);
      g_assert_true (there == clip);
    }
  g_assert_null (rushes_clip_list_get_entry (list, g_list_model_get_n_items (model)));
}

static GArray *
list_rows (RushesClipList *list, guint n)
{
  guint length = g_list_model_get_n_items (G_LIST_MODEL (list)), from = length > 0 ? (guint) choose ((int) length) : 0;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = from; i < length && i < from + n; i++)
    g_array_append_vals (rows, &rushes_clip_list_get_entry (list, i)->row, 1);
  return rows;
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_assert_true (rushes_library_hide_rows_finish (RUSHES_LIBRARY (library), result, NULL, NULL));
}

static void
query (RushesClipList *list)
{
  RushesQuery asked = { .words = choose (3) ? NULL : "sea", .stacks = choose (3) > 0, .sort = choose (2) ? RUSHES_SORT_RATING : RUSHES_SORT_NEWEST };

  rushes_clip_list_query (list, &asked);
}

/* What is told of one change leads to another: some go, or something else is asked for. */
typedef struct
{
  RushesLibrary *library;
  gboolean within;
} Meddler;

static void
meddle (RushesClipList *list, guint position, guint removed, guint added, Meddler *self)
{
  g_autoptr (GArray) rows = NULL;

  if (self->within || choose (12) > 0)
    return;
  self->within = TRUE;
  if (choose (3) == 0)
    query (list);
  rows = list_rows (list, 50);
  for (guint i = 0; i < rows->len; i++)
    g_signal_emit_by_name (self->library, "removed", g_array_index (rows, gint64, i));
  self->within = FALSE;
}

static void
change_clips (Fixture *fixture, RushesClipList *list, GPtrArray *hidden)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  const RushesEntry *entry = n > 0 ? rushes_clip_list_get_entry (list, (guint) choose ((int) n)) : NULL;
  GArray *rows;

  switch (choose (8))
    {
    case 0:
    case 1:
      rows = list_rows (list, choose (2) ? 50 : RUSHES_MANY + 30);
      g_ptr_array_add (hidden, g_array_copy (rows));
      rushes_library_hide_rows_async (fixture->library, rows, TRUE, on_hidden, NULL);
      break;
    case 2:
    case 3:
      if (hidden->len > 0)
        rushes_library_hide_rows_async (fixture->library, g_ptr_array_steal_index (hidden, (guint) choose ((int) hidden->len)), FALSE, on_hidden, NULL);
      break;
    case 4:
      rushes_library_judge_rows (fixture->library, list_rows (list, 1 + choose (90)), RUSHES_OPINION_RATING, g_variant_new_int32 (choose (6)), NULL);
      break;
    case 5:
      if (entry != NULL)
        rushes_clip_list_set_open (list, entry->stack, choose (2));
      break;
    case 6:
      for (int i = choose (10); i >= 0 && fixture->n < 2 * N_CLIPS; i--)
        add_clip (fixture);
      break;
    default:
      query (list);
    }
}

/* @meddles: whether something is changed within a change */
static void
change_much (Fixture *fixture, gboolean meddles)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (fixture->library);
  g_autoptr (Mirror) mirror = mirror_new (G_LIST_MODEL (list), check_entries, fixture->library);
  g_autoptr (GPtrArray) hidden = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Meddler meddler = { fixture->library, FALSE };

  for (int i = 0; i < N_CLIPS; i++)
    add_clip (fixture);
  if (meddles)
    g_signal_connect (list, "items-changed", G_CALLBACK (meddle), &meddler);
  rushes_clip_list_set_sight_func (list, find_sight, list);
  for (int turn = 0; turn < N_TURNS; turn++)
    {
      for (int n = choose (3); n >= 0; n--)
        change_clips (fixture, list, hidden);
      for (int n = choose (20); n > 0; n--)
        g_main_context_iteration (NULL, choose (4) == 0 && g_main_context_pending (NULL));
      mirror_check (mirror);
    }
  rushes_library_flush (fixture->library);
  while (g_main_context_iteration (NULL, FALSE))
    mirror_check (mirror);
  g_assert_cmpuint (mirror_get_n_heard (mirror), >, N_TURNS / 4);
  g_signal_handlers_disconnect_by_data (list, &meddler);
  rushes_clip_list_set_sight_func (list, NULL, NULL);
}

static void
test_clips (Fixture *fixture, gconstpointer data)
{
  change_much (fixture, FALSE);
}

static void
test_clips_within_changes (Fixture *fixture, gconstpointer data)
{
  change_much (fixture, TRUE);
}

static void
count_up (RushesClipList *list, guint *n)
{
  ++*n;
}

/* What is on its way and is asked for something else stays held until that is there: whoever was selected and is out comes again. */
static void
test_clips_stopped_on_their_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (fixture->library);
  guint n_replacing = 0, n_replaced = 0;

  for (int i = 0; i < N_CLIPS; i++)
    add_clip (fixture);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < N_CLIPS)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (list, "replacing", G_CALLBACK (count_up), &n_replacing);
  g_signal_connect (list, "replaced", G_CALLBACK (count_up), &n_replaced);
  rushes_clip_list_set_sight_func (list, find_sight, list);
  rushes_clip_list_query (list, &(RushesQuery) { .sort = RUSHES_SORT_OLDEST });
  while (n_replacing == 0)
    g_main_context_iteration (NULL, TRUE);
  rushes_clip_list_query (list, &(RushesQuery) { .sort = RUSHES_SORT_NEWEST });
  g_assert_cmpuint (n_replaced, ==, 0);
  while (n_replaced == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_replacing, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_CLIPS);
  for (guint i = 1; i < N_CLIPS; i++)
    g_assert_cmpint (rushes_clip_list_get_entry (list, i)->row, <, rushes_clip_list_get_entry (list, i - 1)->row);
  rushes_clip_list_set_sight_func (list, NULL, NULL);
}

/* What a list does that has shown one thing: asks for another in the same turn. */
static void
ask_anew (RushesClipList *list, gboolean *asked)
{
  if (*asked)
    return;
  *asked = TRUE;
  rushes_clip_list_query (list, &(RushesQuery) { .sort = RUSHES_SORT_NEWEST });
}

/* A question that is asked by who hears of the end of the one before is on its way: a clip that is made meanwhile comes with its answer, and not into what is shown still. */
static void
test_clips_asked_for_within_the_end (Fixture *fixture, gconstpointer signal)
{
  g_autoptr (RushesClipList) list = rushes_clip_list_new (fixture->library);
  gboolean asked = FALSE;

  for (int i = 0; i < N_CLIPS; i++)
    add_clip (fixture);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < N_CLIPS)
    g_main_context_iteration (NULL, TRUE);
  rushes_clip_list_set_sight_func (list, find_sight, list);
  rushes_clip_list_query (list, &(RushesQuery) { .sort = RUSHES_SORT_OLDEST });
  while (rushes_clip_list_get_entry (list, 0)->row > rushes_clip_list_get_entry (list, 1)->row)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (list, signal, G_CALLBACK (ask_anew), &asked);
  while (!asked)
    g_main_context_iteration (NULL, TRUE);
  add_clip (fixture);
  g_signal_emit_by_name (fixture->library, "added", rushes_library_find_row (fixture->library, "clip-200", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, N_CLIPS);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_CLIPS)
    g_main_context_iteration (NULL, TRUE);
  rushes_clip_list_set_sight_func (list, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
}

int
main (int argc, char **argv)
{
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lists/connections", Fixture, NULL, set_up, test_connections, tear_down);
  g_test_add ("/lists/workflows", Fixture, made, set_up, test_workflows, tear_down);
  g_test_add ("/lists/jobs", Fixture, NULL, set_up, test_jobs, tear_down);
  g_test_add_func ("/lists/shots", test_shots);
  g_test_add ("/lists/clips", Fixture, NULL, set_up, test_clips, tear_down);
  g_test_add ("/lists/clips-within-changes", Fixture, NULL, set_up, test_clips_within_changes, tear_down);
  g_test_add ("/lists/clips-stopped-on-their-way", Fixture, NULL, set_up, test_clips_stopped_on_their_way, tear_down);
  g_test_add ("/lists/clips-asked-for-when-restacked", Fixture, "restacked", set_up, test_clips_asked_for_within_the_end, tear_down);
  g_test_add ("/lists/clips-asked-for-when-replaced", Fixture, "replaced", set_up, test_clips_asked_for_within_the_end, tear_down);
  return g_test_run ();
}
