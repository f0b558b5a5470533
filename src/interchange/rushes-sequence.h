/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board.h"
#include "rushes-clip.h"
#include "rushes-rate.h"

G_BEGIN_DECLS

/* A file that shots show: a clip, or a picture that stands still. */
typedef struct
{
  char *path;          /* where it is */
  char *name;          /* what it is called beside the document: ASCII, no other has it */
  char *id;            /* of the clip, or NULL: a picture */
  RushesRate rate;     /* its own; of a picture the board's */
  gint64 n_frames;     /* all that it has, in its own rate; 0: a picture, which has any number */
  int width, height;   /* pixels, as it is shown; 0: not known */
  gboolean has_sound;
  gboolean variable;   /* its frames stay for different times, and the rate is their mean */
} RushesSequenceMedia;

/* What is noted on a frame of a shot. */
typedef struct
{
  gint64 at;           /* frames of the board since the shot's start */
  char *text;
} RushesSequenceMarker;

/* Times are frames of the board. */
typedef struct
{
  char *name;          /* "010-Kitchen-wide": ASCII, no other has it */
  char *number, *scene, *size, *camera, *action, *dialogue, *notes, *prompt; /* "" if there is none */
  gint64 seed;         /* of its clip; -1: not known */
  gint64 start, length;
  const RushesSequenceMedia *media; /* of the sequence; NULL: a gap */
  gint64 in;           /* where in the media it begins */
  gint64 plays;        /* so much of its length the media fill; then the last frame is held */
  GPtrArray *markers;  /* RushesSequenceMarker */
} RushesSequenceShot;

/* A board as an editing program sees it: one picture track on which every shot has exactly its planned length. It never changes: any
 * thread may read it. */
typedef struct
{
  char *title;
  RushesRate rate;
  int width, height;   /* pixels */
  gint64 length;       /* frames */
  GPtrArray *shots;    /* RushesSequenceShot */
  GPtrArray *media;    /* RushesSequenceMedia, each file once */
  const RushesSequenceMedia *track; /* of these: the scratch track; NULL: none */
  gint64 track_offset; /* frames: when it begins; < 0: so much of it is over by then */
  double track_volume; /* 1: as it is */
  GPtrArray *left_out; /* sentences: what of the board could not come along */
} RushesSequence;

/**
 * RushesSequenceLookup:
 * @id: of a clip
 * @path: (out): its file
 *
 * Returns: (transfer full) (nullable): the clip; %NULL if it or its file is not there
 */
typedef RushesClip *(*RushesSequenceLookup) (const char *id, char **path, gpointer data);

RushesSequence *rushes_sequence_new         (RushesBoard          *board,
                                             const char           *folder,
                                             RushesSequenceLookup  lookup,
                                             gpointer              data);
void            rushes_sequence_free        (RushesSequence       *self);
gint64          rushes_sequence_to_media    (const RushesSequence *self,
                                             const RushesSequenceMedia *media,
                                             gint64                n_frames);
gint64          rushes_sequence_from_media  (const RushesSequence *self,
                                             const RushesSequenceMedia *media,
                                             gint64                n_frames);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSequence, rushes_sequence_free)

G_END_DECLS
