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
  gboolean lags;       /* there may be sidecars to write. The writer's thread */
  guint n_asked;       /* that change something, up to now. Main thread */
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
  gboolean watching;   /* by itself: there is a window. Main thread */
  gboolean looking;    /* on a worker. Main thread */
  gboolean look_again; /* something has changed meanwhile */
  GFileMonitor *others; /* (nullable): of what other processes write. Main thread, as the next */
  guint others_timer;
  gboolean looking_at_others, look_at_others_again;
  gboolean others_changed; /* and that is not shown yet */
};

/* What is done on the writer's thread. */
typedef void (*RushesLibraryWork) (RushesLibrary *self, gpointer data);

GThreadPool *rushes_library_new_writer          (RushesLibrary     *self);
void         rushes_library_write_late_sidecars (RushesLibrary     *self);
void         rushes_library_push_work           (RushesLibrary     *self,
                                                 RushesLibraryWork  work,
                                                 gpointer           data,
                                                 GDestroyNotify     destroy);
void         rushes_library_push_look           (RushesLibrary     *self,
                                                 RushesLibraryWork  work,
                                                 gpointer           data,
                                                 GDestroyNotify     destroy);
void         rushes_library_end_showing         (RushesLibrary     *self);
void         rushes_library_judge_now           (RushesLibrary     *self,
                                                 GPtrArray         *judgements);
void         rushes_library_watch_progress      (RushesLibrary     *self);
void         rushes_library_watch_others        (RushesLibrary     *self);
void         rushes_library_look_at_others      (RushesLibrary     *self);
