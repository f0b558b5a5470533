/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job.h"

/* One run as the window sees it: the ledger's row, and what only lives while it runs. Main thread. */
struct _RushesJob
{
  GObject parent_instance;
  RushesJobRecord *record;
  double fraction; /* 0–1, < 0 if not known */
  char *stage;     /* "Sampling, step 12 of 20" */
  char *place;     /* the connection's name */
  GBytes *preview; /* the latest preview picture, JPEG or PNG */
};

typedef enum
{
  PROP_STATE = 1,
  PROP_FRACTION,
  PROP_STAGE,
  PROP_PLACE,
  PROP_PREVIEW,
} RushesJobProperty;

static GParamSpec *properties[PROP_PREVIEW + 1];

G_DEFINE_FINAL_TYPE (RushesJob, rushes_job, G_TYPE_OBJECT)

static const char *const state_names[RUSHES_N_JOB_STATES] = {
  "waiting", "submitting", "queued", "running", "fetching", "saving",
  "done",    "failed",     "cancelled", "lost", "unknown",
};

RushesJobRecord *
rushes_job_record_new (void)
{
  RushesJobRecord *record = g_new0 (RushesJobRecord, 1);

  record->cost = -1;
  return record;
}

RushesJobRecord *
rushes_job_record_copy (const RushesJobRecord *record)
{
  RushesJobRecord *copy = g_memdup2 (record, sizeof *record);

  copy->id = g_strdup (record->id);
  copy->request = rushes_request_ref (record->request);
  copy->connection_id = g_strdup (record->connection_id);
  copy->remote_id = g_strdup (record->remote_id);
  copy->poll_url = g_strdup (record->poll_url);
  copy->remote_file = g_strdup (record->remote_file);
  copy->sent = g_strdup (record->sent);
  copy->note = g_strdup (record->note);
  copy->clip_name = g_strdup (record->clip_name);
  copy->error = record->error != NULL ? g_error_copy (record->error) : NULL;
  return copy;
}

void
rushes_job_record_free (RushesJobRecord *record)
{
  g_free (record->id);
  g_clear_pointer (&record->request, rushes_request_unref);
  g_free (record->connection_id);
  g_free (record->remote_id);
  g_free (record->poll_url);
  g_free (record->remote_file);
  g_free (record->sent);
  g_free (record->note);
  g_free (record->clip_name);
  g_clear_error (&record->error);
  g_free (record);
}

/* Whether what is shown of both is the same: states, times, ids and words. */
gboolean
rushes_job_record_is_like (const RushesJobRecord *record, const RushesJobRecord *other)
{
  const char *words = record->error != NULL ? record->error->message : NULL;
  const char *others = other->error != NULL ? other->error->message : NULL;

  return record->state == other->state && record->cancel_requested == other->cancel_requested && record->resent == other->resent &&
         record->started_us == other->started_us && record->finished_us == other->finished_us && record->cost == other->cost &&
         g_strcmp0 (record->connection_id, other->connection_id) == 0 && g_strcmp0 (record->remote_id, other->remote_id) == 0 &&
         g_strcmp0 (record->remote_file, other->remote_file) == 0 && g_strcmp0 (record->note, other->note) == 0 &&
         g_strcmp0 (words, others) == 0;
}

static void
rushes_job_finalize (GObject *object)
{
  RushesJob *self = RUSHES_JOB (object);

  rushes_job_record_free (self->record);
  g_free (self->stage);
  g_free (self->place);
  g_clear_pointer (&self->preview, g_bytes_unref);
  G_OBJECT_CLASS (rushes_job_parent_class)->finalize (object);
}

static void
rushes_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RushesJob *self = RUSHES_JOB (object);

  switch ((RushesJobProperty) id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->record->state);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_PLACE:
      g_value_set_string (value, self->place);
      break;
    case PROP_PREVIEW:
      g_value_set_boxed (value, self->preview);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rushes_job_class_init (RushesJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rushes_job_finalize;
  object_class->get_property = rushes_job_get_property;
  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, 0, RUSHES_N_JOB_STATES - 1, RUSHES_JOB_WAITING, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL, flags);
  properties[PROP_PLACE] = g_param_spec_string ("place", NULL, NULL, NULL, flags);
  properties[PROP_PREVIEW] = g_param_spec_boxed ("preview", NULL, NULL, G_TYPE_BYTES, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
rushes_job_init (RushesJob *self)
{
  self->fraction = -1;
}

/* @record: (transfer full) */
RushesJob *
rushes_job_new (RushesJobRecord *record)
{
  RushesJob *self = g_object_new (RUSHES_TYPE_JOB, NULL);

  self->record = record;
  return self;
}

const RushesJobRecord *
rushes_job_get_record (RushesJob *self)
{
  return self->record;
}

const char *
rushes_job_get_id (RushesJob *self)
{
  return self->record->id;
}

RushesJobState
rushes_job_get_state (RushesJob *self)
{
  return self->record->state;
}

RushesRequest *
rushes_job_get_request (RushesJob *self)
{
  return self->record->request;
}

/* 0–1, or < 0 while nothing is known. */
double
rushes_job_get_fraction (RushesJob *self)
{
  return self->fraction;
}

const char *
rushes_job_get_stage (RushesJob *self)
{
  return self->stage;
}

const char *
rushes_job_get_place (RushesJob *self)
{
  return self->place;
}

GBytes *
rushes_job_get_preview (RushesJob *self)
{
  return self->preview;
}

/* @record: (transfer full): the row as it is in the ledger now. "state" is notified also when only
 * the error or another member changed: everything shown is derived from the record. */
void
rushes_job_set_record (RushesJob *self, RushesJobRecord *record)
{
  rushes_job_record_free (self->record);
  self->record = record;
  if (rushes_job_state_is_final (record->state))
    g_clear_pointer (&self->preview, g_bytes_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* @stage: (nullable): what is being done, translated */
void
rushes_job_set_progress (RushesJob *self, double fraction, const char *stage)
{
  if (self->fraction != fraction)
    {
      self->fraction = CLAMP (fraction, -1, 1);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  if (g_strcmp0 (self->stage, stage) != 0)
    {
      g_free (self->stage);
      self->stage = g_strdup (stage);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
    }
}

void
rushes_job_set_place (RushesJob *self, const char *place)
{
  if (g_strcmp0 (self->place, place) == 0)
    return;
  g_free (self->place);
  self->place = g_strdup (place);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

void
rushes_job_set_preview (RushesJob *self, GBytes *jpeg)
{
  g_clear_pointer (&self->preview, g_bytes_unref);
  self->preview = g_bytes_ref (jpeg);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREVIEW]);
}

gboolean
rushes_job_state_is_final (RushesJobState state)
{
  return state >= RUSHES_JOB_DONE;
}

const char *
rushes_job_state_to_string (RushesJobState state)
{
  return state_names[state];
}

/* A state of a newer version reads as unknown: kept, shown, and never sent on its own. */
RushesJobState
rushes_job_state_from_string (const char *text)
{
  for (int i = 0; i < RUSHES_N_JOB_STATES; i++)
    if (g_strcmp0 (text, state_names[i]) == 0)
      return i;
  return RUSHES_JOB_UNKNOWN;
}
