/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-presence.h"

struct _RushesLibrary
{
  GObject parent_instance;
  RushesPaths *paths;
  RushesIndex *index;
  GHashTable *clips;   /* clip id → RushesClip, weak: one object per clip. Main thread */
  GHashTable *rows;    /* gint64 → RushesClip, weak: also those that are blank. Main thread */
  GThreadPool *writer; /* one thread: judgements are written in the order they were given */
  int n_orders;        /* that wait for it; atomic */
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

GThreadPool *rushes_library_new_writer          (RushesLibrary *self);
void         rushes_library_write_late_sidecars (RushesLibrary *self);
