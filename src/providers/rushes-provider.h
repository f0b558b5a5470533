/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-job.h"
#include "rushes-model.h"
#include "rushes-target.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a connection test found. Costs no money. */
typedef struct
{
  char *service;      /* "ComfyUI 0.33.0", "Videos API" */
  gint64 memory_total; /* bytes of graphics memory, 0 if not told */
  gint64 memory_free;
  int queue;          /* jobs there, < 0 if not told */
  int n_models;       /* < 0 if not told */
} RushesCheck;

/* What a poll found. */
typedef struct
{
  RushesJobState state; /* QUEUED, RUNNING, FETCHING (finished there), FAILED or CANCELLED */
  double fraction;      /* 0–1, < 0 if not known */
  char *stage;          /* translated, or NULL */
  char *remote_file;    /* with FETCHING: what fetch needs; several files are several lines, the best first */
  char *note;           /* with FETCHING: what else is to be said, translated, or NULL */
  GError *error;        /* with FAILED */
  int after_ms;         /* when to ask again, 0: the caller's choice */
  gint64 expires_us;    /* with FETCHING: UNIX time from which the file is gone; 0 if not told */
  double cost;          /* US dollars, < 0 if not told */
} RushesPoll;

/* What a server said when it took a job. */
typedef struct
{
  char *remote_id;
  char *poll_url;    /* where to ask for it, if elsewhere than its id says */
  char *remote_file; /* it is finished already: what fetch needs; NULL if not */
  double cost;       /* US dollars, < 0 if not told */
  char *sent;        /* the graph as it was sent, where the request has only what it was made of; or NULL */
  char *note;        /* what the user is to know although the job was taken, translated, or NULL */
} RushesSubmission;

typedef enum
{
  RUSHES_CANCEL_STOPPED,   /* it does not run any more */
  RUSHES_CANCEL_TOO_LATE,  /* it had ended: poll tells how */
  RUSHES_CANCEL_UNCERTAIN, /* the server offers no way; it may finish and be billed */
} RushesCancelResult;

/* One video kept on a server. */
typedef struct
{
  char *id;
  char *status; /* in the server's words */
  char *model;
  char *prompt;
  gint64 created_us, expires_us; /* UNIX time, 0 if not told */
  char *json;                    /* the whole object, without secrets */
} RushesRemoteVideo;

/* Bytes of one file that were received or sent. On the worker. */
typedef void (*RushesFetchProgress) (gint64   done,
                                     gint64   total,
                                     gpointer data);

/* The interface of a protocol: blocking verbs, each short, all safe to call from any worker. The jobs
 * room sees nothing else of it. Orders are ledger rows: the job's id, its request, and what the server
 * told about it so far. */
#define RUSHES_TYPE_PROVIDER (rushes_provider_get_type ())
G_DECLARE_INTERFACE (RushesProvider, rushes_provider, RUSHES, PROVIDER, GObject)

struct _RushesProviderInterface
{
  GTypeInterface parent;

  /* Whether the server knows jobs by our id: then a job it does not know was never taken. */
  gboolean names_jobs;
  /* Milliseconds between two polls when the server does not say. */
  int poll_interval_ms;

  RushesCheck       *(*check)    (RushesProvider *self, RushesTarget *target, GCancellable *cancellable,
                                  GError **error);
  GPtrArray         *(*describe) (RushesProvider *self, RushesTarget *target, GCancellable *cancellable,
                                  GError **error);
  RushesSubmission  *(*submit)   (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, const char *part,
                                  RushesFetchProgress progress, gpointer data, GCancellable *cancellable,
                                  GError **error);
  gboolean           (*find)     (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, GHashTable *known_ids, char **remote_id,
                                  GCancellable *cancellable, GError **error);
  RushesPoll        *(*poll)     (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, GCancellable *cancellable, GError **error);
  gboolean           (*fetch)    (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, const char *part,
                                  RushesFetchProgress progress, gpointer data, GCancellable *cancellable,
                                  GError **error);
  RushesCancelResult (*cancel)   (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, GCancellable *cancellable, GError **error);

  /* Optional: for providers whose servers can stand for each other: whether this one can run the job, and how
   * many are ahead of it; < 0 with an error if it cannot. */
  int                (*measure)  (RushesProvider *self, RushesTarget *target,
                                  const RushesJobRecord *order, GCancellable *cancellable, GError **error);

  /* Optional: only servers that keep videos. */
  GPtrArray         *(*list)     (RushesProvider *self, RushesTarget *target, GCancellable *cancellable,
                                  GError **error);
  RushesRemoteVideo *(*look)     (RushesProvider *self, RushesTarget *target, const char *remote_id,
                                  GCancellable *cancellable, GError **error);
  GBytes            *(*thumbnail) (RushesProvider *self, RushesTarget *target, const char *remote_id,
                                  GCancellable *cancellable, GError **error);
  gboolean           (*remove)   (RushesProvider *self, RushesTarget *target, const char *remote_id,
                                  GCancellable *cancellable, GError **error);

  /* Optional, main thread: an object that emits RushesProvider::progress and ::preview on @self while
   * it lives. It only decorates; nothing depends on it. */
  GObject           *(*watch)    (RushesProvider *self, RushesTarget *target);
};

gboolean           rushes_provider_names_jobs        (RushesProvider        *self);
int                rushes_provider_get_poll_interval (RushesProvider        *self);
RushesCheck       *rushes_provider_check             (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
GPtrArray         *rushes_provider_describe          (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
RushesSubmission  *rushes_provider_submit            (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      const char            *part,
                                                      RushesFetchProgress    progress,
                                                      gpointer               data,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
gboolean           rushes_provider_find              (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      GHashTable            *known_ids,
                                                      char                 **remote_id,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
RushesPoll        *rushes_provider_poll              (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
gboolean           rushes_provider_fetch             (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      const char            *part,
                                                      RushesFetchProgress    progress,
                                                      gpointer               data,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
RushesCancelResult rushes_provider_cancel            (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
int                rushes_provider_measure           (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const RushesJobRecord *order,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
GPtrArray         *rushes_provider_list              (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
RushesRemoteVideo *rushes_provider_look              (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const char            *remote_id,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
GBytes            *rushes_provider_thumbnail         (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const char            *remote_id,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
gboolean           rushes_provider_remove            (RushesProvider        *self,
                                                      RushesTarget          *target,
                                                      const char            *remote_id,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
GObject           *rushes_provider_watch             (RushesProvider        *self,
                                                      RushesTarget          *target);
void               rushes_provider_emit_progress     (RushesProvider        *self,
                                                      const char            *job_id,
                                                      double                 fraction,
                                                      const char            *stage);
void               rushes_provider_emit_preview      (RushesProvider        *self,
                                                      const char            *job_id,
                                                      GBytes                *picture);
RushesPoll        *rushes_poll_new                   (RushesJobState         state);
void               rushes_poll_free                  (RushesPoll            *poll);
RushesSubmission  *rushes_submission_new             (const char            *remote_id);
void               rushes_submission_free            (RushesSubmission      *submission);
void               rushes_check_free                 (RushesCheck           *check);
RushesRequest     *rushes_remote_video_new_request   (const RushesRemoteVideo *video);
void               rushes_remote_video_free          (RushesRemoteVideo     *video);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesPoll, rushes_poll_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesSubmission, rushes_submission_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesCheck, rushes_check_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesRemoteVideo, rushes_remote_video_free)

G_END_DECLS
