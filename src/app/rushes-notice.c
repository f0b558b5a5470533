/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-notice.h"

#include "rushes-error-text.h"

#include <glib/gi18n.h>

/* What a notification says of a job that has ended, or of many, and what can be done there. Its actions are the application's: they work after a
 * restart, too, which is why they carry an id. */

#define TITLES_MAX 3 /* of many, so many are named */

/* Returns: (transfer full) (nullable): %NULL: nothing is to be told of it */
RushesNotice *
rushes_notice_new (RushesJob *job)
{
  const RushesJobRecord *record = rushes_job_get_record (job);
  gboolean cancelled = record->state == RUSHES_JOB_CANCELLED;
  RushesNotice *self;

  if (cancelled && record->remote_file == NULL)
    return NULL;
  self = g_new0 (RushesNotice, 1);
  self->kind = record->state == RUSHES_JOB_DONE ? RUSHES_NOTICE_READY : cancelled ? RUSHES_NOTICE_OFFERED : RUSHES_NOTICE_FAILED;
  self->id = g_strdup (record->id);
  self->title = rushes_request_dup_title (record->request);
  self->body = record->error != NULL ? rushes_error_text_lines (record->error, rushes_job_get_place (job)) : g_strdup (self->title);
  return self;
}

void
rushes_notice_free (RushesNotice *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}

static void
add_actions (GNotification *notification, RushesNotice *notice)
{
  switch (notice->kind)
    {
    case RUSHES_NOTICE_READY:
      g_notification_set_default_action_and_target (notification, "app.show-clip", "s", notice->id);
      g_notification_add_button_with_target (notification, _("Play"), "app.show-clip", "s", notice->id);
      g_notification_add_button_with_target (notification, _("Show in Folder"), "app.show-file", "s", notice->id);
      break;
    case RUSHES_NOTICE_FAILED:
      g_notification_set_default_action_and_target (notification, "app.show-page", "s", "queue");
      g_notification_add_button_with_target (notification, _("Retry"), "app.try-again", "s", notice->id);
      break;
    case RUSHES_NOTICE_OFFERED:
    default:
      g_notification_set_default_action_and_target (notification, "app.show-page", "s", "queue");
      break;
    }
}

static const char *
get_heading (RushesNotice *self)
{
  return self->kind == RUSHES_NOTICE_READY     ? _("A clip is ready")
         : self->kind == RUSHES_NOTICE_OFFERED ? _("A cancelled clip was finished all the same")
                                               : _("A clip could not be made");
}

/* @icon: (nullable): its poster. Returns: (transfer full) */
GNotification *
rushes_notice_new_notification (RushesNotice *self, GIcon *icon)
{
  GNotification *notification = g_notification_new (get_heading (self));

  g_notification_set_body (notification, self->body);
  if (icon != NULL)
    g_notification_set_icon (notification, icon);
  add_actions (notification, self);
  return notification;
}

static char *
dup_count (guint n_ready, guint n_others)
{
  g_autofree char *ready = g_strdup_printf (ngettext ("%u clip is ready", "%u clips are ready", n_ready), n_ready);
  g_autofree char *others = g_strdup_printf (ngettext ("%u clip could not be made", "%u clips could not be made", n_others), n_others);

  if (n_ready == 0)
    return g_steal_pointer (&others);
  if (n_others == 0)
    return g_steal_pointer (&ready);
  return g_strdup_printf ("%s · %s", ready, others);
}

/* @n_ready: (out). Returns: (transfer full): how many of each kind there are */
static char *
dup_counts (GPtrArray *notices, guint *n_ready)
{
  *n_ready = 0;
  for (guint i = 0; i < notices->len; i++)
    *n_ready += ((RushesNotice *) notices->pdata[i])->kind != RUSHES_NOTICE_FAILED;
  return dup_count (*n_ready, notices->len - *n_ready);
}

/* @notices: (element-type RushesNotice): some. Returns: (transfer full): what is heard of them */
char *
rushes_notice_dup_words (GPtrArray *notices)
{
  RushesNotice *first = notices->pdata[0];
  guint n_ready;

  return notices->len == 1 ? g_strdup_printf ("%s: %s", get_heading (first), first->body) : dup_counts (notices, &n_ready);
}

/* The newest, a line each. */
static char *
dup_titles (GPtrArray *notices)
{
  GString *titles = g_string_new (NULL);
  guint n = MIN (notices->len, TITLES_MAX);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? "\n" : "", ((RushesNotice *) notices->pdata[notices->len - 1 - i])->title);
  if (notices->len > n)
    g_string_append_c (titles, '\n');
  if (notices->len > n)
    g_string_append_printf (titles, ngettext ("and %u more", "and %u more", notices->len - n), notices->len - n);
  return g_string_free (titles, FALSE);
}

/* @notices: (element-type RushesNotice): of jobs that nobody has seen yet; @icon: (nullable). Returns: (transfer full): one for all of them */
GNotification *
rushes_notice_new_group (GPtrArray *notices, GIcon *icon)
{
  guint n_ready;
  g_autofree char *titles = dup_titles (notices), *count = dup_counts (notices, &n_ready);
  GNotification *notification = g_notification_new (count);

  g_notification_set_body (notification, titles);
  if (icon != NULL)
    g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", n_ready > 0 ? "gallery" : "queue");
  return notification;
}
