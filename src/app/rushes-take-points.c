/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-take-points.h"

#include "rushes-board-change.h"
#include "rushes-rate.h"

/* A take of the shot that the form is about is looked at in the viewer: the part that plays in the shot is the part between the viewer's points, and
 * what is set there is the take's when another clip is looked at, or none. */

typedef struct
{
  RushesWindow *window;
  gboolean known;   /* the viewer's points are the take's, or were changed since */
  int first, last;  /* as they were shown; -1: none */
} Points;

static RushesPlayer *
get_player (Points *self)
{
  return rushes_viewer_get_player (rushes_window_get_viewer (self->window));
}

/* @number: (out): of the take, from 1. Returns: (nullable): the shot whose take @clip is */
static RushesShot *
find_shot (Points *self, RushesClip *clip, guint *number)
{
  RushesShotForm *form = rushes_window_get_shot_form (self->window);
  RushesShot *shot = form != NULL && rushes_window_is_about_shot (self->window) ? rushes_shot_form_get_shot (form) : NULL;

  *number = shot != NULL && clip != NULL ? rushes_shot_find_take (shot, rushes_clip_get_id (clip)) : 0;
  return *number > 0 ? shot : NULL;
}

static RushesRate
get_rate (Points *self)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (self->window));

  return rushes_board_get_rate (rushes_board_view_get_board (rushes_board_session_get_view (session)));
}

/* Returns: the clip's frame that is seen in the middle of frame @n of the board; -1 until the clip's frames are known */
static int
from_board (Points *self, gint64 n)
{
  RushesRate rate = get_rate (self);

  return rushes_player_find_frame (get_player (self), (rushes_rate_to_seconds (rate, n) + rushes_rate_to_seconds (rate, n + 1)) / 2);
}

/* Returns: when frame @n of the clip begins, in frames of the board; @n may be one past the end */
static gint64
to_board (Points *self, int n)
{
  RushesPlayer *player = get_player (self);

  return rushes_rate_to_frames (get_rate (self), n < rushes_player_get_n_frames (player) ? rushes_player_get_frame_time (player, n)
                                                                                         : rushes_player_get_duration (player));
}

/* As soon as the clip's frames have numbers. */
static void
show_points (RushesPlayer *player, GParamSpec *pspec, Points *self)
{
  guint number;
  RushesClip *clip = rushes_viewer_get_clip (rushes_window_get_viewer (self->window));
  RushesShot *shot = self->known ? NULL : find_shot (self, clip, &number);
  RushesBoardItem *take;
  gint64 in, out;

  if (shot == NULL || rushes_player_find_frame (player, 0) < 0)
    return;
  take = rushes_board_item_get_child (rushes_shot_get_item (shot), number - 1);
  in = rushes_board_item_get_int (take, RUSHES_BOARD_IN, 0);
  out = rushes_board_item_get_int (take, RUSHES_BOARD_OUT, 0);
  self->known = TRUE;
  rushes_player_get_range (player, &self->first, &self->last);
  if (self->first >= 0 || self->last >= 0) /* whoever was quicker means what they did */
    {
      self->first = self->last = -1;
      return;
    }
  self->first = in > 0 ? from_board (self, in) : -1;
  self->last = out > 0 ? from_board (self, out - 1) : -1;
  rushes_player_set_range (player, self->first, self->last);
}

static void
on_shown (RushesViewer *viewer, RushesClip *clip, Points *self)
{
  self->known = FALSE;
  self->first = self->last = -1;
  show_points (rushes_viewer_get_player (viewer), NULL, self);
}

/* @name: a member of the take; @frame: 0: it has none any more */
static void
add_point (GVariantDict *members, const char *name, gint64 frame)
{
  if (frame > 0)
    g_variant_dict_insert (members, name, "x", frame);
  else
    g_variant_dict_insert_value (members, name, g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL));
}

static void
on_leaving (RushesViewer *viewer, RushesClip *clip, Points *self)
{
  guint number;
  RushesShot *shot = find_shot (self, clip, &number);
  GVariantDict members;
  gint64 in;
  int first, last;

  rushes_player_get_range (rushes_viewer_get_player (viewer), &first, &last);
  if (shot == NULL || (first == self->first && last == self->last))
    return;
  in = first > 0 ? to_board (self, first) : 0;
  g_variant_dict_init (&members, NULL);
  add_point (&members, RUSHES_BOARD_IN, in);
  add_point (&members, RUSHES_BOARD_OUT, last >= 0 ? MAX (in + 1, to_board (self, last + 1)) : 0);
  rushes_board_desk_change (rushes_window_get_desk (self->window),
                            g_variant_new_parsed ("{'do': <%s>, 'shot': <%x>, 'take': <%x>, 'members': <%@a{sv}>}", RUSHES_CHANGE_SET,
                                                  rushes_shot_get_number (shot), (gint64) number, g_variant_dict_end (&members)));
}

static void
points_free (gpointer points, GClosure *closure)
{
  g_free (points);
}

/* For as long as @window is there. */
void
rushes_take_points_follow (RushesWindow *window)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  Points *self = g_new0 (Points, 1);

  self->window = window;
  g_signal_connect (rushes_viewer_get_player (viewer), "notify::position", G_CALLBACK (show_points), self);
  g_signal_connect (viewer, "shown", G_CALLBACK (on_shown), self);
  g_signal_connect_data (viewer, "leaving", G_CALLBACK (on_leaving), self, points_free, 0);
}
