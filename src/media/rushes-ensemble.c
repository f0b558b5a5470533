/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-ensemble-private.h"

/* Several clips under one clock. The clock is here and nowhere else: no pipeline waits for a time of its own, each decodes ahead and
 * shows a frame when it is told to. What is due is shown only when all have it, and then in one turn of the main loop, so that
 * they are in step in every picture that is drawn; who is late holds the clock. Pausing, stepping on and other speeds need no seek.
 * The sound of the one that is heard has a clock of its own and is told where this one is.
 * Main thread. */

#define SETTLE_MS 150 /* a window is resized in many steps */

typedef enum
{
  PROP_PLAYING = 1,
  PROP_LOOP,
  PROP_RATE,
  PROP_POSITION,
  PROP_DURATION,
  PROP_IN_POINT,
  PROP_OUT_POINT,
  PROP_MUTED,
  PROP_VOLUME,
  PROP_HEARD,
} RushesEnsembleProperty;

static GParamSpec *properties[PROP_HEARD + 1];
static guint signal_problem;

G_DEFINE_FINAL_TYPE (RushesEnsemble, rushes_ensemble, G_TYPE_OBJECT)

/* Frames per second: of the quickest. */
double
rushes_ensemble_get_frame_rate (RushesEnsemble *self)
{
  return rushes_frame_sources_get_rate (self->sources);
}

/* Seconds: of the longest; 0 while it is not known. */
double
rushes_ensemble_get_duration (RushesEnsemble *self)
{
  return rushes_frame_sources_get_length (self->sources);
}

/* Which frame of all it is, from 0. */
int
rushes_ensemble_get_frame (RushesEnsemble *self)
{
  int n = rushes_ensemble_get_n_frames (self);

  return CLAMP (rushes_frame_sources_find (self->sources, self->position), 0, MAX (0, n - 1));
}

int
rushes_ensemble_get_n_frames (RushesEnsemble *self)
{
  return rushes_frame_sources_get_count (self->sources);
}

static gboolean
dispatch (GSource *source, GSourceFunc func, gpointer data)
{
  g_source_set_ready_time (source, -1);
  rushes_ensemble_update (data);
  return G_SOURCE_CONTINUE;
}

static void
tell_problems (RushesEnsemble *self)
{
  int clip;

  while ((clip = rushes_frame_sources_find_trouble (self->sources)) >= 0)
    g_signal_emit (self, signal_problem, 0, (guint) clip);
}

static void
on_changed (RushesEnsemble *self)
{
  double duration = rushes_ensemble_get_duration (self);

  tell_problems (self);
  rushes_ensemble_update_heard (self);
  if (self->held)
    rushes_ensemble_update (self);
  if (self->duration == duration)
    return;
  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION]);
}

/**
 * rushes_ensemble_open:
 * @paths: (array zero-terminated=1): of at most %RUSHES_ENSEMBLE_MAX clips
 * @rates: frames per second of each until its frames' own times have been read, 0 if not known
 *
 * Opens them, paused on their first frames. Those that were open are closed. The cores are shared out.
 */
void
rushes_ensemble_open (RushesEnsemble *self, const char *const *paths, const double *rates)
{
  guint n = g_strv_length ((char **) paths);
  int n_threads = MAX (1, (int) g_get_num_processors () / (int) MAX (1, n));

  rushes_ensemble_close (self);
  for (guint i = 0; i < n; i++)
    g_signal_connect_object (rushes_frame_sources_add (self->sources, paths[i], rates[i], n_threads), "changed", G_CALLBACK (on_changed), self,
                             G_CONNECT_SWAPPED);
  rushes_ensemble_sound_set_paths (self->sound, paths);
  rushes_ensemble_jump (self, 0);
}

/* Frees the decoders. */
void
rushes_ensemble_close (RushesEnsemble *self)
{
  if (self->playing)
    rushes_ensemble_change_playing (self, FALSE);
  g_clear_handle_id (&self->settling, g_source_remove);
  g_clear_handle_id (&self->waiting, g_source_remove);
  g_source_set_ready_time (self->due, -1);
  rushes_ensemble_sound_set_paths (self->sound, NULL);
  rushes_ensemble_update_heard (self);
  rushes_frame_sources_clear (self->sources);
  self->held = self->jumped = FALSE;
  self->position = self->target = self->duration = 0;
  self->n_lost = 0;
  rushes_ensemble_set_range (self, -1, -1);
  rushes_ensemble_set_rate (self, 1);
}

/* Returns: (transfer none): what the clip appears in */
GdkPaintable *
rushes_ensemble_get_paintable (RushesEnsemble *self, guint clip)
{
  return rushes_frame_source_get_paintable (rushes_frame_sources_get (self->sources, clip));
}

/* What is seen comes again, in the new size. */
static gboolean
on_settled (gpointer data)
{
  RushesEnsemble *self = data;

  self->settling = 0;
  rushes_frame_sources_apply_rooms (self->sources, !self->playing);
  if (!self->playing)
    rushes_ensemble_update (self);
  return G_SOURCE_REMOVE;
}

/* @width, @height: the pixels that there are for a clip; no more are made; 0: as many as it has */
void
rushes_ensemble_set_room (RushesEnsemble *self, guint clip, int width, int height)
{
  if (!rushes_frame_sources_set_room (self->sources, clip, width, height))
    return;
  g_clear_handle_id (&self->settling, g_source_remove);
  self->settling = g_timeout_add (SETTLE_MS, on_settled, self);
}

/* One that is not shown is not decoded, and counts for nothing. */
void
rushes_ensemble_set_active (RushesEnsemble *self, guint clip, gboolean active)
{
  if (!rushes_frame_sources_set_active (self->sources, clip, active))
    return;
  if (!self->playing)
    self->jumped = TRUE;
  rushes_ensemble_update (self);
  on_changed (self);
}

/* What is seen of the quickest stays. */
void
rushes_ensemble_set_alignment (RushesEnsemble *self, RushesAlignment alignment)
{
  if (self->alignment == alignment)
    return;
  self->alignment = alignment;
  rushes_frame_sources_set_alignment (self->sources, alignment);
  rushes_ensemble_jump (self, MIN (self->target, MAX (0, rushes_ensemble_get_duration (self))));
  on_changed (self);
}

/* Whether what is played lies elsewhere; at its end it does, too. */
static gboolean
is_outside (RushesEnsemble *self)
{
  int frame = rushes_ensemble_get_frame (self), n = rushes_ensemble_get_n_frames (self);

  return frame < self->in_point || (self->out_point >= 0 && frame >= self->out_point) || (n > 0 && frame >= n - 1);
}

void
rushes_ensemble_set_playing (RushesEnsemble *self, gboolean playing)
{
  if (self->playing == !!playing || rushes_frame_sources_get_n (self->sources) == 0)
    return;
  rushes_ensemble_change_playing (self, !!playing);
  if (playing && is_outside (self))
    rushes_ensemble_jump (self, rushes_ensemble_get_start (self));
  else if (playing)
    rushes_ensemble_jump (self, self->target);
  else
    {
      g_clear_handle_id (&self->waiting, g_source_remove);
      rushes_ensemble_tell_sound (self, FALSE, TRUE);
      rushes_ensemble_set_due (self);
    }
}

gboolean
rushes_ensemble_get_playing (RushesEnsemble *self)
{
  return self->playing;
}

/* Exactly there; of several wishes while one is under way the latest counts. */
void
rushes_ensemble_seek (RushesEnsemble *self, double seconds)
{
  double last = rushes_ensemble_get_duration (self) - 0.5 / rushes_ensemble_get_frame_rate (self);

  rushes_ensemble_jump (self, CLAMP (seconds, 0, MAX (0, last)));
}

/* So many frames of the quickest on or back, paused. */
void
rushes_ensemble_step (RushesEnsemble *self, int frames)
{
  double rate = rushes_ensemble_get_frame_rate (self);
  int n = rushes_ensemble_get_n_frames (self), to = rushes_frame_sources_find (self->sources, self->target) + frames;

  rushes_ensemble_set_playing (self, FALSE);
  if (to < 0 || (n > 0 && to >= n))
    return;
  rushes_ensemble_jump (self, to / rate);
}

/* 0.25 to 4. */
void
rushes_ensemble_set_rate (RushesEnsemble *self, double rate)
{
  if (self->rate == rate)
    return;
  rushes_ensemble_set_clock (self, self->position);
  self->rate = rate;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RATE]);
  rushes_ensemble_tell_sound (self, self->playing && !self->held, TRUE);
  rushes_ensemble_set_due (self);
}

static void
set_point (RushesEnsemble *self, int *point, RushesEnsembleProperty property, int frame)
{
  if (*point == frame)
    return;
  *point = frame;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* The part that is played, frames of the quickest from 0, both included; -1: from the start, to the end. A point that would come to
 * lie on the other side of the other takes that away. */
void
rushes_ensemble_set_range (RushesEnsemble *self, int in_point, int out_point)
{
  if (in_point >= 0 && out_point >= 0 && in_point > out_point)
    {
      if (in_point != self->in_point)
        out_point = -1;
      else
        in_point = -1;
    }
  set_point (self, &self->in_point, PROP_IN_POINT, in_point);
  set_point (self, &self->out_point, PROP_OUT_POINT, out_point);
  if (self->playing && is_outside (self))
    rushes_ensemble_jump (self, rushes_ensemble_get_start (self));
}

/* @in_point, @out_point: (out): frames, or -1 */
void
rushes_ensemble_get_range (RushesEnsemble *self, int *in_point, int *out_point)
{
  *in_point = self->in_point;
  *out_point = self->out_point;
}

/* Seconds. */
double
rushes_ensemble_get_position (RushesEnsemble *self)
{
  return self->position;
}

/* Which of its own frames a clip shows, from 0; -1: none yet. */
int
rushes_ensemble_get_clip_frame (RushesEnsemble *self, guint clip)
{
  return rushes_frame_source_get_shown (rushes_frame_sources_get (self->sources, clip));
}

int
rushes_ensemble_get_clip_n_frames (RushesEnsemble *self, guint clip)
{
  return rushes_frame_source_get_count (rushes_frame_sources_get (self->sources, clip));
}

/* Returns: how much of the whole the clip is long, above 0 and up to 1 */
double
rushes_ensemble_get_clip_share (RushesEnsemble *self, guint clip)
{
  double duration = rushes_ensemble_get_duration (self), own = rushes_frame_sources_get_length_of (self->sources, clip);

  return duration > 0 && own > 0 ? MIN (1, own / duration) : 1;
}

/* Returns: (nullable): why a clip has no picture */
const char *
rushes_ensemble_get_problem (RushesEnsemble *self, guint clip)
{
  return rushes_frame_source_get_problem (rushes_frame_sources_get (self->sources, clip));
}

/* @plays, @promised: (out): seconds: how much of a clip is shown, and of how much. Returns: whether a part of its file is missing, or cannot be
 * read */
gboolean
rushes_ensemble_get_damage (RushesEnsemble *self, guint clip, double *plays, double *promised)
{
  return rushes_frame_source_get_damage (rushes_frame_sources_get (self->sources, clip), plays, promised);
}

/* Returns: (nullable): the decoder without which it has none, for rushes_missing_dup_advice () */
const char *
rushes_ensemble_get_missing (RushesEnsemble *self, guint clip)
{
  return rushes_frame_source_get_missing (rushes_frame_sources_get (self->sources, clip));
}

/* Whose sound is heard while they play, unless that is muted. @clip: -1: nobody's, as when they are opened */
void
rushes_ensemble_listen (RushesEnsemble *self, int clip)
{
  rushes_ensemble_sound_choose (self->sound, clip);
  rushes_ensemble_update_heard (self);
}

/* Seconds of the file that is heard; -1: nothing is to be heard now */
double
rushes_ensemble_get_sound_position (RushesEnsemble *self)
{
  return rushes_ensemble_sound_get_position (self->sound);
}

/* Whether what was wished is what is seen. */
gboolean
rushes_ensemble_is_settled (RushesEnsemble *self)
{
  return !self->held && !self->jumped && self->settling == 0;
}

/* How many frames were left out while playing at no more than their own speed, of all clips together. */
int
rushes_ensemble_get_n_lost (RushesEnsemble *self)
{
  return self->n_lost;
}

static void
rushes_ensemble_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesEnsemble *self = RUSHES_ENSEMBLE (object);

  switch ((RushesEnsembleProperty) id)
    {
    case PROP_PLAYING:
      g_value_set_boolean (value, self->playing);
      break;
    case PROP_LOOP:
      g_value_set_boolean (value, self->loop);
      break;
    case PROP_RATE:
      g_value_set_double (value, self->rate);
      break;
    case PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case PROP_DURATION:
      g_value_set_double (value, rushes_ensemble_get_duration (self));
      break;
    case PROP_IN_POINT:
      g_value_set_int (value, self->in_point);
      break;
    case PROP_OUT_POINT:
      g_value_set_int (value, self->out_point);
      break;
    case PROP_MUTED:
      g_value_set_boolean (value, rushes_ensemble_sound_get_muted (self->sound));
      break;
    case PROP_VOLUME:
      g_value_set_double (value, rushes_ensemble_sound_get_volume (self->sound));
      break;
    case PROP_HEARD:
      g_value_set_int (value, rushes_ensemble_sound_get_clip (self->sound));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_ensemble_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RushesEnsemble *self = RUSHES_ENSEMBLE (object);

  switch ((RushesEnsembleProperty) id)
    {
    case PROP_PLAYING:
      rushes_ensemble_set_playing (self, g_value_get_boolean (value));
      break;
    case PROP_LOOP:
      self->loop = g_value_get_boolean (value);
      break;
    case PROP_RATE:
      rushes_ensemble_set_rate (self, g_value_get_double (value));
      break;
    case PROP_MUTED:
      rushes_ensemble_sound_set_muted (self->sound, g_value_get_boolean (value));
      rushes_ensemble_update_heard (self);
      break;
    case PROP_VOLUME:
      rushes_ensemble_sound_set_volume (self->sound, g_value_get_double (value));
      break;
    case PROP_HEARD:
    case PROP_POSITION:
    case PROP_DURATION:
    case PROP_IN_POINT:
    case PROP_OUT_POINT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_ensemble_dispose (GObject *object)
{
  RushesEnsemble *self = RUSHES_ENSEMBLE (object);

  if (self->due != NULL)
    {
      rushes_ensemble_close (self);
      g_source_destroy (self->due);
    }
  g_clear_pointer (&self->due, g_source_unref);
  G_OBJECT_CLASS (rushes_ensemble_parent_class)->dispose (object);
}

static void
rushes_ensemble_finalize (GObject *object)
{
  RushesEnsemble *self = RUSHES_ENSEMBLE (object);

  rushes_ensemble_sound_free (self->sound);
  rushes_frame_sources_free (self->sources);
  G_OBJECT_CLASS (rushes_ensemble_parent_class)->finalize (object);
}

static void
rushes_ensemble_class_init (RushesEnsembleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = rushes_ensemble_get_property;
  object_class->set_property = rushes_ensemble_set_property;
  object_class->dispose = rushes_ensemble_dispose;
  object_class->finalize = rushes_ensemble_finalize;
  /* A clip, by its number, has no picture, or only a part of what it should have, or has all after all. */
  signal_problem = g_signal_new ("problem", RUSHES_TYPE_ENSEMBLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writable);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.25, 4, 1, writable | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, readable);
  properties[PROP_IN_POINT] = g_param_spec_int ("in-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  properties[PROP_OUT_POINT] = g_param_spec_int ("out-point", NULL, NULL, -1, G_MAXINT, -1, readable);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  /* Whose sound it is, -1: nobody's. */
  properties[PROP_HEARD] = g_param_spec_int ("heard", NULL, NULL, -1, G_MAXINT, -1, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_ensemble_init (RushesEnsemble *self)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };

  self->rate = 1;
  self->in_point = self->out_point = -1;
  self->sources = rushes_frame_sources_new ();
  self->sound = rushes_ensemble_sound_new (self->sources);
  self->due = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (self->due, NULL, self, NULL);
  g_source_attach (self->due, NULL);
}

RushesEnsemble *
rushes_ensemble_new (void)
{
  return g_object_new (RUSHES_TYPE_ENSEMBLE, NULL);
}
