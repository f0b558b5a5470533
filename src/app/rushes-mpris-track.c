/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-mpris-track.h"

#include "rushes-thumbnail-file.h"
#include "rushes-way-back.h"

struct _RushesMprisTrack
{
  GObject parent_instance;
  RushesLibrary *library;
  RushesClip *clip; /* (nullable) */
  char *path;       /* stands for the clip on the bus */
  char *poster;     /* (nullable): the path of its picture, once it is known */
};

#define NO_TRACK "/org/mpris/MediaPlayer2/TrackList/NoTrack"

G_DEFINE_FINAL_TYPE (RushesMprisTrack, rushes_mpris_track, G_TYPE_OBJECT)

static guint signal_changed;

/* What a worker needs to find a poster. */
typedef struct
{
  RushesClip *clip; /* which it is for; of the main thread */
  char *id, *cache_dir, *path;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->clip);
  g_free (order->id);
  g_free (order->cache_dir);
  g_free (order->path);
  g_free (order);
}

static gpointer
find_poster (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_thumbnail_file_find (order->cache_dir, order->id, order->path, RUSHES_THUMBNAIL_POSTER, TRUE);
}

static void
on_poster (gpointer track, gpointer data, gpointer poster, const GError *error)
{
  RushesMprisTrack *self = track;

  if (poster == NULL || ((Order *) data)->clip != self->clip)
    return;
  self->poster = g_strdup (poster);
  g_signal_emit (self, signal_changed, 0);
}

/* Its poster comes later: “changed”. */
void
rushes_mpris_track_set_clip (RushesMprisTrack *self, RushesClip *clip)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autofree char *name = g_strcanon (g_strdup (info->id), G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '_');
  Order *order = g_new (Order, 1);

  g_set_object (&self->clip, clip);
  g_clear_pointer (&self->poster, g_free);
  g_free (self->path);
  self->path = g_strconcat ("/io/github/rushes_app/Rushes/clip/", name, NULL);
  *order = (Order) { g_object_ref (clip), g_strdup (info->id), g_strdup (rushes_paths_get_cache_dir (rushes_library_get_paths (self->library))),
                     rushes_library_dup_path (self->library, clip) };
  rushes_way_back_work (self, find_poster, order, order_free, g_free, on_poster);
}

/* Returns: (transfer none): an object's path */
const char *
rushes_mpris_track_get_path (RushesMprisTrack *self)
{
  return self->path != NULL ? self->path : NO_TRACK;
}

static void
insert_uri (GVariantDict *metadata, const char *key, const char *path)
{
  g_autofree char *uri = path != NULL ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (uri != NULL)
    g_variant_dict_insert (metadata, key, "s", uri);
}

/* @seconds: how long it is, 0: not known yet. Returns: (transfer floating): an a{sv} as MPRIS has it */
GVariant *
rushes_mpris_track_new_metadata (RushesMprisTrack *self, double seconds)
{
  GVariantDict metadata = G_VARIANT_DICT_INIT (NULL);
  const RushesClipInfo *info = self->clip != NULL ? rushes_clip_get_info (self->clip) : NULL;
  g_autofree char *title = info != NULL ? rushes_request_dup_title (info->request) : NULL;
  g_autofree char *file = info != NULL ? rushes_library_dup_path (self->library, self->clip) : NULL;

  g_variant_dict_insert (&metadata, "mpris:trackid", "o", rushes_mpris_track_get_path (self));
  if (info == NULL)
    return g_variant_dict_end (&metadata);
  g_variant_dict_insert (&metadata, "mpris:length", "x", seconds > 0 ? (gint64) (seconds * G_USEC_PER_SEC) : info->duration_ms * 1000);
  g_variant_dict_insert (&metadata, "xesam:title", "s", title);
  insert_uri (&metadata, "xesam:url", file);
  insert_uri (&metadata, "mpris:artUrl", self->poster);
  return g_variant_dict_end (&metadata);
}

static void
rushes_mpris_track_dispose (GObject *object)
{
  RushesMprisTrack *self = RUSHES_MPRIS_TRACK (object);

  g_clear_object (&self->library);
  g_clear_object (&self->clip);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->poster, g_free);
  G_OBJECT_CLASS (rushes_mpris_track_parent_class)->dispose (object);
}

static void
rushes_mpris_track_class_init (RushesMprisTrackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_mpris_track_dispose;
  /* More is known of the clip. */
  signal_changed = g_signal_new ("changed", RUSHES_TYPE_MPRIS_TRACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_mpris_track_init (RushesMprisTrack *self)
{
}

/* Returns: (transfer full): of no clip yet */
RushesMprisTrack *
rushes_mpris_track_new (RushesLibrary *library)
{
  RushesMprisTrack *self = g_object_new (RUSHES_TYPE_MPRIS_TRACK, NULL);

  self->library = g_object_ref (library);
  return self;
}
