/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-draft.h"
#include "rushes-error-text.h"
#include "rushes-error.h"
#include "rushes-job-text.h"
#include "rushes-model.h"
#include "rushes-number.h"
#include "rushes-owner-lock.h"
#include "rushes-paths.h"
#include "rushes-redact.h"
#include "rushes-replace.h"
#include "rushes-scratch.h"
#include "rushes-text-saver.h"

#include <glib/gstdio.h>
#include <math.h>

static void
test_redact (void)
{
  static const char *const dirty[] = {
    "Authorization: Bearer sk-abcdef123456",         "https://user:hunter22@host/x",
    "https://host/x?token=hunter22&y=1",             "Incorrect API key provided: sk-proj-hunter22abc",
    "X-API-Key: hunter22",
  };

  for (guint i = 0; i < G_N_ELEMENTS (dirty); i++)
    {
      g_autofree char *clean = rushes_redact (dirty[i]);
      g_assert_null (strstr (clean, "hunter22"));
      g_assert_null (strstr (clean, "abcdef123456"));
    }
  {
    g_autofree char *plain = rushes_redact ("A sketchy bear: risky-business");
    g_assert_cmpstr (plain, ==, "A sketchy bear: risky-business");
  }
}

/* A connection is called whatever its owner likes: the sentence stays one. */
static void
check_sentence (const char *line, const char *name)
{
  g_autofree char *quoted = g_strdup_printf ("“%s”", name);
  g_auto (GStrv) parts = g_strsplit (line, name, -1), inside = g_strsplit (line, quoted, -1);

  g_assert_true (g_ascii_isupper (line[0]));
  g_assert_cmpuint (g_strv_length (parts), ==, g_strv_length (inside));
}

static void
test_names_stand_in_quotes (void)
{
  for (int code = 0; code <= RUSHES_ERROR_IN_USE; code++)
    {
      g_autoptr (GError) error = g_error_new (RUSHES_ERROR, code, "why");
      g_autofree char *line = rushes_error_text_one_line (error, "facts"), *going_on = rushes_error_text_going_on (error, "facts");
      g_autofree char *nameless = rushes_error_text_one_line (error, NULL);

      check_sentence (line, "facts");
      check_sentence (going_on, "facts");
      g_assert_true (g_ascii_isupper (nameless[0]));
      g_assert_null (strstr (nameless, " The server"));
      g_assert_null (strstr (nameless, "%s"));
    }
}

/* Every reaction has words of its own, and never shows a key. */
static void
test_error_text (void)
{
  for (int code = RUSHES_ERROR_UNREACHABLE; code <= RUSHES_ERROR_IN_USE; code++)
    {
      g_autoptr (GError) error = g_error_new (RUSHES_ERROR, code, "said sk-abcdef123456");
      g_autoptr (RushesErrorText) text = rushes_error_text_new (error, "Studio PC");
      g_autofree char *line = rushes_error_text_one_line (error, "Studio PC");

      g_assert_cmpstr (text->heading, !=, "Something went wrong");
      g_assert_cmpstr (text->sentence, !=, "");
      g_assert_null (strstr (line, "abcdef"));
      g_assert_null (strstr (line, "%s"));
    }
}

/* What is wrong with a file of the user's is one sentence, and no server is in it. */
static void
test_sentences_about_files (void)
{
  g_autoptr (GError) fault = NULL, about = NULL, stopped = NULL, cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");
  g_autofree char *named = NULL, *line = NULL;

  rushes_error_set_from_file (&stopped, cancelled, "write the clip");
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED); /* is no fault of the file */

  g_assert_false (rushes_error_set_not_a_video (&fault, "%s is 100 % broken", NULL));
  g_assert_error (fault, RUSHES_ERROR, RUSHES_ERROR_NOT_A_VIDEO);
  g_assert_cmpstr (fault->message, ==, "It is 100 % broken");
  named = rushes_error_dup_about (fault, "“a %s.mp4”");
  g_assert_cmpstr (named, ==, "“a %s.mp4” is 100 % broken");
  about = g_error_new_literal (RUSHES_ERROR, RUSHES_ERROR_FILE, named);
  line = rushes_error_text_one_line (about, "Studio PC");
  g_assert_cmpstr (line, ==, "“a %s.mp4” is 100 % broken.");
  g_assert_null (rushes_error_dup_about (about, "x"));
}

static void
test_busy_carries_the_wait (void)
{
  g_autoptr (GError) error = rushes_error_new_busy (1500, "wait");
  g_autoptr (GError) copy = g_error_copy (error);

  g_assert_cmpint (rushes_error_get_retry_after_ms (copy), ==, 1500);
  g_assert_true (rushes_error_is_temporary (copy));
}

static void
test_clip_names (void)
{
  g_autofree char *name = rushes_paths_dup_clip_name (G_GINT64_CONSTANT (1795354460) * G_USEC_PER_SEC,
                                                      "A Fox's Ünïcode — at dusk! 🎬", "1a2b3c4d-0000", "mp4");
  g_autofree char *empty = rushes_paths_dup_clip_name (0, "../../etc", "1a2b3c4d", "webm");
  g_autofree char *nothing = rushes_paths_dup_clip_name (0, "مرحبا", "1a2b3c4d", "mp4");

  g_assert_true (g_str_has_suffix (name, "a-foxs-unicode-at-dusk-1a2b3c4d.mp4"));
  g_assert_null (strstr (empty, ".."));
  g_assert_true (g_str_has_suffix (nothing, "clip-1a2b3c4d.mp4"));
}

static void
test_publish_may_be_repeated (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autofree char *part = g_build_filename (folder, "x.part", NULL);
  g_autofree char *final = g_build_filename (folder, "a", "b", "x.mp4", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (part, "clip", -1, NULL);
  g_assert_true (rushes_paths_publish (part, final, &error));
  g_assert_true (rushes_paths_publish (part, final, &error));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_unlink (final);
  g_assert_false (rushes_paths_publish (part, final, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE);
}

static void
test_one_owner (void)
{
  g_autofree char *folder = rushes_scratch_make ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesOwnerLock) first = rushes_owner_lock_take (folder, &error);
  g_autoptr (RushesOwnerLock) second = rushes_owner_lock_take (folder, &error);

  g_assert_nonnull (first);
  g_assert_null (second);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_LOCKED);
  g_clear_object (&first);
  g_clear_error (&error);
  second = rushes_owner_lock_take (folder, &error);
  g_assert_no_error (error);
}

static void
test_frames (void)
{
  g_autoptr (RushesModelSpec) spec = rushes_model_spec_new ("m", "M");

  spec->fps = 24;
  spec->frame_multiple = 4;
  g_assert_cmpint (rushes_model_spec_frames (spec, 5, 0), ==, 121);
  spec->frame_multiple = 8;
  g_assert_cmpint (rushes_model_spec_frames (spec, 4, 25), ==, 105);
  g_assert_cmpint ((rushes_model_spec_frames (spec, 3.3, 0) - 1) % 8, ==, 0);
  rushes_model_spec_add_length (spec, 4);
  rushes_model_spec_add_length (spec, 8);
  g_assert_cmpfloat (rushes_model_spec_nearest_length (spec, 7), ==, 8);
  g_assert_cmpfloat (rushes_model_spec_nearest_length (spec, 1), ==, 4);
}

static void
test_seeds (void)
{
  for (int i = 0; i < 10000; i++)
    {
      gint64 seed = rushes_draft_random_seed (RUSHES_SEED_MAX);
      g_assert_cmpint (seed, >=, 0);
      g_assert_cmpint (seed, <=, RUSHES_SEED_MAX);
    }
}

static void
test_whole_numbers (void)
{
  g_assert_cmpint (rushes_number_to_whole (-2.9), ==, -2);
  g_assert_cmpint (rushes_number_to_whole (1e300), ==, G_MAXINT64);
  g_assert_cmpint (rushes_number_to_whole (0x1p63), ==, G_MAXINT64);
  g_assert_cmpint (rushes_number_to_whole (-INFINITY), ==, G_MININT64);
  g_assert_cmpint (rushes_number_to_whole (NAN), ==, 0);
  g_assert_cmpint (rushes_number_to_int (2.9, 1, 60), ==, 2);
  g_assert_cmpint (rushes_number_to_int (3.2e63, 1, 60), ==, 60);
  g_assert_cmpint (rushes_number_to_int (-INFINITY, 1, 60), ==, 1);
  g_assert_cmpint (rushes_number_to_int (NAN, 1, 60), ==, 1);
  g_assert_cmpint (rushes_number_to_side (1280), ==, 1280);
  g_assert_cmpint (rushes_number_to_side (0x100000280), ==, 0); /* not the 640 of its lower half */
  g_assert_cmpint (rushes_number_to_side (G_MININT64), ==, 0);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* What one who was killed has left is longer than what comes next. */
static void
test_a_file_is_exchanged_as_a_whole (void)
{
  g_autofree char *folder = rushes_scratch_make (), *path = g_build_filename (folder, "list.ini", NULL), *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (part, "what was left of a long one", -1, NULL));
  g_assert_true (rushes_replace_file (path, "short", -1, &error));
  assert_contents (path, "short");
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_true (rushes_replace_write (path, "s", -1, &error));
  assert_contents (path, "s");
  g_assert_true (g_file_set_contents (part, "left", -1, NULL));
  rushes_replace_sweep (folder);
  g_assert_cmpuint (count_files (folder), ==, 1);
  g_assert_false (rushes_replace_file ("/nonexistent/list.ini", "x", -1, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_the_last_text_is_the_one_that_stays (void)
{
  g_autofree char *folder = rushes_scratch_make (), *path = g_build_filename (folder, "list.ini", NULL);
  RushesTextSaver *saver = rushes_text_saver_new (path);

  for (int i = 0; i < 200; i++)
    rushes_text_saver_put (saver, g_strdup_printf ("%d", i));
  g_assert_true (rushes_text_saver_flush (saver, NULL));
  assert_contents (path, "199");
  rushes_text_saver_put (saver, g_strdup ("at the end"));
  g_object_unref (saver);
  assert_contents (path, "at the end");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* What is being done is said by whoever does it, and may be nothing. */
static void
test_a_job_without_words (void)
{
  RushesJobRecord *record = rushes_job_record_new ();
  g_autoptr (RushesJob) job = NULL;
  g_autofree char *text = NULL, *again = NULL;

  record->request = rushes_request_new (g_variant_new_parsed ("{'prompt': <'a'>}"));
  record->state = RUSHES_JOB_RUNNING;
  record->resent = 1;
  job = rushes_job_new (record);
  rushes_job_set_progress (job, -1, "");
  text = rushes_job_text_new (job);
  g_assert_true (g_str_has_suffix (text, "Sent again after the server restarted"));
  rushes_job_set_progress (job, -1, "It goes on.");
  again = rushes_job_text_new (job);
  g_assert_cmpstr (again, ==, "It goes on. Sent again after the server restarted");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/redact", test_redact);
  g_test_add_func ("/base/whole-numbers", test_whole_numbers);
  g_test_add_func ("/base/error-text", test_error_text);
  g_test_add_func ("/base/names-stand-in-quotes", test_names_stand_in_quotes);
  g_test_add_func ("/base/sentences-about-files", test_sentences_about_files);
  g_test_add_func ("/base/busy-carries-the-wait", test_busy_carries_the_wait);
  g_test_add_func ("/base/clip-names", test_clip_names);
  g_test_add_func ("/base/publish-may-be-repeated", test_publish_may_be_repeated);
  g_test_add_func ("/base/one-owner", test_one_owner);
  g_test_add_func ("/base/a-file-is-exchanged-as-a-whole", test_a_file_is_exchanged_as_a_whole);
  g_test_add_func ("/base/the-last-text-is-the-one-that-stays", test_the_last_text_is_the_one_that_stays);
  g_test_add_func ("/model/frames", test_frames);
  g_test_add_func ("/model/a-job-without-words", test_a_job_without_words);
  g_test_add_func ("/model/seeds", test_seeds);
  return g_test_run ();
}
