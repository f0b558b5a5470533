/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-frame-index.h"
#include "rushes-pipeline.h"
#include "rushes-player.h"
#include "rushes-preload.h"
#include "rushes-shuttle.h"

G_BEGIN_DECLS

/* The player is in files, each of which uses those before it: -seek says where it is and goes, -reel shows frames that are kept, -room
 * says how large, -preload what may be next, -state whether it plays, -damage what cannot be played of it, -bus hears what the pipeline
 * tells, rushes-player.c opens and closes it, -shuttle has the keys of an editor. */

struct _RushesPlayer
{
  GObject parent_instance;
  GstElement *pipeline; /* NULL while nothing is open */
  char *path;
  RushesScaler *scaler; /* (nullable): of the pipeline */
  RushesMonitor *monitor;
  RushesShuttle *shuttle;
  RushesPreload *preload;
  char **next_paths;   /* whose pictures are made when this clip has its own, or NULL */
  gboolean has_arrived; /* it has */
  GThreadPool *worker; /* one thread: orders are carried out one after the other */
  guint bus_watch, timer, settling, resizing;
  guint opening; /* the pipeline is told to open when the picture that was made beforehand has been painted */
  int room_width, room_height; /* pixels that there are for the picture; 0: all of its own are wanted */
  gboolean playing, loop, muted, seeking, at_end, scrubbing;
  gboolean seek_sent; /* the seek that is under way has reached the pipeline: what arrives from now on is its */
  gboolean stale; /* what is seen is a frame of the reel: the pipeline is elsewhere */
  gboolean looping; /* the pipeline has been told to come back at its end */
  guint32 seqnum;   /* of the last seek */
  double volume, rate, position, duration;
  double backwards; /* how fast it goes back; 0: it does not */
  RushesFrameIndex *index; /* NULL while nothing is open */
  gboolean bounded;      /* seeks end with the picture */
  int in_point, out_point; /* frames; -1: none */
  double next_seek; /* where to go when the seek under way has arrived; < 0: nowhere */
  gboolean next_exact;
  gboolean has_picture; /* or had */
  gboolean failing;     /* the pipeline has reported an error, and what it still has is played */
  gint64 last_sign;     /* monotonic time: then something came of it */
  double last_position;
  double fault_at;      /* seconds: so far it can be played; < 0: nothing is known against all of it */
  guint grace;          /* it has reported an error before there was a picture, which may be on its way */
  char *fault;          /* that error */
  char *problem;
  char *missing;  /* which decoder is missing, as GStreamer's installer details say it, or NULL */
};

typedef enum
{
  PROP_PLAYING = 1,
  PROP_LOOP,
  PROP_MUTED,
  PROP_VOLUME,
  PROP_RATE,
  PROP_POSITION,
  PROP_DURATION,
  PROP_PROBLEM,
  PROP_IN_POINT,
  PROP_OUT_POINT,
  PROP_BACKWARDS,
  PROP_DAMAGED,
} RushesPlayerProperty;

#define RUSHES_PLAYER_N_PROPERTIES (PROP_DAMAGED + 1)

extern GParamSpec *rushes_player_properties[];

void     rushes_player_notify         (RushesPlayer         *self,
                                       RushesPlayerProperty  property);
void     rushes_player_give_order     (RushesPlayer         *self,
                                       RushesPlayOrder       order);
void     rushes_player_set_position   (RushesPlayer         *self,
                                       double                seconds);
void     rushes_player_seek_pipeline  (RushesPlayer         *self,
                                       double                seconds,
                                       gboolean              exact);
double   rushes_player_get_start      (RushesPlayer         *self);
gint64   rushes_player_get_stop       (RushesPlayer         *self,
                                       double                seconds);
void     rushes_player_wrap           (RushesPlayer         *self);
void     rushes_player_go_into_range  (RushesPlayer         *self);
void     rushes_player_prepare_reel   (RushesPlayer         *self);
gboolean rushes_player_show_cached    (RushesPlayer         *self,
                                       int                   frame);
void     rushes_player_set_problem    (RushesPlayer         *self,
                                       const char           *problem);
void     rushes_player_update_duration (RushesPlayer        *self);
void     rushes_player_update_position (RushesPlayer        *self);
void     rushes_player_fail           (RushesPlayer         *self,
                                       const GError         *error);
gboolean rushes_player_give_up        (RushesPlayer         *self);
void     rushes_player_recover        (RushesPlayer         *self);
gboolean rushes_player_is_stalled     (RushesPlayer         *self);
void     rushes_player_forget_faults  (RushesPlayer         *self);
void     rushes_player_watch          (RushesPlayer         *self);
void     rushes_player_take_frames    (gpointer              self);
void     rushes_player_arrive         (RushesPlayer         *self);
void     rushes_player_leave          (RushesPlayer         *self);
gboolean rushes_player_show_preloaded (RushesPlayer         *self);
void     rushes_player_apply_room     (RushesPlayer         *self);
void     rushes_player_set_backwards  (RushesPlayer         *self,
                                       double                speed);
void     rushes_player_stop_backwards (RushesPlayer         *self);

G_END_DECLS
