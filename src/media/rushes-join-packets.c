/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-join-packets.h"

#include <glib/gi18n.h>

/* Whether pictures can go into the film as they are: H.264 in an MP4, all of one kind, each part from its first frame to an end behind
 * which nothing is that it needs. */

struct _RushesJoinPackets
{
  const RushesPart *part;
  RushesPull *pull;
};

/* Returns: (nullable): NULL: it is of another kind */
RushesJoinPackets *
rushes_join_packets_new (const RushesPart *part)
{
  RushesPull *pull = rushes_pull_new_for_stream (part->path, "qtdemux name=demux demux.video_0 ! h264parse ! video/x-h264,stream-format=avc,alignment=au");
  RushesJoinPackets *self;

  if (pull == NULL)
    return NULL;
  self = g_new (RushesJoinPackets, 1);
  *self = (RushesJoinPackets) { part, pull };
  return self;
}

void
rushes_join_packets_free (RushesJoinPackets *self)
{
  rushes_pull_free (self->pull);
  g_free (self);
}

/* (transfer full) (nullable) */
static GstSample *
pull (RushesJoinPackets *self, RushesPacket *packet, double *off)
{
  GstSample *sample = rushes_pull_next (self->pull);
  double frames;

  if (sample == NULL)
    return NULL;
  packet->buffer = gst_sample_get_buffer (sample);
  frames = (double) rushes_pull_get_time (sample, GST_BUFFER_PTS (packet->buffer)) / GST_SECOND * self->part->rate.frames / self->part->rate.seconds;
  packet->number = (int) (frames + 1000.5) - 1000;
  *off = frames - packet->number;
  return sample;
}

/* @packet: (out): its buffer is to be given back. Returns: whether there is another, as they are decoded */
gboolean
rushes_join_packets_next (RushesJoinPackets *self, RushesPacket *packet)
{
  double off;
  g_autoptr (GstSample) sample = pull (self, packet, &off);

  if (sample != NULL)
    packet->buffer = gst_buffer_copy (packet->buffer);
  return sample != NULL;
}

/* All that has to be the same: the codec's own description holds profile, size, and how pixels are kept. */
static GstCaps *
dup_kind (GstSample *sample)
{
  GstCaps *caps = gst_caps_copy (gst_sample_get_caps (sample));

  gst_structure_remove_fields (gst_caps_get_structure (caps, 0), "framerate", NULL);
  return caps;
}

static gboolean
is_turned (RushesJoinPackets *self)
{
  g_autoptr (GstPad) pad = rushes_pull_ref_pad (self->pull);
  gboolean turned = FALSE;
  GstEvent *event;

  for (guint i = 0; (event = gst_pad_get_sticky_event (pad, GST_EVENT_TAG, i)) != NULL; i++)
    {
      g_autofree char *orientation = NULL;
      GstTagList *tags;

      gst_event_parse_tag (event, &tags);
      turned |= gst_tag_list_get_string (tags, GST_TAG_IMAGE_ORIENTATION, &orientation) && !g_str_equal (orientation, "rotate-0");
      gst_event_unref (event);
    }
  return turned;
}

static gboolean
has_size (const RushesJoin *join, GstCaps *kind)
{
  GstStructure *structure = gst_caps_get_structure (kind, 0);
  int width = 0, height = 0, n = 1, d = 1;

  gst_structure_get (structure, "width", G_TYPE_INT, &width, "height", G_TYPE_INT, &height, NULL);
  gst_structure_get_fraction (structure, "pixel-aspect-ratio", &n, &d);
  return width == join->width && height == join->height && n == d;
}

/* Reads as many as the plan says. Returns: (nullable) (transfer none): why they cannot be copied */
static const char *
look_at (const RushesJoin *join, const RushesPart *part, RushesJoinPackets *packets, GstCaps **caps, int *delay)
{
  gint64 read = 0;

  for (; read < part->length; read++)
    {
      RushesPacket packet;
      double off;
      g_autoptr (GstSample) sample = pull (packets, &packet, &off);
      g_autoptr (GstCaps) kind = sample != NULL ? dup_kind (sample) : NULL;

      if (sample == NULL)
        return N_("it is shorter than planned");
      if (*caps == NULL)
        *caps = gst_caps_ref (kind);
      if (!gst_caps_is_equal (*caps, kind))
        return N_("it is encoded in another way than those before it");
      if (read == 0 && !has_size (join, kind))
        return N_("it has another size than the board");
      if (read == 0 && (GST_BUFFER_FLAG_IS_SET (packet.buffer, GST_BUFFER_FLAG_DELTA_UNIT) || is_turned (packets)))
        return N_("it is turned, or does not begin with a whole picture");
      if (ABS (off) > 0.25)
        return N_("its frames stay for different times");
      if (packet.number < 0 || packet.number >= part->length)
        return N_("it ends among frames that need one that is not shown");
      *delay = MAX (*delay, (int) read - packet.number);
    }
  return NULL;
}

/* Without reading it. */
static const char *
look_at_plan (const RushesJoin *join, const RushesPart *part)
{
  if (part->path == NULL || part->picture)
    return N_("it has no clip");
  if (part->in > 0)
    return N_("it does not begin with the first frame of its take");
  if (part->plays < part->length)
    return N_("it is shorter than planned");
  if (part->variable || part->rate.frames * (gint64) join->rate.seconds != join->rate.frames * (gint64) part->rate.seconds)
    return N_("it has another rate than the board");
  return NULL;
}

static const char *
find_obstacle (const RushesJoin *join, const RushesPart *part, GstCaps **caps, int *delay)
{
  const char *why = look_at_plan (join, part);
  g_autoptr (RushesJoinPackets) packets = why == NULL ? rushes_join_packets_new (part) : NULL;

  if (why != NULL)
    return why;
  return packets != NULL ? look_at (join, part, packets, caps, delay) : N_("it is no MP4 with H.264");
}

/**
 * rushes_join_packets_find_way:
 * @caps: (out): what the pictures are
 * @delay: (out): how many frames earlier than it is seen one may have to be decoded
 *
 * Returns: (transfer full) (nullable): NULL: the pictures of all parts can be copied; else a sentence that says why not
 */
char *
rushes_join_packets_find_way (const RushesJoin *join, GstCaps **caps, int *delay, GCancellable *cancellable)
{
  *caps = NULL;
  *delay = 0;
  for (guint i = 0; i < join->parts->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const RushesPart *part = join->parts->pdata[i];
      const char *why = find_obstacle (join, part, caps, delay);

      if (why != NULL)
        {
          gst_clear_caps (caps);
          return g_strdup_printf (_("shot %s cannot be copied: %s"), part->name != NULL ? part->name : "", _(why));
        }
    }
  return NULL;
}
