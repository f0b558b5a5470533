/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-judging.h"
#include "rushes-many-content.h"
#include "rushes-stacking.h"
#include "opened-library.h"
#include "spoiled-index.h"

/* One key for very many clips. */

#define N_MANY 120

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
}

static RushesClipInfo *
new_info (const char *id, const char *prompt, gint64 created_us)
{
  RushesClipInfo *info = rushes_clip_info_new ();
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  info->id = g_strdup (id);
  info->name = g_strdup_printf ("%s.mp4", id);
  info->request = rushes_request_new (g_variant_dict_end (&members));
  info->created_us = created_us;
  return info;
}

static void
add_many (Fixture *fixture)
{
  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *id = g_strdup_printf ("clip-%d", i);
      g_autoptr (RushesClipInfo) info = new_info (id, "many", i);
      g_assert_true (rushes_library_add (fixture->library, info, NULL));
    }
}

static void
on_undone (GObject *library, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* Returns: how many judgements were taken back, or made again */
static guint
take_back (Fixture *fixture, gboolean redo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) judgements = NULL;
  g_autoptr (GError) error = NULL;

  rushes_library_undo_async (fixture->library, redo, on_undone, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  judgements = rushes_library_undo_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  return judgements->len;
}

static void
count_judged (RushesLibrary *library, GPtrArray *judgements, gpointer n)
{
  *(guint *) n += judgements->len;
}

static GArray *
list_rows (Fixture *fixture, guint n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("clip-%u", i);
      g_array_append_vals (rows, &(gint64) { rushes_library_find_row (fixture->library, id, NULL) }, 1);
    }
  return rows;
}

/* Of very many nothing is read on the main thread, and what came before in another way comes first; those that are shown are told. One step. */
static void
test_very_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClip) shown = NULL;
  g_autoptr (GPtrArray) one = NULL;
  guint n_run, n_judged = 0;
  GArray *rows;

  add_many (fixture);
  one = ref_clips (fixture, "clip-7");
  shown = g_object_ref (one->pdata[0]);
  g_signal_connect (fixture->library, "judged", G_CALLBACK (count_judged), &n_judged);
  rushes_library_judge (fixture->library, rushes_judging_set (one, RUSHES_OPINION_RATING, g_variant_new_int32 (4)));
  rows = list_rows (fixture, N_MANY);
  n_run = rushes_database_get_n_run ();
  rushes_library_judge_rows (fixture->library, rows, RUSHES_OPINION_RATING, g_variant_new_int32 (4), NULL); /* all but that one */
  while (n_judged < N_MANY)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .minimum_rating = 4 }), ==, N_MANY);
  for (guint i = 0; i < 3; i++)
    rushes_library_judge_rows (fixture->library, list_rows (fixture, i < 2 ? N_MANY : 100), RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE));
  while (n_judged < 3 * N_MANY + 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rushes_clip_get_info (shown)->favourite);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .favourites = TRUE }), ==, 100);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, 100);
  g_assert_false (rushes_clip_get_info (shown)->favourite);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY - 1);
  g_assert_cmpint (rushes_clip_get_info (shown)->rating, ==, 4);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .minimum_rating = 4 }), ==, 1);
}

static void
on_result (GObject *library, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static GPtrArray *
find_tag_changes (RushesLibrary *library, gpointer rows, GError **error)
{
  return rushes_judging_tag_rows (library, rows, "keep", TRUE, NULL);
}

static GPtrArray *
find_stack_changes (RushesLibrary *library, gpointer rows, GError **error)
{
  return rushes_stacking_unjoin (library, rows, NULL);
}

static void
unref_rows (gpointer rows)
{
  g_array_unref (rows);
}

/* Tags and stacks of very many are a step each, too, and the main thread reads nothing for it. Who has the tag already does not change. */
static void
test_tags_and_stacks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) tagged = NULL, apart = NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GHashTable) counts = NULL;
  guint n_run, n_judged = 0;

  add_many (fixture);
  one = ref_clips (fixture, "clip-7");
  g_signal_connect (fixture->library, "judged", G_CALLBACK (count_judged), &n_judged);
  rushes_library_judge (fixture->library, rushes_judging_tag (one, "keep", TRUE));
  rows = list_rows (fixture, N_MANY);
  n_run = rushes_database_get_n_run ();
  rushes_library_judge_later_async (fixture->library, rows->len, find_tag_changes, g_array_ref (rows), unref_rows, on_result, &tagged);
  rushes_library_judge_later_async (fixture->library, rows->len, find_stack_changes, g_array_ref (rows), unref_rows, on_result, &apart);
  g_assert_cmpint (rushes_library_judge_later_finish (fixture->library, wait_for (&tagged), NULL), ==, N_MANY - 1);
  g_assert_cmpint (rushes_library_judge_later_finish (fixture->library, wait_for (&apart), NULL), ==, N_MANY);
  while (n_judged < 2 * N_MANY)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
  g_assert_true (g_strv_contains ((const char *const *) rushes_clip_get_info (one->pdata[0])->tags, "keep"));
  counts = rushes_library_count_tags (fixture->library, rows, NULL);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, "keep")), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY);
  g_assert_cmpuint (take_back (fixture, FALSE), ==, N_MANY - 1);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .tag = (char *) "keep" }), ==, 1);
}

static void
count_signal (gint *n)
{
  (*n)++;
}

/* Very many go out of sight and come back: all are told once, and where a linked one is among them that is known. */
static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) hidden = NULL, shown = NULL, one = NULL;
  g_autoptr (RushesClipInfo) linked = new_info ("linked", "many", N_MANY);
  g_autoptr (GArray) rows = NULL, last = NULL;
  int n_changed = 0, n_removed = 0;
  gboolean has_linked = TRUE;
  guint n_run;

  add_many (fixture);
  linked->linked = TRUE;
  g_assert_true (rushes_library_add (fixture->library, linked, NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_connect_swapped (fixture->library, "changed", G_CALLBACK (count_signal), &n_changed);
  g_signal_connect_swapped (fixture->library, "removed", G_CALLBACK (count_signal), &n_removed);
  rows = list_rows (fixture, N_MANY);
  last = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (last, &(gint64) { rushes_library_find_row (fixture->library, "linked", NULL) }, 1);
  n_run = rushes_database_get_n_run ();
  rushes_library_hide_rows_async (fixture->library, g_array_ref (rows), TRUE, on_result, &hidden);
  rushes_library_hide_rows_async (fixture->library, g_array_ref (last), TRUE, on_result, &one);
  g_assert_true (rushes_library_hide_rows_finish (fixture->library, wait_for (&hidden), &has_linked, NULL));
  g_assert_false (has_linked);
  g_assert_cmpint (n_changed, ==, 1);
  g_assert_true (rushes_library_hide_rows_finish (fixture->library, wait_for (&one), &has_linked, NULL));
  g_assert_true (has_linked);
  g_assert_cmpint (n_removed, ==, 1);
  g_assert_cmpuint (rushes_database_get_n_run (), ==, n_run);
  g_assert_cmpuint (count (fixture, (RushesQuery) { 0 }), ==, 0);
  rushes_library_hide_rows_async (fixture->library, g_array_ref (rows), FALSE, on_result, &shown);
  g_assert_true (rushes_library_hide_rows_finish (fixture->library, wait_for (&shown), NULL, NULL));
  g_assert_cmpuint (count (fixture, (RushesQuery) { 0 }), ==, N_MANY);
}

typedef struct
{
  guint n_all, n_waiting;
  gboolean over;
} Told;

static void
on_writing (RushesLibrary *library, guint n_done, guint n_all, guint n_waiting, gpointer data)
{
  Told *told = data;

  g_assert_cmpuint (n_done, <=, n_all);
  told->n_all = MAX (told->n_all, n_all);
  told->n_waiting = MAX (told->n_waiting, n_waiting);
  told->over = n_all == 0;
}

static GMutex held;

static GPtrArray *
wait_and_find (RushesLibrary *library, gpointer rows, GError **error)
{
  g_mutex_lock (&held);
  g_mutex_unlock (&held);
  return find_tag_changes (library, rows, error);
}

/* While very many are written this is told, what waits behind them too, and that it is over. */
static void
test_writing_is_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GArray) rows = NULL;
  Told told = { 0, 0, FALSE };

  add_many (fixture);
  rows = list_rows (fixture, N_MANY);
  g_signal_connect (fixture->library, "writing", G_CALLBACK (on_writing), &told);
  g_mutex_lock (&held);
  rushes_library_judge_later_async (fixture->library, rows->len, wait_and_find, g_array_ref (rows), unref_rows, on_result, &first);
  rushes_library_judge_rows (fixture->library, g_array_ref (rows), RUSHES_OPINION_RATING, g_variant_new_int32 (3), NULL);
  while (told.n_waiting == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (told.n_all, ==, N_MANY);
  g_mutex_unlock (&held);
  while (!told.over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (fixture, (RushesQuery) { .minimum_rating = 3, .tag = (char *) "keep" }), ==, N_MANY);
}

/* Written to a stream in memory. */
typedef struct
{
  GOutputStream *stream;
  gboolean done;
} Taken;

static void
on_taken (GObject *content, GAsyncResult *result, gpointer data)
{
  Taken *taken = data;
  g_autoptr (GError) error = NULL;

  g_assert_true (gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (content), result, &error));
  g_assert_no_error (error);
  taken->done = TRUE;
}

static void
begin_taking (GdkContentProvider *content, const char *type, Taken *taken)
{
  *taken = (Taken) { g_memory_output_stream_new_resizable (), FALSE };
  gdk_content_provider_write_mime_type_async (content, type, taken->stream, G_PRIORITY_DEFAULT, NULL, on_taken, taken);
}

/* Returns: how many lines name a clip */
static guint
end_taking (Taken *taken, const char *start)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  while (!taken->done)
    g_main_context_iteration (NULL, TRUE);
  text = g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (taken->stream)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (taken->stream)));
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    n += g_str_has_prefix (*line, start) && g_str_has_suffix (g_strstrip (*line), ".mp4");
  g_object_unref (taken->stream);
  return n;
}

static GdkContentProvider *
copy_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = rushes_library_query (fixture->library, &(RushesQuery) { 0 }, &error);

  g_assert_no_error (error);
  return rushes_many_content_new (fixture->library, rows);
}

/* Of the first @n rows, whether they are there or not. */
static GdkContentProvider *
copy_rows (Fixture *fixture, gint64 n)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 row = 1; row <= n; row++)
    g_array_append_val (rows, row);
  return rushes_many_content_new (fixture->library, rows);
}

static gboolean
offers_list (GdkContentProvider *content)
{
  g_autoptr (GdkContentFormats) formats = gdk_content_provider_ref_formats (content);

  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/uri-list"));
  return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST) && gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);
}

/* Before they are read, and after. What would have to be waited for is offered only then. */
static void
test_copied (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkContentProvider) content = NULL;
  g_auto (GValue) files = G_VALUE_INIT, text = G_VALUE_INIT, number = G_VALUE_INIT;
  g_autoptr (GError) early_error = NULL, error = NULL;
  g_autoptr (GSList) list = NULL;
  gint n_changed = 0;
  Taken early, late;
  guint n_run;

  add_many (fixture);
  n_run = rushes_database_get_n_run () + N_MANY; /* their rows are looked up for the test */
  content = copy_all (fixture);
  g_signal_connect_swapped (content, "content-changed", G_CALLBACK (count_signal), &n_changed);
  g_assert_false (offers_list (content));
  g_value_init (&files, GDK_TYPE_FILE_LIST);
  g_assert_false (gdk_content_provider_get_value (content, &files, &early_error));
  begin_taking (content, "text/uri-list", &early);
  g_assert_cmpuint (end_taking (&early, "file://"), ==, N_MANY);
  begin_taking (content, "text/plain;charset=utf-8", &late);
  g_assert_cmpuint (end_taking (&late, "/"), ==, N_MANY);
  g_assert_true (offers_list (content) && n_changed == 1);
  g_assert_true (gdk_content_provider_get_value (content, &files, &error));
  list = gdk_file_list_get_files (g_value_get_boxed (&files));
  g_assert_cmpuint (g_slist_length (list), ==, N_MANY);
  g_value_init (&text, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &text, &error));
  g_assert_true (g_str_has_suffix (g_value_get_string (&text), ".mp4"));
  g_value_init (&number, G_TYPE_INT);
  g_assert_false (gdk_content_provider_get_value (content, &number, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (rushes_database_get_n_run (), <=, n_run);
}

static void
on_refused (GObject *content, GAsyncResult *result, gpointer refused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (content), result, &error));
  g_assert_nonnull (error);
  *(gboolean *) refused = TRUE;
}

/* Whoever takes it is told, however late they ask: they would wait for ever. */
static void
test_copied_in_vain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GdkContentProvider) content = NULL;

  add_many (fixture);
  spoil_index (fixture->paths);
  content = copy_rows (fixture, N_MANY);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
      gboolean refused = FALSE;

      gdk_content_provider_write_mime_type_async (content, "text/uri-list", stream, G_PRIORITY_DEFAULT, NULL, on_refused, &refused);
      while (!refused)
        g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_main_context_acquire (NULL); /* as a main loop does: what workers tell is told here, when it is waited for */
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/judging/very-many", Fixture, NULL, set_up, test_very_many, tear_down);
  g_test_add ("/judging/very-many-tags-and-stacks", Fixture, NULL, set_up, test_tags_and_stacks, tear_down);
  g_test_add ("/judging/very-many-hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/judging/very-many-are-told", Fixture, NULL, set_up, test_writing_is_told, tear_down);
  g_test_add ("/judging/copied", Fixture, NULL, set_up, test_copied, tear_down);
  g_test_add ("/judging/copied-in-vain", Fixture, NULL, set_up, test_copied_in_vain, tear_down);
  return g_test_run ();
}
