/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-frame-index.h"

#include "rushes-container.h"
#include "rushes-damage.h"
#include "rushes-error.h"
#include "rushes-frames.h"
#include "rushes-number.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>
#include <gst/gst.h>

#define USUAL_FPS 24
#define ROUNDING 0.01 /* of a frame */

struct _RushesFrameIndex
{
  RushesFrames *frames; /* NULL until they have been read */
  double fps;           /* what is counted with until then */
  gint64 promise;       /* nanoseconds: how long a clip that is damaged was; else 0 */
  gboolean tried;       /* they have, or cannot be */
  char *fault;          /* then: why; else NULL */
  GCancellable *reading;
  GSourceOnceFunc on_read;
  gpointer data;
};

typedef struct
{
  RushesFrames *frames;
  gint64 promise;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->frames, rushes_frames_unref);
  g_free (read);
}

/* A file that is cut before its frames are told is not waited for: a demuxer may say nothing of it. */
static RushesFrames *
read_if_playable (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cut = NULL;
  gboolean plays = FALSE, whole = rushes_container_check (path, &plays, &cut);
  RushesFrames *frames = whole || plays ? rushes_frames_read (path, cancellable, error) : NULL;

  if (frames != NULL || cut == NULL)
    return frames;
  g_clear_error (error);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_steal_pointer (&cut));
  return NULL;
}

static void
read_frames (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  Read *read = g_new0 (Read, 1);

  read->frames = read_if_playable (path, cancellable, &error);
  if (read->frames != NULL)
    {
      read->promise = rushes_damage_find (path, read->frames);
      g_task_return_pointer (task, read, free_read);
      return;
    }
  free_read (read);
  g_task_return_error (task, error);
}

/* A cancelled task gives nothing: then the index may be gone. */
static void
on_frames (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesFrameIndex *self = data;
  g_autoptr (GError) error = NULL;
  Read *read = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (read != NULL)
    {
      self->frames = g_steal_pointer (&read->frames);
      self->promise = read->promise;
      free_read (read);
    }
  else
    {
      char *about = rushes_error_dup_about (error, _("The file"));
      self->fault = about != NULL ? about : g_strdup (_("The file cannot be opened"));
    }
  self->tried = TRUE;
  self->on_read (self->data);
}

/**
 * rushes_frame_index_new:
 * @fps: frames per second, 0 if not known
 * @on_read: called on this thread once the frames' own times are known, or cannot be; never after the index has been freed
 *
 * Main thread; the file is read on a worker.
 */
RushesFrameIndex *
rushes_frame_index_new (const char *path, double fps, GSourceOnceFunc on_read, gpointer data)
{
  RushesFrameIndex *self = g_new (RushesFrameIndex, 1);
  g_autoptr (GTask) task = NULL;

  *self = (RushesFrameIndex) { .fps = fps > 0 ? fps : USUAL_FPS, .reading = g_cancellable_new (), .on_read = on_read, .data = data };
  task = g_task_new (NULL, self->reading, on_frames, self);
  g_task_set_task_data (task, g_strdup (path), g_free);
  rushes_worker_run (task, read_frames);
  return self;
}

void
rushes_frame_index_free (RushesFrameIndex *self)
{
  g_cancellable_cancel (self->reading);
  g_object_unref (self->reading);
  g_clear_pointer (&self->frames, rushes_frames_unref);
  g_free (self->fault);
  g_free (self);
}

gboolean
rushes_frame_index_is_read (const RushesFrameIndex *self)
{
  return self->frames != NULL;
}

/* Returns: (transfer none) (nullable): the frames' own times, once they have been read */
RushesFrames *
rushes_frame_index_get_frames (const RushesFrameIndex *self)
{
  return self->frames;
}

/* Whether they have been read, or cannot be: what it says now it will say again. */
gboolean
rushes_frame_index_is_final (const RushesFrameIndex *self)
{
  return self->tried;
}

/* Returns: (nullable): why the frames cannot be read, once that is known: a sentence without its end */
const char *
rushes_frame_index_get_fault (const RushesFrameIndex *self)
{
  return self->fault;
}

/* Which one is seen then, from 0. */
int
rushes_frame_index_find (const RushesFrameIndex *self, double seconds)
{
  if (self->frames != NULL)
    return rushes_frames_find (self->frames, (gint64) (seconds * GST_SECOND));
  return rushes_number_to_int (seconds * self->fps + ROUNDING, 0, G_MAXINT);
}

/* @duration: seconds: of the clip, as far as it is known */
int
rushes_frame_index_get_count (const RushesFrameIndex *self, double duration)
{
  if (self->frames != NULL)
    return rushes_frames_get_count (self->frames);
  return rushes_number_to_int (duration * self->fps + 0.5, 0, G_MAXINT);
}

/* Seconds: when it begins to be seen; behind the last one, when that has been seen. */
double
rushes_frame_index_get_time (const RushesFrameIndex *self, int frame)
{
  if (self->frames == NULL)
    return frame / self->fps;
  if (frame >= rushes_frames_get_count (self->frames))
    return (double) rushes_frames_get_length (self->frames) / GST_SECOND;
  return (double) rushes_frames_get_time (self->frames, frame) / GST_SECOND;
}

/* Nanoseconds: when the last one has been seen; 0 while that is not known. */
gint64
rushes_frame_index_get_length (const RushesFrameIndex *self)
{
  return self->frames != NULL ? rushes_frames_get_length (self->frames) : 0;
}

/* Nanoseconds: how long a clip was meant to be of which a part is missing; else 0. */
gint64
rushes_frame_index_get_promise (const RushesFrameIndex *self)
{
  return self->promise;
}

/* Frames per second, the mean where it varies. */
double
rushes_frame_index_get_rate (const RushesFrameIndex *self)
{
  double rate = self->frames != NULL ? rushes_frames_get_rate (self->frames) : 0;

  return rate > 0 ? rate : self->fps;
}
