/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-read.h"
#include "rushes-board-text.h"
#include "rushes-edl.h"
#include "rushes-error.h"
#include "rushes-export.h"
#include "rushes-fcpxml.h"
#include "rushes-frame-code.h"
#include "rushes-media-name.h"
#include "rushes-otio.h"
#include "rushes-scratch.h"
#include "rushes-shot-list.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>

/* Boards on their way to editing programs. That others can read them is checked with others' readers in test-boards.py. */

/* Two takes, the second in a slower rate and too short, a picture, nothing, and a take that is gone; 24 frames a second. */
static const char board_text[] =
  "{\"rushes_board\": 1, \"id\": \"b\", \"title\": \"Night Train, Ä\", \"rate\": \"24\", \"width\": 1280, \"height\": 720, \"scenes\": ["
  "{\"id\": 1, \"title\": \"INT. KITCHEN – NIGHT\", \"shots\": ["
  "{\"number\": 10, \"size\": \"wide\", \"length\": 48, \"action\": \"She says \\\"no\\\", twice.\", \"chosen\": \"one\", \"takes\": [{\"clip\": \"one\", \"in\": 12, \"out\": 100}]},"
  "{\"number\": 20, \"length\": 96, \"chosen\": \"two\", \"takes\": [{\"clip\": \"two\"}]},"
  "{\"number\": 25, \"length\": 24, \"still\": \"media/still.png\"}]},"
  "{\"id\": 2, \"title\": \"EXT\", \"shots\": ["
  "{\"number\": 30, \"length\": 240, \"action\": \"Nothing yet\"},"
  "{\"number\": 40, \"length\": 24, \"chosen\": \"gone\", \"takes\": [{\"clip\": \"gone\"}]}]}]}";

typedef struct
{
  char *folder; /* with the board's files and the clips */
  RushesBoard *board;
  GPtrArray *left_out;
} Fixture;

static char *
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL), *parent = g_path_get_dirname (path);

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_steal_pointer (&path);
}

static RushesBoard *
read_board (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = rushes_board_text_parse (text, -1, &error);
  RushesBoard *board = value != NULL ? rushes_board_new_from_variant (value, &error) : NULL;

  g_assert_no_error (error);
  return board;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *still = NULL;

  fixture->folder = rushes_scratch_make ();
  fixture->board = read_board (board_text);
  fixture->left_out = g_ptr_array_new_with_free_func (g_free);
  still = write_file (fixture->folder, "media/still.png", "a picture");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->board);
  g_ptr_array_unref (fixture->left_out);
  rushes_scratch_remove (fixture->folder);
  g_free (fixture->folder);
}

static RushesClip *
look_up (const char *id, char **path, gpointer data)
{
  Fixture *fixture = data;
  gboolean first = g_str_equal (id, "one");
  const RushesNote note = { 1000000, 1000000, "Her hand\nshakes & stops" };
  RushesClipInfo *info;

  if (!first && !g_str_equal (id, "two"))
    return NULL;
  info = rushes_clip_info_new ();
  info->id = g_strdup (id);
  info->request = rushes_request_new (g_variant_new_parsed ("{'seed': <int64 7>}"));
  info->width = 640;
  info->height = 352;
  info->fps = first ? 24 : 16;
  info->n_frames = first ? 121 : 33;
  info->duration_ms = first ? 5042 : 2063;
  info->sound = first ? g_strdup ("AAC") : NULL;
  info->notes = first ? rushes_notes_new (&note) : NULL;
  *path = write_file (fixture->folder, first ? "clips/a.mp4" : "clips/b.webm", first ? "the first clip" : "the second");
  return rushes_clip_new (info);
}

static RushesSequence *
new_sequence (Fixture *fixture)
{
  return rushes_sequence_new (fixture->board, fixture->folder, look_up, fixture);
}

static void
check_code (int frames, int seconds, gint64 frame, const char *code)
{
  g_autofree char *text = rushes_frame_code_format ((RushesRate) { frames, seconds }, frame);

  g_assert_cmpstr (text, ==, code);
}

/* The well-known places where numbers are left out. */
static void
test_codes (void)
{
  check_code (24, 1, 24 * 3600 + 25, "01:00:01:01");
  check_code (24000, 1001, 24 * 60, "00:01:00:00");
  check_code (30000, 1001, 1799, "00:00:59:29");
  check_code (30000, 1001, 1800, "00:01:00:02");
  check_code (30000, 1001, 17981, "00:09:59:29");
  check_code (30000, 1001, 17982, "00:10:00:00");
  check_code (30000, 1001, 107892, "01:00:00:00");
  check_code (60000, 1001, 3600, "00:01:00:04");
  check_code (25, 1, 25 * 86400, "00:00:00:00");
  for (int i = 0; i < 4; i++)
    {
      const RushesRate rates[] = { { 24, 1 }, { 24000, 1001 }, { 30000, 1001 }, { 60000, 1001 } };
      check_code (rates[i].frames, rates[i].seconds, rushes_frame_code_get_start (rates[i]), "01:00:00:00");
    }
}

static void
check_name (GHashTable *taken, const char *number, const char *scene, const char *words, const char *expected)
{
  g_autofree char *name = rushes_media_name_for_shot (number, scene, words, taken);

  g_assert_cmpstr (name, ==, expected);
}

static void
test_names (void)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *file = NULL, *again = NULL;

  check_name (taken, "10", "INT. KITCHEN – NIGHT", "wide", "010-INT-KITCHEN-NIGHT-wide");
  check_name (taken, "10", "int. kitchen: night", "WIDE", "010-int-kitchen-night-WIDE-2"); /* some file systems know no case */
  check_name (taken, "1A", "../..\\con?*", "", "001A-con");
  check_name (taken, "廚房", "廚房", "廚房", "shot");
  check_name (taken, "1200", "", "A very long description of all that happens here", "1200-A-very-long-description-o");
  file = rushes_media_name_new ("010-x", "/a.b/c.MP4", taken);
  again = rushes_media_name_new ("010-x", "/a.b/no-ending", taken);
  g_assert_cmpstr (file, ==, "010-x.MP4");
  g_assert_cmpstr (again, ==, "010-x");
}

static void
check_shot (RushesSequence *sequence, guint index, gint64 start, gint64 length, gint64 in, gint64 plays, const char *file)
{
  const RushesSequenceShot *shot = sequence->shots->pdata[index];

  g_assert_cmpint (shot->start, ==, start);
  g_assert_cmpint (shot->length, ==, length);
  g_assert_cmpint (shot->in, ==, in);
  g_assert_cmpint (shot->plays, ==, plays);
  g_assert_cmpstr (shot->media != NULL ? shot->media->name : NULL, ==, file);
}

static gboolean
says (GPtrArray *sentences, const char *words)
{
  for (guint i = 0; i < sentences->len; i++)
    if (strstr (sentences->pdata[i], words) != NULL)
      return TRUE;
  return FALSE;
}

/* Each shot has its planned length, whatever its take has. */
static void
test_sequence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesSequence) sequence = new_sequence (fixture);

  g_assert_cmpuint (sequence->shots->len, ==, 5);
  g_assert_cmpint (sequence->length, ==, 48 + 96 + 24 + 240 + 24);
  check_shot (sequence, 0, 0, 48, 12, 48, "010-INT-KITCHEN-NIGHT-wide.mp4");
  check_shot (sequence, 1, 48, 96, 0, 49, "020-INT-KITCHEN-NIGHT.webm"); /* 33 of 16 are 49.5 of 24 */
  check_shot (sequence, 2, 144, 24, 0, 24, "025-INT-KITCHEN-NIGHT.png");
  check_shot (sequence, 3, 168, 240, 0, 0, NULL);
  check_shot (sequence, 4, 408, 24, 0, 0, NULL);
  g_assert_cmpuint (sequence->left_out->len, ==, 2);
  g_assert_true (says (sequence->left_out, "Shot 30 has no picture yet"));
  g_assert_true (says (sequence->left_out, "The take of shot 40"));
}

/* What the board shows of a shot is what is played and handed over, chosen or not; that it is not is said. */
static void
test_a_take_that_is_not_chosen (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoard) board = read_board (
    "{\"rushes_board\": 1, \"id\": \"b\", \"title\": \"T\", \"rate\": \"24\", \"width\": 1280, \"height\": 720, \"scenes\": [{\"id\": 1, \"title\": \"S\", \"shots\": ["
    "{\"number\": 10, \"length\": 24, \"takes\": [{\"clip\": \"two\"}, {\"clip\": \"one\"}]}]}]}");
  g_autoptr (RushesSequence) sequence = rushes_sequence_new (board, fixture->folder, look_up, fixture);

  check_shot (sequence, 0, 0, 24, 0, 24, "010-S.webm");
  g_assert_cmpuint (sequence->left_out->len, ==, 1);
  g_assert_true (says (sequence->left_out, "No take of shot 10 is chosen"));
}

/* Two shots of one clip need its file once. */
static void
test_one_clip_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesBoard) board = read_board (
    "{\"rushes_board\": 1, \"id\": \"b\", \"title\": \"x\", \"scenes\": [{\"id\": 1, \"shots\": ["
    "{\"number\": 10, \"length\": 24, \"chosen\": \"one\", \"takes\": [{\"clip\": \"one\"}]},"
    "{\"number\": 20, \"length\": 24, \"chosen\": \"one\", \"takes\": [{\"clip\": \"one\", \"in\": 24}]}]}]}");
  g_autoptr (RushesSequence) sequence = rushes_sequence_new (board, fixture->folder, look_up, fixture);

  g_assert_cmpuint (sequence->media->len, ==, 1);
  check_shot (sequence, 1, 24, 24, 24, 24, "010.mp4");
  g_assert_cmpint (sequence->width, ==, 640); /* nobody said one */
}

static void
test_edl (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesSequence) sequence = new_sequence (fixture);
  g_autoptr (GPtrArray) parts = rushes_edl_write (sequence, fixture->left_out);
  gsize size;
  const char *text = g_bytes_get_data (parts->pdata[0], &size);
  g_autofree char *edl = g_strndup (text, size);

  g_assert_cmpuint (parts->len, ==, 1);
  g_assert_true (g_str_is_ascii (edl));
  g_assert_true (g_str_has_prefix (edl, "TITLE: Night Train, A\r\nFCM: NON-DROP FRAME\r\n\r\n"));
  g_assert_nonnull (strstr (edl, "001  AX       V     C        00:00:00:12 00:00:02:12 01:00:00:00 01:00:02:00\r\n"
                                 "* FROM CLIP NAME: 010-INT-KITCHEN-NIGHT-wide.mp4\r\n"
                                 "* COMMENT: She says \"no\", twice.\r\n"
                                 "* LOC: 01:00:00:12 RED     Her hand shakes & stops\r\n"));
  g_assert_nonnull (strstr (edl, "002  AX       V     C        00:00:00:00 00:00:02:01 01:00:02:00 01:00:04:01\r\n"));
  g_assert_null (strstr (edl, "004  "));
  g_assert_true (says (fixture->left_out, "Shot 20 is shorter than planned"));
}

/* More than a list holds go on in another. */
static void
test_long_edl (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("{\"rushes_board\": 1, \"id\": \"b\", \"title\": \"Long\", \"scenes\": [{\"id\": 1, \"shots\": [");
  g_autoptr (RushesBoard) board = NULL;
  g_autoptr (RushesSequence) sequence = NULL;
  g_autoptr (GPtrArray) parts = NULL;

  for (int i = 1; i <= 1000; i++)
    g_string_append_printf (text, "%s{\"number\": %d, \"length\": 2, \"chosen\": \"one\", \"takes\": [{\"clip\": \"one\"}]}", i > 1 ? "," : "", i * 10);
  g_string_append (text, "]}]}");
  board = read_board (text->str);
  sequence = rushes_sequence_new (board, fixture->folder, look_up, fixture);
  parts = rushes_edl_write (sequence, fixture->left_out);
  g_assert_cmpuint (parts->len, ==, 2);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (parts->pdata[1], NULL), "TITLE: 2 Long\r\n"));
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (parts->pdata[1], NULL), -1, "001  AX       V     C        00:00:00:00 00:00:00:02 01:01:23:06"));
  g_assert_true (says (fixture->left_out, "999"));
}

static void
test_shot_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RushesSequence) sequence = new_sequence (fixture);
  g_autoptr (GBytes) bytes = rushes_shot_list_write (sequence);
  g_autofree char *csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_nonnull (strstr (csv, "\r\n10,INT. KITCHEN – NIGHT,wide,,\"She says \"\"no\"\", twice.\",,,,01:00:00:00,48,2.000,010-INT-KITCHEN-NIGHT-wide.mp4\r\n"));
  g_assert_nonnull (strstr (csv, "\r\n30,EXT,,,Nothing yet,,,,01:00:07:00,240,10.000,\r\n"));
}

static guint
count_names (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static gboolean
export (Fixture *fixture, RushesExportFormat format, const char *path, gboolean replace, GCancellable *cancellable, GError **error)
{
  g_autoptr (RushesSequence) sequence = new_sequence (fixture);

  return rushes_export_write (sequence, format, path, &(RushesExportOptions) { .replace = replace }, cancellable, fixture->left_out, error);
}

static void
check_contents (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* What a process that was killed left there goes with the next export; what a living one has there stays. */
static void
test_swept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "swept", NULL), *path = g_build_filename (out, "film.otio", NULL);
  g_autofree char *left = g_build_filename (out, ".rushes-export-killed", NULL), *file = NULL, *alive = NULL;
  g_autoptr (GError) error = NULL;

  file = write_file (left, "media/part.mp4", "half a clip");
  alive = g_build_filename (out, ".rushes-export-alive", NULL);
  g_mkdir (alive, 0700);
  g_assert_cmpint (flock (g_open (alive, O_RDONLY | O_DIRECTORY, 0), LOCK_EX | LOCK_NB), ==, 0);
  g_assert_true (export (fixture, RUSHES_EXPORT_CSV, path, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (alive, G_FILE_TEST_IS_DIR));
  g_assert_cmpuint (count_names (out), ==, 2);
}

/* A document and its media, or nothing at all; what was there stays until it is to be replaced. */
static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *out = g_build_filename (fixture->folder, "out", NULL), *path = g_build_filename (out, "film.otio", NULL);
  g_autofree char *media = g_build_filename (out, "film media", NULL), *clip = g_build_filename (media, "010-INT-KITCHEN-NIGHT-wide.mp4", NULL);
  g_autofree char *list = g_build_filename (out, "film.csv", NULL), *nowhere = g_build_filename (fixture->folder, "none", "film.otio", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_mkdir (out, 0700);
  g_cancellable_cancel (cancelled);
  g_assert_false (export (fixture, RUSHES_EXPORT_OTIO, path, FALSE, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpuint (count_names (out), ==, 0);

  g_assert_true (export (fixture, RUSHES_EXPORT_OTIO, path, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_names (out), ==, 2);
  g_assert_cmpuint (count_names (media), ==, 3);
  check_contents (clip, "the first clip");
  g_assert_true (says (fixture->left_out, "Shot 30"));

  g_assert_true (g_file_set_contents (clip, "changed", -1, NULL));
  g_assert_false (export (fixture, RUSHES_EXPORT_OTIO, path, FALSE, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_clear_error (&error);
  check_contents (clip, "changed");
  g_assert_true (export (fixture, RUSHES_EXPORT_OTIO, path, TRUE, NULL, &error));
  check_contents (clip, "the first clip");
  g_assert_cmpuint (count_names (out), ==, 2);

  g_assert_true (export (fixture, RUSHES_EXPORT_CSV, list, FALSE, NULL, &error));
  g_assert_cmpuint (count_names (out), ==, 3);
  g_assert_false (export (fixture, RUSHES_EXPORT_OTIO, nowhere, FALSE, NULL, &error));
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/interchange/codes", test_codes);
  g_test_add_func ("/interchange/names", test_names);
  g_test_add ("/interchange/sequence", Fixture, NULL, set_up, test_sequence, tear_down);
  g_test_add ("/interchange/a-take-that-is-not-chosen", Fixture, NULL, set_up, test_a_take_that_is_not_chosen, tear_down);
  g_test_add ("/interchange/one-clip-twice", Fixture, NULL, set_up, test_one_clip_twice, tear_down);
  g_test_add ("/interchange/edl", Fixture, NULL, set_up, test_edl, tear_down);
  g_test_add ("/interchange/long-edl", Fixture, NULL, set_up, test_long_edl, tear_down);
  g_test_add ("/interchange/shot-list", Fixture, NULL, set_up, test_shot_list, tear_down);
  g_test_add ("/interchange/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/interchange/swept", Fixture, NULL, set_up, test_swept, tear_down);
  return g_test_run ();
}
