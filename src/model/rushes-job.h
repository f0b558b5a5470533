/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-request.h"

G_BEGIN_DECLS

/* The states of the ledger, in the order a job passes them. */
typedef enum
{
  RUSHES_JOB_WAITING,
  RUSHES_JOB_SUBMITTING,
  RUSHES_JOB_QUEUED,
  RUSHES_JOB_RUNNING,
  RUSHES_JOB_FETCHING,
  RUSHES_JOB_SAVING,
  RUSHES_JOB_DONE,
  RUSHES_JOB_FAILED,
  RUSHES_JOB_CANCELLED,
  RUSHES_JOB_LOST,    /* the server forgot it */
  RUSHES_JOB_UNKNOWN, /* sent, and nobody can tell whether it was taken: the user decides */
} RushesJobState;

#define RUSHES_N_JOB_STATES (RUSHES_JOB_UNKNOWN + 1)

/* One row of the ledger. */
typedef struct
{
  char *id; /* UUID, lower case; ComfyUI gets it as prompt_id */
  gint64 position;
  RushesJobState state;
  RushesRequest *request;
  char *connection_id; /* (nullable): waiting for a connection */
  char *remote_id;     /* the server's id once it has taken the job */
  char *poll_url;      /* where to ask for it, if elsewhere than its id says; as the server named it */
  char *remote_file;   /* where the results are, one a line, in the provider's own words; NULL until finished there */
  char *clip_name;     /* the name it gets, from SAVING on */
  char *sent;          /* the graph of a built-in workflow as it was sent; (nullable) */
  char *note;          /* what else is to be said of it, translated; (nullable) */
  gboolean cancel_requested;
  int resent;          /* how often it went back to waiting since the server had lost it */
  int attempts;        /* creates whose outcome stayed unknown, the one on its way with them */
  gint64 created_us, started_us, finished_us; /* UNIX time; 0 if not yet */
  gint64 expires_us;   /* UNIX time the server deletes the result; 0 if not told */
  double cost;         /* US dollars, by the server or by the price known beforehand; < 0 if not known */
  GError *error;       /* why it failed, or why it waits; (nullable) */
} RushesJobRecord;

#define RUSHES_TYPE_JOB (rushes_job_get_type ())
G_DECLARE_FINAL_TYPE (RushesJob, rushes_job, RUSHES, JOB, GObject)

RushesJobRecord       *rushes_job_record_new   (void);
RushesJobRecord       *rushes_job_record_copy  (const RushesJobRecord *record);
void                   rushes_job_record_free  (RushesJobRecord       *record);
gboolean               rushes_job_record_is_like (const RushesJobRecord *record,
                                                const RushesJobRecord *other);
RushesJob             *rushes_job_new          (RushesJobRecord       *record);
const RushesJobRecord *rushes_job_get_record   (RushesJob             *self);
const char            *rushes_job_get_id       (RushesJob             *self);
RushesJobState         rushes_job_get_state    (RushesJob             *self);
RushesRequest         *rushes_job_get_request  (RushesJob             *self);
double                 rushes_job_get_fraction (RushesJob             *self);
const char            *rushes_job_get_stage    (RushesJob             *self);
const char            *rushes_job_get_place    (RushesJob             *self);
GBytes                *rushes_job_get_preview  (RushesJob             *self);
void                   rushes_job_set_record   (RushesJob             *self,
                                                RushesJobRecord       *record);
void                   rushes_job_set_progress (RushesJob             *self,
                                                double                 fraction,
                                                const char            *stage);
void                   rushes_job_set_place    (RushesJob             *self,
                                                const char            *place);
void                   rushes_job_set_preview  (RushesJob             *self,
                                                GBytes                *jpeg);
gboolean               rushes_job_state_is_final (RushesJobState       state);
const char            *rushes_job_state_to_string (RushesJobState      state);
RushesJobState         rushes_job_state_from_string (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RushesJobRecord, rushes_job_record_free)

G_END_DECLS
