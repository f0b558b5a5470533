/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

#include "rushes-missing-message.h"

#include <gst/pbutils/pbutils.h>

/* What the pipeline tells: where it is, that it has arrived or is at its end, and what is wrong. */

#define POSITION_MS 50
#define EARLY_S 0.5 /* a clip that has played for longer is not interrupted to make it come back without a gap the first time */

static void
end_seek (RushesPlayer *self)
{
  double to = self->next_seek;

  self->seeking = FALSE;
  self->next_seek = -1;
  rushes_player_update_duration (self); /* where the next one has to end */
  if (to >= 0) /* where it would be now is not wanted any more */
    rushes_player_seek_pipeline (self, to, self->next_exact);
  else
    rushes_player_update_position (self);
}

/* What was on its way before a seek has nothing to say about where that leads. */
static void
on_arrived (RushesPlayer *self)
{
  rushes_player_recover (self);
  rushes_player_arrive (self);
  if (!self->seeking || self->seek_sent)
    end_seek (self);
}

static void
on_end (RushesPlayer *self)
{
  if (rushes_player_give_up (self) && self->loop)
    {
      rushes_player_seek_pipeline (self, rushes_player_get_start (self), TRUE);
      return;
    }
  self->at_end = TRUE;
  rushes_player_set_playing (self, FALSE);
}

static void
on_error (RushesPlayer *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  rushes_player_fail (self, error);
}

/* Where only the video decoder is missing, playbin plays the sound and reports nothing else. */
static void
on_missing (RushesPlayer *self, GstMessage *message)
{
  g_autofree char *detail = NULL, *what = NULL;

  if (!rushes_missing_message_read (message, &detail, &what))
    return;
  g_free (self->missing);
  self->missing = g_steal_pointer (&detail);
  rushes_player_set_problem (self, what);
}

static gboolean
on_timer (gpointer data)
{
  RushesPlayer *self = data;

  rushes_player_update_position (self);
  if (!rushes_player_is_stalled (self))
    return G_SOURCE_CONTINUE;
  if (self->seeking)
    {
      rushes_shuttle_yield (self->shuttle, 0); /* nothing comes of that seek: any picture is as good */
      self->seek_sent = TRUE;
      on_arrived (self);
    }
  else
    on_end (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer data)
{
  RushesPlayer *self = data;

  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      on_error (self, message);
      break;
    case GST_MESSAGE_EOS:
      on_end (self);
      break;
    case GST_MESSAGE_SEGMENT_DONE:
      if (gst_message_get_seqnum (message) == self->seqnum) /* of the seek before it may still come */
        rushes_player_wrap (self);
      break;
    case GST_MESSAGE_ASYNC_DONE:
      on_arrived (self);
      break;
    case GST_MESSAGE_APPLICATION:
      self->seek_sent |= gst_message_has_name (message, RUSHES_SEEK_SENT);
      break;
    case GST_MESSAGE_ELEMENT:
      if (gst_is_missing_plugin_message (message))
        on_missing (self, message);
      break;
    default:
      break;
    }
  return G_SOURCE_CONTINUE;
}

/* Hears the pipeline out until it is closed. */
void
rushes_player_watch (RushesPlayer *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  self->bus_watch = gst_bus_add_watch (bus, on_message, self);
  self->timer = g_timeout_add (POSITION_MS, on_timer, self);
}

/* The frames' own times are known, or cannot be. A sound that goes on after the picture would hold up the end: what plays already is told
 * where to stop. */
void
rushes_player_take_frames (gpointer data)
{
  RushesPlayer *self = data;

  rushes_player_update_duration (self);
  if (rushes_frame_index_get_promise (self->index) > 0)
    rushes_player_notify (self, PROP_DAMAGED);
  if (!self->playing)
    rushes_player_prepare_reel (self);
  if (self->bounded || (self->playing && self->backwards == 0 && self->loop && self->position < EARLY_S))
    rushes_player_seek_pipeline (self, self->position, TRUE);
  else
    rushes_player_notify (self, PROP_POSITION); /* frames have numbers now */
}
