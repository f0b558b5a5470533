/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-animatic-reader.h"

G_BEGIN_DECLS

#define RUSHES_ANIMATIC_READERS_MAX 3  /* that are open */
#define RUSHES_ANIMATIC_READERS_LIVE 4 /* those being closed included: nobody waits for one that goes */

/* What is shown of a part, or will be. */
typedef struct
{
  guint part;
  gint64 at; /* frames of the board since it began */
} RushesAnimaticPlace;

/* The few parts of a board that are open: what is seen and what comes next. Main thread. */
typedef struct _RushesAnimaticReaders RushesAnimaticReaders;

RushesAnimaticReaders *rushes_animatic_readers_new      (GPtrArray                 *parts,
                                                         RushesRate                 rate,
                                                         RushesFramePaintable      *paintable,
                                                         GSourceOnceFunc            on_changed,
                                                         gpointer                   data);
void                   rushes_animatic_readers_free     (RushesAnimaticReaders     *self);
RushesAnimaticReader  *rushes_animatic_readers_want     (RushesAnimaticReaders     *self,
                                                         const RushesAnimaticPlace *places,
                                                         guint                      n,
                                                         guint                      n_open);
void                   rushes_animatic_readers_replan   (RushesAnimaticReaders     *self,
                                                         GPtrArray                 *parts,
                                                         const int                 *moved);
void                   rushes_animatic_readers_set_room (RushesAnimaticReaders     *self,
                                                         int                        width,
                                                         int                        height,
                                                         gboolean                   again);
int                    rushes_animatic_readers_find_trouble (RushesAnimaticReaders *self,
                                                         char *const               *known,
                                                         const char               **problem);

G_END_DECLS
