/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-status-bar.h"

#include "rushes-tip.h"

#include <glib/gi18n.h>

/* Below the gallery: what runs, what else is being done, and how many takes there are. */
struct _RushesStatusBar
{
  GtkBox parent_instance;
  GtkWidget *pause_button, *summary, *bar, *work_bar, *count_label;
  RushesJobQueue *queue;
};

G_DEFINE_FINAL_TYPE (RushesStatusBar, rushes_status_bar, GTK_TYPE_BOX)

static void
update (RushesStatusBar *self)
{
  int running, waiting;
  gboolean paused = rushes_job_queue_get_paused (self->queue);
  double sum = 0;
  g_autofree char *text = NULL, *full = NULL;

  rushes_job_queue_count (self->queue, &running, &waiting);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->queue)); i++)
    {
      g_autoptr (RushesJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      if (!rushes_job_state_is_final (rushes_job_get_state (job)))
        sum += MAX (0, rushes_job_get_fraction (job));
    }
  full = rushes_job_queue_dup_full (self->queue);
  text = full != NULL ? g_strdup_printf (_("Disk full · %d running · %d waiting"), running, waiting)
         : paused ? g_strdup_printf (_("Paused · %d running · %d waiting"), running, waiting)
                  : g_strdup_printf (_("%d running · %d waiting"), running, waiting);
  gtk_label_set_label (GTK_LABEL (self->summary), running + waiting > 0 || paused ? text : _("Nothing is running"));
  gtk_widget_set_visible (self->bar, running + waiting > 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), running + waiting > 0 ? sum / (running + waiting) : 0);
  gtk_button_set_icon_name (GTK_BUTTON (self->pause_button), paused ? "media-playback-start-symbolic" : "media-playback-pause-symbolic");
  rushes_tip_set (self->pause_button, paused ? _("Resume the Queue") : _("Pause the Queue"));
}

static void
on_pause_clicked (RushesStatusBar *self)
{
  rushes_job_queue_set_paused (self->queue, !rushes_job_queue_get_paused (self->queue));
}

/* Hands in what is told of; once. */
void
rushes_status_bar_set_queue (RushesStatusBar *self, RushesJobQueue *queue)
{
  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "notify::paused", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/* @n: takes that are found */
void
rushes_status_bar_set_counts (RushesStatusBar *self, guint n, guint n_stacks, guint n_selected)
{
  g_autofree char *all = g_strdup_printf (ngettext ("%'u take", "%'u takes", n), n);
  g_autofree char *stacks = g_strdup_printf (ngettext ("%'u stack", "%'u stacks", n_stacks), n_stacks);
  g_autofree char *both = g_strdup_printf ("%s · %s", all, stacks);
  g_autofree char *some = g_strdup_printf (_("%'u of %'u selected"), n_selected, n);

  gtk_label_set_label (GTK_LABEL (self->count_label), n_selected > 1 ? some : n_stacks > 0 ? both : all);
}

/* @text: (nullable): what else is being done, and how much of it is; %NULL when it has ended */
void
rushes_status_bar_show_work (RushesStatusBar *self, const char *text, double fraction)
{
  gtk_widget_set_visible (self->work_bar, text != NULL);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->work_bar), text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->work_bar), fraction);
}

static void
rushes_status_bar_dispose (GObject *object)
{
  g_clear_object (&RUSHES_STATUS_BAR (object)->queue);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_STATUS_BAR);
  G_OBJECT_CLASS (rushes_status_bar_parent_class)->dispose (object);
}

static void
rushes_status_bar_class_init (RushesStatusBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_status_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-status-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesStatusBar, pause_button);
  gtk_widget_class_bind_template_child (widget_class, RushesStatusBar, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesStatusBar, bar);
  gtk_widget_class_bind_template_child (widget_class, RushesStatusBar, work_bar);
  gtk_widget_class_bind_template_child (widget_class, RushesStatusBar, count_label);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_clicked);
}

static void
rushes_status_bar_init (RushesStatusBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
