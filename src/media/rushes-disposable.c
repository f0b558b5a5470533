/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-disposable.h"

#include <string.h>

/* On the way from the key frame to where was sought every frame is decoded and thrown away. Those of H.264 that say of themselves that no
 * other frame needs them are thrown away before that. */

#define MARGIN (250 * GST_MSECOND) /* so near to what was sought all are decoded */
#define SLICE 1
#define SLICE_OF_KEY 5

/* Of one decoder's sink pad, on its streaming thread. */
typedef struct
{
  gboolean known;     /* it is H.264 with lengths before its units */
  guint prefix;       /* bytes of a length */
  GstSegment segment;
} Skip;

static void
take_caps (Skip *self, GstEvent *event)
{
  const GstStructure *structure;
  const GValue *codec_data;
  GstCaps *caps;
  guint8 byte = 0;

  gst_event_parse_caps (event, &caps);
  structure = gst_caps_get_structure (caps, 0);
  codec_data = gst_structure_get_value (structure, "codec_data");
  self->known = gst_structure_has_name (structure, "video/x-h264") && codec_data != NULL &&
                gst_buffer_extract (gst_value_get_buffer (codec_data), 4, &byte, 1) == 1;
  self->prefix = (byte & 3) + 1u;
}

/* Whether its first slice says so; all of a frame say the same. */
static gboolean
is_disposable (const Skip *self, const guint8 *data, gsize size)
{
  for (gsize at = 0; at + self->prefix < size;)
    {
      gsize length = 0;
      guint8 unit = data[at + self->prefix];

      for (guint i = 0; i < self->prefix; i++)
        length = length << 8 | data[at + i];
      if ((unit & 31) >= SLICE && (unit & 31) <= SLICE_OF_KEY)
        return (unit >> 5 & 3) == 0;
      at += self->prefix + length;
    }
  return FALSE;
}

static gboolean
is_far (const Skip *self, GstBuffer *buffer)
{
  GstClockTime duration = GST_BUFFER_DURATION_IS_VALID (buffer) ? GST_BUFFER_DURATION (buffer) : 0;

  return self->segment.format == GST_FORMAT_TIME && self->segment.rate > 0 && GST_BUFFER_PTS_IS_VALID (buffer) &&
         GST_BUFFER_PTS (buffer) + duration + MARGIN < self->segment.start;
}

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer data)
{
  Skip *self = data;
  GstBuffer *buffer = GST_PAD_PROBE_INFO_BUFFER (info);
  gboolean disposable;
  GstMapInfo map;

  if (info->type & GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM)
    {
      GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);
      if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS)
        take_caps (self, event);
      else if (GST_EVENT_TYPE (event) == GST_EVENT_SEGMENT)
        gst_event_copy_segment (event, &self->segment);
      return GST_PAD_PROBE_OK;
    }
  if (!self->known || !is_far (self, buffer) || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_PAD_PROBE_OK;
  disposable = is_disposable (self, map.data, map.size);
  gst_buffer_unmap (buffer, &map);
  return disposable ? GST_PAD_PROBE_DROP : GST_PAD_PROBE_OK;
}

static void
on_element (GstBin *bin, GstBin *parent, GstElement *element, gpointer data)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  g_autoptr (GstPad) pad = NULL;
  Skip *self;

  if (factory == NULL || !gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO) ||
      GST_IS_BIN (element))
    return;
  pad = gst_element_get_static_pad (element, "sink");
  if (pad == NULL)
    return;
  self = g_new0 (Skip, 1);
  gst_segment_init (&self->segment, GST_FORMAT_UNDEFINED);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, on_data, self, g_free);
}

/* @bin: that will have a decoder. Exact seeks in it leave out what nobody needs: the frame that is sought is the same. */
void
rushes_disposable_skip (GstBin *bin)
{
  g_signal_connect (bin, "deep-element-added", G_CALLBACK (on_element), NULL);
}
