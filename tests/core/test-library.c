/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"
#include "rushes-connections.h"
#include "rushes-error.h"
#include "rushes-ledger.h"
#include "rushes-request-json.h"
#include "rushes-scratch.h"
#include "rushes-sidecar.h"
#include "sidecars.h"

#include <glib/gstdio.h>

static GPtrArray *folders; /* of the tests: all their sidecars are checked at the end */

static RushesPaths *
new_paths (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *config = g_build_filename (folder, "config", NULL);
  g_autofree char *cache = g_build_filename (folder, "cache", NULL);
  RushesPaths *paths = rushes_paths_new (folder, config, cache);

  g_assert_true (rushes_paths_prepare (paths, NULL));
  g_ptr_array_add (folders, rushes_paths_dup_clip_path (paths, ""));
  return paths;
}

static RushesRequest *
new_request (const char *prompt)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);
  GVariantDict fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "steps", "x", G_GINT64_CONSTANT (20));
  g_variant_dict_insert (&fields, "cfg", "d", 5.0);
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", "openai");
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", prompt);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SEED, "x", RUSHES_SEED_MAX);
  g_variant_dict_insert (&members, RUSHES_REQUEST_SECONDS, "d", 4.0);
  g_variant_dict_insert_value (&members, RUSHES_REQUEST_FIELDS, g_variant_dict_end (&fields));
  return rushes_request_new (g_variant_dict_end (&members));
}

static void
test_request_round_trip (void)
{
  g_autoptr (RushesRequest) request = new_request ("Quote \" \\ \n 🎬 مرحبا");
  g_autofree char *json = rushes_request_to_json (request);
  g_autoptr (RushesRequest) back = rushes_request_from_json (json, NULL);
  g_autoptr (GVariant) cfg = rushes_request_ref_field (back, "cfg");

  g_assert_cmpstr (rushes_request_get_prompt (back), ==, rushes_request_get_prompt (request));
  g_assert_cmpint (rushes_request_get_int (back, RUSHES_REQUEST_SEED, 0), ==, RUSHES_SEED_MAX);
  g_assert_cmpfloat (rushes_request_get_double (back, RUSHES_REQUEST_SECONDS, 0), ==, 4);
  g_assert_cmpfloat (g_variant_get_double (cfg), ==, 5);
}

static RushesJobRecord *
new_record (const char *id)
{
  RushesJobRecord *record = rushes_job_record_new ();

  record->id = g_strdup (id);
  record->state = RUSHES_JOB_WAITING;
  record->request = new_request ("p");
  record->connection_id = g_strdup ("c");
  record->created_us = 1;
  return record;
}

/* A job moves only from the state it is in: two hands never move the same one. */
static void
test_ledger_compares_and_sets (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLedger) ledger = rushes_ledger_open (paths, NULL);
  g_autoptr (RushesJobRecord) record = new_record ("a");
  g_autoptr (RushesJobRecord) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rushes_ledger_add (ledger, record, NULL));
  record->state = RUSHES_JOB_SUBMITTING;
  g_assert_true (rushes_ledger_write (ledger, record, RUSHES_JOB_WAITING, NULL));
  g_assert_false (rushes_ledger_write (ledger, record, RUSHES_JOB_WAITING, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE);
  record->error = g_error_new (RUSHES_ERROR, RUSHES_ERROR_BUSY, "later");
  g_assert_true (rushes_ledger_write (ledger, record, RUSHES_JOB_SUBMITTING, NULL));
  back = rushes_ledger_get (ledger, "a", NULL);
  g_assert_cmpint (back->state, ==, RUSHES_JOB_SUBMITTING);
  g_assert_error (back->error, RUSHES_ERROR, RUSHES_ERROR_BUSY);
  g_assert_cmpstr (back->error->message, ==, "later");
}

static void
test_two_jobs_never_share_a_video (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLedger) ledger = rushes_ledger_open (paths, NULL);
  g_autoptr (RushesJobRecord) a = new_record ("a"), b = new_record ("b");

  g_assert_true (rushes_ledger_add (ledger, a, NULL) && rushes_ledger_add (ledger, b, NULL));
  a->state = b->state = RUSHES_JOB_QUEUED;
  a->remote_id = g_strdup ("video_1");
  b->remote_id = g_strdup ("video_1");
  g_assert_true (rushes_ledger_write (ledger, a, RUSHES_JOB_WAITING, NULL));
  g_assert_false (rushes_ledger_write (ledger, b, RUSHES_JOB_WAITING, NULL));
}

static void
test_order (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLedger) ledger = rushes_ledger_open (paths, NULL);
  g_autoptr (RushesJobRecord) a = new_record ("a"), b = new_record ("b"), c = new_record ("c");
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (rushes_ledger_add (ledger, a, NULL) && rushes_ledger_add (ledger, b, NULL) && rushes_ledger_add (ledger, c, NULL));
  g_assert_true (rushes_ledger_swap (ledger, "a", "c", NULL));
  list = rushes_ledger_list (ledger, 0, NULL);
  g_assert_cmpstr (((RushesJobRecord *) list->pdata[0])->id, ==, "c");
  g_assert_cmpstr (((RushesJobRecord *) list->pdata[1])->id, ==, "b");
  g_assert_cmpstr (((RushesJobRecord *) list->pdata[2])->id, ==, "a");
}

static RushesClipInfo *
new_info (RushesPaths *paths, const char *id, const char *prompt)
{
  RushesClipInfo *info = rushes_clip_info_new ();
  g_autofree char *path = NULL, *folder = NULL;

  info->id = g_strdup (id);
  info->name = g_strdup_printf ("2026/11/%s.mp4", id);
  info->request = new_request (prompt);
  info->created_us = g_get_real_time ();
  info->duration_ms = 4000;
  info->size_bytes = 1;
  info->is_new = TRUE;
  path = rushes_paths_dup_clip_path (paths, info->name);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  return info;
}

static void
test_sidecar_round_trip (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesClipInfo) info = new_info (paths, "a", "Sidecar");
  g_autoptr (RushesClipInfo) back = NULL;
  g_autofree char *text = NULL;

  info->rating = 4;
  info->favourite = TRUE;
  info->cost = 0.4;
  text = rushes_sidecar_to_text (info);
  back = rushes_sidecar_from_text (text, NULL);
  g_assert_cmpint (back->rating, ==, 4);
  g_assert_true (back->favourite && back->is_new);
  g_assert_cmpfloat_with_epsilon (back->cost, 0.4, 1e-9);
  g_assert_cmpstr (rushes_request_get_prompt (back->request), ==, "Sidecar");
  g_assert_null (rushes_sidecar_from_text ("{}", NULL));
  g_assert_null (rushes_sidecar_from_text ("<html>", NULL));
}

/* What is not known is absent, and a flag is one. */
static void
test_sidecar_says_only_what_is_known (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesClipInfo) info = new_info (paths, "a", "Little");
  g_autofree char *text = NULL, *full = NULL;

  text = rushes_sidecar_to_text (info);
  for (const char *const *name = (const char *const[]) { "cost", "rating", "remote_id", "connection_name", "missing_decoder", "width",
                                                         "height", "fps", "took_ms", NULL }; *name != NULL; name++)
    {
      g_autofree char *member = g_strdup_printf ("\"%s\"", *name);
      if (strstr (text, member) != NULL)
        g_error ("%s in %s", member, text);
    }
  g_assert_nonnull (strstr (text, "\"favourite\" : false"));
  g_assert_nonnull (strstr (text, "\"new\" : true"));
  info->cost = 0;
  info->created_us = 1700000000123456;
  full = rushes_sidecar_to_text (info);
  g_assert_nonnull (strstr (full, "\"cost\" : 0.0"));
  g_assert_nonnull (strstr (full, "\"created\" : \"2023-11-14T22:13:20.123456Z\""));
}

static void
judge (RushesLibrary *library, RushesClip *clip, RushesOpinion opinion, GVariant *value)
{
  GPtrArray *judgements = rushes_judgements_new ();

  g_ptr_array_add (judgements, rushes_judgement_new (rushes_clip_get_info (clip), opinion, value));
  rushes_library_judge (library, judgements);
}

/* As versions before the schema wrote them, and the same clip as the schema says; with a member of somebody else's. */
#define OLD_SIDECAR                                                                                                     \
  "{ \"rushes_sidecar\": 1, \"id\": \"a\", \"name\": \"2026/11/a.mp4\", \"connection_name\": \"S\", \"width\": 640,"      \
  " \"height\": 352, \"duration_ms\": 4000, \"size_bytes\": 1, \"created_us\": 1700000000000000, \"took_ms\": 0, \"rating\": 0," \
  " \"favourite\": 1, \"new\": 0, \"sample\": 0, \"fps\": 24.0, \"cost\": -1.0, \"x-theirs\": [1, null],"                       \
  " \"request\": { \"provider\": \"openai\", \"model\": \"sora-2\", \"prompt\": \"Old words\", \"seed\": 5, \"fields\": { \"a\": true } } }"
#define NEW_SIDECAR                                                                                                     \
  "{ \"rushes_sidecar\": 2, \"id\": \"a\", \"name\": \"2026/11/a.mp4\", \"connection_name\": \"S\", \"width\": 640,"      \
  " \"height\": 352, \"duration_ms\": 4000, \"size_bytes\": 1, \"created\": \"2023-11-14T22:13:20Z\", \"favourite\": true,"   \
  " \"new\": false, \"sample\": false, \"fps\": 24.0, \"x-theirs\": [1, null],"                                               \
  " \"request\": { \"provider\": \"openai\", \"model\": \"sora-2\", \"prompt\": \"Old words\", \"seed\": 5, \"fields\": { \"a\": true } } }"

/* Returns: (transfer full): what the index has after a rebuild from that one sidecar */
static char *
rebuild_from (const char *form, gboolean rate)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesClipInfo) file = new_info (paths, "a", "");
  g_autofree char *clip = rushes_paths_dup_clip_path (paths, file->name);
  g_autofree char *path = rushes_sidecar_dup_path (clip);
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (RushesClip) shown = NULL;
  g_autoptr (GArray) rows = NULL;

  g_assert_true (g_file_set_contents (path, form, -1, NULL));
  library = rushes_library_open (paths, NULL);
  rows = rushes_library_query (library, &(RushesQuery) { .favourites = TRUE, .words = "words", .model = "sora-2" }, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  shown = rushes_library_ref_clip (library, g_array_index (rows, gint64, 0), NULL);
  judge (library, shown, RUSHES_OPINION_RATING, g_variant_new_int32 (rate ? 3 : 1)); /* writes it anew */
  if (!rate)
    judge (library, shown, RUSHES_OPINION_RATING, g_variant_new_int32 (0));
  rushes_library_flush (library);
  g_assert_cmpint (rushes_library_rebuild (library, NULL), ==, 1);
  return rushes_sidecar_to_text (rushes_clip_get_info (shown));
}

static void
test_old_sidecars_are_read (void)
{
  g_autofree char *from_old = rebuild_from (OLD_SIDECAR, FALSE), *from_new = rebuild_from (NEW_SIDECAR, FALSE);
  g_autofree char *rated = rebuild_from (OLD_SIDECAR, TRUE);

  g_assert_cmpstr (from_old, ==, from_new);
  g_assert_nonnull (strstr (from_old, "\"x-theirs\""));
  g_assert_nonnull (strstr (rated, "\"rating\" : 3"));
}

static void
test_opinions_survive_a_rebuild (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLibrary) library = rushes_library_open (paths, NULL);
  g_autoptr (RushesClipInfo) info = new_info (paths, "a", "Loved");
  g_autoptr (RushesClip) clip = NULL, again = NULL;
  g_autoptr (GArray) rows = NULL;

  g_assert_true (rushes_library_add (library, info, NULL));
  clip = rushes_library_ref_clip (library, rushes_library_find_row (library, "a", NULL), NULL);
  again = rushes_library_ref_clip (library, rushes_library_find_row (library, "a", NULL), NULL);
  g_assert_true (clip == again); /* one object per clip */
  judge (library, clip, RUSHES_OPINION_RATING, g_variant_new_int32 (5));
  judge (library, clip, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE));
  rushes_library_flush (library);
  g_assert_cmpint (rushes_library_rebuild (library, NULL), ==, 1);
  rows = rushes_library_query (library, &(RushesQuery) { .minimum_rating = 5, .favourites = TRUE, .words = "lov" }, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
test_trash_and_undo (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLibrary) library = rushes_library_open (paths, NULL);
  g_autoptr (RushesClipInfo) info = new_info (paths, "a", "Back again");
  g_autofree char *path = rushes_paths_dup_clip_path (paths, info->name);
  g_autoptr (GArray) hidden = NULL, shown = NULL;

  g_assert_true (rushes_library_add (library, info, NULL));
  g_assert_true (rushes_library_hide (library, "a", TRUE, NULL));
  hidden = rushes_library_query (library, &(RushesQuery) { 0 }, NULL);
  g_assert_cmpuint (hidden->len, ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (rushes_library_hide (library, "a", FALSE, NULL));
  shown = rushes_library_query (library, &(RushesQuery) { 0 }, NULL);
  g_assert_cmpuint (shown->len, ==, 1);
}

static void
test_clip_list_follows (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesLibrary) library = rushes_library_open (paths, NULL);
  g_autoptr (RushesClipInfo) first = new_info (paths, "a", "one"), second = new_info (paths, "b", "two");
  g_autoptr (RushesClipList) list = NULL;

  g_assert_true (rushes_library_add (library, first, NULL));
  list = rushes_clip_list_new (library);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (rushes_library_add (library, second, NULL));
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rushes_clip_list_find (list, "b"), ==, 0);
  g_assert_true (rushes_library_hide (library, "b", TRUE, NULL));
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 1)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_connections_are_kept_without_secrets (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesConnections) connections = rushes_connections_load (paths), again = NULL;
  g_autoptr (RushesConnection) a = rushes_connection_new ("1", RUSHES_PROVIDER_COMFYUI, "A", "http://a", NULL, FALSE);
  g_autoptr (RushesConnection) b = rushes_connection_new ("2", RUSHES_PROVIDER_COMFYUI, "B", "http://b", NULL, TRUE);

  rushes_connections_put (connections, a);
  rushes_connections_put (connections, b);
  g_assert_true (rushes_connections_save (connections, NULL));
  again = rushes_connections_load (paths);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_cmpstr (rushes_connection_get_name (rushes_connections_get_default (again, RUSHES_PROVIDER_COMFYUI)), ==, "B");
  g_assert_nonnull (rushes_connections_find_named (again, "a"));
}

/* Whatever a clock said when another one was. */
static void
test_the_connection_chosen_last (void)
{
  g_autoptr (RushesPaths) paths = new_paths ();
  g_autoptr (RushesConnections) connections = rushes_connections_load (paths);
  GVariantDict options = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (RushesConnection) early = NULL, late = rushes_connection_new ("late", RUSHES_PROVIDER_OPENAI, "Late", "http://b", NULL, FALSE);

  g_variant_dict_insert (&options, RUSHES_CONNECTION_CHOSEN, "x", g_get_real_time () + 365 * G_TIME_SPAN_DAY);
  early = rushes_connection_new ("early", RUSHES_PROVIDER_COMFYUI, "Early", "http://a", g_variant_dict_end (&options), TRUE);
  rushes_connections_put (connections, early);
  rushes_connections_put (connections, late);
  g_assert_cmpint (rushes_connections_get_default_kind (connections), ==, RUSHES_PROVIDER_COMFYUI);
  rushes_connections_set_default (connections, "late");
  g_assert_cmpint (rushes_connections_get_default_kind (connections), ==, RUSHES_PROVIDER_OPENAI);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folders = g_ptr_array_new_with_free_func (g_free);
  g_test_add_func ("/library/request-round-trip", test_request_round_trip);
  g_test_add_func ("/ledger/compares-and-sets", test_ledger_compares_and_sets);
  g_test_add_func ("/ledger/two-jobs-never-share-a-video", test_two_jobs_never_share_a_video);
  g_test_add_func ("/ledger/order", test_order);
  g_test_add_func ("/library/sidecar-round-trip", test_sidecar_round_trip);
  g_test_add_func ("/library/sidecar-says-only-what-is-known", test_sidecar_says_only_what_is_known);
  g_test_add_func ("/library/old-sidecars-are-read", test_old_sidecars_are_read);
  g_test_add_func ("/library/opinions-survive-a-rebuild", test_opinions_survive_a_rebuild);
  g_test_add_func ("/library/trash-and-undo", test_trash_and_undo);
  g_test_add_func ("/library/clip-list-follows", test_clip_list_follows);
  g_test_add_func ("/library/the-connection-chosen-last", test_the_connection_chosen_last);
  g_test_add_func ("/library/connections-are-kept-without-secrets", test_connections_are_kept_without_secrets);
  result = g_test_run ();
  return result != 0 ? result : !sidecars_are_described (folders);
}
