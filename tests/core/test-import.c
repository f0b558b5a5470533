/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-text.h"
#include "rushes-error.h"
#include "rushes-error-text.h"
#include "rushes-frames.h"
#include "rushes-embedded.h"
#include "rushes-import.h"
#include "rushes-infotext.h"
#include "rushes-scratch.h"
#include "rushes-sidecar.h"
#include "sidecars.h"

#include "clips.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Files from elsewhere: what is wrong with one is said of it by its name, and nothing of it comes into the library. */

#define SOUND "audiotestsrc num-buffers=100 ! audioconvert ! avenc_aac ! aacparse ! mp4mux"
#define SNOW "videotestsrc pattern=snow num-buffers=240 ! video/x-raw,width=64,height=48,framerate=24/1"

static RushesLibrary *library;
static char *folder;

static guint
count_clips (void)
{
  g_autoptr (GArray) rows = rushes_library_query (library, &(RushesQuery) { 0 }, NULL);

  return rows->len;
}

static void
assert_no_parts (void)
{
  g_autofree char *part = rushes_paths_dup_part_path (rushes_library_get_paths (library), "x"), *parts = g_path_get_dirname (part);
  g_autoptr (GDir) dir = g_dir_open (parts, 0, NULL);

  g_assert_true (dir == NULL || g_dir_read_name (dir) == NULL);
}

/* The whole line is @sentence: nothing of servers, retries and fetching. */
static void
check_left_out (const char *path, const char *sentence)
{
  g_autofree char *name = g_path_get_basename (path), *line = NULL;
  g_autoptr (GError) error = NULL;
  guint before = count_clips ();
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, name, FALSE, &error);

  g_assert_null (info);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  line = rushes_error_text_one_line (error, NULL);
  g_assert_cmpstr (line, ==, sentence);
  g_assert_cmpuint (count_clips (), ==, before);
  assert_no_parts ();
}

static char *
dup_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
test_no_file_at_all (void)
{
  g_autofree char *missing = dup_path ("missing.mp4"), *empty = dup_path ("empty.mp4"), *text = dup_path ("notes.txt"),
                  *pipe = dup_path ("pipe.mp4"), *closed = dup_path ("closed.mp4");

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (text, "a\n", -1, NULL));
  g_assert_true (g_file_set_contents (closed, "a\n", -1, NULL));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (g_chmod (closed, 0), ==, 0);
  check_left_out (missing, "“missing.mp4” is not there.");
  check_left_out (empty, "“empty.mp4” is empty.");
  check_left_out (text, "“notes.txt” is no video and no picture that moves.");
  check_left_out (pipe, "“pipe.mp4” is no file that can be copied.");
  g_assert_cmpint (g_unlink (pipe), ==, 0);
  if (geteuid () != 0) /* who may read everything */
    check_left_out (closed, "“closed.mp4” may not be read: its permissions do not allow you to.");
}

static void
test_a_folder (void)
{
  g_autofree char *path = dup_path ("holiday");

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  check_left_out (path, "“holiday” is a folder. Choose the files in it.");
}

static void
test_no_picture (void)
{
  g_autofree char *sound = clips_make ("song.mp4", SOUND), *unknown = clips_make ("unknown.mp4", SOUND);
  g_autofree char *picture = clips_make ("still.png", "videotestsrc num-buffers=1 ! pngenc");

  clips_replace (unknown, "mp4a", "zzza");
  check_left_out (sound, "“song.mp4” has no picture, only sound.");
  check_left_out (unknown, "“unknown.mp4” has no picture, only sound.");
  check_left_out (picture, "“still.png” is a single picture and does not move.");
}

/* Kinds that may move, and do not. */
static void
test_a_single_picture (void)
{
  const guint delay = 100;
  g_autofree char *gif = clips_make_gif_of (&delay, 1), *webp = clips_make ("still.webp", "videotestsrc num-buffers=1 ! webpenc");

  check_left_out (gif, "“clip.gif” is a single picture and does not move.");
  check_left_out (webp, "“still.webp” is a single picture and does not move.");
}

static void
test_encrypted (void)
{
  g_autofree char *path = clips_make ("film.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");

  clips_encrypt (path);
  check_left_out (path, "“film.mp4” is encrypted: only the program or service it came from can play it.");
}

/* What is promised in front is missing, whatever kind of file it is. */
static void
check_cut (const char *name, const char *mux)
{
  g_autofree char *pipeline = g_strdup_printf (SNOW " ! %s", mux), *path = clips_make (name, pipeline);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = NULL;
  int plays = -1;

  clips_cut (path, 0.5);
  info = rushes_import_run (library, path, name, FALSE, &error);
  g_assert_null (info);
  g_assert_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE);
  g_assert_true (g_str_has_prefix (error->message, "“cut."));
  g_assert_cmpint (sscanf (strstr (error->message, "is cut off: "), "is cut off: %d of 10 seconds play", &plays), ==, 1);
  g_assert_true (g_str_has_suffix (error->message, "of 10 seconds play"));
  g_assert_cmpint (plays, >=, 3);
  g_assert_cmpint (plays, <=, 6);
}

static void
test_cut_off (void)
{
  check_cut ("cut.mp4", "x264enc speed-preset=ultrafast ! h264parse ! mp4mux faststart=true");
  check_cut ("cut.mkv", "x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  check_cut ("cut.webm", "vp8enc deadline=1 ! webmmux");
  check_cut ("cut.avi", "jpegenc ! avimux");
}

/* The same files when they are whole. */
static void
check_whole (const char *name, const char *mux)
{
  g_autofree char *pipeline = g_strdup_printf (SNOW " ! %s", mux), *path = clips_make (name, pipeline);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, name, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ABS (info->duration_ms - 10000), <, 100);
  g_assert_true (g_str_has_suffix (info->name, strchr (name, '.')));
}

static void
test_whole (void)
{
  check_whole ("whole.mp4", "x264enc speed-preset=ultrafast ! h264parse ! mp4mux faststart=true");
  check_whole ("whole.mkv", "x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  check_whole ("whole.webm", "vp8enc deadline=1 ! webmmux");
  check_whole ("whole.avi", "jpegenc ! avimux");
}

/* Milliseconds into the Matroska element “Duration”: its id, its size, a double. */
static void
promise (const char *path, double length)
{
  char *data, *found;
  gsize size;
  union
  {
    double value;
    guint64 bits;
  } number = { length };

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  found = memmem (data, size, "\x44\x89\x88", 3);
  g_assert_nonnull (found);
  number.bits = GUINT64_TO_BE (number.bits);
  memcpy (found + 3, &number, 8);
  g_assert_true (g_file_set_contents (path, data, size, NULL));
  g_free (data);
}

/* A file whose clock does not begin with 0 promises its end by that clock. */
static void
test_a_late_clock_is_no_cut (void)
{
  g_autofree char *path = clips_make ("late.mkv", "videotestsrc timestamp-offset=5000000000 num-buffers=48 ! video/x-raw,width=64,height=48,framerate=24/1 !"
                                      " x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  promise (path, 7000);
  info = rushes_import_run (library, path, "late.mkv", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (info->duration_ms - 2000), <, 100);
}

/* A sound that nobody here knows may be longer than the picture: that is no cut. */
static void
test_an_unknown_sound_is_no_cut (void)
{
  g_autofree char *path = clips_make ("odd.mkv", "audiotestsrc num-buffers=200 ! audioconvert ! avenc_aac ! aacparse ! mux. "
                                      CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux name=mux");
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  clips_replace (path, "A_AAC", "A_ZZZ");
  info = rushes_import_run (library, path, "odd.mkv", FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (ABS (info->duration_ms - 2000), <, 100);
  g_assert_cmpint (info->width, ==, 160);
}

/* From a system that wrote names in another encoding. */
static void
test_a_name_that_is_not_utf8 (void)
{
  g_autofree char *made = clips_make ("a.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"), *path = dup_path ("Stra\xdf" "e.mp4"),
                  *text = dup_path ("Gr\xfc\xdf" "e.txt");
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = NULL;

  g_assert_cmpint (g_rename (made, path), ==, 0);
  info = rushes_import_run (library, path, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rushes_request_get_prompt (info->request), ==, "Stra\uFFFDe");
  g_assert_true (g_utf8_validate (info->name, -1, NULL));
  g_assert_true (g_file_set_contents (text, "a\n", -1, NULL));
  check_left_out (text, "“Gr\uFFFD\uFFFDe.txt” is no video and no picture that moves.");
}

static void
on_row (const char *name, const char *value, gpointer rows)
{
  g_string_append_printf (rows, "%s: %s\n", name, value);
}

/* What the index holds of it, in words. */
static void
check_rows (const RushesClipInfo *imported, const char *const rows[])
{
  g_autoptr (RushesClip) clip = rushes_library_ref_clip (library, rushes_library_find_row (library, imported->id, NULL), NULL);
  g_autoptr (GString) text = g_string_new ("\n");

  rushes_clip_text_list (rushes_clip_get_info (clip), on_row, text);
  for (; *rows != NULL; rows++)
    {
      g_autofree char *row = g_strconcat ("\n", *rows, NULL);
      if (strstr (text->str, row) == NULL)
        g_error ("“%s” is not in “%s”", row, text->str);
    }
}

static void
test_what_is_known_of_it (void)
{
  g_autofree char *path = clips_make ("known.mp4", "audiotestsrc num-buffers=80 ! audio/x-raw,rate=48000,channels=2 ! audioconvert ! avenc_aac ! aacparse ! mux. "
                                      CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux name=mux");
  g_autofree char *from = g_strconcat ("From: ", path, NULL);
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, NULL);

  g_assert_cmpint (info->n_frames, ==, 48);
  g_assert_false (info->variable_rate);
  check_rows (info, (const char *const[]) { "Size: 160 × 96\n", "Length: 2.00 s, 48 frames\n", "Rate: 24 frames per second\n",
                                            "Codec: H.264", "Sound: MPEG-4 AAC, stereo, 48 kHz\n", "Bit Rate: ", from, "File: ", NULL });
}

static void
test_a_variable_rate_is_known (void)
{
  g_autofree char *path = clips_make ("uneven.mkv", CLIPS_SOURCE " ! identity name=drop ! x264enc speed-preset=ultrafast ! h264parse ! matroskamux");
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, NULL);

  g_assert_true (info->variable_rate);
  check_rows (info, (const char *const[]) { "Length: 1.92 s, 15 frames\n", "Rate: 7.", "Sound: None\n", "Codec: H.264", NULL });
}

/* One of before these were written down has only what it has. */
static void
test_old_clips_say_less (void)
{
  g_autofree char *path = clips_make ("old.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux");
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, NULL);
  g_autoptr (GString) text = g_string_new ("\n");

  g_clear_pointer (&info->codec, g_free);
  g_clear_pointer (&info->imported_from, g_free);
  info->n_frames = 0;
  g_assert_true (rushes_library_add (library, info, NULL));
  check_rows (info, (const char *const[]) { "Length: 2.00 s, 48 frames\n", "Rate: 24 frames per second\nBit Rate: ", NULL });
  rushes_clip_text_list (info, on_row, text);
  g_assert_null (strstr (text->str, "Sound"));
  g_assert_null (strstr (text->str, "From"));
}

/* Returns: (transfer full): the path of a GIF with that comment in it */
static char *
make_gif_with_comment (const char *name, const char *comment)
{
  g_autofree char *made = clips_make_gif (), *bytes = NULL;
  g_autoptr (GString) file = NULL;
  char *path = dup_path (name);
  gsize size, length = strlen (comment);

  g_assert_true (g_file_get_contents (made, &bytes, &size, NULL));
  g_assert_cmpint (bytes[size - 1], ==, 0x3b);
  file = g_string_new_len (bytes, size - 1);
  g_string_append_len (file, "\x21\xfe", 2);
  for (gsize at = 0; at < length; at += 255)
    {
      g_string_append_c (file, (char) MIN (255, length - at));
      g_string_append_len (file, comment + at, MIN (255, length - at));
    }
  g_string_append_len (file, "\0\x3b", 2);
  g_assert_true (g_file_set_contents (path, file->str, file->len, NULL));
  return path;
}

static double
get_field (RushesRequest *request, const char *name)
{
  g_autoptr (GVariant) value = rushes_request_ref_field (request, name);

  g_assert_nonnull (value);
  return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? (double) g_variant_get_int64 (value) : g_variant_get_double (value);
}

#define PARAMETERS "A red fox, <lora:snow:0.8>\nin the snow\nNegative prompt: blurry,\nugly\n"                                  \
  "Steps: 24, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 42, Size: 512x768, Model hash: ab12, Model: foxes_v2," \
  " Lora hashes: \"snow: 1, Steps: 99\", Version: v1.9"

/* As A1111 writes it, and what grew out of it. */
static void
test_parameters_in_words (void)
{
  g_autofree char *path = make_gif_with_comment ("words.gif", PARAMETERS);
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, &error);
  g_autoptr (GArray) rows = NULL;
  RushesRequest *request;

  g_assert_no_error (error);
  request = info->request;
  g_assert_cmpstr (rushes_request_get_prompt (request), ==, "A red fox, <lora:snow:0.8>\nin the snow");
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE), ==, "blurry,\nugly");
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_MODEL), ==, "foxes_v2");
  g_assert_cmpint (rushes_request_get_int (request, RUSHES_REQUEST_SEED, 0), ==, 42);
  g_assert_cmpint (rushes_request_get_int (request, RUSHES_REQUEST_HEIGHT, 0), ==, 768);
  g_assert_cmpfloat (get_field (request, "steps"), ==, 24);
  g_assert_cmpfloat (get_field (request, "cfg"), ==, 6.5);
  g_assert_nonnull (strstr (info->name, "words")); /* the file's own */
  rows = rushes_library_query (library, &(RushesQuery) { .words = "foxes_v2 snow ugly" }, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_null (rushes_infotext_read ("a comment\nof somebody: Steps: 3"));
  g_assert_null (rushes_infotext_read (""));
}

#define GRAPH_OF(seed)                                                                                                                   \
  "{\"1\":{\"class_type\":\"UNETLoader\",\"inputs\":{\"unet_name\":\"wan2.1.safetensors\",\"weight_dtype\":\"default\"}},"                       \
  "\"2\":{\"class_type\":\"CLIPLoader\",\"inputs\":{\"clip_name\":\"umt5.safetensors\",\"type\":\"wan\"}},"                                       \
  "\"4\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"A boat at sea\",\"clip\":[\"2\",0]}},"                                         \
  "\"5\":{\"class_type\":\"CLIPTextEncode\",\"inputs\":{\"text\":\"watermark\",\"clip\":[\"2\",0]}},"                                             \
  "\"6\":{\"class_type\":\"EmptyHunyuanLatentVideo\",\"inputs\":{\"width\":640,\"height\":352,\"length\":17,\"batch_size\":1}},"                  \
  "\"7\":{\"class_type\":\"KSampler\",\"inputs\":{\"model\":[\"1\",0],\"positive\":[\"4\",0],\"negative\":[\"5\",0],\"latent_image\":[\"6\",0],"    \
  "\"seed\":" seed ",\"steps\":20,\"cfg\":5.0,\"sampler_name\":\"euler\",\"scheduler\":\"simple\",\"denoise\":1.0}},"                             \
  "\"8\":{\"class_type\":\"VAEDecode\",\"inputs\":{\"samples\":[\"7\",0],\"vae\":[\"3\",0]}},"                                                    \
  "\"3\":{\"class_type\":\"VAELoader\",\"inputs\":{\"vae_name\":\"wan_vae.safetensors\"}},"                                                       \
  "\"9\":{\"class_type\":\"CreateVideo\",\"inputs\":{\"images\":[\"8\",0],\"fps\":16.0}},"                                                        \
  "\"10\":{\"class_type\":\"SaveVideo\",\"inputs\":{\"video\":[\"9\",0],\"filename_prefix\":\"a\",\"format\":\"auto\",\"codec\":\"auto\"}}}"

/* What ComfyUI saved is told, found, and can be made again: it has its graph. */
static void
test_a_graph_of_comfyui (void)
{
  g_autofree char *path = make_gif_with_comment ("graph.gif", "{\"prompt\":" GRAPH_OF ("77") "}"), *large = make_gif_with_comment ("large.gif", GRAPH_OF ("18446744073709551615"));
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, NULL), second = rushes_import_run (library, large, large, FALSE, NULL);
  g_autoptr (GVariant) seed = NULL, model = rushes_request_ref_field (info->request, "model");
  RushesRequest *request = info->request;

  g_assert_cmpstr (rushes_request_get_prompt (request), ==, "A boat at sea");
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_NEGATIVE), ==, "watermark");
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_MODEL), ==, "wan2.1.safetensors");
  g_assert_cmpstr (g_variant_get_string (model, NULL), ==, "wan2.1.safetensors");
  g_assert_cmpstr (rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME), ==, "graph");
  g_assert_nonnull (strstr (rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW), "EmptyHunyuanLatentVideo"));
  g_assert_cmpint (rushes_request_get_int (request, RUSHES_REQUEST_SEED, 0), ==, 77);
  g_assert_cmpint (rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, 0), ==, 640);
  g_assert_cmpfloat (get_field (request, "cfg"), ==, 5);
  g_assert_cmpint (rushes_request_get_int (second->request, RUSHES_REQUEST_SEED, -1), ==, -1);
  seed = rushes_request_ref_field (second->request, "seed");
  g_assert_cmpstr (g_variant_get_string (seed, NULL), ==, "18446744073709551615");
}

/* Garbage is a comment like any other. */
static void
test_a_comment_that_says_nothing (void)
{
  for (const char *const *comment = (const char *const[]) { "Made with love", "{", "{\"prompt\":3}", "{\"1\":{}}", "\xff\xfeSteps: 3", "Steps: 3\xff, Seed: \xff", NULL };
       *comment != NULL; comment++)
    {
      g_autofree char *path = make_gif_with_comment ("nothing.gif", *comment);
      g_autoptr (RushesClipInfo) info = rushes_import_run (library, path, path, FALSE, NULL);
      g_assert_cmpstr (rushes_request_get_prompt (info->request), ==, "nothing");
    }
}

/* The EXIF of a WebP: UTF-16, with half a character at its end. */
static void
test_a_comment_in_exif (void)
{
  static const guint8 file[] = "RIFF\x2c\0\0\0WEBP" "EXIF\x18\0\0\0" "..UNICODE\0" "\0A\0\xe9\xd8\x3d\xde\x00\0!\xd8\x3d";
  g_autoptr (RushesEmbedded) found = rushes_embedded_look (file, sizeof file - 1);

  g_assert_cmpstr (found->parameters, ==, "Aé😀!\uFFFD");
}

/* From another library, with all that is thought of it; twice it is two clips. */
static void
test_a_record_beside_it (void)
{
  const char *record = "{ \"rushes_sidecar\": 2, \"id\": \"0e5a8a47-1a53-4bf1-9b5a-0f5a6f7e9a11\", \"name\": \"2025/01/other.mp4\", \"size_bytes\": 5,"
                       " \"created_us\": 7, \"created\": \"1970-01-01T00:00:00.000007Z\", \"favourite\": true, \"new\": false, \"sample\": false, \"rating\": 4,"
                       " \"notes\": [ { \"from_us\": 41667, \"text\": \"good\" } ], \"cost\": 0.5, \"sha256\": \"0\","
                       " \"request\": { \"provider\": \"openai\", \"model\": \"sora-2\", \"prompt\": \"A whale sings\", \"seed\": 5 } }";
  g_autofree char *path = clips_make ("whale.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"), *beside = rushes_sidecar_dup_path (path);
  g_autoptr (RushesClipInfo) info = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (beside, record, -1, NULL));
  info = rushes_import_run (library, path, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->id, ==, "0e5a8a47-1a53-4bf1-9b5a-0f5a6f7e9a11");
  g_assert_cmpstr (rushes_request_get_prompt (info->request), ==, "A whale sings");
  g_assert_true (info->rating == 4 && info->favourite && info->is_new && info->cost == 0.5 && rushes_notes_count (info->notes) == 1);
  g_assert_true (info->created_us > 7 && info->size_bytes > 5 && strlen (info->sha256) == 64 && info->n_frames == 48);
  g_assert_nonnull (strstr (info->name, "whale"));
  again = rushes_import_run (library, path, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, !=, info->id);
  g_assert_true (g_file_set_contents (beside, "{ \"rushes_sidecar\": 2, \"id\": \"../../x\", \"name\": \"x\" }", -1, NULL));
  g_clear_pointer (&again, rushes_clip_info_free);
  again = rushes_import_run (library, path, path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (again->id));
  g_assert_cmpstr (rushes_request_get_prompt (again->request), ==, "whale");
}

static guint
count_missing (void)
{
  g_autoptr (GArray) rows = NULL;

  g_assert_true (rushes_library_look_now (library, NULL));
  rows = rushes_library_query (library, &(RushesQuery) { .missing = TRUE }, NULL);
  return rows->len;
}

/* The library has a link; whatever is done with the clip, the file stays. */
static void
test_a_link (void)
{
  g_autofree char *original = clips_make ("linked.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"), *aside = dup_path ("aside.mp4"), *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RushesClipInfo) info = rushes_import_run (library, original, original, TRUE, &error);

  g_assert_no_error (error);
  path = rushes_paths_dup_clip_path (rushes_library_get_paths (library), info->name);
  g_assert_true (info->linked && g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (g_rename (original, aside), ==, 0);
  g_assert_cmpuint (count_missing (), ==, 1);
  g_assert_cmpint (g_rename (aside, original), ==, 0);
  g_assert_cmpuint (count_missing (), ==, 0);
  g_assert_true (rushes_library_hide (library, info->id, TRUE, NULL));
  rushes_library_trash_hidden (library, NULL); /* where there is a trash */
  g_assert_true (g_file_test (original, G_FILE_TEST_IS_REGULAR));
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer report)
{
  *(RushesImportReport **) report = rushes_import_finish (result);
}

static void
test_many_files_are_summed_up (void)
{
  g_autofree char *good = clips_make ("good.mp4", CLIPS_SOURCE " ! x264enc speed-preset=ultrafast ! h264parse ! mp4mux"), *text = dup_path ("more.txt"), *summary = NULL;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (RushesImportReport) report = NULL;
  guint before = count_clips ();

  g_assert_true (g_file_set_contents (text, "a\n", -1, NULL));
  for (const char *const *path = (const char *const[]) { good, text, good, NULL }; *path != NULL; path++)
    g_ptr_array_add (files, g_file_new_for_path (*path));
  g_ptr_array_add (files, g_file_new_for_uri ("sftp://elsewhere/far.mp4"));
  rushes_import_async (library, files, FALSE, NULL, on_imported, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (report->n_imported, ==, 2);
  g_assert_cmpuint (count_clips (), ==, before + 2);
  g_assert_cmpuint (report->left_out->len, ==, 2);
  g_assert_cmpstr (report->left_out->pdata[0], ==, "“more.txt” is no video and no picture that moves.");
  g_assert_cmpstr (report->left_out->pdata[1], ==, "“far.mp4” lies on another computer. Copy it to this one first.");
  summary = rushes_import_dup_summary (7, 2);
  g_assert_cmpstr (summary, ==, "Imported 7 of 9 files; left out: 2");
}

int
main (int argc, char **argv)
{
  g_autoptr (RushesPaths) paths = NULL;
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *data = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  rushes_media_init ();
  folder = rushes_scratch_make ();
  data = dup_path ("data");
  paths = rushes_paths_new (data, folder, folder);
  g_assert_true (rushes_paths_prepare (paths, NULL));
  library = rushes_library_open (paths, NULL);
  g_test_add_func ("/import/no-file-at-all", test_no_file_at_all);
  g_test_add_func ("/import/a-folder", test_a_folder);
  g_test_add_func ("/import/no-picture", test_no_picture);
  g_test_add_func ("/import/a-single-picture", test_a_single_picture);
  g_test_add_func ("/import/encrypted", test_encrypted);
  g_test_add_func ("/import/cut-off", test_cut_off);
  g_test_add_func ("/import/whole", test_whole);
  g_test_add_func ("/import/a-late-clock-is-no-cut", test_a_late_clock_is_no_cut);
  g_test_add_func ("/import/an-unknown-sound-is-no-cut", test_an_unknown_sound_is_no_cut);
  g_test_add_func ("/import/a-name-that-is-not-utf8", test_a_name_that_is_not_utf8);
  g_test_add_func ("/import/what-is-known-of-it", test_what_is_known_of_it);
  g_test_add_func ("/import/a-variable-rate-is-known", test_a_variable_rate_is_known);
  g_test_add_func ("/import/old-clips-say-less", test_old_clips_say_less);
  g_test_add_func ("/import/a-link", test_a_link);
  g_test_add_func ("/import/parameters-in-words", test_parameters_in_words);
  g_test_add_func ("/import/a-graph-of-comfyui", test_a_graph_of_comfyui);
  g_test_add_func ("/import/a-comment-that-says-nothing", test_a_comment_that_says_nothing);
  g_test_add_func ("/import/a-comment-in-exif", test_a_comment_in_exif);
  g_test_add_func ("/import/a-record-beside-it", test_a_record_beside_it);
  g_test_add_func ("/import/many-files-are-summed-up", test_many_files_are_summed_up);
  result = g_test_run ();
  g_object_unref (library);
  g_ptr_array_add (folders, rushes_paths_dup_clip_path (paths, ""));
  result = result != 0 ? result : !sidecars_are_described (folders);
  g_free (folder);
  return result;
}
