/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-join.h"

#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-join-estimate.h"
#include "rushes-join-frames.h"
#include "rushes-join-output.h"
#include "rushes-join-packets.h"
#include "rushes-join-sound.h"
#include "rushes-join-sound-packets.h"
#include "rushes-room.h"

#include <glib/gi18n.h>

/* One film of many parts. The picture is copied where that can be, and then its sound, too; else they are encoded. Blocking, one thread. */

#define LOOK 100 /* frames between two looks at the disk: it was an estimate, and others write, too */

typedef struct
{
  const RushesJoin *join;
  RushesJoinResult *result;
  RushesJoinOutput *output;
  GCancellable *cancellable;
  gboolean heard;            /* there is sound at all, */
  gboolean copies_sound;     /* that is copied */
  gint64 length, done;       /* frames of the film; those that are put in */
  gint64 bytes;              /* how large it will be, more or less */
  int delay;
  gint64 sound_end;          /* nanoseconds of the film: where the sound that was copied ends */
  RushesJoinSound *track;    /* or NULL: not yet, or not any more */
  gboolean track_tried;
} Joining;

/* Of whatever of it that has been made. */
void
rushes_join_result_clear (RushesJoinResult *result)
{
  g_clear_pointer (&result->how, g_free);
  g_clear_pointer (&result->left_out, g_ptr_array_unref);
}

static GstClockTime
get_time (const RushesJoin *join, gint64 frame)
{
  return gst_util_uint64_scale ((guint64) frame, (guint64) join->rate.seconds * GST_SECOND, (guint64) join->rate.frames);
}

static gint64
get_sample (const RushesJoin *join, gint64 frame)
{
  return (gint64) gst_util_uint64_scale ((guint64) frame, (guint64) join->rate.seconds * RUSHES_JOIN_SOUND_RATE, (guint64) join->rate.frames);
}

static void
stamp (Joining *self, GstBuffer *buffer, gint64 frame)
{
  GST_BUFFER_PTS (buffer) = get_time (self->join, frame);
  GST_BUFFER_DURATION (buffer) = get_time (self->join, frame + 1) - get_time (self->join, frame);
  GST_BUFFER_DTS (buffer) = GST_CLOCK_TIME_NONE;
}

static void
mix_track (Joining *self, float *into, gint64 from, gint64 to)
{
  const RushesTrack *track = self->join->track;
  gint64 begin = track->offset >= 0 ? get_sample (self->join, track->offset) : 0, skipped = MAX (0, begin - from);

  if (from + skipped >= to)
    return;
  if (!self->track_tried)
    self->track = rushes_join_sound_new (track->path, MAX (0, rushes_rate_to_seconds (self->join->rate, -track->offset)));
  if (!self->track_tried && self->track == NULL)
    g_ptr_array_add (self->result->left_out, g_strdup (_("The scratch track cannot be decoded: the film is without it.")));
  self->track_tried = TRUE;
  if (self->track != NULL)
    rushes_join_sound_mix (self->track, into + skipped * RUSHES_JOIN_CHANNELS, (gsize) (to - from - skipped), track->volume);
}

/* As much of the sound as so many frames have. */
static gboolean
put_sound (Joining *self, const RushesPart *part, RushesJoinSound *take, gint64 at, gint64 n, GError **error)
{
  gint64 from = get_sample (self->join, self->done), to = get_sample (self->join, self->done + n);
  gint64 heard = MIN (to, get_sample (self->join, self->done + CLAMP (part->plays - at, 0, n)));
  gsize count = (gsize) (to - from) * RUSHES_JOIN_CHANNELS;
  float *samples = g_new0 (float, count);
  GstBuffer *buffer;

  if (take != NULL && heard > from)
    rushes_join_sound_mix (take, samples, (gsize) (heard - from), 1);
  if (self->join->track != NULL)
    mix_track (self, samples, from, to);
  for (gsize i = 0; i < count; i++)
    samples[i] = CLAMP (samples[i], -1, 1);
  buffer = gst_buffer_new_wrapped (samples, count * sizeof (float));
  stamp (self, buffer, self->done);
  GST_BUFFER_DURATION (buffer) = get_time (self->join, self->done + n) - get_time (self->join, self->done);
  return rushes_join_output_sound (self->output, buffer, error);
}

typedef struct
{
  RushesJoinPackets *packets; /* either of these */
  RushesJoinFrames *frames;
  RushesJoinSound *sound;     /* or NULL */
  RushesJoinSoundPackets *sound_packets; /* or NULL: it is mixed */
} Sources;

/* As it is, and as much of it as so many frames have. What would begin before that of the part before has ended is left out, and so is what
 * would end long after its picture. */
static gboolean
copy_sound (Joining *self, const Sources *sources, gint64 at, gint64 n, gboolean last, GError **error)
{
  gint64 begin = (gint64) get_time (self->join, self->done - at), until = (gint64) get_time (self->join, self->done + n);
  RushesSoundPacket packet;

  while (rushes_join_sound_packets_next (sources->sound_packets, until - begin, &packet))
    {
      gint64 time = begin + packet.time;

      if (time < self->sound_end - (gint64) GST_MSECOND || (last && time + packet.duration / 2 > until))
        {
          gst_buffer_unref (packet.buffer);
          continue;
        }
      GST_BUFFER_PTS (packet.buffer) = (GstClockTime) MAX (time, self->sound_end);
      GST_BUFFER_DTS (packet.buffer) = GST_CLOCK_TIME_NONE;
      GST_BUFFER_DURATION (packet.buffer) = (GstClockTime) packet.duration;
      self->sound_end = MAX (time, self->sound_end) + packet.duration;
      if (!rushes_join_output_sound (self->output, packet.buffer, error))
        return FALSE;
    }
  return TRUE;
}

static void
tell (Joining *self)
{
  if (self->join->progress != NULL)
    self->join->progress (self->done, self->length, self->join->data);
}

/* Whether what is kept free is still so. */
static gboolean
has_room (Joining *self, GError **error)
{
  gint64 rest = MAX (1, self->bytes / MAX (1, self->length) * (self->length - self->done));

  return rushes_room_check (self->join->folder, 0, NULL) || rushes_room_check (self->join->folder, rest, error);
}

/* As it is: decoded in the order in which it lies there, so many frames earlier that none comes too late. */
static gboolean
copy_picture (Joining *self, RushesJoinPackets *packets, gint64 at, GError **error)
{
  RushesPacket packet;

  if (!rushes_join_packets_next (packets, &packet))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("A take has changed while it was copied"));
      return FALSE;
    }
  stamp (self, packet.buffer, self->done - at + packet.number);
  GST_BUFFER_DTS (packet.buffer) = get_time (self->join, self->done) - get_time (self->join, self->delay);
  return rushes_join_output_picture (self->output, packet.buffer, error);
}

static gboolean
encode_picture (Joining *self, RushesJoinFrames *frames, gint64 at, GError **error)
{
  GstBuffer *buffer = rushes_join_frames_get (frames, at);

  stamp (self, buffer, self->done);
  return rushes_join_output_picture (self->output, buffer, error);
}

static gboolean
put_next_sound (Joining *self, const RushesPart *part, const Sources *sources, gint64 at, gint64 n, GError **error)
{
  if (sources->sound_packets != NULL)
    return copy_sound (self, sources, at, n, at + n == part->length, error);
  return put_sound (self, part, sources->sound, at, n, error);
}

static gboolean
put_part (Joining *self, const RushesPart *part, const Sources *sources, GError **error)
{
  gint64 second = MAX (1, self->join->rate.frames / self->join->rate.seconds);

  for (gint64 at = 0; at < part->length; at++, self->done++)
    {
      if (self->heard && at % second == 0 && !put_next_sound (self, part, sources, at, MIN (second, part->length - at), error))
        return FALSE;
      if (sources->packets != NULL ? !copy_picture (self, sources->packets, at, error) : !encode_picture (self, sources->frames, at, error))
        return FALSE;
      tell (self);
      if (self->done % LOOK == LOOK - 1 && !has_room (self, error))
        return FALSE;
    }
  return TRUE;
}

static void
open_frames (Joining *self, const RushesPart *part, Sources *sources)
{
  sources->frames = rushes_join_frames_new (self->join, part, self->cancellable);
  if (part->path != NULL && rushes_join_frames_is_card (sources->frames))
    g_ptr_array_add (self->result->left_out, g_strdup_printf (_("What shot %s shows cannot be read: there is a card."), part->name));
}

static void
open_sound (Joining *self, const RushesPart *part, Sources *sources)
{
  if (self->copies_sound)
    sources->sound_packets = rushes_join_sound_packets_new (part);
  else if (rushes_part_is_heard (part))
    sources->sound = rushes_join_sound_new (part->path, rushes_part_get_start (part));
}

static void
close_sound (Joining *self, const RushesPart *part, Sources *sources)
{
  gboolean missing = rushes_part_is_heard (part) && !self->copies_sound && (sources->sound == NULL || rushes_join_sound_is_broken (sources->sound));

  if (missing)
    g_ptr_array_add (self->result->left_out, g_strdup_printf (_("The sound of shot %s cannot be decoded, or not all of it: there is silence."),
                                                              part->name != NULL ? part->name : ""));
  g_clear_pointer (&sources->sound, rushes_join_sound_free);
  g_clear_pointer (&sources->sound_packets, rushes_join_sound_packets_free);
}

static gboolean
join_part (Joining *self, const RushesPart *part, gboolean copy, GError **error)
{
  Sources sources = { NULL };
  gboolean put;

  open_sound (self, part, &sources);
  if (copy)
    sources.packets = rushes_join_packets_new (part);
  if (sources.packets == NULL)
    open_frames (self, part, &sources);
  put = put_part (self, part, &sources, error);
  g_clear_pointer (&sources.packets, rushes_join_packets_free);
  g_clear_pointer (&sources.frames, rushes_join_frames_free);
  close_sound (self, part, &sources);
  return put;
}

static gboolean
join_all (Joining *self, gboolean copy, GError **error)
{
  gboolean joined = TRUE;

  for (guint i = 0; i < self->join->parts->len && joined; i++)
    joined = join_part (self, self->join->parts->pdata[i], copy, error);
  g_clear_pointer (&self->track, rushes_join_sound_free);
  return joined && rushes_join_output_finish (self->output, error);
}

static void
count (Joining *self)
{
  for (guint i = 0; i < self->join->parts->len; i++)
    {
      const RushesPart *part = self->join->parts->pdata[i];
      self->length += part->length;
      self->heard |= rushes_part_is_heard (part);
    }
  self->heard |= self->join->track != NULL;
}

static GstCaps *
new_raw_caps (const RushesJoin *join)
{
  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", "width", G_TYPE_INT, join->width, "height", G_TYPE_INT, join->height,
                              "framerate", GST_TYPE_FRACTION, join->rate.frames, join->rate.seconds, "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1, NULL);
}

/* @why, @why_sound: (nullable): why they were encoded */
static char *
dup_how (Joining *self, const char *why, const char *why_sound)
{
  if (why != NULL)
    return g_strdup_printf (_("Encoded with %s, because %s."), rushes_join_output_get_encoder (self->output), why);
  if (why_sound != NULL)
    return g_strdup_printf (_("The picture was copied without encoding; the sound was encoded, because %s."), why_sound);
  return g_strdup (_("Copied without encoding."));
}

/* What the sound is in the film, if there is any. @why: (out) (transfer full) (nullable): why it is encoded, where its pictures are not */
static GstCaps *
find_sound (Joining *self, gboolean copy, char **why)
{
  GstCaps *caps = NULL;

  if (!self->heard)
    return NULL;
  if (copy)
    *why = rushes_join_sound_packets_find_way (self->join, &caps, self->cancellable);
  self->copies_sound = caps != NULL;
  return caps != NULL ? caps : rushes_join_output_new_sound_caps ();
}

/**
 * rushes_join_write:
 * @path: a new file
 * @result: (out): to be cleared in any case
 *
 * Returns: whether the film is there, whole and on the disk; else what is there is nothing. Blocking, on a worker
 */
gboolean
rushes_join_write (const RushesJoin *join, const char *path, RushesJoinResult *result, GCancellable *cancellable, GError **error)
{
  RushesJoin even = *join; /* encoders want that of the size */
  Joining self = { .join = &even, .result = result, .cancellable = cancellable };
  g_autoptr (GstCaps) caps = NULL, sound = NULL;
  g_autofree char *why = NULL, *why_sound = NULL, *folder = join->folder != NULL ? g_strdup (join->folder) : g_path_get_dirname (path);
  gboolean joined;

  *result = (RushesJoinResult) { .left_out = g_ptr_array_new_with_free_func (g_free) };
  even.folder = folder;
  rushes_media_init ();
  count (&self);
  why = rushes_join_packets_find_way (join, &caps, &self.delay, cancellable);
  if (why != NULL)
    {
      even.width = (join->width + 1) & ~1;
      even.height = (join->height + 1) & ~1;
      caps = new_raw_caps (&even);
    }
  else if (caps != NULL)
    gst_caps_set_simple (caps, "framerate", GST_TYPE_FRACTION, join->rate.frames, join->rate.seconds, NULL);
  sound = find_sound (&self, why == NULL, &why_sound);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  self.bytes = why == NULL ? rushes_join_estimate_copied (&even) : rushes_join_estimate_encoded (&even);
  if (!rushes_room_check (folder, self.bytes, error))
    return FALSE;
  self.output = rushes_join_output_new (path, caps, why != NULL, sound, cancellable, error);
  if (self.output == NULL)
    return FALSE;
  result->how = dup_how (&self, why, why_sound);
  joined = join_all (&self, why == NULL, error);
  rushes_join_output_free (self.output);
  return joined;
}
