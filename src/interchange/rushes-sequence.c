/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-sequence.h"

#include "rushes-continuity.h"
#include "rushes-inherit.h"
#include "rushes-media-name.h"
#include "rushes-number.h"
#include "rushes-shot-number.h"
#include "rushes-shot-state.h"

#include <glib/gi18n.h>
#include <math.h>

/* Where a board has no size, and nobody says one. */
#define WIDTH 1920
#define HEIGHT 1080

typedef struct
{
  RushesSequence *self;
  const char *folder;
  RushesSequenceLookup lookup;
  gpointer data;
  GHashTable *files; /* char *, a path → RushesSequenceMedia *, not ours */
  GHashTable *names; /* char *: those that are taken */
} Building;

static void
media_free (RushesSequenceMedia *media)
{
  g_free (media->path);
  g_free (media->name);
  g_free (media->id);
  g_free (media);
}

static void
marker_free (RushesSequenceMarker *marker)
{
  g_free (marker->text);
  g_free (marker);
}

static void
shot_free (RushesSequenceShot *shot)
{
  g_free (shot->name);
  g_free (shot->number);
  g_free (shot->scene);
  g_free (shot->size);
  g_free (shot->camera);
  g_free (shot->action);
  g_free (shot->dialogue);
  g_free (shot->notes);
  g_free (shot->prompt);
  g_ptr_array_unref (shot->markers);
  g_free (shot);
}

void
rushes_sequence_free (RushesSequence *self)
{
  g_free (self->title);
  g_ptr_array_unref (self->shots);
  g_ptr_array_unref (self->media);
  g_ptr_array_unref (self->left_out);
  g_free (self);
}

/* Frames of another rate that end no later. A little more than they are is a rounding. */
static gint64
convert (gint64 n_frames, RushesRate from, RushesRate to)
{
  return (gint64) floor (rushes_rate_to_seconds (from, n_frames) * to.frames / to.seconds + 0.01);
}

/* Returns: @n_frames of the board in the media's own */
gint64
rushes_sequence_to_media (const RushesSequence *self, const RushesSequenceMedia *media, gint64 n_frames)
{
  return convert (n_frames, self->rate, media->rate);
}

/* Returns: @n_frames of the media in the board's: so many are whole */
gint64
rushes_sequence_from_media (const RushesSequence *self, const RushesSequenceMedia *media, gint64 n_frames)
{
  return convert (n_frames, media->rate, self->rate);
}

/* What a clip's mean rate stands for: whole, or the thousand-and-first part less, or as it is. */
static RushesRate
guess_rate (double fps)
{
  if (fps <= 0 || fps > RUSHES_RATE_MAX)
    return RUSHES_RATE_DEFAULT;
  if (fabs (fps - round (fps)) < 0.001)
    return (RushesRate) { (int) round (fps), 1 };
  if (fabs (fps * 1.001 - round (fps * 1.001)) < 0.001)
    return (RushesRate) { (int) round (fps * 1.001) * 1000, 1001 };
  return (RushesRate) { (int) round (fps * 1000), 1000 };
}

static const char *
get_text (RushesBoardItem *item, const char *member)
{
  const char *text = rushes_board_item_get_string (item, member);

  return text != NULL ? text : "";
}

/* @sentence: (transfer full) */
static void
leave_out (Building *building, char *sentence)
{
  g_ptr_array_add (building->self->left_out, sentence);
}

/* (transfer none): that file, which others may show too */
static RushesSequenceMedia *
add_media (Building *building, const char *name, const char *path)
{
  RushesSequenceMedia *media = g_hash_table_lookup (building->files, path);

  if (media != NULL)
    return media;
  media = g_new0 (RushesSequenceMedia, 1);
  media->path = g_strdup (path);
  media->name = rushes_media_name_new (name, path, building->names);
  media->rate = building->self->rate;
  g_ptr_array_add (building->self->media, media);
  g_hash_table_insert (building->files, media->path, media);
  return media;
}

static gint64
count_frames (const RushesClipInfo *info, RushesRate rate)
{
  if (info->n_frames > 0 && !info->variable_rate)
    return info->n_frames;
  return MAX (1, rushes_rate_to_frames (rate, info->duration_ms / 1000.0));
}

static RushesSequenceMedia *
add_clip (Building *building, const RushesSequenceShot *shot, const RushesClipInfo *info, const char *path)
{
  RushesSequenceMedia *media = add_media (building, shot->name, path);

  media->rate = guess_rate (rushes_clip_info_get_rate (info));
  media->n_frames = count_frames (info, media->rate);
  media->width = info->width;
  media->height = info->height;
  media->has_sound = info->sound != NULL;
  media->variable = info->variable_rate;
  if (media->id == NULL)
    media->id = g_strdup (info->id);
  return media;
}

/* Notes on what of the clip is seen in the shot. */
static void
add_markers (Building *building, RushesSequenceShot *shot, GVariant *notes)
{
  for (guint i = 0; i < rushes_notes_count (notes); i++)
    {
      RushesNote note = rushes_notes_get (notes, i);
      gint64 at = rushes_rate_to_frames (building->self->rate, note.from_us / (double) G_USEC_PER_SEC) - shot->in;
      RushesSequenceMarker *marker;

      if (note.from_us == RUSHES_NOTE_WHOLE || at < 0 || at >= shot->plays)
        continue;
      marker = g_new0 (RushesSequenceMarker, 1);
      marker->at = at;
      marker->text = g_strdup (note.text);
      g_ptr_array_add (shot->markers, marker);
    }
}

/* The part of the take that plays, as far as the clip and the plan go. */
static void
fit (Building *building, RushesSequenceShot *shot, RushesBoardItem *take)
{
  gint64 all = rushes_sequence_from_media (building->self, shot->media, shot->media->n_frames);
  gint64 in = CLAMP (rushes_board_item_get_int (take, RUSHES_BOARD_IN, 0), 0, MAX (0, all - 1));
  gint64 out = CLAMP (rushes_board_item_get_int (take, RUSHES_BOARD_OUT, all), in + 1, MAX (in + 1, all));

  shot->in = in;
  shot->plays = MIN (out - in, shot->length);
}

static gboolean
show_take (Building *building, RushesSequenceShot *shot, RushesBoardItem *take)
{
  g_autofree char *path = NULL;
  g_autoptr (RushesClip) clip = building->lookup (get_text (take, RUSHES_BOARD_CLIP), &path, building->data);

  if (clip == NULL)
    {
      leave_out (building, g_strdup_printf (_("The take of shot %s is not there: its file is missing or in the trash."), shot->number));
      return FALSE;
    }
  shot->media = add_clip (building, shot, rushes_clip_get_info (clip), path);
  shot->seed = rushes_request_get_int (rushes_clip_get_info (clip)->request, RUSHES_REQUEST_SEED, -1);
  fit (building, shot, take);
  add_markers (building, shot, rushes_clip_get_info (clip)->notes);
  return TRUE;
}

static gboolean
show_still (Building *building, RushesSequenceShot *shot, const char *still)
{
  g_autofree char *path = g_canonicalize_filename (still, building->folder);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      leave_out (building, g_strdup_printf (_("The picture of shot %s is not there."), shot->number));
      return FALSE;
    }
  shot->media = add_media (building, shot->name, path);
  shot->plays = shot->length;
  return TRUE;
}

/* The take that counts, chosen or the first, as on the board itself; else the picture that stands for it. */
static void
show (Building *building, RushesSequenceShot *shot, RushesBoardItem *item)
{
  RushesBoardItem *take = rushes_continuity_get_take (item);
  const char *still = rushes_board_item_get_string (item, RUSHES_BOARD_STILL);

  if (take != NULL && show_take (building, shot, take))
    {
      if (rushes_shot_state_get_chosen (item) == NULL)
        leave_out (building, g_strdup_printf (_("No take of shot %s is chosen; its first one stands there."), shot->number));
      return;
    }
  if (still != NULL && show_still (building, shot, still))
    return;
  if (take == NULL && still == NULL)
    leave_out (building, g_strdup_printf (_("Shot %s has no picture yet: there is a gap."), shot->number));
}

static void
add_shot (Building *building, RushesBoard *board, RushesBoardItem *item)
{
  RushesSequenceShot *shot = g_new0 (RushesSequenceShot, 1);

  shot->markers = g_ptr_array_new_with_free_func ((GDestroyNotify) marker_free);
  shot->number = rushes_shot_number_dup_shown (item);
  shot->scene = g_strdup (get_text (rushes_board_item_get_parent (item), RUSHES_BOARD_TITLE));
  shot->size = g_strdup (get_text (item, RUSHES_BOARD_SIZE));
  shot->camera = g_strdup (get_text (item, RUSHES_BOARD_CAMERA));
  shot->action = g_strdup (get_text (item, RUSHES_BOARD_ACTION));
  shot->dialogue = g_strdup (get_text (item, RUSHES_BOARD_DIALOGUE));
  shot->notes = g_strdup (get_text (item, RUSHES_BOARD_NOTES));
  shot->prompt = g_strdup (get_text (item, RUSHES_BOARD_PROMPT));
  shot->name = rushes_media_name_for_shot (shot->number, shot->scene, *shot->size != '\0' ? shot->size : shot->action, building->names);
  shot->seed = -1;
  shot->start = building->self->length;
  shot->length = MAX (1, rushes_inherit_get_length (board, item));
  building->self->length += shot->length;
  g_ptr_array_add (building->self->shots, shot);
  show (building, shot, item);
}

/* A whole number may stand there, too. */
static double
get_volume (GVariant *track)
{
  double volume = 1;
  gint64 whole;

  if (g_variant_lookup (track, "volume", "x", &whole))
    volume = (double) whole;
  else
    g_variant_lookup (track, "volume", "d", &volume);
  return MAX (0, volume);
}

static void
add_track (Building *building, RushesBoard *board)
{
  GVariant *track = rushes_board_item_get (rushes_board_get_root (board), RUSHES_BOARD_TRACK);
  g_autofree char *path = NULL;
  const char *file = NULL;
  RushesSequenceMedia *media;

  if (track == NULL || !g_variant_is_of_type (track, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (track, "file", "&s", &file))
    return;
  path = g_canonicalize_filename (file, building->folder);
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      leave_out (building, g_strdup_printf (_("The scratch track “%s” is not there."), file));
      return;
    }
  g_variant_lookup (track, "offset", "x", &building->self->track_offset);
  building->self->track_volume = get_volume (track);
  media = add_media (building, "scratch-track", path);
  media->has_sound = TRUE;
  building->self->track = media;
}

/**
 * rushes_sequence_new:
 * @folder: the board's, that its pictures are named from
 * @lookup: where clips are
 *
 * Returns: (transfer full): the board as it is now; shots with nothing to show are gaps, which is said in @left_out. Reads names of files
 */
RushesSequence *
rushes_sequence_new (RushesBoard *board, const char *folder, RushesSequenceLookup lookup, gpointer data)
{
  g_autoptr (GHashTable) files = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  RushesSequence *self = g_new0 (RushesSequence, 1);
  Building building = { .self = self, .folder = folder, .lookup = lookup, .data = data, .files = files, .names = names };

  self->title = g_strdup (rushes_board_get_title (board));
  self->rate = rushes_board_get_rate (board);
  self->width = rushes_number_to_side (rushes_inherit_get_int (rushes_board_get_root (board), RUSHES_BOARD_WIDTH, 0));
  self->height = rushes_number_to_side (rushes_inherit_get_int (rushes_board_get_root (board), RUSHES_BOARD_HEIGHT, 0));
  self->shots = g_ptr_array_new_with_free_func ((GDestroyNotify) shot_free);
  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) media_free);
  self->left_out = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < shots->len; i++)
    if (!rushes_shot_state_is_omitted (shots->pdata[i]))
      add_shot (&building, board, shots->pdata[i]);
  add_track (&building, board);
  for (guint i = 0; i < self->media->len && (self->width <= 0 || self->height <= 0); i++)
    {
      const RushesSequenceMedia *media = self->media->pdata[i];
      self->width = media->width;
      self->height = media->height;
    }
  if (self->width <= 0 || self->height <= 0)
    {
      self->width = WIDTH;
      self->height = HEIGHT;
    }
  return self;
}
