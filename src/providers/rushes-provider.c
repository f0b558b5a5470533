/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-provider.h"

#include "rushes-error.h"

#include <glib/gi18n.h>

enum
{
  SIGNAL_PROGRESS,
  SIGNAL_PREVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (RushesProvider, rushes_provider, G_TYPE_OBJECT)

static void
rushes_provider_default_init (RushesProviderInterface *iface)
{
  /* Job id, fraction, stage. Main thread. */
  signals[SIGNAL_PROGRESS] =
    g_signal_new ("progress", RUSHES_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_STRING, G_TYPE_DOUBLE, G_TYPE_STRING);
  /* Job id, a JPEG or PNG. Main thread. */
  signals[SIGNAL_PREVIEW] =
    g_signal_new ("preview", RUSHES_TYPE_PROVIDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                  G_TYPE_STRING, G_TYPE_BYTES);
  iface->poll_interval_ms = 2000;
}

gboolean
rushes_provider_names_jobs (RushesProvider *self)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->names_jobs;
}

/* Milliseconds between polls when neither the server nor the user says. */
int
rushes_provider_get_poll_interval (RushesProvider *self)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->poll_interval_ms;
}

RushesCheck *
rushes_provider_check (RushesProvider *self, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->check (self, target, cancellable, error);
}

/* Returns: (element-type RushesModel): what a form may offer */
GPtrArray *
rushes_provider_describe (RushesProvider *self, RushesTarget *target, GCancellable *cancellable,
                          GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->describe (self, target, cancellable, error);
}

/**
 * rushes_provider_submit:
 * @part: where the result goes if the answer holds it already
 * @progress: (nullable): told of each file that is uploaded first, with the bytes of that file; on this thread
 *
 * Returns: (transfer full): what the server said. On failure %RUSHES_ERROR_UNCERTAIN means that the job
 * may exist; every other error means that it does not.
 */
RushesSubmission *
rushes_provider_submit (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order, const char *part,
                        RushesFetchProgress progress, gpointer data, GCancellable *cancellable, GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->submit (self, target, order, part, progress, data, cancellable, error);
}

/**
 * rushes_provider_find:
 * @known_ids: ids that belong to other jobs of ours
 * @remote_id: (out) (nullable): the id, or %NULL if the server answers and has no such job
 *
 * Looks for a job whose submission had an unknown outcome.
 */
gboolean
rushes_provider_find (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order,
                      GHashTable *known_ids, char **remote_id, GCancellable *cancellable, GError **error)
{
  *remote_id = NULL;
  return RUSHES_PROVIDER_GET_IFACE (self)->find (self, target, order, known_ids, remote_id, cancellable,
                                                 error);
}

/* %RUSHES_ERROR_GONE: the server does not know the job any more. */
RushesPoll *
rushes_provider_poll (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order,
                      GCancellable *cancellable, GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->poll (self, target, order, cancellable, error);
}

/* Downloads the result to @part, continuing an earlier attempt. */
gboolean
rushes_provider_fetch (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order,
                       const char *part, RushesFetchProgress progress, gpointer data,
                       GCancellable *cancellable, GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->fetch (self, target, order, part, progress, data, cancellable,
                                                  error);
}

/* Stops exactly this job. @error is set only if the server could not be asked. */
RushesCancelResult
rushes_provider_cancel (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order,
                        GCancellable *cancellable, GError **error)
{
  return RUSHES_PROVIDER_GET_IFACE (self)->cancel (self, target, order, cancellable, error);
}

/* Returns: jobs ahead of this one; -1 with an error if the server cannot take it, 0 where servers do not tell */
int
rushes_provider_measure (RushesProvider *self, RushesTarget *target, const RushesJobRecord *order,
                         GCancellable *cancellable, GError **error)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  return iface->measure != NULL ? iface->measure (self, target, order, cancellable, error) : 0;
}

static void
set_unsupported (GError **error)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_UNSUPPORTED, _("This kind of server keeps no list of videos"));
}

/* Returns: (element-type RushesRemoteVideo): all pages, newest first as the server sorts */
GPtrArray *
rushes_provider_list (RushesProvider *self, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  if (iface->list != NULL)
    return iface->list (self, target, cancellable, error);
  set_unsupported (error);
  return NULL;
}

/* Returns: (transfer full): one video by its id */
RushesRemoteVideo *
rushes_provider_look (RushesProvider *self, RushesTarget *target, const char *remote_id, GCancellable *cancellable, GError **error)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  if (iface->look != NULL)
    return iface->look (self, target, remote_id, cancellable, error);
  set_unsupported (error);
  return NULL;
}

/* Returns: (transfer full): a small picture of it, encoded */
GBytes *
rushes_provider_thumbnail (RushesProvider *self, RushesTarget *target, const char *remote_id, GCancellable *cancellable, GError **error)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  if (iface->thumbnail != NULL)
    return iface->thumbnail (self, target, remote_id, cancellable, error);
  set_unsupported (error);
  return NULL;
}

gboolean
rushes_provider_remove (RushesProvider *self, RushesTarget *target, const char *remote_id,
                        GCancellable *cancellable, GError **error)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  if (iface->remove != NULL)
    return iface->remove (self, target, remote_id, cancellable, error);
  set_unsupported (error);
  return FALSE;
}

GObject *
rushes_provider_watch (RushesProvider *self, RushesTarget *target)
{
  RushesProviderInterface *iface = RUSHES_PROVIDER_GET_IFACE (self);

  return iface->watch != NULL ? iface->watch (self, target) : NULL;
}

void
rushes_provider_emit_progress (RushesProvider *self, const char *job_id, double fraction, const char *stage)
{
  g_signal_emit (self, signals[SIGNAL_PROGRESS], 0, job_id, fraction, stage);
}

void
rushes_provider_emit_preview (RushesProvider *self, const char *job_id, GBytes *picture)
{
  g_signal_emit (self, signals[SIGNAL_PREVIEW], 0, job_id, picture);
}

RushesPoll *
rushes_poll_new (RushesJobState state)
{
  RushesPoll *poll = g_new0 (RushesPoll, 1);

  poll->state = state;
  poll->fraction = -1;
  poll->cost = -1;
  return poll;
}

void
rushes_poll_free (RushesPoll *poll)
{
  g_free (poll->stage);
  g_free (poll->remote_file);
  g_free (poll->note);
  g_clear_error (&poll->error);
  g_free (poll);
}

void
rushes_check_free (RushesCheck *check)
{
  g_free (check->service);
  g_free (check);
}

void
rushes_remote_video_free (RushesRemoteVideo *video)
{
  g_free (video->id);
  g_free (video->status);
  g_free (video->model);
  g_free (video->prompt);
  g_free (video->json);
  g_free (video);
}

/* @remote_id: (transfer none) */
RushesSubmission *
rushes_submission_new (const char *remote_id)
{
  RushesSubmission *submission = g_new0 (RushesSubmission, 1);

  submission->remote_id = g_strdup (remote_id);
  submission->cost = -1;
  return submission;
}

void
rushes_submission_free (RushesSubmission *submission)
{
  g_free (submission->remote_id);
  g_free (submission->poll_url);
  g_free (submission->remote_file);
  g_free (submission->sent);
  g_free (submission->note);
  g_free (submission);
}

/* Returns: (transfer full): a request that stands for what was asked there, as far as the server repeats it */
RushesRequest *
rushes_remote_video_new_request (const RushesRemoteVideo *video)
{
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_REQUEST_PROVIDER, "s", rushes_provider_kind_to_string (RUSHES_PROVIDER_OPENAI));
  g_variant_dict_insert (&members, RUSHES_REQUEST_PROMPT, "s", video->prompt != NULL ? video->prompt : video->id);
  if (video->model != NULL)
    g_variant_dict_insert (&members, RUSHES_REQUEST_MODEL, "s", video->model);
  return rushes_request_new (g_variant_dict_end (&members));
}
