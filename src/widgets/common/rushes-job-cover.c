/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-job-cover.h"

#include "rushes-job-text.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

/* What lies over the picture of a job that runs: how far it is, and a button that stops it. */
struct _RushesJobCover
{
  GtkWidget parent_instance;
  GtkWidget *overlay, *state_label, *percent, *bar, *stop;
  RushesJob *job;
};

G_DEFINE_FINAL_TYPE (RushesJobCover, rushes_job_cover, GTK_TYPE_WIDGET)

static void
on_cancel (RushesJobCover *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.cancel-job", "s", rushes_job_get_id (self->job));
}

/* Returns: (transfer full): the same in words */
char *
rushes_job_cover_update (RushesJobCover *self, RushesJob *job)
{
  double fraction = rushes_job_get_fraction (job);
  g_autofree char *text = rushes_job_text_new (job);
  g_autofree char *percent = fraction > 0 ? g_strdup_printf (_("%d %%"), (int) (fraction * 100)) : g_strdup ("");
  char *comma = strstr (text, ", ");

  g_set_object (&self->job, job);
  if (fraction > 0 && comma != NULL && g_str_has_suffix (text, "%"))
    *comma = '\0'; /* the percentage stands at the end of the line */
  gtk_label_set_label (GTK_LABEL (self->state_label), text);
  rushes_tip_tell (self->state_label, text);
  gtk_label_set_label (GTK_LABEL (self->percent), percent);
  if (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (self->bar)) != MAX (0, fraction)) /* GTK draws it anew in any case */
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), MAX (0, fraction));
  return g_strconcat (text, *percent != '\0' ? ", " : "", percent, NULL);
}

static void
rushes_job_cover_dispose (GObject *object)
{
  g_clear_object (&RUSHES_JOB_COVER (object)->job);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_JOB_COVER);
  G_OBJECT_CLASS (rushes_job_cover_parent_class)->dispose (object);
}

static void
rushes_job_cover_class_init (RushesJobCoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_job_cover_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-job-cover.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesJobCover, overlay);
  gtk_widget_class_bind_template_child (widget_class, RushesJobCover, state_label);
  gtk_widget_class_bind_template_child (widget_class, RushesJobCover, percent);
  gtk_widget_class_bind_template_child (widget_class, RushesJobCover, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesJobCover, stop);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
rushes_job_cover_init (RushesJobCover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_tip_set (self->stop, _("Cancel This Job"));
}

GtkWidget *
rushes_job_cover_new (void)
{
  return g_object_new (RUSHES_TYPE_JOB_COVER, NULL);
}
