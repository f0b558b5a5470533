/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-animatic-private.h"

#define SETTLE_MS 150 /* a window is resized in many steps */

typedef enum
{
  PROP_PLAYING = 1,
  PROP_LOOP,
  PROP_SPEED,
  PROP_FRAME,
  PROP_SOUGHT,
  PROP_LENGTH,
  PROP_PART,
  PROP_HAS_PICTURE,
  PROP_TAKES_HEARD,
  PROP_TRACK_PROBLEM,
} RushesAnimaticProperty;

static GParamSpec *properties[PROP_TRACK_PROBLEM + 1];
static guint signal_problem;

G_DEFINE_FINAL_TYPE (RushesAnimatic, rushes_animatic, G_TYPE_OBJECT)

static void
notify (RushesAnimatic *self, RushesAnimaticProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
on_track_problem (gpointer data)
{
  RushesAnimatic *self = data;

  g_free (self->track_problem);
  self->track_problem = g_strdup (rushes_sound_get_problem (rushes_animatic_sound_get_track (self->sound)));
  notify (self, PROP_TRACK_PROBLEM);
}

void
rushes_animatic_take_parts (RushesAnimatic *self, GPtrArray *parts)
{
  self->parts = g_ptr_array_ref (parts);
  self->problems = g_new0 (char *, parts->len);
  self->starts = g_new0 (gint64, parts->len + 1);
  for (guint i = 0; i < parts->len; i++)
    self->starts[i + 1] = self->starts[i] + MAX (1, ((RushesPart *) parts->pdata[i])->length);
}

static void
forget_parts (RushesAnimatic *self)
{
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    g_free (self->problems[i]);
  g_clear_pointer (&self->problems, g_free);
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->track_problem, g_free);
}

/**
 * rushes_animatic_open:
 * @parts: (element-type RushesPart): one at least; not changed any more
 * @rate: the board's
 * @track: (nullable): what is heard beside them
 *
 * Paused on the first frame, unless it is told where to go before. What was open is closed; its picture stays until there is another.
 */
void
rushes_animatic_open (RushesAnimatic *self, GPtrArray *parts, RushesRate rate, const RushesTrack *track)
{
  g_return_if_fail (parts->len > 0);
  rushes_animatic_close (self);
  rushes_animatic_take_parts (self, parts);
  self->rate = rate;
  self->readers = rushes_animatic_readers_new (parts, rate, self->paintable, rushes_animatic_on_changed, self);
  rushes_animatic_readers_set_room (self->readers, self->width, self->height, FALSE);
  self->sound = rushes_animatic_sound_new (parts, rate, track, on_track_problem, self);
  rushes_animatic_sound_set_takes (self->sound, self->takes_heard);
  notify (self, PROP_LENGTH);
  rushes_animatic_jump (self, 0);
}

/* Frees the decoders. */
void
rushes_animatic_close (RushesAnimatic *self)
{
  if (self->playing)
    rushes_animatic_change_playing (self, FALSE);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_source_set_ready_time (self->due, -1);
  g_clear_pointer (&self->readers, rushes_animatic_readers_free);
  g_clear_pointer (&self->sound, rushes_animatic_sound_free);
  forget_parts (self);
  self->held = self->jumped = self->begun = FALSE;
  self->target = self->n_lost = 0;
  self->frame = self->sought = self->first = self->last = -1;
  self->part = -1;
}

/* Returns: (transfer none): what is seen, in its own size; empty where a part has no picture */
GdkPaintable *
rushes_animatic_get_paintable (RushesAnimatic *self)
{
  return GDK_PAINTABLE (self->paintable);
}

/* What is seen comes again, in the new size. */
static gboolean
on_settled (gpointer data)
{
  RushesAnimatic *self = data;

  self->settling = 0;
  rushes_animatic_readers_set_room (self->readers, self->width, self->height, !self->playing);
  if (!self->playing)
    rushes_animatic_update (self);
  return G_SOURCE_REMOVE;
}

/* @width, @height: the pixels that there are for it; no more are made; 0: as many as a part has */
void
rushes_animatic_set_room (RushesAnimatic *self, int width, int height)
{
  if (self->width == width && self->height == height)
    return;
  self->width = width;
  self->height = height;
  if (self->readers == NULL)
    return;
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (SETTLE_MS, on_settled, self);
}

/* Whether what is played lies elsewhere; at its end it does, too. */
static gboolean
is_outside (RushesAnimatic *self)
{
  return self->target < rushes_animatic_get_first (self) || self->target >= rushes_animatic_get_end (self) - 1;
}

static void
stop (RushesAnimatic *self)
{
  g_clear_handle_id (&self->waiting, g_source_remove);
  rushes_animatic_set_due (self);
  if (self->frame >= 0)
    rushes_animatic_tell_sound (self, FALSE, TRUE);
}

void
rushes_animatic_set_playing (RushesAnimatic *self, gboolean playing)
{
  if (self->playing == !!playing || self->readers == NULL)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  rushes_animatic_change_playing (self, !!playing);
  if (playing)
    rushes_animatic_jump (self, is_outside (self) ? rushes_animatic_get_first (self) : self->target);
  else
    stop (self);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
rushes_animatic_get_playing (RushesAnimatic *self)
{
  return self->playing;
}

/* Exactly there; of several wishes while one is under way the latest counts. What plays goes on from there. */
void
rushes_animatic_seek (RushesAnimatic *self, gint64 frame)
{
  if (self->readers != NULL)
    rushes_animatic_jump (self, CLAMP (frame, 0, rushes_animatic_get_length (self) - 1));
}

/* So many frames on or back, paused. */
void
rushes_animatic_step (RushesAnimatic *self, gint64 frames)
{
  gint64 to = self->target + frames;

  rushes_animatic_set_playing (self, FALSE);
  if (self->readers != NULL && to >= 0 && to < rushes_animatic_get_length (self))
    rushes_animatic_jump (self, to);
}

/* 0.25 to 4. */
void
rushes_animatic_set_speed (RushesAnimatic *self, double speed)
{
  if (self->speed == speed)
    return;
  rushes_animatic_set_clock (self, self->held ? rushes_animatic_to_seconds (self, self->target) : rushes_animatic_get_now (self));
  self->speed = speed;
  notify (self, PROP_SPEED);
  if (!self->playing)
    return;
  rushes_animatic_set_due (self);
  if (self->frame >= 0)
    rushes_animatic_tell_sound (self, !self->held, TRUE);
}

/* What is played, a scene for example: frames, both included; −1: from the start, to the end. */
void
rushes_animatic_set_range (RushesAnimatic *self, gint64 first, gint64 last)
{
  self->first = first;
  self->last = first >= 0 && last >= 0 ? MAX (first, last) : last;
  if (self->playing && is_outside (self))
    rushes_animatic_jump (self, rushes_animatic_get_first (self));
  else if (self->readers != NULL && !self->held)
    rushes_animatic_prepare (self);
}

/* Whether takes are heard beside the scratch track. */
void
rushes_animatic_set_takes_heard (RushesAnimatic *self, gboolean heard)
{
  if (self->takes_heard == !!heard)
    return;
  self->takes_heard = !!heard;
  notify (self, PROP_TAKES_HEARD);
  if (self->sound == NULL)
    return;
  rushes_animatic_sound_set_takes (self->sound, self->takes_heard);
  if (self->frame >= 0)
    rushes_animatic_tell_sound (self, self->playing && !self->held, TRUE);
}

/* Of the scratch track: 1: as it is. */
void
rushes_animatic_set_volume (RushesAnimatic *self, double volume)
{
  if (self->sound != NULL)
    rushes_animatic_sound_set_volume (self->sound, volume);
}

/* Returns: which frame of the board is seen; −1: none yet */
gint64
rushes_animatic_get_frame (RushesAnimatic *self)
{
  return self->frame;
}

/* Returns: which frame of the board is gone to and not there yet, so that something else is seen; −1: none */
gint64
rushes_animatic_get_sought (RushesAnimatic *self)
{
  return self->sought;
}

/* Returns: which part is seen; −1: none yet */
int
rushes_animatic_get_part (RushesAnimatic *self)
{
  return self->part;
}

/* Whether the part that is seen has a picture; a card has none, nor has what cannot be shown. */
gboolean
rushes_animatic_has_picture (RushesAnimatic *self)
{
  return self->picture;
}

/* Whether the part that is seen is over, and its last frame stays. */
gboolean
rushes_animatic_is_holding (RushesAnimatic *self)
{
  const RushesPart *part = self->part >= 0 ? self->parts->pdata[self->part] : NULL;

  return part != NULL && self->picture && !part->picture && self->frame - self->starts[self->part] >= part->plays;
}

/* Returns: (nullable): why a part cannot be seen */
const char *
rushes_animatic_get_problem (RushesAnimatic *self, guint part)
{
  return self->problems != NULL ? self->problems[part] : NULL;
}

/* Returns: (nullable): why the scratch track cannot be heard */
const char *
rushes_animatic_get_track_problem (RushesAnimatic *self)
{
  return self->track_problem;
}

/* Whether what was wished is what is seen. */
gboolean
rushes_animatic_is_settled (RushesAnimatic *self)
{
  return !self->held && !self->jumped && self->settling == 0;
}

/* How many frames of the board were left out while playing at no more than its own speed. */
int
rushes_animatic_get_n_lost (RushesAnimatic *self)
{
  return self->n_lost;
}

/* Returns: seconds of the scratch track: what is heard of it; −1: nothing */
double
rushes_animatic_get_track_position (RushesAnimatic *self)
{
  RushesSound *track = self->sound != NULL ? rushes_animatic_sound_get_track (self->sound) : NULL;

  return track != NULL && rushes_sound_is_playing (track) ? rushes_sound_get_position (track) : -1;
}

/* The same of a part's own sound. */
double
rushes_animatic_get_take_position (RushesAnimatic *self, guint part)
{
  RushesSound *take = self->sound != NULL ? rushes_animatic_sound_get_take (self->sound, part) : NULL;

  return take != NULL && rushes_sound_is_playing (take) ? rushes_sound_get_position (take) : -1;
}

/* @clock: (nullable): what the time is, for who has a time of his own; then nothing happens but at rushes_animatic_tick() */
void
rushes_animatic_use_clock (RushesAnimatic *self, RushesAnimaticClock clock, gpointer data)
{
  self->clock = clock;
  self->clock_data = data;
}

/* Shows what is due. */
void
rushes_animatic_tick (RushesAnimatic *self)
{
  if (self->playing && !self->held)
    rushes_animatic_update (self);
}

static void
rushes_animatic_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesAnimatic *self = RUSHES_ANIMATIC (object);

  switch ((RushesAnimaticProperty) id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;
    case PROP_SPEED:
      g_value_set_double (value, self->speed);
      break;
    case PROP_FRAME:
      g_value_set_int64 (value, self->frame);
      break;
    case PROP_SOUGHT:
      g_value_set_int64 (value, self->sought);
      break;
    case PROP_LENGTH:
      g_value_set_int64 (value, rushes_animatic_get_length (self));
      break;
    case PROP_PART:
      g_value_set_int (value, self->part);
      break;
    case PROP_HAS_PICTURE:
      g_value_set_boolean (value, self->picture);
      break;
    case PROP_TAKES_HEARD:
      g_value_set_boolean (value, self->takes_heard);
      break;
    case PROP_TRACK_PROBLEM:
      g_value_set_string (value, self->track_problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_animatic_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesAnimatic *self = RUSHES_ANIMATIC (object);

  switch ((RushesAnimaticProperty) id)
    {
    case PROP_PLAYING:
      rushes_animatic_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_LOOP:
      self->loop = g_value_get_boolean (value);
      break;
    case PROP_SPEED:
      rushes_animatic_set_speed (self, g_value_get_double (value));
      break;
    case PROP_TAKES_HEARD:
      rushes_animatic_set_takes_heard (self, g_value_get_boolean (value));
      break;
    case PROP_FRAME:
    case PROP_SOUGHT:
    case PROP_LENGTH:
    case PROP_PART:
    case PROP_HAS_PICTURE:
    case PROP_TRACK_PROBLEM:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  g_source_set_ready_time (source, -1);
  rushes_animatic_update (data);
  return G_SOURCE_CONTINUE;
}

static void
rushes_animatic_dispose (GObject *object)
{
  RushesAnimatic *self = RUSHES_ANIMATIC (object);

  if (self->due != NULL)
    {
      rushes_animatic_close (self);
      g_source_destroy (self->due);
    }
  g_clear_pointer (&self->due, g_source_unref);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (rushes_animatic_parent_class)->dispose (object);
}

static void
rushes_animatic_class_init (RushesAnimaticClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rushes_animatic_get_property;
  object_class->set_property = rushes_animatic_set_property;
  object_class->dispose = rushes_animatic_dispose;
  /* A part, by its number, cannot be seen. */
  signal_problem = g_signal_new ("problem", RUSHES_TYPE_ANIMATIC, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writable);
  properties[PROP_SPEED] = g_param_spec_double ("speed", NULL, NULL, 0.25, 4, 1, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_FRAME] = g_param_spec_int64 ("frame", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_SOUGHT] = g_param_spec_int64 ("sought", NULL, NULL, -1, G_MAXINT64, -1, readable);
  properties[PROP_LENGTH] = g_param_spec_int64 ("length", NULL, NULL, 0, G_MAXINT64, 0, readable);
  properties[PROP_PART] = g_param_spec_int ("part", NULL, NULL, -1, G_MAXINT, -1, readable);
  properties[PROP_HAS_PICTURE] = g_param_spec_boolean ("has-picture", NULL, NULL, FALSE, readable);
  properties[PROP_TAKES_HEARD] = g_param_spec_boolean ("takes-heard", NULL, NULL, FALSE, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_TRACK_PROBLEM] = g_param_spec_string ("track-problem", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_animatic_init (RushesAnimatic *self)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };

  self->speed = 1;
  self->rate = RUSHES_RATE_DEFAULT;
  self->frame = self->sought = self->first = self->last = -1;
  self->part = -1;
  self->paintable = rushes_frame_paintable_new ();
  self->due = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->due, NULL, self, NULL);
  g_source_attach (self->due, NULL);
}

RushesAnimatic *
rushes_animatic_new (void)
{
  return g_object_new (RUSHES_TYPE_ANIMATIC, NULL);
}
