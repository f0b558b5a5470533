/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-presence.h"

typedef struct _RushesShowing RushesShowing;

struct _RushesLibrary
{
  GObject parent_instance;
  RushesPaths *paths;
  RushesIndex *index;
  GHashTable *clips;   /* clip id → RushesClip, weak: one object per clip. Main thread */
  GHashTable *rows;    /* gint64 → RushesClip, weak: also those that are blank. Main thread */
  GThreadPool *writer; /* one thread: judgements are written in the order they were given */
  RushesShowing *showing; /* (nullable): what is thought of very many clips, and not of all that are seen yet. Main thread */
  int n_orders;        /* that wait for it; atomic */
  int n_unfinished;    /* those, and the one that is carried out; atomic */
  RushesProgress progress; /* of the one that is carried out, and those before it; atomic */
  guint progress_timer;    /* while there are any. Main thread */
  gboolean progress_told;  /* “writing” says that there are very many. Main thread */
  RushesBoardsFunc list_boards; /* (nullable): set once, when it was opened; called on workers */
  gpointer boards_data;
  GDestroyNotify boards_destroy;
  GMutex look_lock;
  RushesPresence *presence; /* under the lock */
  GHashTable *missing; /* ids of clips that have no file, as of the last look. Main thread */
  gboolean away;       /* their disk is not connected, as of the last look. Main thread */
  guint away_timer;    /* while that is so */
  gboolean looking;    /* on a worker. Main thread */
  gboolean look_again; /* something has changed meanwhile */
};

/* What is done on the writer's thread. */
typedef void (*RushesLibraryWork) (RushesLibrary *self, gpointer data);

GThreadPool *rushes_library_new_writer          (RushesLibrary     *self);
void         rushes_library_write_late_sidecars (RushesLibrary     *self);
void         rushes_library_push_work           (RushesLibrary     *self,
                                                 RushesLibraryWork  work,
                                                 gpointer           data,
                                                 GDestroyNotify     destroy);
void         rushes_library_end_showing         (RushesLibrary     *self);
void         rushes_library_judge_now           (RushesLibrary     *self,
                                                 GPtrArray         *judgements);
void         rushes_library_watch_progress      (RushesLibrary     *self);
