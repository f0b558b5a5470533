/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-menu.h"

#include "rushes-context-menu.h"

#include <glib/gi18n.h>

RushesJobOffers
rushes_job_offers_get (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  if (!rushes_job_state_is_final (record->state))
    return record->cancel_requested ? 0 : RUSHES_JOB_OFFERS_CANCEL;
  if (record->state == RUSHES_JOB_DONE)
    return RUSHES_JOB_OFFERS_CLIP | RUSHES_JOB_OFFERS_FORGET;
  return RUSHES_JOB_OFFERS_RETRY | RUSHES_JOB_OFFERS_FORGET |
         (record->state != RUSHES_JOB_CANCELLED ? RUSHES_JOB_OFFERS_REASON : 0);
}

static gboolean
looks_again (const RushesJobRecord *record)
{
  return record->state == RUSHES_JOB_UNKNOWN || (record->state == RUSHES_JOB_LOST && record->remote_id != NULL);
}

/* Returns: what a retry does to this job: ask, fetch, or begin anew */
const char *
rushes_job_offers_get_retry_label (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  return looks_again (record) ? _("Look Again…") : record->remote_file != NULL ? _("Fetch") : _("Retry");
}

/* The same in a menu. */
static const char *
get_retry_item (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);

  return looks_again (record) ? _("_Look Again…") : record->remote_file != NULL ? _("_Fetch") : _("_Retry");
}

static void
append (GMenu *section, gboolean applies, const char *label, const char *action, RushesJob *job)
{
  if (applies)
    rushes_context_menu_append (section, label, action, g_variant_new_string (rushes_job_get_id (job)));
}

/* Returns: (transfer full): only what applies; its actions are the window's, with the job's id */
GMenuModel *
rushes_job_menu_new (RushesJobQueue *queue, RushesJob *job)
{
  GMenu *menu = g_menu_new (), *section = g_menu_new ();
  RushesJobOffers offers = rushes_job_offers_get (job);

  append (section, (offers & RUSHES_JOB_OFFERS_CLIP) != 0, _("_Show"), "win.show-clip", job);
  append (section, (offers & RUSHES_JOB_OFFERS_RETRY) != 0, get_retry_item (job), "win.retry-job", job);
  append (section, (offers & RUSHES_JOB_OFFERS_RETRY) != 0, _("_Edit"), "win.edit-job", job);
  append (section, (offers & RUSHES_JOB_OFFERS_CANCEL) != 0, _("_Cancel"), "win.cancel-job", job);
  rushes_context_menu_close (menu, &section);
  append (section, rushes_job_queue_can_move (queue, job, -1), _("Move _Up"), "win.job-up", job);
  append (section, rushes_job_queue_can_move (queue, job, 1), _("Move _Down"), "win.job-down", job);
  rushes_context_menu_close (menu, &section);
  append (section, (offers & RUSHES_JOB_OFFERS_REASON) != 0, _("Copy the Reas_on"), "win.copy-reason", job);
  if (*rushes_request_get_prompt (rushes_job_get_request (job)) != '\0')
    rushes_context_menu_append (section, _("Copy _Prompt"), "win.copy-text",
                                g_variant_new_string (rushes_request_get_prompt (rushes_job_get_request (job))));
  rushes_context_menu_close (menu, &section);
  append (section, (offers & RUSHES_JOB_OFFERS_FORGET) != 0, _("_Take off the List"), "win.forget-job", job);
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}
