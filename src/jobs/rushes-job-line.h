/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-connections.h"
#include "rushes-job-hold.h"
#include "rushes-job-retry.h"
#include "rushes-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A job with what only the jobs room needs to know of it. Not written down: after a start it begins anew. */
typedef struct
{
  RushesJob *job;
  GCancellable *cancellable; /* of the step that runs, else NULL */
  guint timer;               /* until the next step, else 0 */
  int misses, failures, spoiled; /* as in RushesStep */
  gint64 clocked_us;    /* the times of the record that the next two are about */
  gint64 ended_us;
  gint64 began, ended;  /* when that was, by a clock that nobody sets */
  gint64 missing_since; /* monotonic time; 0: the server did not say so last time */
  RushesHold hold; /* what keeps it from its next step */
  gint64 wanted;   /* bytes that have to be free there before that is any use; -1: more than there are; 0: there is room */
  RushesRetry retry;
  gboolean looking;    /* the step that runs only looks after a cancelled job */
  gboolean cancelling; /* the step that runs is a cancel */
  gboolean watched;    /* the progress stream speaks of it: polls do not overwrite its words */
} RushesJobEntry;

/* The jobs in the order of the line, and where each is to go. Main thread. */
#define RUSHES_TYPE_JOB_LINE (rushes_job_line_get_type ())
G_DECLARE_FINAL_TYPE (RushesJobLine, rushes_job_line, RUSHES, JOB_LINE, GObject)

RushesJobLine     *rushes_job_line_new             (RushesConnections *connections);
RushesConnections *rushes_job_line_get_connections (RushesJobLine     *self);
guint              rushes_job_line_get_length      (RushesJobLine     *self);
RushesJobEntry    *rushes_job_line_get             (RushesJobLine     *self,
                                                    guint              position);
int                rushes_job_line_find_position   (RushesJobLine     *self,
                                                    const char        *id);
RushesJobEntry    *rushes_job_line_find            (RushesJobLine     *self,
                                                    const char        *id);
RushesJobEntry    *rushes_job_line_append          (RushesJobLine     *self,
                                                    RushesJobRecord   *record);
void               rushes_job_line_swap            (RushesJobLine     *self,
                                                    guint              position,
                                                    guint              other);
void               rushes_job_line_remove          (RushesJobLine     *self,
                                                    guint              position);
void               rushes_job_line_clear           (RushesJobLine     *self);
RushesConnection  *rushes_job_line_get_connection  (RushesJobLine     *self,
                                                    RushesJobEntry    *entry);
void               rushes_job_line_update_place    (RushesJobLine     *self,
                                                    RushesJobEntry    *entry);

G_END_DECLS
