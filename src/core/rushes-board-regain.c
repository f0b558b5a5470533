/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-regain.h"

#include "rushes-board-file.h"
#include "rushes-board-history.h"
#include "rushes-board-list.h"
#include "rushes-board-lock.h"
#include "rushes-board-read.h"
#include "rushes-board-text.h"
#include "rushes-continuity.h"
#include "rushes-error.h"
#include "rushes-rate.h"
#include "rushes-sync.h"

#include <glib/gi18n.h>
#include <math.h>

/* A board whose file and versions are gone is put together again from the records of its clips, which name it and their shot, and from the jobs
 * that go on for it. Each shot gets its takes, and asks for what its last one was asked for. Blocking. */

#define ID_ENDING 9 /* “-1a2b3c4d” */

typedef struct
{
  gint64 number;
  RushesRequest *request; /* the last one */
  GPtrArray *clips;       /* RushesClipInfo, not ours */
  GStrvBuilder *jobs;     /* (nullable): that go on */
} Shot;

typedef struct
{
  GPtrArray *clips;   /* RushesClipInfo */
  GPtrArray *records; /* RushesJobRecord */
  GHashTable *shots;  /* gint64, a number → Shot */
  GHashTable *places; /* char *, a clip's id → Shot, not ours */
  guint n_takes;
} Regaining;

static void
shot_free (gpointer data)
{
  Shot *shot = data;

  g_clear_pointer (&shot->request, rushes_request_unref);
  g_ptr_array_unref (shot->clips);
  g_clear_pointer (&shot->jobs, g_strv_builder_unref);
  g_free (shot);
}

/* (nullable): the shot that the request names */
static Shot *
ensure_shot (Regaining *self, RushesRequest *request)
{
  gint64 number = rushes_request_get_int (request, RUSHES_REQUEST_SHOT, 0);
  Shot *shot = g_hash_table_lookup (self->shots, &number);

  if (shot == NULL && number > 0)
    {
      shot = g_new0 (Shot, 1);
      shot->number = number;
      shot->clips = g_ptr_array_new ();
      g_hash_table_insert (self->shots, &shot->number, shot);
    }
  if (shot != NULL)
    {
      g_clear_pointer (&shot->request, rushes_request_unref);
      shot->request = rushes_request_ref (request);
    }
  return shot;
}

static void
add_clip (Regaining *self, RushesClipInfo *info)
{
  Shot *shot = info->request != NULL ? ensure_shot (self, info->request) : NULL;

  if (shot == NULL)
    return;
  g_ptr_array_add (shot->clips, info);
  g_hash_table_insert (self->places, info->id, shot);
  self->n_takes++;
}

/* (nullable): the board for which it goes on. What has ended without a clip is not there; what is lost or unknown may have been paid, and keeps
 * the shot from being made again. */
static const char *
get_board (const RushesJobRecord *record)
{
  gboolean over = record->state == RUSHES_JOB_DONE || record->state == RUSHES_JOB_FAILED || record->state == RUSHES_JOB_CANCELLED;

  return over ? NULL : rushes_request_get_string (record->request, RUSHES_REQUEST_BOARD);
}

static void
add_job (Regaining *self, const RushesJobRecord *record, const char *board)
{
  Shot *shot = g_strcmp0 (get_board (record), board) == 0 ? ensure_shot (self, record->request) : NULL;

  if (shot == NULL)
    return;
  if (shot->jobs == NULL)
    shot->jobs = g_strv_builder_new ();
  g_strv_builder_add (shot->jobs, record->id);
}

static int
compare_shots (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(Shot *const *) a)->number, second = (*(Shot *const *) b)->number;

  return first < second ? -1 : first > second;
}

static GPtrArray *
list_shots (Regaining *self)
{
  GPtrArray *shots = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer shot;

  g_hash_table_iter_init (&iter, self->shots);
  while (g_hash_table_iter_next (&iter, NULL, &shot))
    g_ptr_array_add (shots, shot);
  g_ptr_array_sort (shots, compare_shots);
  return shots;
}

static void
add (GVariantBuilder *builder, const char *name, GVariant *value)
{
  g_variant_builder_add (builder, "{sv}", name, value);
}

/* (transfer floating): a shot's take, and which one it started from */
static GVariant *
new_take (Regaining *self, const RushesClipInfo *info)
{
  GVariantBuilder take = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), start = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *before = rushes_request_get_string (info->request, RUSHES_REQUEST_START);
  const Shot *shot = before != NULL ? g_hash_table_lookup (self->places, before) : NULL;

  add (&take, RUSHES_BOARD_CLIP, g_variant_new_string (info->id));
  if (shot != NULL)
    add (&start, "shot", g_variant_new_int64 (shot->number));
  if (before != NULL)
    add (&start, RUSHES_BOARD_CLIP, g_variant_new_string (before));
  if (before != NULL)
    add (&take, RUSHES_BOARD_START, g_variant_builder_end (&start));
  else
    g_variant_builder_clear (&start);
  return g_variant_builder_end (&take);
}

static GVariant *
new_takes (Regaining *self, const Shot *shot)
{
  GVariantBuilder takes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < shot->clips->len; i++)
    g_variant_builder_add (&takes, "v", new_take (self, shot->clips->pdata[i]));
  return g_variant_builder_end (&takes);
}

static void
add_text (GVariantBuilder *builder, const char *name, RushesRequest *request, const char *member)
{
  const char *text = rushes_request_get_string (request, member);

  if (text != NULL && *text != '\0')
    add (builder, name, g_variant_new_string (text));
}

static void
add_number (GVariantBuilder *builder, const char *name, gint64 number)
{
  if (number > 0)
    add (builder, name, g_variant_new_int64 (number));
}

/* What it was asked for, so that it is asked for again. */
static void
add_settings (GVariantBuilder *builder, RushesRequest *request)
{
  gboolean own = rushes_request_get_string (request, RUSHES_REQUEST_WORKFLOW_NAME) != NULL;
  double seconds = rushes_request_get_double (request, RUSHES_REQUEST_SECONDS, 0);
  g_autoptr (GVariant) fields = g_variant_lookup_value (rushes_request_get_variant (request), RUSHES_REQUEST_FIELDS, G_VARIANT_TYPE_VARDICT);

  add_text (builder, RUSHES_BOARD_PROMPT, request, RUSHES_REQUEST_PROMPT);
  add (builder, RUSHES_BOARD_PROVIDER, g_variant_new_string (rushes_provider_kind_to_string (rushes_request_get_provider (request))));
  add_text (builder, RUSHES_BOARD_MODEL, request, own ? RUSHES_REQUEST_WORKFLOW_NAME : RUSHES_REQUEST_MODEL);
  add_text (builder, RUSHES_BOARD_NEGATIVE, request, RUSHES_REQUEST_NEGATIVE);
  add_number (builder, RUSHES_BOARD_WIDTH, rushes_request_get_int (request, RUSHES_REQUEST_WIDTH, 0));
  add_number (builder, RUSHES_BOARD_HEIGHT, rushes_request_get_int (request, RUSHES_REQUEST_HEIGHT, 0));
  if (seconds > 0 && seconds < 3600)
    add_number (builder, RUSHES_BOARD_LENGTH, rushes_rate_to_frames (RUSHES_RATE_DEFAULT, seconds));
  if (fields != NULL && g_variant_n_children (fields) > 0)
    add (builder, RUSHES_BOARD_FIELDS, fields);
}

/* It starts where its last take did, unless that would be a circle: the shots may have changed places. */
static void
add_link (Regaining *self, GVariantBuilder *builder, const Shot *shot, GHashTable *linked)
{
  GVariantBuilder first = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  const char *start = rushes_request_get_string (shot->request, RUSHES_REQUEST_START);
  const Shot *before = start != NULL ? g_hash_table_lookup (self->places, start) : NULL, *each = before;

  while (each != NULL && each != shot)
    each = g_hash_table_lookup (linked, each);
  if (before == NULL || each == shot)
    {
      g_variant_builder_clear (&first);
      return;
    }
  g_hash_table_insert (linked, (gpointer) shot, (gpointer) before);
  add (&first, "end_of", g_variant_new_int64 (before->number));
  add (builder, RUSHES_BOARD_FIRST, g_variant_builder_end (&first));
}

static GVariant *
new_shot (Regaining *self, const Shot *shot, GHashTable *linked)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_auto (GStrv) jobs = shot->jobs != NULL ? g_strv_builder_end (shot->jobs) : NULL;

  add (&builder, RUSHES_BOARD_NUMBER, g_variant_new_int64 (shot->number));
  add_settings (&builder, shot->request);
  add_link (self, &builder, shot, linked);
  if (jobs != NULL)
    add (&builder, RUSHES_BOARD_JOBS, g_variant_new_strv ((const char *const *) jobs, -1));
  if (shot->clips->len > 0)
    add (&builder, RUSHES_BOARD_TAKES, new_takes (self, shot));
  return g_variant_builder_end (&builder);
}

/* (transfer full): “night-train” of “night-train-1a2b3c4d” */
static char *
dup_name (const char *id)
{
  gsize length = strlen (id);
  const char *ending = id + (length > ID_ENDING ? length - ID_ENDING : 0);

  if (length > ID_ENDING && *ending == '-' && strspn (ending + 1, "0123456789abcdef") == ID_ENDING - 1)
    return g_strndup (id, length - ID_ENDING);
  return g_strdup (id);
}

/* (transfer full) (nullable) */
static RushesBoard *
build (Regaining *self, const char *id, GError **error)
{
  GVariantBuilder board = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), scene = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  GVariantBuilder shots = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av")), scenes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GHashTable) linked = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = list_shots (self);
  g_autoptr (GVariant) value = NULL, plain = NULL;
  g_autoptr (RushesBoard) made = NULL;
  g_autofree char *title = dup_name (id);

  for (guint i = 0; i < all->len; i++)
    g_variant_builder_add (&shots, "v", new_shot (self, all->pdata[i], linked));
  add (&scene, RUSHES_BOARD_ID, g_variant_new_int64 (1));
  add (&scene, RUSHES_BOARD_TITLE, g_variant_new_string (_("Scene 1")));
  add (&scene, RUSHES_BOARD_SHOTS, g_variant_builder_end (&shots));
  g_variant_builder_add (&scenes, "v", g_variant_builder_end (&scene));
  add (&board, RUSHES_BOARD_FORMAT, g_variant_new_int64 (RUSHES_BOARD_VERSION));
  add (&board, RUSHES_BOARD_ID, g_variant_new_string (id));
  add (&board, RUSHES_BOARD_TITLE, g_variant_new_string (title));
  add (&board, RUSHES_BOARD_SCENES, g_variant_builder_end (&scenes));
  value = g_variant_ref_sink (g_variant_builder_end (&board));
  plain = rushes_board_text_make_plain (value);
  made = rushes_board_new_from_variant (plain, error);
  if (made == NULL || !rushes_board_do_silently (made, rushes_board_step_new (""), error)) /* which writes down the numbers that are given */
    return NULL;
  return g_steal_pointer (&made);
}

static gboolean
collect (Regaining *self, RushesLibrary *library, RushesLedger *ledger, const char *id, GError **error)
{
  self->clips = rushes_library_list_board (library, id, error);
  self->records = self->clips != NULL ? rushes_ledger_list (ledger, 0, error) : NULL;
  for (guint i = 0; self->records != NULL && i < self->clips->len; i++)
    add_clip (self, self->clips->pdata[i]);
  for (guint i = 0; self->records != NULL && i < self->records->len; i++)
    add_job (self, self->records->pdata[i], id);
  return self->records != NULL;
}

static void
regaining_clear (Regaining *self)
{
  g_clear_pointer (&self->clips, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_hash_table_unref (self->shots);
  g_hash_table_unref (self->places);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Regaining, regaining_clear)

static gboolean
is_listed (GPtrArray *boards, const char *id)
{
  for (guint i = 0; i < boards->len; i++)
    if (g_str_equal (((RushesUse *) boards->pdata[i])->name, id))
      return TRUE;
  return FALSE;
}

/* Those for which something is being made, and nothing is there yet. */
static gboolean
add_from_ledger (GPtrArray *boards, RushesLedger *ledger, GError **error)
{
  g_autoptr (GPtrArray) records = rushes_ledger_list (ledger, 0, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *id = get_board (records->pdata[i]);
      RushesUse *use;
      if (id == NULL || is_listed (boards, id))
        continue;
      use = g_new0 (RushesUse, 1);
      use->name = g_strdup (id);
      g_ptr_array_add (boards, use);
    }
  return records != NULL;
}

/* Returns: (transfer full) (element-type RushesUse) (nullable): the ids of boards that clips or jobs are for and that cannot be read, or are not there */
GPtrArray *
rushes_board_regain_list (RushesLibrary *library, RushesLedger *ledger, GError **error)
{
  g_autoptr (GPtrArray) lost = rushes_library_list_boards (library, error), boards = rushes_board_list (rushes_library_get_paths (library));

  if (lost == NULL || !add_from_ledger (lost, ledger, error))
    return NULL;
  for (guint i = 0; i < boards->len; i++)
    for (guint k = lost->len; k > 0; k--)
      if (g_strcmp0 (((RushesUse *) lost->pdata[k - 1])->name, ((RushesBoardFacts *) boards->pdata[i])->id) == 0)
        g_ptr_array_remove_index (lost, k - 1);
  return g_steal_pointer (&lost);
}

/* (transfer full) (nullable): the id of the lost board that is meant */
static char *
find (RushesLibrary *library, RushesLedger *ledger, const char *name, GError **error)
{
  g_autoptr (GPtrArray) lost = rushes_board_regain_list (library, ledger, error);
  g_autofree char *slug = rushes_paths_make_slug (name, "board");
  const char *found = NULL;
  guint n = 0;

  for (guint i = 0; lost != NULL && i < lost->len; i++)
    {
      const char *id = ((RushesUse *) lost->pdata[i])->name;
      g_autofree char *stem = dup_name (id);
      if (g_str_equal (id, name))
        return g_strdup (id);
      if (!g_str_equal (stem, slug))
        continue;
      found = id;
      n++;
    }
  if (n == 1)
    return g_strdup (found);
  if (lost != NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE,
                 n == 0 ? _("No clip was made for a lost board “%s”; “rushes boards restore” alone lists the lost ones")
                        : _("Several lost boards were called “%s”; write the whole name, as “rushes boards restore” alone lists it"), name);
  return NULL;
}

/* Where it was, if nothing that can be read is there; what cannot be read stays beside it. (transfer full) (nullable): that folder's name */
static char *
make_room (RushesPaths *paths, const char *id, GError **error)
{
  g_autofree char *name = dup_name (id), *slug = rushes_paths_make_slug (name, "board"), *folder = rushes_board_file_dup_folder (paths, slug), *aside = NULL;
  g_autoptr (RushesBoard) other = rushes_board_file_glance (folder, NULL);

  if (other != NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return rushes_board_file_make_folder (paths, name, error);
  aside = rushes_board_file_put_aside (folder, error);
  return aside != NULL ? g_steal_pointer (&slug) : NULL;
}

static char *
put (RushesPaths *paths, const char *id, RushesBoard *board, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths), *slug = NULL, *folder = NULL;
  g_autoptr (RushesBoardSnapshot) snapshot = rushes_board_snapshot_new (board);
  g_autoptr (RushesBoardLock) lock = NULL;

  rushes_sync_make_folder (boards);
  lock = rushes_board_lock_take (boards, error);
  slug = lock != NULL ? make_room (paths, id, error) : NULL;
  folder = slug != NULL ? rushes_board_file_dup_folder (paths, slug) : NULL;
  return folder != NULL && rushes_board_file_save (folder, snapshot, error) ? g_steal_pointer (&slug) : NULL;
}

static void
tell (Regaining *self, RushesPaths *paths, const char *slug, GPtrArray *remarks)
{
  g_autofree char *folder = rushes_board_file_dup_folder (paths, slug), *media = g_build_filename (folder, "media", NULL);

  g_ptr_array_add (remarks, g_strdup_printf (ngettext ("Put together from the records of %u clip.", "Put together from the records of %u clips.", self->n_takes),
                                             self->n_takes));
  g_ptr_array_add (remarks, g_strdup (_("No record has its title, rate and scenes, the order of shots that were moved, shots that were never made, what was written about "
                                        "shots, planned lengths, which takes were chosen and how they were cut, and takes that were made for something else. Takes "
                                        "that had been taken out are back.")));
  if (g_file_test (media, G_FILE_TEST_IS_DIR))
    g_ptr_array_add (remarks, g_strdup_printf (_("Its pictures and sound are in %s as before."), media));
}

/**
 * rushes_board_regain:
 * @name: the board's id, or that without its last digits, which is the name that its folder had
 * @remarks: (element-type utf8): gets sentences about what came back, and what did not
 *
 * Returns: (transfer full) (nullable): the board's folder
 */
char *
rushes_board_regain (RushesLibrary *library, RushesLedger *ledger, const char *name, GPtrArray *remarks, GError **error)
{
  g_autofree char *id = find (library, ledger, name, error), *slug = NULL;
  g_auto (Regaining) self = { .shots = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, shot_free), .places = g_hash_table_new (g_str_hash, g_str_equal) };
  g_autoptr (RushesBoard) board = id != NULL && collect (&self, library, ledger, id, error) ? build (&self, id, error) : NULL;

  slug = board != NULL ? put (rushes_library_get_paths (library), id, board, error) : NULL;
  if (slug != NULL)
    tell (&self, rushes_library_get_paths (library), slug, remarks);
  return g_steal_pointer (&slug);
}
