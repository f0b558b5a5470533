/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* One clip with picture and sound. Whatever may block is an order (rushes-pipeline.c); everything here is on the main
 * thread. */

static guint signal_cached_changed;

G_DEFINE_FINAL_TYPE (RushesPlayer, rushes_player, G_TYPE_OBJECT)

/* How many pipelines this process has, those being closed included. */
int
rushes_player_count_live (void)
{
  return rushes_pipeline_count_live ();
}

static void
on_cached (gpointer self)
{
  g_signal_emit (self, signal_cached_changed, 0);
}

static gboolean
open_pipeline (gpointer data)
{
  RushesPlayer *self = data;

  self->opening = 0;
  rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_OPEN });
  return G_SOURCE_REMOVE;
}

/**
 * rushes_player_open:
 * @fps: frames per second for stepping until the frames' own times have been read, 0 if not known
 *
 * Opens a clip, paused on its first frame. One that was open is closed.
 */
void
rushes_player_open (RushesPlayer *self, const char *path, double fps)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GdkPaintable) live = NULL;
  gboolean has_picture;

  rushes_player_close (self);
  rushes_media_init ();
  self->pipeline = rushes_pipeline_new (&live, &self->scaler);
  if (self->pipeline == NULL)
    {
      rushes_player_set_problem (self, "playbin");
      return;
    }
  self->path = g_strdup (path);
  self->monitor = rushes_monitor_new (live);
  self->shuttle = rushes_shuttle_new (self->monitor, on_cached, self);
  has_picture = rushes_player_show_preloaded (self);
  rushes_player_apply_room (self);
  rushes_player_watch (self);
  g_object_set (self->pipeline, "uri", uri, "mute", self->muted, "volume", self->volume, NULL);
  if (has_picture) /* behind the next frame: decoders would keep the cores from painting it */
    self->opening = g_idle_add_full (G_PRIORITY_LOW, open_pipeline, self, NULL);
  else
    open_pipeline (self);
  self->seeking = self->seek_sent = TRUE; /* until the first frame is there */
  self->index = rushes_frame_index_new (path, fps, rushes_player_take_frames, self);
}

/* Frees the pipeline and the frames that were kept; the last one stays in nobody's hands. */
void
rushes_player_close (RushesPlayer *self)
{
  rushes_player_leave (self);
  rushes_player_forget_faults (self);
  rushes_player_stop_backwards (self);
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_handle_id (&self->resizing, g_source_remove);
  g_clear_handle_id (&self->opening, g_source_remove);
  if (self->pipeline != NULL)
    rushes_player_give_order (self, (RushesPlayOrder) { .kind = RUSHES_ORDER_CLOSE });
  g_clear_pointer (&self->pipeline, gst_object_unref);
  g_clear_pointer (&self->scaler, rushes_scaler_unref);
  g_clear_pointer (&self->shuttle, rushes_shuttle_free);
  g_signal_emit (self, signal_cached_changed, 0);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->index, rushes_frame_index_free);
  g_clear_pointer (&self->missing, g_free);
  self->bounded = self->playing = self->seeking = self->at_end = self->stale = self->scrubbing = self->looping = FALSE;
  self->position = self->duration = 0;
  self->next_seek = -1;
  self->rate = 1;
  rushes_player_set_range (self, -1, -1);
  rushes_player_set_problem (self, NULL);
  rushes_player_notify (self, PROP_DAMAGED);
}

/* Returns: (transfer none) (nullable): what the picture appears in; new with every clip */
GdkPaintable *
rushes_player_get_paintable (RushesPlayer *self)
{
  return GDK_PAINTABLE (self->monitor);
}

/* Frames per second, the mean where it varies; 0 while nothing is open. */
double
rushes_player_get_frame_rate (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_get_rate (self->index) : 0;
}

/* @exact: on the very frame; else the key frame before it, which is quicker. A frame that is kept is seen at once. */
void
rushes_player_seek (RushesPlayer *self, double seconds, gboolean exact)
{
  if (self->pipeline == NULL)
    return;
  seconds = CLAMP (seconds, 0, MAX (0, self->duration));
  if (!rushes_player_show_cached (self, rushes_frame_index_find (self->index, seconds)))
    rushes_player_seek_pipeline (self, seconds, exact);
  else
    rushes_player_set_position (self, seconds);
}

/* Seconds: when that frame, from 0, begins to be seen. */
double
rushes_player_get_frame_time (RushesPlayer *self, int frame)
{
  return self->index != NULL ? rushes_frame_index_get_time (self->index, frame) : 0;
}

/* How many frames the clip has, 0 while it is not known. */
int
rushes_player_get_n_frames (RushesPlayer *self)
{
  return self->index != NULL ? rushes_frame_index_get_count (self->index, self->duration) : 0;
}

/* Returns: the frame, from 0, that is seen at @seconds; -1 until the frames' own times are known */
int
rushes_player_find_frame (RushesPlayer *self, double seconds)
{
  return self->index != NULL && rushes_frame_index_is_read (self->index) ? rushes_frame_index_find (self->index, seconds) : -1;
}

/* 0.25 to 4. */
void
rushes_player_set_rate (RushesPlayer *self, double rate)
{
  if (self->rate == rate || self->pipeline == NULL)
    return;
  self->rate = rate;
  rushes_player_notify (self, PROP_RATE);
  if (self->backwards == 0) /* else it is told when it plays on */
    rushes_player_seek_pipeline (self, self->position, TRUE);
}

/* Returns: (nullable): the decoder without which the picture cannot be shown here, for rushes_missing_dup_advice () */
const char *
rushes_player_get_missing (RushesPlayer *self)
{
  return self->missing;
}

/* Seconds. */
double
rushes_player_get_position (RushesPlayer *self)
{
  return self->position;
}

/* Seconds, 0 while it is not known. */
double
rushes_player_get_duration (RushesPlayer *self)
{
  return self->duration;
}

/* What plays is told at once: what it does at its end is part of a seek. */
static void
set_loop (RushesPlayer *self, gboolean loop)
{
  if (self->loop == loop)
    return;
  self->loop = loop;
  if (self->playing && self->backwards == 0 && rushes_frame_index_is_read (self->index))
    rushes_player_seek_pipeline (self, self->position, TRUE);
}

static void
rushes_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  switch ((RushesPlayerProperty) id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, self->muted);
      break;
    case PROP_VOLUME:
      g_value_set_double (value, self->volume);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case PROP_DURATION:
      g_value_set_double (value, self->duration);
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    case PROP_IN_POINT:
      g_value_set_int (value, self->in_point);
      break;
    case PROP_OUT_POINT:
      g_value_set_int (value, self->out_point);
      break;
    case PROP_BACKWARDS:
      g_value_set_double (value, self->backwards);
      break;
    case PROP_DAMAGED:
      {
        double plays, promised;
        g_value_set_boolean (value, rushes_player_get_damage (self, &plays, &promised));
        break;
      }
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  switch ((RushesPlayerProperty) id)
    {
    case PROP_PLAYING:
      rushes_player_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_LOOP:
      set_loop (self, g_value_get_boolean (value));
      break;
    case PROP_MUTED:
      self->muted = g_value_get_boolean (value);
      if (self->pipeline != NULL)
        g_object_set (self->pipeline, "mute", self->muted, NULL);
      break;
    case PROP_VOLUME:
      self->volume = g_value_get_double (value);
      if (self->pipeline != NULL)
        g_object_set (self->pipeline, "volume", self->volume, NULL);
      break;
    case PROP_RATE:
      rushes_player_set_rate (self, g_value_get_double (value));
      break;
    case PROP_POSITION:
    case PROP_DURATION:
    case PROP_PROBLEM:
    case PROP_IN_POINT:
    case PROP_OUT_POINT:
    case PROP_BACKWARDS:
    case PROP_DAMAGED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_player_dispose (GObject *object)
{
  RushesPlayer *self = RUSHES_PLAYER (object);

  if (self->worker != NULL)
    {
      rushes_player_close (self);
      rushes_preload_free (self->preload);
      g_thread_pool_free (g_steal_pointer (&self->worker), FALSE, FALSE);
    }
  G_OBJECT_CLASS (rushes_player_parent_class)->dispose (object);
}

static void
rushes_player_finalize (GObject *object)
{
  g_free (RUSHES_PLAYER (object)->problem);
  G_OBJECT_CLASS (rushes_player_parent_class)->finalize (object);
}

static void
rushes_player_class_init (RushesPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rushes_player_get_property;
  object_class->set_property = rushes_player_set_property;
  object_class->dispose = rushes_player_dispose;
  object_class->finalize = rushes_player_finalize;
  rushes_player_properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable | G_PARAM_EXPLICIT_NOTIFY);
  rushes_player_properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writable);
  rushes_player_properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  rushes_player_properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  rushes_player_properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.25, 4, 1, writable | G_PARAM_EXPLICIT_NOTIFY);
  rushes_player_properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  rushes_player_properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  rushes_player_properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  rushes_player_properties[PROP_IN_POINT] = g_param_spec_int ("in-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  rushes_player_properties[PROP_OUT_POINT] = g_param_spec_int ("out-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  rushes_player_properties[PROP_BACKWARDS] = g_param_spec_double ("backwards", NULL, NULL, 0, 4, 0, readable);
  rushes_player_properties[PROP_DAMAGED] = g_param_spec_boolean ("damaged", NULL, NULL, FALSE, readable); /* see rushes_player_get_damage () */
  /* What rushes_player_find_cached () says. */
  signal_cached_changed = g_signal_new ("cached-changed", RUSHES_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_object_class_install_properties (object_class, RUSHES_PLAYER_N_PROPERTIES, rushes_player_properties);
}

static void
rushes_player_init (RushesPlayer *self)
{
  self->volume = 1;
  self->rate = 1;
  self->next_seek = self->fault_at = -1;
  self->in_point = self->out_point = -1;
  self->preload = rushes_preload_new ();
  self->worker = rushes_pipeline_new_worker ();
}

RushesPlayer *
rushes_player_new (void)
{
  return g_object_new (RUSHES_TYPE_PLAYER, NULL);
}
