/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "driver.h"
#include "mirror.h"
#include "takes.h"

/* What the grid shows (jobs before clips, stacks that open and close, what is selected) while all of it changes, much at once: whoever hears of a change
 * finds the whole list in order. What happens is chosen by GLib's seed for tests, which is printed: --seed repeats it. */

#define N_PROMPTS 6
#define N_ROUNDS 60
#define N_DEEDS 5 /* in one turn of the main loop */
#define CLIPS_MOST 160
#define JOBS_MOST 6

static guint n_made;
static GPtrArray *hidden; /* GArray of gint64 */

static RushesJobQueue *
get_queue (void)
{
  return rushes_core_get_queue (rushes_window_get_core (window));
}

static RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

static RushesClipList *
get_clips (void)
{
  return rushes_gallery_get_clips (rushes_window_get_gallery (window));
}

static GtkSelectionModel *
get_items (void)
{
  return gtk_grid_view_get_model (GTK_GRID_VIEW (find ("grid")));
}

static guint
count (gpointer list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static guint
count_jobs (void)
{
  return count (get_items ()) - count (get_clips ());
}

/* Which are selected, as somebody knows it who hears of changes. */
typedef struct
{
  Mirror *mirror;
  GArray *selected; /* gboolean */
} Chosen;

static gboolean
is_selected (guint position)
{
  return gtk_selection_model_is_selected (get_items (), position);
}

static void
check_chosen (Chosen *self)
{
  g_autoptr (GtkBitset) bits = gtk_selection_model_get_selection (get_items ());
  guint n = 0;

  g_assert_cmpuint (self->selected->len, ==, count (get_items ()));
  for (guint i = 0; i < self->selected->len; i++)
    {
      g_assert_true (g_array_index (self->selected, gboolean, i) == is_selected (i) && is_selected (i) == gtk_bitset_contains (bits, i));
      n += is_selected (i);
    }
  g_assert_cmpuint (gtk_bitset_get_size (bits), ==, n);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Chosen *self)
{
  if (removed > 0)
    g_array_remove_range (self->selected, position, removed);
  for (guint i = position; i < position + added; i++)
    g_array_insert_vals (self->selected, i, &(gboolean) { is_selected (i) }, 1);
  check_chosen (self);
}

static void
on_selection_changed (GtkSelectionModel *model, guint position, guint n, Chosen *self)
{
  for (guint i = position; i < position + n; i++)
    g_array_index (self->selected, gboolean, i) = is_selected (i);
  check_chosen (self);
}

/* Jobs come first, and each clip is where its entry says. */
static void
check_order (GListModel *model, gpointer data)
{
  guint n_jobs = count_jobs ();

  g_assert_cmpuint (n_jobs, <=, count (model));
  for (guint i = 0; i < count (model); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (model, i);
      g_assert_true (i < n_jobs ? RUSHES_IS_JOB (item) : RUSHES_IS_CLIP (item));
      if (i >= n_jobs)
        {
          g_autoptr (RushesClip) clip = rushes_library_ref_clip_later (get_library (), rushes_clip_list_get_entry (get_clips (), i - n_jobs)->row);
          g_assert_true ((GObject *) clip == item);
        }
    }
  g_assert_null (rushes_clip_list_get_entry (get_clips (), count (get_clips ())));
}

static Chosen *
chosen_new (void)
{
  Chosen *self = g_new0 (Chosen, 1);

  self->selected = g_array_new (FALSE, FALSE, sizeof (gboolean));
  on_items_changed (G_LIST_MODEL (get_items ()), 0, 0, count (get_items ()), self);
  g_signal_connect (get_items (), "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect (get_items (), "selection-changed", G_CALLBACK (on_selection_changed), self);
  self->mirror = mirror_new (G_LIST_MODEL (get_items ()), check_order, NULL);
  return self;
}

static void
chosen_free (Chosen *self)
{
  g_signal_handlers_disconnect_by_data (get_items (), self);
  mirror_free (self->mirror);
  g_array_unref (self->selected);
  g_free (self);
}

static void
make_one_of_few (RushesClipInfo *info, int number)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *prompt = g_strdup_printf ("Take of %d", number % N_PROMPTS);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", "wan");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", (gint64) number);
  rushes_request_unref (info->request);
  info->request = rushes_request_new (g_variant_dict_end (&members));
}

static void
add_clips (int n)
{
  for (int i = 0; i < n; i++)
    take_add (get_library (), (int) (100000 - n_made++), make_one_of_few);
}

static void
add_job (void)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesRequest) request = NULL;

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "comfyui");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", "A job that waits");
  request = rushes_request_new (g_variant_dict_end (&members));
  rushes_job_queue_add_async (get_queue (), request, NULL, NULL, NULL);
}

static void
cancel_job (void)
{
  g_autoptr (RushesJob) job = count (get_queue ()) > 0 ? g_list_model_get_item (G_LIST_MODEL (get_queue ()), (guint) g_test_rand_int_range (0, (int) count (get_queue ()))) : NULL;

  if (job != NULL && !rushes_job_state_is_final (rushes_job_get_state (job)))
    rushes_job_queue_cancel (get_queue (), job);
  else if (job != NULL)
    rushes_job_queue_forget (get_queue (), job);
}

static void
on_hidden (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  rushes_library_hide_rows_finish (RUSHES_LIBRARY (library), result, NULL, &error);
  g_assert_no_error (error);
}

/* As *Move to Trash* does: more than RUSHES_MANY are told of as one. */
static void
hide (guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0, from = (guint) g_test_rand_int_range (0, 1 + (int) count (get_clips ()) / 2); i < n && from + i < count (get_clips ()); i++)
    g_array_append_vals (rows, &rushes_clip_list_get_entry (get_clips (), from + i)->row, 1);
  g_ptr_array_add (hidden, g_array_copy (rows));
  rushes_library_hide_rows_async (get_library (), rows, TRUE, on_hidden, NULL);
}

static void
bring_back (void)
{
  if (hidden->len > 0)
    rushes_library_hide_rows_async (get_library (), g_ptr_array_steal_index (hidden, (guint) g_test_rand_int_range (0, (int) hidden->len)), FALSE, on_hidden, NULL);
}

/* As a click on its number, on a closed one or on an open one. */
static void
toggle_stack (void)
{
  guint n = count (get_clips ()), from = n > 0 ? (guint) g_test_rand_int_range (0, (int) n) : 0;

  for (guint i = 0; i < n; i++)
    {
      const RushesEntry *entry = rushes_clip_list_get_entry (get_clips (), (from + i) % n);
      if (entry->place == RUSHES_PLACE_TOP || entry->place == RUSHES_PLACE_FIRST)
        {
          gtk_widget_activate_action (find ("grid"), "stack.toggle", "x", entry->stack);
          return;
        }
    }
}

static void
choose (void)
{
  guint n = count (get_items ()), at = n > 0 ? (guint) g_test_rand_int_range (0, (int) n) : 0;

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      gtk_selection_model_select_all (get_items ());
      break;
    case 1:
      gtk_selection_model_unselect_all (get_items ());
      break;
    case 2:
      gtk_selection_model_select_range (get_items (), at, n - at, g_test_rand_bit ());
      break;
    default:
      gtk_selection_model_select_item (get_items (), at, g_test_rand_bit ());
    }
}

static void
rate (void)
{
  g_autoptr (GArray) entries = rushes_gallery_list_selected (rushes_window_get_gallery (window));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < entries->len; i++)
    g_array_append_vals (rows, &g_array_index (entries, RushesEntry, i).row, 1);
  rushes_library_judge_rows (get_library (), rows, RUSHES_OPINION_RATING, g_variant_new_int32 (g_test_rand_int_range (0, 6)), NULL);
}

static void
search (void)
{
  static const char *const words[] = { "", "", "1", "2", "take" };

  rushes_gallery_search (rushes_window_get_gallery (window), words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
}

static void
do_something (void)
{
  switch (g_test_rand_int_range (0, 11))
    {
    case 0:
      add_clips (count_clips () < CLIPS_MOST ? g_test_rand_int_range (1, 12) : 0);
      break;
    case 1:
      hide (50);
      break;
    case 2:
      hide (RUSHES_MANY + 20);
      break;
    case 3:
      hide (1);
      break;
    case 4:
      bring_back ();
      break;
    case 5:
      if (count_jobs () < JOBS_MOST)
        add_job ();
      break;
    case 6:
      cancel_job ();
      break;
    case 7:
    case 8:
      toggle_stack ();
      break;
    case 9:
      choose ();
      rate ();
      break;
    default:
      choose ();
      search ();
    }
}

/* Where it crashed: the clips of a stack came in one after the other while its top still stood there as one, and behind all the clips there were jobs. */
static void
test_a_stack_opens_behind_jobs (void)
{
  Chosen *chosen;
  guint n;

  click (find ("first-sample"));
  wait_until (count_clips () == 2 && rushes_job_queue_is_idle (get_queue ()));
  rushes_job_queue_set_paused (get_queue (), TRUE);
  add_clips (8 * N_PROMPTS);
  wait_until (count (get_clips ()) == 2 + N_PROMPTS);
  for (int i = 0; i < 3; i++)
    add_job ();
  wait_until (count_jobs () == 3);
  wait_for_frames ();
  chosen = chosen_new ();
  for (guint i = 0; i < N_PROMPTS; i++)
    {
      n = count (get_clips ());
      for (guint at = 0; at < n; at++)
        if (rushes_clip_list_get_entry (get_clips (), at)->place == RUSHES_PLACE_TOP)
          {
            gtk_widget_activate_action (find ("grid"), "stack.toggle", "x", rushes_clip_list_get_entry (get_clips (), at)->stack);
            break;
          }
      wait_until (count (get_clips ()) == n + 7);
      wait_for_frames ();
    }
  mirror_check (chosen->mirror);
  g_assert_cmpuint (mirror_get_n_heard (chosen->mirror), >=, N_PROMPTS);
  chosen_free (chosen);
}

static void
test_much_at_once (void)
{
  Chosen *chosen = chosen_new ();
  g_autoptr (Mirror) clips = mirror_new (G_LIST_MODEL (get_clips ()), NULL, NULL);

  hidden = g_ptr_array_new ();
  for (int i = 0; i < N_ROUNDS; i++)
    {
      for (int n = g_test_rand_int_range (0, N_DEEDS); n >= 0; n--)
        do_something ();
      if (g_test_rand_bit ())
        wait_for_frames ();
      for (int n = g_test_rand_int_range (0, 30); n > 0; n--)
        g_main_context_iteration (NULL, FALSE);
    }
  wait_for_frames ();
  mirror_check (chosen->mirror);
  check_chosen (chosen);
  g_test_message ("%u changes of the grid, %u of its clips", mirror_get_n_heard (chosen->mirror), mirror_get_n_heard (clips));
  g_assert_cmpuint (mirror_get_n_heard (clips), >, N_ROUNDS / 4);
  chosen_free (chosen);
}

int
main (int argc, char **argv)
{
  driver_set_up ();
  driver_makes_clips = TRUE;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid/a-stack-opens-behind-jobs", test_a_stack_opens_behind_jobs);
  g_test_add_func ("/grid/much-at-once", test_much_at_once);
  return drive (argc, argv);
}
