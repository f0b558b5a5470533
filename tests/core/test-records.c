/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-text.h"
#include "rushes-library.h"
#include "rushes-scratch.h"
#include "rushes-sidecar.h"
#include "rushes-stack-key.h"
#include "rushes-thumbnail-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What anybody may have put into the library's folder by hand: records that say nonsense, and files that are none. */

#define HEAD "{ \"rushes_sidecar\": 2, \"id\": \"a\", \"name\": \"2026/11/a.mp4\""

typedef struct
{
  RushesPaths *paths;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *config = NULL, *cache = NULL;

  fixture->folder = rushes_scratch_make ();
  config = g_build_filename (fixture->folder, "config", NULL);
  cache = g_build_filename (fixture->folder, "cache", NULL);
  fixture->paths = rushes_paths_new (fixture->folder, config, cache);
  g_assert_true (rushes_paths_prepare (fixture->paths, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->paths);
  g_free (fixture->folder);
}

static char *
put (Fixture *fixture, const char *name, const char *text, gssize length)
{
  char *path = rushes_paths_dup_clip_path (fixture->paths, name);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (text != NULL) /* a name may be too long for one beside it, as g_file_set_contents() has */
    {
      int fd = g_creat (path, 0600);
      gsize size = length < 0 ? strlen (text) : (gsize) length;
      g_assert_true (write (fd, text, size) == (gssize) size && close (fd) == 0);
    }
  return path;
}

static void
put_text (Fixture *fixture, const char *name, const char *text)
{
  g_free (put (fixture, name, text, -1));
}

/* How many clips an index made anew has. */
static int
rebuild (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesLibrary) library = rushes_library_open (fixture->paths, &error);
  int n;

  g_assert_no_error (error);
  n = rushes_library_rebuild (library, &error);
  g_assert_no_error (error);
  return n;
}

/* Through everything that a record goes through: the index, its record anew, its words for people. */
static RushesClipInfo *
pass_through (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (RushesClip) clip = NULL;
  g_autoptr (GPtrArray) uses = NULL;
  g_autofree char *made = NULL, *again = NULL;
  RushesClipInfo *info;

  put_text (fixture, "2026/11/a.json", text);
  library = rushes_library_open (fixture->paths, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rushes_library_rebuild (library, &error), ==, 1);
  clip = rushes_library_ref_clip (library, rushes_library_find_row (library, "a", NULL), NULL);
  g_assert_nonnull (clip);
  uses = rushes_library_list_use (library, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (uses->len, ==, 1);
  g_assert_nonnull (((RushesUse *) uses->pdata[0])->name);
  made = rushes_clip_text_dup_made (rushes_clip_get_info (clip));
  g_assert_cmpint (rushes_library_get_used_bytes (library), >=, 0);
  again = rushes_sidecar_to_text (rushes_clip_get_info (clip));
  g_assert_true (g_utf8_validate (again, -1, NULL));
  info = rushes_sidecar_from_text (again, &error);
  g_assert_no_error (error);
  return info;
}

/* Every member with what is none of its kind: the clip is there, and what cannot be meant is not. */
static void
test_other_types (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = {
    "connection_name", "remote_id", "missing_decoder", "width", "height", "fps", "duration_ms", "took_ms", "size_bytes", "created", "created_us",
    "rating", "favourite", "new", "sample", "cost", "request", "verdict", "label", "tags", "frames", "variable_rate", "codec", "sound",
    "imported_from", "stack", "sha256", "notes", "linked", "x-theirs",
  };
  static const char *const values[] = {
    "null", "true", "-1", "900", "1e300", "-1e300", "99999999999999", "9223372036854775807", "-9223372036854775808", "99999999999999999999999",
    "\"text\"", "\"\"", "\"\\ud800 half\"", "\"a\\u0000b\"", "[]", "[{}, [], null, 5, \"\\udc00\", \"x\"]", "{}", "{ \"prompt\": { \"a\": [null] }, \"fields\": 5 }",
    "{ \"\\ud800\": \"\\udfff\", \"prompt\": \"\\ud83c\\udfac\" }", "{ \"parent\": \"../../a\", \"provider\": [], \"seed\": 1e300 }",
  };

  for (guint m = 0; m < G_N_ELEMENTS (members); m++)
    for (guint v = 0; v < G_N_ELEMENTS (values); v++)
      {
        g_autofree char *text = g_strdup_printf (HEAD ", \"%s\": %s }", members[m], values[v]);
        g_test_message ("%s", text);
        g_autoptr (RushesClipInfo) info = v % 7 == m % 7 ? pass_through (fixture, text) : rushes_sidecar_from_text (text, NULL);
        g_autofree char *again = NULL;
        g_assert_nonnull (info);
        g_assert_true (info->rating >= 0 && info->rating <= RUSHES_RATING_BEST && info->width >= 0 && info->height >= 0 && info->duration_ms >= 0 &&
                       info->size_bytes >= 0 && info->n_frames >= 0 && info->fps >= 0 && info->fps < 1e6 && info->created_us >= 0);
        rushes_stack_key_of_request (info->request);
        again = rushes_sidecar_to_text (info);
        g_assert_true (g_utf8_validate (again, -1, NULL));
      }
}

static void
test_a_rating_of_900 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipInfo) info = pass_through (fixture, HEAD ", \"rating\": 900, \"label\": 7, \"created_us\": 99999999999999999, \"tags\": [{}, \"dusk\"],"
                                                                " \"fps\": 1e308, \"cost\": 1e308, \"size_bytes\": 9223372036854775807, \"width\": 4294967936 }");

  g_assert_cmpint (info->rating, ==, 0);
  g_assert_cmpint (info->label, ==, 7);
  g_assert_cmpint (info->created_us, ==, 99999999999999999);
  g_assert_cmpuint (g_strv_length (info->tags), ==, 1);
  g_assert_cmpfloat (info->fps, ==, 0);
  g_assert_cmpfloat (info->cost, ==, -1);
  g_assert_cmpint (info->size_bytes, ==, 0);
  g_assert_cmpint (info->width, ==, 0);
}

/* Half a character, as an escape, is text for nobody; a whole one of two halves is. An editor's mark at the beginning is none of the text. */
static void
test_escapes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesClipInfo) info = pass_through (fixture, "\xef\xbb\xbf" HEAD ", \"x-\\ud801\": \"\\ud801\", \"request\": { \"prompt\": \"\\ud83c\\udfac \\ud83c \\\\ud83c \\\"\" } }");

  g_assert_cmpstr (rushes_request_get_prompt (info->request), ==, "🎬 \xef\xbf\xbd \\ud83c \"");
  g_assert_true (g_utf8_validate (info->others, -1, NULL));
}

static void
check_none (const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rushes_sidecar_from_text (text, &error));
  g_assert_nonnull (error);
}

/* The parser would call itself as often. */
static void
test_deep_nesting (Fixture *fixture, gconstpointer data)
{
  static const int depths[] = { 55, 100, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    for (const char *const *pair = (const char *const[]) { "[", "]", "{\"a\":", "}", NULL }; *pair != NULL; pair += 2)
      {
        g_autoptr (GString) text = g_string_new (HEAD ", \"request\": { \"fields\": { \"deep\": ");
        for (int n = 0; n < depths[i]; n++)
          g_string_append (text, pair[0]);
        g_string_append (text, "1");
        for (int n = 0; n < depths[i]; n++)
          g_string_append (text, pair[1]);
        g_string_append (text, " } } }");
        if (depths[i] > 60)
          check_none (text->str);
        else
          rushes_clip_info_free (pass_through (fixture, text->str));
      }
}

/* What would reach beyond the library, or onto another's record, is no clip of it. */
static void
test_names_that_lead_elsewhere (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "../../a.mp4", "2026/../../a.mp4", "/etc/passwd", "2026/11/", "2026//a.mp4", ".parts/a.mp4", "a.json", "", "a\\nb.mp4" };
  static const char *const ids[] = { "../a", "a/b", "", ".a", "\\n" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ \"rushes_sidecar\": 2, \"id\": \"a\", \"name\": \"%s\" }", names[i]);
      check_none (text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ \"rushes_sidecar\": 2, \"id\": \"%s\", \"name\": \"a.mp4\" }", ids[i]);
      check_none (text);
    }
}

/* What is no record at all leaves the others alone, and is told where it belongs to a clip. */
static void
test_what_is_no_record (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_malloc (50 * 1024 * 1024), *pipe = put (fixture, "2026/11/pipe.json", NULL, 0), *loop = put (fixture, "2026/loop", NULL, 0), *month = put (fixture, "2026/11", NULL, 0),
                  *film = put (fixture, "2026/11/array.mp4", "film", -1);
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  memset (large, ' ', 50 * 1024 * 1024);
  memcpy (large, HEAD " }", strlen (HEAD " }"));
  g_free (put (fixture, "2026/11/large.json", large, 50 * 1024 * 1024));
  put_text (fixture, "2026/11/array.json", "[" HEAD " }]");
  put_text (fixture, "2026/11/half.json", HEAD ", \"tags\": [");
  put_text (fixture, "2026/11/latin.json", HEAD ", \"codec\": \"\xe9\" }");
  g_free (put (fixture, "2026/11/nul.json", HEAD "\0 }", sizeof HEAD + 2));
  put_text (fixture, "2026/11/empty.json", "");
  put_text (fixture, "2026/11/good.json", "{ \"rushes_sidecar\": 2, \"id\": \"good\", \"name\": \"2026/11/good.mp4\" }");
  put_text (fixture, "2026/11/\xff.json", "{ \"rushes_sidecar\": 2, \"id\": \"odd\", \"name\": \"2026/11/odd.mp4\" }");
  put_text (fixture, "2026/11/\xff.mp4", "film");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (symlink (month, loop), ==, 0);
  g_assert_cmpint (rebuild (fixture), ==, 2);
  library = rushes_library_open (fixture->paths, NULL);
  problems = rushes_library_verify (library, NULL);
  for (guint i = 0; i < problems->len; i++)
    g_assert_true (g_utf8_validate (problems->pdata[i], -1, NULL));
  g_assert_cmpuint (problems->len, ==, 4); /* two clips without a file, two files without a record that can be read */
}

/* Copied by hand: two that say they are of one clip, or of one file, are one, and the one in its place counts. */
static void
test_records_that_disagree (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesLibrary) library = NULL;
  g_autoptr (RushesClip) clip = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) step = rushes_judgements_new ();

  put_text (fixture, "2026/11/a.mp4", "film");
  put_text (fixture, "2026/11/a.json", HEAD ", \"rating\": 3 }");
  put_text (fixture, "2026/11/0 copy.json", HEAD ", \"rating\": 1 }");
  put_text (fixture, "2026/11/z copy.json", HEAD ", \"rating\": 2 }");
  put_text (fixture, "2026/11/other.json", "{ \"rushes_sidecar\": 2, \"id\": \"b\", \"name\": \"2026/11/a.mp4\" }");
  put_text (fixture, "2026/10/same.json", "{ \"rushes_sidecar\": 2, \"id\": \"c\", \"name\": \"2026/11/a.mov\" }");
  put_text (fixture, "2026/10/a.json", HEAD ", \"rating\": 5 }");
  put_text (fixture, "2026/10/a.mp4", "copy");
  g_assert_cmpint (rebuild (fixture), ==, 1);
  library = rushes_library_open (fixture->paths, NULL);
  clip = rushes_library_ref_clip (library, rushes_library_find_row (library, "a", NULL), NULL);
  g_assert_cmpint (rushes_clip_get_info (clip)->rating, ==, 3);
  g_assert_cmpstr (rushes_clip_get_info (clip)->name, ==, "2026/11/a.mp4");
  g_ptr_array_add (step, rushes_judgement_new (rushes_clip_get_info (clip), RUSHES_OPINION_RATING, g_variant_new_int32 (4)));
  rushes_library_judge (library, g_ptr_array_ref (step));
  rushes_library_flush (library);
  g_assert_cmpint (rebuild (fixture), ==, 1);
}

/* As long as a file's name may be: the record has one too. */
static void
test_long_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) accents = g_string_new ("2026/11/");
  g_autofree char *stem = g_strnfill (251, 'x'), *name = g_strdup_printf ("2026/11/%s.mp4", stem);
  const char *names[2] = { name, NULL };
  g_autoptr (RushesLibrary) library = rushes_library_open (fixture->paths, NULL);

  for (int i = 0; i < 125; i++)
    g_string_append (accents, "é");
  g_string_append (accents, "x.mp4");
  names[1] = accents->str;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RushesClipInfo) info = rushes_clip_info_new ();
      g_autoptr (GError) error = NULL;
      info->id = g_uuid_string_random ();
      info->name = g_strdup (names[i]);
      info->created_us = i + 1;
      info->request = rushes_request_new (g_variant_new ("a{sv}", NULL));
      put_text (fixture, names[i], "");
      rushes_library_add (library, info, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (rushes_library_rebuild (library, NULL), ==, 2);
}

static void
on_missing (gpointer n)
{
  ++*(int *) n;
}

/* In place of a clip's file: nobody waits for a pipe, and each is missing but for the one that is merely empty. */
static void
test_files_that_are_none (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "empty", "folder", "pipe", "dangling", "to-pipe" };
  g_autoptr (RushesLibrary) library = NULL;
  g_autofree char *folder = put (fixture, "2026/11/folder.mp4", NULL, 0), *pipe = put (fixture, "2026/11/pipe.mp4", NULL, 0),
                  *dangling = put (fixture, "2026/11/dangling.mp4", NULL, 0), *to_pipe = put (fixture, "2026/11/to-pipe.mp4", NULL, 0);
  int n_changes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = g_strdup_printf ("{ \"rushes_sidecar\": 2, \"id\": \"%s\", \"name\": \"2026/11/%s.mp4\" }", names[i], names[i]);
      g_autofree char *record = g_strdup_printf ("2026/11/%s.json", names[i]);
      put_text (fixture, record, text);
    }
  put_text (fixture, "2026/11/empty.mp4", "");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_true (symlink ("nowhere", dangling) == 0 && symlink (pipe, to_pipe) == 0);
  library = rushes_library_open (fixture->paths, NULL);
  g_signal_connect_swapped (library, "missing-changed", G_CALLBACK (on_missing), &n_changes);
  g_assert_true (rushes_library_look_now (library, NULL));
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_strdup_printf ("2026/11/%s.mp4", names[i]), *path = rushes_paths_dup_clip_path (fixture->paths, name);
      g_autoptr (GError) error = NULL;
      g_assert_cmpint (rushes_library_is_missing (library, names[i]), ==, i != 0);
      for (RushesThumbnail kind = RUSHES_THUMBNAIL_POSTER; kind <= RUSHES_THUMBNAIL_WAVEFORM; kind++)
        {
          g_clear_error (&error);
          g_assert_null (rushes_thumbnail_file_load (rushes_paths_get_cache_dir (fixture->paths), names[i], path, kind, &error));
          g_assert_nonnull (error);
        }
    }
}

/* A cache that cannot be made, or that takes nothing, keeps nobody from working. */
static void
test_a_cache_that_cannot_be (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL), *cache = g_build_filename (file, "cache", NULL),
                  *config = g_build_filename (fixture->folder, "config", NULL);
  g_autoptr (RushesPaths) paths = rushes_paths_new (fixture->folder, config, cache);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "no folder", -1, NULL));
  rushes_paths_prepare (paths, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/records/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("other-types", test_other_types);
  ADD ("a-rating-of-900", test_a_rating_of_900);
  ADD ("escapes", test_escapes);
  ADD ("deep-nesting", test_deep_nesting);
  ADD ("names-that-lead-elsewhere", test_names_that_lead_elsewhere);
  ADD ("what-is-no-record", test_what_is_no_record);
  ADD ("records-that-disagree", test_records_that_disagree);
  ADD ("long-names", test_long_names);
  ADD ("files-that-are-none", test_files_that_are_none);
  ADD ("a-cache-that-cannot-be", test_a_cache_that_cannot_be);
  return g_test_run ();
}
