/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-index.h"
#include "rushes-paths.h"

G_BEGIN_DECLS

/* Which files are where the index says. It remembers what it saw, so that only folders that have changed are read again. */
typedef struct _RushesPresence RushesPresence;

/* A clip whose file was moved within the library. */
typedef struct
{
  char *id;
  char *name; /* below the clips folder, where it is now */
} RushesMove;

/* What a look brought. */
typedef struct
{
  gboolean away;       /* they lie on a disk that is not connected: then nothing counts as missing */
  GHashTable *missing; /* ids of clips that are not hidden and have no file */
  GPtrArray *moves;    /* RushesMove: the index knows already */
} RushesSeen;

/* Something has changed in a folder. Called in the main thread. */
typedef void (*RushesPresenceFunc) (GFileMonitor     *monitor,
                                    GFile            *file,
                                    GFile            *other,
                                    GFileMonitorEvent event,
                                    gpointer          data);

RushesPresence *rushes_presence_new   (RushesPaths        *paths,
                                       RushesIndex        *index);
void            rushes_presence_watch (RushesPresence     *self,
                                       RushesPresenceFunc  func,
                                       GObject            *object);
RushesSeen     *rushes_presence_look  (RushesPresence     *self,
                                       GError            **error);
void            rushes_presence_forget (RushesPresence *self);
void            rushes_presence_free  (RushesPresence     *self);
void            rushes_seen_free      (RushesSeen         *seen);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPresence, rushes_presence_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSeen, rushes_seen_free)

G_END_DECLS
