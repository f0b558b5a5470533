/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-join-sound.h"

#include "rushes-join-output.h"
#include "rushes-pull.h"

#define SAMPLE (RUSHES_JOIN_CHANNELS * sizeof (float))

struct _RushesJoinSound
{
  RushesPull *pull;
  GstBuffer *buffer; /* that is being used up, or NULL */
  gsize used;        /* samples of it */
  gint64 at;         /* samples of the file: what is mixed next */
};

static GstElement *
build (const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *text = g_strdup_printf ("uridecodebin name=source expose-all-streams=false caps=audio/x-raw ! audioconvert ! audioresample !"
                                           " audio/x-raw,format=F32LE,layout=interleaved,rate=%d,channels=%d ! appsink name=sink sync=false max-buffers=16",
                                           RUSHES_JOIN_SOUND_RATE, RUSHES_JOIN_CHANNELS);
  GstElement *pipeline = gst_parse_launch (text, NULL);
  g_autoptr (GstElement) source = pipeline != NULL ? gst_bin_get_by_name (GST_BIN (pipeline), "source") : NULL;

  if (source != NULL)
    g_object_set (source, "uri", uri, NULL);
  return pipeline;
}

/* @seconds: of the file: what is mixed first. Returns: (transfer full) (nullable): NULL: there is nothing to hear */
RushesJoinSound *
rushes_join_sound_new (const char *path, double seconds)
{
  GstElement *pipeline = build (path);
  RushesPull *pull = pipeline != NULL ? rushes_pull_new (pipeline, NULL) : NULL;
  RushesJoinSound *self;

  if (pull == NULL)
    return NULL;
  if (seconds > 0)
    rushes_pull_seek (pull, (gint64) (seconds * GST_SECOND));
  self = g_new (RushesJoinSound, 1);
  *self = (RushesJoinSound) { .pull = pull, .at = (gint64) (seconds * RUSHES_JOIN_SOUND_RATE + 0.5) };
  return self;
}

void
rushes_join_sound_free (RushesJoinSound *self)
{
  g_clear_pointer (&self->buffer, gst_buffer_unref);
  rushes_pull_free (self->pull);
  g_free (self);
}

/* Whether it could not be decoded to its end. */
gboolean
rushes_join_sound_is_broken (RushesJoinSound *self)
{
  return rushes_pull_is_broken (self->pull);
}

/* Samples of the file, where the buffer begins. */
static gint64
find_start (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  gint64 time = GST_BUFFER_PTS_IS_VALID (buffer) ? rushes_pull_get_time (sample, GST_BUFFER_PTS (buffer)) : 0;

  return (gint64) (time * (double) RUSHES_JOIN_SOUND_RATE / GST_SECOND + 0.5);
}

/* The next that has anything behind what has been mixed. Returns: samples of silence before it; -1: there is none */
static gint64
refill (RushesJoinSound *self)
{
  GstSample *sample;

  while ((sample = rushes_pull_next (self->pull)) != NULL)
    {
      gint64 before = self->at - find_start (sample);

      self->buffer = gst_buffer_ref (gst_sample_get_buffer (sample));
      gst_sample_unref (sample);
      self->used = (gsize) MAX (0, before);
      if (self->used < gst_buffer_get_size (self->buffer) / SAMPLE)
        return MAX (0, -before);
      g_clear_pointer (&self->buffer, gst_buffer_unref);
    }
  return -1;
}

static gsize
add (RushesJoinSound *self, float *into, gsize n, double volume)
{
  GstMapInfo map;
  gsize taken;

  if (!gst_buffer_map (self->buffer, &map, GST_MAP_READ))
    return 0;
  taken = MIN (n, map.size / SAMPLE - self->used);
  for (gsize i = 0; i < taken * RUSHES_JOIN_CHANNELS; i++)
    into[i] += (float) (((const float *) map.data)[self->used * RUSHES_JOIN_CHANNELS + i] * volume);
  self->used += taken;
  if (self->used >= map.size / SAMPLE)
    {
      gst_buffer_unmap (self->buffer, &map);
      g_clear_pointer (&self->buffer, gst_buffer_unref);
      return taken;
    }
  gst_buffer_unmap (self->buffer, &map);
  return taken;
}

/* Adds the next @n samples of it to those that are there; behind its end nothing. */
void
rushes_join_sound_mix (RushesJoinSound *self, float *into, gsize n, double volume)
{
  while (n > 0)
    {
      gint64 silence = self->buffer == NULL ? refill (self) : 0;
      gsize passed;

      if (silence < 0)
        return;
      passed = MIN (n, (gsize) silence);
      into += passed * RUSHES_JOIN_CHANNELS;
      n -= passed;
      self->at += (gint64) passed;
      passed = n > 0 ? add (self, into, n, volume) : 0;
      into += passed * RUSHES_JOIN_CHANNELS;
      n -= passed;
      self->at += (gint64) passed;
    }
}
