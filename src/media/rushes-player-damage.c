/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-player-private.h"

/* A damaged file plays as far as it goes. A demuxer reads ahead: what it has to say against a file it says long before all that it has
 * found has been seen, and then its streams end as if the clip did. */

#define GRACE_MS 1000             /* the first picture may be on its way */
#define STALL_US (2 * G_USEC_PER_SEC) /* nothing comes any more, not even an end */
#define LESS 0.5                  /* seconds: containers round */
#define MOVED 0.1

/* Whether it is no use to wait for a picture. */
static gboolean
is_hopeless (const GError *error)
{
  if (error->domain == GST_RESOURCE_ERROR)
    return error->code == GST_RESOURCE_ERROR_NOT_FOUND || error->code == GST_RESOURCE_ERROR_OPEN_READ;
  return error->domain == GST_STREAM_ERROR && (error->code == GST_STREAM_ERROR_TYPE_NOT_FOUND || error->code == GST_STREAM_ERROR_WRONG_TYPE ||
                                               error->code == GST_STREAM_ERROR_CODEC_NOT_FOUND || error->code == GST_STREAM_ERROR_DECRYPT ||
                                               error->code == GST_STREAM_ERROR_DECRYPT_NOKEY);
}

static gboolean
on_grace (gpointer data)
{
  RushesPlayer *self = data;

  self->grace = 0;
  rushes_player_set_problem (self, self->fault);
  rushes_player_set_playing (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* The pipeline has reported an error. */
void
rushes_player_fail (RushesPlayer *self, const GError *error)
{
  self->last_sign = g_get_monotonic_time ();
  if (self->problem == NULL && self->has_picture)
    self->failing = TRUE;
  else if (self->problem == NULL && !is_hopeless (error))
    {
      if (self->grace == 0)
        self->grace = g_timeout_add (GRACE_MS, on_grace, self);
      g_free (self->fault);
      self->fault = g_strdup (error->message);
    }
  else
    {
      /* A missing decoder was reported before, in better words. */
      if (self->problem == NULL)
        rushes_player_set_problem (self, error->message);
      rushes_player_set_playing (self, FALSE);
    }
}

/* There is a picture after all. */
void
rushes_player_recover (RushesPlayer *self)
{
  self->has_picture = TRUE;
  if (self->fault == NULL)
    return;
  g_clear_handle_id (&self->grace, g_source_remove);
  if (g_strcmp0 (self->fault, self->problem) == 0)
    rushes_player_set_problem (self, NULL);
  g_clear_pointer (&self->fault, g_free);
  self->failing = TRUE;
}

/* What is over has ended where it is. Returns: whether there is something that can be played again */
static gboolean
take_fault (RushesPlayer *self)
{
  gboolean moved = self->position > rushes_player_get_start (self) + MOVED;

  self->failing = FALSE;
  if (self->position + LESS < self->duration && (self->fault_at < 0 || self->position > self->fault_at))
    {
      self->fault_at = self->position;
      rushes_player_notify (self, PROP_DAMAGED);
    }
  return moved;
}

/* At an end, or where nothing comes any more. Returns: whether it can go on from its start: else it would try that for ever */
gboolean
rushes_player_give_up (RushesPlayer *self)
{
  return !self->failing || take_fault (self);
}

void
rushes_player_forget_faults (RushesPlayer *self)
{
  g_clear_handle_id (&self->grace, g_source_remove);
  g_clear_pointer (&self->fault, g_free);
  self->failing = self->has_picture = FALSE;
  self->fault_at = -1;
}

/* Returns: whether nothing has come for so long of a pipeline that has reported an error that nothing will */
gboolean
rushes_player_is_stalled (RushesPlayer *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!self->failing || (!self->seeking && (!self->playing || self->position != self->last_position)))
    self->last_sign = now;
  self->last_position = self->position;
  return now > self->last_sign + STALL_US;
}

/**
 * rushes_player_get_damage:
 * @plays, @promised: (out): seconds: how much can be played, and of how much
 *
 * Returns: whether a part of the file is missing, or cannot be read
 */
gboolean
rushes_player_get_damage (RushesPlayer *self, double *plays, double *promised)
{
  gint64 promise = self->index != NULL ? rushes_frame_index_get_promise (self->index) : 0;

  *plays = self->fault_at >= 0 ? self->fault_at : self->duration;
  *promised = promise > 0 ? (double) promise / GST_SECOND : self->duration;
  return promise > 0 || self->fault_at >= 0;
}
