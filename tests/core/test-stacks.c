/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-judging.h"
#include "rushes-sidecar.h"
#include "rushes-stack-key.h"
#include "rushes-stacking.h"
#include "rushes-stacks.h"
#include "opened-library.h"
#include "sidecars.h"

/* Which clips stand together, which is on top, and how the user changes it. */

static GPtrArray *folders; /* of the tests: all their sidecars are checked at the end */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  open_library (fixture);
  g_ptr_array_add (folders, rushes_paths_dup_clip_path (fixture->paths, ""));
}

static RushesRequest *
new_request (const char *text)
{
  g_autoptr (GVariant) members = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);

  g_assert_nonnull (members);
  return rushes_request_new (members);
}

/* @request: as GVariant text */
static RushesClipInfo *
new_info (Fixture *fixture, const char *id, const char *request)
{
  RushesClipInfo *info = rushes_clip_info_new ();

  info->id = g_strdup (id);
  info->name = g_strdup_printf ("2026/11/%s.mp4", id);
  info->request = new_request (request);
  info->created_us = 1000000 * (gint64) ++fixture->n;
  info->duration_ms = 4000;
  info->size_bytes = 1;
  info->is_new = TRUE;
  return info;
}

static void
add (Fixture *fixture, const char *id, const char *request)
{
  g_autoptr (RushesClipInfo) info = new_info (fixture, id, request);
  g_autofree char *path = rushes_paths_dup_clip_path (fixture->paths, info->name), *folder = g_path_get_dirname (path);

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  g_assert_true (rushes_library_add (fixture->library, info, NULL));
}

#define FOX "{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'fox'>}"
#define OWL "{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'owl'>}"

static gint64
find_row (Fixture *fixture, const char *id)
{
  return rushes_library_find_row (fixture->library, id, NULL);
}

/* Returns: (transfer full): the rows of these clips */
static GArray *
find_rows (Fixture *fixture, const char *ids)
{
  g_auto (GStrv) list = g_strsplit (ids, " ", -1);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (char **id = list; *id != NULL; id++)
    {
      gint64 row = find_row (fixture, *id);
      g_assert_cmpint (row, >, 0);
      g_array_append_val (rows, row);
    }
  return rows;
}

static void
append_entry (Fixture *fixture, GString *text, const RushesEntry *entry)
{
  static const char *const marks[] = { [RUSHES_PLACE_ALONE] = "", [RUSHES_PLACE_TOP] = "^", [RUSHES_PLACE_FIRST] = "[", [RUSHES_PLACE_INNER] = "|",
                                       [RUSHES_PLACE_LAST] = "]" };
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (fixture->library, entry->row, NULL);

  g_string_append_printf (text, "%s%s%s", text->len > 0 ? " " : "", rushes_clip_get_id (clip), marks[entry->place]);
  if (entry->place != RUSHES_PLACE_ALONE)
    g_string_append_printf (text, "%u", entry->count);
}

/* @open: (nullable): a clip whose stack is open. @before: (nullable): what was shown; gets what is */
static char *
dup_shown (Fixture *fixture, RushesQuery query, const char *open, GArray **before)
{
  g_autoptr (GHashTable) stacks = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) found = NULL, entries = NULL, nothing = g_array_new (FALSE, FALSE, sizeof (RushesEntry));
  gint64 stack = open != NULL ? rushes_library_find_stack (fixture->library, find_row (fixture, open), NULL, NULL) : 0;
  GString *text = g_string_new (NULL);

  query.stacks = TRUE;
  if (open != NULL)
    g_hash_table_add (stacks, &stack);
  found = rushes_library_query_stacks (fixture->library, &query, NULL);
  entries = rushes_stacks_arrange (found, stacks, before != NULL && *before != NULL ? *before : nothing, NULL, NULL);
  for (guint i = 0; i < entries->len; i++)
    append_entry (fixture, text, &g_array_index (entries, RushesEntry, i));
  if (before != NULL)
    {
      g_clear_pointer (before, g_array_unref);
      *before = g_steal_pointer (&entries);
    }
  return g_string_free (text, FALSE);
}

#define assert_shown(text, ...)                                                                                         \
  G_STMT_START                                                                                                          \
  {                                                                                                                     \
    g_autofree char *shown_ = dup_shown (fixture, (RushesQuery) { __VA_ARGS__ }, NULL, NULL);                           \
    g_assert_cmpstr (shown_, ==, text);                                                                                 \
  }                                                                                                                     \
  G_STMT_END

/* Waits until it is in the index. */
static void
settle (Fixture *fixture)
{
  rushes_library_flush (fixture->library);
  g_object_unref (fixture->library);
  fixture->library = rushes_library_open (fixture->paths, NULL);
  g_assert_nonnull (fixture->library);
}

static void
judge (Fixture *fixture, const char *id, RushesOpinion opinion, int value)
{
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (clips, rushes_library_ref_clip (fixture->library, find_row (fixture, id), NULL));
  rushes_library_judge (fixture->library, rushes_judging_set (clips, opinion, g_variant_new_int32 (value)));
  settle (fixture);
}

static void
put (Fixture *fixture, const char *ids, gboolean apart)
{
  g_autoptr (GArray) rows = find_rows (fixture, ids);

  rushes_library_judge (fixture->library, apart ? rushes_stacking_unjoin (fixture->library, rows, NULL) : rushes_stacking_join (fixture->library, rows, NULL));
  settle (fixture);
}

static gint64
get_key (const char *request)
{
  g_autoptr (RushesRequest) own = new_request (request);

  return rushes_stack_key_of_request (own);
}

/* Also for a library that moves to another computer: it must not be another number in the next version. */
static void
test_keys (void)
{
  gint64 key = get_key ("{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'fox'>, 'seed': <int64 1>, 'width': <int64 640>, 'seconds': <5.0>,"
                        " 'fields': <{'steps': <20>, 'cfg': <5.0>}>, 'picture': <'/home/a/pictures/0a.png'>}");
  g_autofree char *text = rushes_stack_key_to_text (key);

  g_assert_cmpint (key, ==, get_key ("{'take': <int64 2>, 'prompt': <'fox'>, 'model': <'wan'>, 'provider': <'comfyui'>, 'seed': <int64 2>, 'cost': <0.5>,"
                                     " 'connection': <'any'>, 'width': <640>, 'seconds': <int64 5>, 'negative_prompt': <''>, 'workflow': <'{\"1\": 7}'>,"
                                     " 'fields': <{'cfg': <int64 5>, 'steps': <int64 20>}>, 'picture': <'/mnt/b/0a.png'>}"));
  g_assert_cmpint (key, !=, get_key ("{'provider': <'comfyui'>, 'model': <'wan'>, 'prompt': <'fox'>, 'seed': <int64 1>, 'width': <int64 640>,"
                                     " 'seconds': <5.0>, 'fields': <{'steps': <21>, 'cfg': <5.0>}>, 'picture': <'/home/a/pictures/0a.png'>}"));
  g_assert_cmpstr (text, ==, "1f00b2a5aab85c27");
  g_assert_cmpint (rushes_stack_key_from_text (text), ==, key);
  g_assert_cmpint (get_key (FOX), !=, get_key (OWL));
  g_assert_cmpint (get_key ("{'prompt': <'a file'>}"), ==, 0);
  g_assert_cmpint (get_key ("{'provider': <'comfyui'>, 'workflow_name': <'Mine'>, 'workflow': <'1'>}"), !=,
                   get_key ("{'provider': <'comfyui'>, 'workflow_name': <'Mine'>, 'workflow': <'2'>}"));
  g_assert_cmpint (rushes_stack_key_from_text ("my own stack"), !=, 0);
  g_assert_cmpint (rushes_stack_key_from_text ("0000000000000000"), !=, 0);
}

/* A stack stands where the first of its clips would. */
static void
test_takes_stand_together (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", FOX);
  add (fixture, "b", OWL);
  add (fixture, "c", "{'prompt': <'fox'>}"); /* imported */
  add (fixture, "d", FOX);
  assert_shown ("d^2 c b");
  assert_shown ("d^2 b c", .sort = RUSHES_SORT_OLDEST);
  add (fixture, "e", OWL);
  assert_shown ("e^2 d^2 c");
  settle (fixture);
  g_assert_cmpint (rushes_library_rebuild (fixture->library, NULL), ==, 5); /* from JSON, where numbers have other types */
  assert_shown ("e^2 d^2 c");
}

static void
test_the_best_is_on_top (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", FOX);
  add (fixture, "b", FOX);
  add (fixture, "c", FOX);
  add (fixture, "d", OWL);
  assert_shown ("d c^3");
  judge (fixture, "c", RUSHES_OPINION_VERDICT, RUSHES_VERDICT_REJECT);
  assert_shown ("d b^3");
  judge (fixture, "a", RUSHES_OPINION_RATING, 2);
  assert_shown ("d a^3");
  judge (fixture, "b", RUSHES_OPINION_RATING, 3);
  assert_shown ("d b^3");
  judge (fixture, "a", RUSHES_OPINION_VERDICT, RUSHES_VERDICT_PICK);
  assert_shown ("d a^3");
  assert_shown ("a^3 d", .sort = RUSHES_SORT_RATING);
}

/* A stack is shown when any of its clips matches; so many are told. */
static void
test_filters (Fixture *fixture, gconstpointer data)
{
  add (fixture, "a", FOX);
  add (fixture, "b", FOX);
  add (fixture, "c", FOX);
  add (fixture, "d", OWL);
  judge (fixture, "c", RUSHES_OPINION_VERDICT, RUSHES_VERDICT_REJECT);
  judge (fixture, "a", RUSHES_OPINION_LABEL, 7);
  assert_shown ("d b^2", .decision = RUSHES_DECISION_NOT_REJECTED);
  assert_shown ("c", .decision = RUSHES_DECISION_REJECTED);
  assert_shown ("a", .label = 7);
  assert_shown ("b^3", .words = "fo");
  assert_shown ("d", .words = "owl");
}

/* While it is open, nothing in it moves. */
static void
test_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) before = NULL;
  g_autofree char *closed = NULL, *open = NULL, *judged = NULL, *more = NULL, *again = NULL;

  add (fixture, "a", FOX);
  add (fixture, "b", OWL);
  add (fixture, "c", FOX);
  add (fixture, "d", FOX);
  judge (fixture, "c", RUSHES_OPINION_RATING, 4);
  closed = dup_shown (fixture, (RushesQuery) { 0 }, NULL, &before);
  g_assert_cmpstr (closed, ==, "c^3 b");
  open = dup_shown (fixture, (RushesQuery) { 0 }, "a", &before);
  g_assert_cmpstr (open, ==, "c[3 d|3 a]3 b");
  judge (fixture, "a", RUSHES_OPINION_RATING, 5);
  judge (fixture, "c", RUSHES_OPINION_VERDICT, RUSHES_VERDICT_REJECT);
  judged = dup_shown (fixture, (RushesQuery) { 0 }, "a", &before);
  g_assert_cmpstr (judged, ==, "c[3 d|3 a]3 b");
  add (fixture, "e", FOX);
  more = dup_shown (fixture, (RushesQuery) { 0 }, "a", &before);
  g_assert_cmpstr (more, ==, "c[4 d|4 a|4 e]4 b");
  again = dup_shown (fixture, (RushesQuery) { 0 }, NULL, &before);
  g_assert_cmpstr (again, ==, "a^4 b");
}

/* A remix of a remix stands with the first, whichever comes first. */
static void
test_chains (Fixture *fixture, gconstpointer data)
{
  add (fixture, "c", "{'provider': <'openai'>, 'prompt': <'at night'>, 'derive': <'remix'>, 'parent': <'b'>}");
  add (fixture, "a", FOX);
  assert_shown ("a c");
  add (fixture, "b", "{'provider': <'openai'>, 'prompt': <'in rain'>, 'derive': <'extend'>, 'parent': <'a'>}");
  assert_shown ("b^3");
  add (fixture, "d", FOX);
  add (fixture, "e", "{'provider': <'openai'>, 'prompt': <'at night'>, 'derive': <'edit'>, 'parent': <'f'>}");
  add (fixture, "f", "{'provider': <'openai'>, 'prompt': <'x'>, 'parent': <'e'>}"); /* no sense, and no end */
  assert_shown ("f^2 d^4");
  settle (fixture);
  rushes_library_rebuild (fixture->library, NULL);
  assert_shown ("f^2 d^4");
}

static void
on_undone (GObject *library, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
take_back (Fixture *fixture, gboolean redo)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) judgements = NULL;

  rushes_library_undo_async (fixture->library, redo, on_undone, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  judgements = rushes_library_undo_finish (fixture->library, result, NULL);
  g_assert_cmpuint (judgements->len, >, 0);
}

static char *
dup_stack (Fixture *fixture, const char *id)
{
  g_autofree char *name = g_strdup_printf ("2026/11/%s.mp4", id), *path = rushes_paths_dup_clip_path (fixture->paths, name);
  g_autofree char *sidecar = rushes_sidecar_dup_path (path), *text = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  g_assert_true (g_file_get_contents (sidecar, &text, NULL, NULL));
  info = rushes_sidecar_from_text (text, NULL);
  g_assert_true (info->is_new); /* it was not looked at */
  return g_strdup (info->stack);
}

static void
test_together_and_apart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *of_a = NULL, *of_b = NULL, *of_c = NULL;

  add (fixture, "a", FOX);
  add (fixture, "b", FOX);
  add (fixture, "c", "{'prompt': <'a file'>}");
  add (fixture, "d", OWL);
  put (fixture, "a c", FALSE);
  assert_shown ("d c^3");
  of_a = dup_stack (fixture, "a");
  of_c = dup_stack (fixture, "c");
  g_assert_null (of_a);
  g_assert_cmpint (strlen (of_c), ==, 16);
  add (fixture, "e", FOX); /* finds its takes there */
  assert_shown ("e^4 d");
  rushes_library_rebuild (fixture->library, NULL);
  assert_shown ("e^4 d");
  put (fixture, "b", TRUE);
  assert_shown ("e^3 d b");
  take_back (fixture, FALSE);
  assert_shown ("e^4 d");
  take_back (fixture, TRUE);
  assert_shown ("e^3 d b");
  put (fixture, "a e c", TRUE);
  assert_shown ("e d c b a");
  put (fixture, "e b a", FALSE); /* takes again, as if nothing had been */
  assert_shown ("e^3 d c");
  of_b = dup_stack (fixture, "b");
  g_assert_null (of_b);
}

/* What the user took apart stays so; what is made of a clip comes to where that is. */
static void
test_what_comes_later (Fixture *fixture, gconstpointer data)
{
  g_autofree char *of_c = NULL;

  add (fixture, "a", FOX);
  add (fixture, "b", FOX);
  put (fixture, "a", TRUE);
  add (fixture, "c", "{'provider': <'openai'>, 'prompt': <'at night'>, 'derive': <'remix'>, 'parent': <'a'>}");
  assert_shown ("c^2 b");
  add (fixture, "d", FOX);
  assert_shown ("d^2 c^2");
  of_c = dup_stack (fixture, "c");
  g_assert_nonnull (of_c);
  settle (fixture);
  rushes_library_rebuild (fixture->library, NULL);
  assert_shown ("d^2 c^2");
}

/* A closed stack stands for all of its clips, those too that a filter hides; an open one's clips for themselves. */
static void
test_what_is_meant (Fixture *fixture, gconstpointer data)
{
  RushesStackPart parts[2] = { { 0, TRUE }, { 0, FALSE } };
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (RushesStackPart)), all = NULL, apart = NULL;

  add (fixture, "a", FOX);
  add (fixture, "b", FOX);
  add (fixture, "c", OWL);
  parts[0].row = find_row (fixture, "b");
  parts[1].row = find_row (fixture, "c");
  g_array_append_vals (chosen, parts, 2);
  all = rushes_stacking_find (fixture->library, chosen, FALSE, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpint (g_array_index (all, gint64, 0), ==, parts[0].row);
  apart = rushes_stacking_find (fixture->library, chosen, TRUE, NULL); /* c is alone already */
  g_assert_cmpuint (apart->len, ==, 2);
  g_array_index (chosen, RushesStackPart, 0).whole = FALSE;
  g_clear_pointer (&apart, g_array_unref);
  apart = rushes_stacking_find (fixture->library, chosen, TRUE, NULL);
  g_assert_cmpuint (apart->len, ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*func) (Fixture *, gconstpointer);
  } tests[] = {
    { "/stacks/takes-stand-together", test_takes_stand_together },
    { "/stacks/the-best-is-on-top", test_the_best_is_on_top },
    { "/stacks/filters", test_filters },
    { "/stacks/open", test_open },
    { "/stacks/chains", test_chains },
    { "/stacks/together-and-apart", test_together_and_apart },
    { "/stacks/what-comes-later", test_what_comes_later },
    { "/stacks/what-is-meant", test_what_is_meant },
  };
  int result;

  g_main_context_acquire (NULL);
  g_test_init (&argc, &argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].func, tear_down);
  g_test_add_func ("/stacks/keys", test_keys);
  result = g_test_run ();
  return result != 0 ? result : !sidecars_are_described (folders);
}
