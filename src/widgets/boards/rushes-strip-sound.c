/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-strip-sound.h"

#include "rushes-probe.h"
#include "rushes-waveform.h"
#include "rushes-way-back.h"

/* Its waveform is kept among those of clips, under a name that is the file's; how long it is is asked beside that. */
struct _RushesStripSound
{
  const RushesBoardContext *context;
  GtkWidget *widget; /* owns this */
  void (*on_more) (GtkWidget *widget);
  char *path;        /* (nullable): of the track */
  double offset;     /* seconds: when it begins */
  double duration;   /* seconds; 0: not known yet */
  float heights[RUSHES_WAVEFORM_WIDTH]; /* from 0 to 1 */
  gboolean has_heights;
  GCancellable *loading;
};

/* @on_more: void (GtkWidget *): it is known now. Returns: (transfer full): of @widget, which ends later */
RushesStripSound *
rushes_strip_sound_new (const RushesBoardContext *context, GtkWidget *widget, GCallback on_more)
{
  RushesStripSound *self = g_new0 (RushesStripSound, 1);

  self->context = context;
  self->widget = widget;
  self->on_more = (void (*) (GtkWidget *)) on_more;
  return self;
}

static void
stop (RushesStripSound *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

void
rushes_strip_sound_free (RushesStripSound *self)
{
  stop (self);
  g_free (self->path);
  g_free (self);
}

/* The picture is white, as opaque as it is loud, from its lower edge on. */
static void
read_heights (RushesStripSound *self, GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guchar *pixels = g_malloc ((gsize) width * height * 4);

  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (int column = 0; column < RUSHES_WAVEFORM_WIDTH; column++)
    {
      int filled = 0;
      for (int row = 0; row < height && column < width; row++)
        filled += pixels[((gsize) row * width + column) * 4 + (G_BYTE_ORDER == G_LITTLE_ENDIAN ? 3 : 0)] > 0;
      self->heights[column] = (float) filled / MAX (1, height);
    }
  self->has_heights = TRUE;
  self->on_more (self->widget);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = rushes_thumbnailer_load_finish (RUSHES_THUMBNAILER (source), result, &error);

  if (texture != NULL) /* else it is broken, or given up: then there is nobody any more */
    read_heights (data, texture);
}

/* A worker's part: how long a file is. */
typedef struct
{
  char *path;
  RushesStripSound *sound; /* as long as the widget is there */
} Question;

static void
question_free (gpointer data)
{
  g_free (((Question *) data)->path);
  g_free (data);
}

static gpointer
ask_duration (gpointer question, GError **error)
{
  g_autoptr (RushesProbe) probe = rushes_probe_new (((Question *) question)->path, error);

  return probe != NULL ? g_memdup2 (&probe->duration_ms, sizeof probe->duration_ms) : NULL;
}

static void
on_duration (gpointer widget, gpointer order, gpointer duration_ms, const GError *error)
{
  RushesStripSound *self = ((Question *) order)->sound;

  if (duration_ms == NULL || g_strcmp0 (self->path, ((Question *) order)->path) != 0)
    return;
  self->duration = *(gint64 *) duration_ms / 1000.0;
  self->on_more (self->widget);
}

static void
load (RushesStripSound *self)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, self->path, -1), *id = g_strconcat ("track-", sum, NULL);
  GdkTexture *texture = rushes_thumbnailer_peek (self->context->thumbnailer, id, RUSHES_THUMBNAIL_WAVEFORM);
  Question *question = g_new (Question, 1);

  *question = (Question) { g_strdup (self->path), self };
  rushes_way_back_work (self->widget, ask_duration, question, question_free, g_free, on_duration);
  self->loading = g_cancellable_new ();
  if (texture != NULL)
    read_heights (self, texture);
  else
    rushes_thumbnailer_load_async (self->context->thumbnailer, id, self->path, RUSHES_THUMBNAIL_WAVEFORM, self->loading, on_loaded, self);
}

/* (transfer full) (nullable): the track's file; @offset: frames of the board */
static char *
dup_path (RushesStripSound *self, gint64 *offset)
{
  RushesBoard *board = self->context->view != NULL ? rushes_board_view_get_board (self->context->view) : NULL;
  const char *folder = board != NULL ? rushes_board_view_get_folder (self->context->view) : NULL, *file = NULL;
  GVariant *track = board != NULL ? rushes_board_item_get (rushes_board_get_root (board), RUSHES_BOARD_TRACK) : NULL;

  *offset = 0;
  if (track == NULL || folder == NULL || !g_variant_is_of_type (track, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (track, "file", "&s", &file))
    return NULL;
  g_variant_lookup (track, "offset", "x", offset);
  return g_canonicalize_filename (file, folder);
}

/* The board may have another track. */
void
rushes_strip_sound_look (RushesStripSound *self)
{
  gint64 offset;
  g_autofree char *path = dup_path (self, &offset);

  self->offset = path != NULL ? rushes_rate_to_seconds (rushes_board_get_rate (rushes_board_view_get_board (self->context->view)), offset) : 0;
  if (g_strcmp0 (path, self->path) == 0)
    return;
  stop (self);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  self->duration = 0;
  self->has_heights = FALSE;
  if (self->path != NULL)
    load (self);
}

/* Returns: whether the board has a track */
gboolean
rushes_strip_sound_is_there (RushesStripSound *self)
{
  return self->path != NULL;
}

/* @seconds: of the board. Returns: how loud it is, from 0 to 1; 0 too while that is not known */
double
rushes_strip_sound_get (RushesStripSound *self, double seconds)
{
  double at = seconds - self->offset;

  if (!self->has_heights || self->duration <= 0 || at < 0 || at >= self->duration)
    return 0;
  return self->heights[MIN ((int) (at / self->duration * RUSHES_WAVEFORM_WIDTH), RUSHES_WAVEFORM_WIDTH - 1)];
}
