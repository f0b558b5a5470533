/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-queue-page.h"

#include "rushes-context-menu.h"
#include "rushes-job-menu.h"
#include "rushes-job-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* Running, waiting, failed, finished: one list each, all filters of the same queue. A row is a thousand pieces of memory, 110 kB of them: of a long list those
 * are made that somebody looks for first, the next to go and the last that ended, and more when they are asked for. */

#define SHOWN 30 /* of each group, at first */
#define MORE 50

typedef enum
{
  GROUP_RUNNING,
  GROUP_WAITING,
  GROUP_FAILED,
  GROUP_FINISHED,
  N_GROUPS
} Group;

struct _RushesQueuePage
{
  GtkBox parent_instance;
  GtkStack *stack;
  GtkWidget *groups, *summary, *pause_button;
  GtkWidget *boxes[N_GROUPS], *lists[N_GROUPS], *buttons[N_GROUPS];
  GtkFilterListModel *models[N_GROUPS];
  GtkSliceListModel *shown[N_GROUPS]; /* of those */
  RushesLibrary *library;
  RushesJobQueue *queue;
  RushesThumbnailer *thumbnailer;
};

G_DEFINE_FINAL_TYPE (RushesQueuePage, rushes_queue_page, GTK_TYPE_BOX)

static Group
get_group (RushesJobState state)
{
  if (state == RUSHES_JOB_WAITING)
    return GROUP_WAITING;
  if (state == RUSHES_JOB_DONE || state == RUSHES_JOB_CANCELLED)
    return GROUP_FINISHED;
  return rushes_job_state_is_final (state) ? GROUP_FAILED : GROUP_RUNNING;
}

static gboolean
is_in_group (gpointer item, gpointer group)
{
  return get_group (rushes_job_get_state (item)) == (Group) GPOINTER_TO_INT (group);
}

static void
update_moves (RushesQueuePage *self, RushesJobRow *row)
{
  RushesJob *job = rushes_job_row_get_job (row);

  rushes_job_row_set_moves (row, rushes_job_queue_can_move (self->queue, job, -1), rushes_job_queue_can_move (self->queue, job, 1));
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  RushesQueuePage *self = data;
  RushesJobRow *row = rushes_job_row_new (item, self->library, self->thumbnailer);

  update_moves (self, row);
  return GTK_WIDGET (row);
}

/* Who came, went or moved may leave another at an end of the line. */
static void
update_all_moves (RushesQueuePage *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->lists[GROUP_WAITING]); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (RUSHES_IS_JOB_ROW (row))
      update_moves (self, RUSHES_JOB_ROW (row));
}

/* The line's beginning, and of what ended its end. */
static void
update_shown (RushesQueuePage *self, Group group)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->models[group])), size = gtk_slice_list_model_get_size (self->shown[group]);
  guint left = n > size ? n - size : 0;
  g_autofree char *text = g_strdup_printf (_("Show %u More"), MIN (left, MORE));

  gtk_slice_list_model_set_offset (self->shown[group], group == GROUP_FAILED || group == GROUP_FINISHED ? left : 0);
  gtk_button_set_label (GTK_BUTTON (self->buttons[group]), text);
  gtk_widget_set_visible (self->buttons[group], left > 0);
}

static void
show_more (RushesQueuePage *self, GtkWidget *button)
{
  for (int i = 0; i < N_GROUPS; i++)
    if (self->buttons[i] == button)
      {
        gtk_slice_list_model_set_size (self->shown[i], gtk_slice_list_model_get_size (self->shown[i]) + MORE);
        update_shown (self, i);
      }
}

static void
update (RushesQueuePage *self)
{
  gboolean paused = rushes_job_queue_get_paused (self->queue);
  int running, waiting;
  g_autofree char *text = NULL;

  for (int i = 0; i < N_GROUPS; i++)
    {
      update_shown (self, i);
      gtk_widget_set_visible (self->boxes[i], g_list_model_get_n_items (G_LIST_MODEL (self->models[i])) > 0);
    }
  update_all_moves (self);
  rushes_job_queue_count (self->queue, &running, &waiting);
  text = g_strdup_printf (_("%d running · %d waiting"), running, waiting);
  gtk_label_set_label (GTK_LABEL (self->summary), running + waiting > 0 ? text : _("Nothing is running"));
  gtk_button_set_label (GTK_BUTTON (self->pause_button), paused ? _("Resume Queue") : _("Pause Queue"));
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->queue)) > 0 ? "jobs" : "empty");
}

static void
on_changed (RushesQueuePage *self)
{
  for (int i = 0; i < N_GROUPS; i++)
    gtk_filter_changed (gtk_filter_list_model_get_filter (self->models[i]), GTK_FILTER_CHANGE_DIFFERENT);
  update (self);
}

static void
add_group (RushesQueuePage *self, Group group, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (title), *button = gtk_button_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_in_group, GINT_TO_POINTER (group), NULL));

  gtk_widget_add_css_class (label, "heading");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), button);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (self->groups), box);
  self->boxes[group] = box;
  self->models[group] = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->queue)), filter);
  self->shown[group] = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->models[group])), 0, SHOWN);
  self->lists[group] = list;
  self->buttons[group] = button;
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (show_more), self);
}

/* Rows are made only while they can be seen: a burst of jobs costs nothing on another page. */
static void
rushes_queue_page_map (GtkWidget *widget)
{
  RushesQueuePage *self = RUSHES_QUEUE_PAGE (widget);

  for (int i = 0; i < N_GROUPS; i++)
    if (self->lists[i] != NULL)
      gtk_list_box_bind_model (GTK_LIST_BOX (self->lists[i]), G_LIST_MODEL (self->shown[i]), new_row, self, NULL);
  GTK_WIDGET_CLASS (rushes_queue_page_parent_class)->map (widget);
}

static void
rushes_queue_page_unmap (GtkWidget *widget)
{
  RushesQueuePage *self = RUSHES_QUEUE_PAGE (widget);

  GTK_WIDGET_CLASS (rushes_queue_page_parent_class)->unmap (widget);
  for (int i = 0; i < N_GROUPS; i++)
    if (self->shown[i] != NULL)
      {
        gtk_list_box_bind_model (GTK_LIST_BOX (self->lists[i]), NULL, NULL, NULL, NULL);
        gtk_slice_list_model_set_size (self->shown[i], SHOWN);
        update_shown (self, i);
      }
}

static void
on_pause_clicked (RushesQueuePage *self)
{
  rushes_job_queue_set_paused (self->queue, !rushes_job_queue_get_paused (self->queue));
}

static GMenuModel *
new_menu (GtkWidget *at, GtkWidget **item, gpointer data)
{
  *item = gtk_widget_get_ancestor (at, RUSHES_TYPE_JOB_ROW);
  return *item != NULL ? rushes_job_menu_new (RUSHES_QUEUE_PAGE (data)->queue, rushes_job_row_get_job (RUSHES_JOB_ROW (*item))) : NULL;
}

/* Hands in what is shown; once. */
void
rushes_queue_page_set_up (RushesQueuePage *self, RushesLibrary *library, RushesJobQueue *queue, RushesThumbnailer *thumbnailer)
{
  self->library = g_object_ref (library);
  self->queue = g_object_ref (queue);
  self->thumbnailer = g_object_ref (thumbnailer);
  add_group (self, GROUP_RUNNING, _("Running"));
  add_group (self, GROUP_WAITING, _("Waiting"));
  add_group (self, GROUP_FAILED, _("Failed"));
  add_group (self, GROUP_FINISHED, _("Finished Today"));
  g_signal_connect_object (queue, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (update_all_moves), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (queue, "notify::paused", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
rushes_queue_page_dispose (GObject *object)
{
  RushesQueuePage *self = RUSHES_QUEUE_PAGE (object);

  for (int i = 0; i < N_GROUPS; i++)
    {
      g_clear_object (&self->shown[i]);
      g_clear_object (&self->models[i]);
    }
  g_clear_object (&self->queue);
  g_clear_object (&self->library);
  g_clear_object (&self->thumbnailer);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_QUEUE_PAGE);
  G_OBJECT_CLASS (rushes_queue_page_parent_class)->dispose (object);
}

static void
rushes_queue_page_class_init (RushesQueuePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_queue_page_dispose;
  widget_class->map = rushes_queue_page_map;
  widget_class->unmap = rushes_queue_page_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesQueuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, RushesQueuePage, groups);
  gtk_widget_class_bind_template_child (widget_class, RushesQueuePage, summary);
  gtk_widget_class_bind_template_child (widget_class, RushesQueuePage, pause_button);
  gtk_widget_class_bind_template_callback (widget_class, on_pause_clicked);
}

static void
rushes_queue_page_init (RushesQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rushes_context_menu_add (GTK_WIDGET (self), new_menu, self);
}
