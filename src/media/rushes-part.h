/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-rate.h"

G_BEGIN_DECLS

/* One of the files, or cards, that follow each other in a film. */
typedef struct
{
  char *path;         /* NULL: a card, on which nothing is seen but words */
  char *name;         /* what it is called in a sentence, and known by when the plan changes; NULL: nothing */
  char *clip;         /* the clip's id; NULL: it is none of the library */
  char *label;        /* what a card says; NULL: nothing */
  gboolean picture;   /* it stands still */
  RushesRate rate;    /* the file's own; of a picture it does not count */
  gboolean variable;  /* its frames stay for different times, and @rate is their mean */
  gint64 n_frames;    /* that the file has; 0: not known */
  gint64 in;          /* frames of the file: the first that is seen */
  gint64 plays;       /* frames of the film that the file fills; then its last one stays */
  gint64 length;      /* frames of the film, at least 1 */
  gboolean has_sound;
} RushesPart;

/* What is heard beside them all the time. */
typedef struct
{
  char *path;
  gint64 offset;      /* frames of the film: when it begins; < 0: so much of it is over by then */
  double volume;      /* 1: as it is */
} RushesTrack;

RushesPart  *rushes_part_new        (const char        *path,
                                     gint64             length);
void         rushes_part_free       (RushesPart        *self);
gint64       rushes_part_find       (const RushesPart  *self,
                                     RushesRate         rate,
                                     gint64             at);
double       rushes_part_find_time  (const RushesPart  *self,
                                     RushesRate         rate,
                                     gint64             at);
gboolean     rushes_part_is_heard   (const RushesPart  *self);
double       rushes_part_get_start  (const RushesPart  *self);
RushesTrack *rushes_track_new       (const char        *path,
                                     gint64             offset,
                                     double             volume);
void         rushes_track_free      (RushesTrack       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesTrack, rushes_track_free)

G_END_DECLS
