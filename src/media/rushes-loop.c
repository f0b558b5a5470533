/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-loop.h"

/* A segment that follows another without a break begins, for a demuxer, when the last frame of that begins: it would be seen
 * for no time at all. Here it begins where the other ends. What the sink reports upstream about being late is counted back, or
 * decoders would take each round for later than the one before. */

typedef struct
{
  gboolean plays;  /* there was a segment since the last break */
  guint32 seqnum;  /* of the seek that it is of */
  guint64 end;     /* running time, as that which follows; nanoseconds */
  guint64 base, shift;
} Join;

/* @segment: where it comes to lie is brought right */
static void
lay (Join *join, GstSegment *segment, guint32 seqnum)
{
  guint64 length = GST_CLOCK_TIME_IS_VALID (segment->stop) ? segment->stop - segment->start : 0;
  gboolean follows = join->plays && join->seqnum != seqnum;

  if (!join->plays)
    join->base = segment->base;
  else if (follows && join->end > segment->base)
    join->base = join->end;
  else if (follows)
    join->base = segment->base;
  join->shift = join->base > segment->base ? join->base - segment->base : 0;
  segment->base = join->base;
  join->end = join->base + (guint64) (length / ABS (segment->rate));
  join->plays = TRUE;
  join->seqnum = seqnum;
}

static void
take_segment (Join *join, GstPadProbeInfo *info)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstSegment segment;

  gst_event_copy_segment (event, &segment);
  if (segment.format != GST_FORMAT_TIME)
    return;
  lay (join, &segment, gst_event_get_seqnum (event));
  if (join->shift == 0)
    return;
  GST_PAD_PROBE_INFO_DATA (info) = gst_event_new_segment (&segment);
  gst_event_set_seqnum (GST_PAD_PROBE_INFO_EVENT (info), gst_event_get_seqnum (event));
  gst_event_unref (event);
}

static GstPadProbeReturn
take_qos (Join *join, GstPadProbeInfo *info)
{
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
  GstClockTime time;
  GstClockTimeDiff late;
  GstQOSType type;
  double proportion;

  gst_event_parse_qos (event, &type, &proportion, &late, &time);
  if (join->shift == 0)
    return GST_PAD_PROBE_OK;
  if (time < join->shift)
    return GST_PAD_PROBE_DROP;
  GST_PAD_PROBE_INFO_DATA (info) = gst_event_new_qos (type, proportion, late, time - join->shift);
  gst_event_unref (event);
  return GST_PAD_PROBE_OK;
}

static GstPadProbeReturn
on_event (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Join *join = data;

  if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_FLUSH_STOP)
    *join = (Join) { 0 };
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_SEGMENT)
    take_segment (join, info);
  else if (GST_EVENT_TYPE (GST_PAD_PROBE_INFO_EVENT (info)) == GST_EVENT_QOS)
    return take_qos (join, info);
  return GST_PAD_PROBE_OK;
}

/* @element: a sink, or what stands before one: from there on what is played twice in a row has no seam */
void
rushes_loop_join (GstElement *element)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (element, "sink");

  if (pad != NULL)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_BOTH | GST_PAD_PROBE_TYPE_EVENT_FLUSH, on_event, g_new0 (Join, 1), g_free);
}
