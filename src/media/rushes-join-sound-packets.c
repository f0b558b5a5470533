/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-join-sound-packets.h"

#include "rushes-pull.h"

#include <glib/gi18n.h>

/* Whether sound can go into the film as it is, beside pictures that do: AAC in an MP4, all of one kind, and with each part from its beginning
 * to its end. A packet cannot be cut: at a cut up to one (21 ms of 48000) is missing, and never is one late. */

#define SAMPLES 1024 /* of a packet */

struct _RushesJoinSoundPackets
{
  RushesPull *pull;
  GstSample *next; /* (nullable): it was too early for it */
};

/* Returns: (nullable): NULL: it is of another kind */
RushesJoinSoundPackets *
rushes_join_sound_packets_new (const RushesPart *part)
{
  RushesPull *pull = rushes_pull_new_for_stream (part->path, "qtdemux name=demux demux.audio_0 ! aacparse ! audio/mpeg,mpegversion=4,stream-format=raw");
  RushesJoinSoundPackets *self;

  if (pull == NULL)
    return NULL;
  self = g_new (RushesJoinSoundPackets, 1);
  *self = (RushesJoinSoundPackets) { .pull = pull };
  return self;
}

void
rushes_join_sound_packets_free (RushesJoinSoundPackets *self)
{
  g_clear_pointer (&self->next, gst_sample_unref);
  rushes_pull_free (self->pull);
  g_free (self);
}

static gint64
get_duration (GstSample *sample)
{
  int rate = 0;

  gst_structure_get_int (gst_caps_get_structure (gst_sample_get_caps (sample), 0), "rate", &rate);
  return (gint64) gst_util_uint64_scale_int (GST_SECOND, SAMPLES, MAX (1, rate));
}

static gint64
get_time (GstSample *sample)
{
  return rushes_pull_get_time (sample, GST_BUFFER_PTS (gst_sample_get_buffer (sample)));
}

/* @until: nanoseconds: one that begins then, or later, is kept for the next time. @packet: (out). Returns: whether there is one */
gboolean
rushes_join_sound_packets_next (RushesJoinSoundPackets *self, gint64 until, RushesSoundPacket *packet)
{
  if (self->next == NULL)
    self->next = rushes_pull_next (self->pull);
  if (self->next == NULL || get_time (self->next) >= until)
    return FALSE;
  packet->buffer = gst_buffer_copy (gst_sample_get_buffer (self->next));
  packet->time = get_time (self->next);
  packet->duration = get_duration (self->next);
  g_clear_pointer (&self->next, gst_sample_unref);
  return TRUE;
}

/* Returns: (nullable) (transfer none): why it cannot be copied */
static const char *
look_at (RushesJoinSoundPackets *self, gint64 length, GstCaps **caps)
{
  gint64 heard = 0, duration = 0;
  GstSample *sample;

  for (; heard < length && (sample = rushes_pull_next (self->pull)) != NULL; gst_sample_unref (sample))
    {
      duration = get_duration (sample);
      if (*caps == NULL)
        *caps = gst_caps_ref (gst_sample_get_caps (sample));
      if (!gst_caps_is_equal (*caps, gst_sample_get_caps (sample)))
        {
          gst_sample_unref (sample);
          return N_("its sound is encoded in another way than that of those before it");
        }
      if (get_time (sample) > heard + duration)
        {
          gst_sample_unref (sample);
          return N_("its sound does not begin with its picture, or has a gap");
        }
      heard = get_time (sample) + duration;
    }
  if (duration == 0)
    return N_("its sound is no AAC in an MP4");
  return heard + duration < length ? N_("its sound ends before its picture") : NULL;
}

static const char *
find_obstacle (const RushesJoin *join, const RushesPart *part, GstCaps **caps)
{
  gint64 length = (gint64) gst_util_uint64_scale ((guint64) part->length, (guint64) join->rate.seconds * GST_SECOND, (guint64) join->rate.frames);
  g_autoptr (RushesJoinSoundPackets) packets = rushes_part_is_heard (part) ? rushes_join_sound_packets_new (part) : NULL;

  if (!rushes_part_is_heard (part))
    return N_("it has no sound");
  return packets != NULL ? look_at (packets, length, caps) : N_("its sound is no AAC in an MP4");
}

/**
 * rushes_join_sound_packets_find_way:
 * @join: whose pictures can be copied
 * @caps: (out): what the sound is
 *
 * Returns: (transfer full) (nullable): NULL: the sound of all parts can be copied; else a sentence that says why not
 */
char *
rushes_join_sound_packets_find_way (const RushesJoin *join, GstCaps **caps, GCancellable *cancellable)
{
  *caps = NULL;
  if (join->track != NULL)
    return g_strdup (_("the scratch track is mixed with it"));
  for (guint i = 0; i < join->parts->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const RushesPart *part = join->parts->pdata[i];
      const char *why = find_obstacle (join, part, caps);

      if (why != NULL)
        {
          gst_clear_caps (caps);
          return g_strdup_printf (_("that of shot %s cannot be copied: %s"), part->name != NULL ? part->name : "", _(why));
        }
    }
  return NULL;
}
