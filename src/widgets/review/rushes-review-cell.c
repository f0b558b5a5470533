/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-cell.h"

#include "rushes-judge-row.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesReviewCell
{
  GtkBox parent_instance;
  GtkWidget *frame, *number_label, *chip, *problem, *damage, *heard;
  RushesStage *stage;
  RushesJudgeRow *row;
  RushesClip *clip;
  int number;
};

#define NUMBER 39 /* pixels: what the number takes at a side */
#define NEAR 6

enum
{
  CHOSEN,
  VIEW_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesReviewCell, rushes_review_cell, GTK_TYPE_BOX)

/* For those who hear it: "2, a lighthouse, take 3, picked, 4 stars". */
static void
update_name (RushesReviewCell *self)
{
  const RushesClipInfo *info = rushes_clip_get_info (self->clip);
  g_autofree char *title = rushes_request_dup_title (info->request);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, _("%d, %s, take %d"), self->number, title, (int) rushes_request_get_int (info->request, RUSHES_REQUEST_TAKE, 1));
  if (info->verdict != RUSHES_VERDICT_NONE)
    g_string_append_printf (text, ", %s", info->verdict > 0 ? _("picked") : _("rejected"));
  if (info->rating > 0)
    g_string_append_printf (text, ngettext (", %d star", ", %d stars", info->rating), info->rating);
  if (info->favourite)
    g_string_append_printf (text, ", %s", _("favourite"));
  if (gtk_widget_get_visible (self->heard))
    g_string_append_printf (text, ", %s", _("heard"));
  if (gtk_widget_get_visible (self->problem))
    g_string_append_printf (text, ", %s", gtk_label_get_label (GTK_LABEL (self->problem)));
  if (gtk_widget_get_visible (self->damage))
    g_string_append_printf (text, ", %s", gtk_label_get_label (GTK_LABEL (self->damage)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stage), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  rushes_tip_tell (self->number_label, title);
}

static void
set_css_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update (RushesReviewCell *self)
{
  RushesVerdict verdict = rushes_clip_get_info (self->clip)->verdict;

  gtk_label_set_label (GTK_LABEL (self->chip), verdict > 0 ? _("Picked") : _("Rejected"));
  gtk_widget_set_visible (self->chip, verdict != RUSHES_VERDICT_NONE);
  set_css_class (self->chip, "pick", verdict > 0);
  set_css_class (self->chip, "reject", verdict < 0);
  set_css_class (GTK_WIDGET (self), "rejected", verdict < 0);
  update_name (self);
}

/* Returns: (transfer none) */
RushesClip *
rushes_review_cell_get_clip (RushesReviewCell *self)
{
  return self->clip;
}

/* As it is called here, from 1. */
int
rushes_review_cell_get_number (RushesReviewCell *self)
{
  return self->number;
}

/* Returns: (transfer none): its picture */
RushesStage *
rushes_review_cell_get_stage (RushesReviewCell *self)
{
  return self->stage;
}

/* @paintable: (nullable) */
void
rushes_review_cell_set_paintable (RushesReviewCell *self, GdkPaintable *paintable)
{
  rushes_stage_set_paintable (self->stage, paintable);
}

static void
tell (RushesReviewCell *self, GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  rushes_tip_tell (label, text); /* there may be no room for all of it */
  gtk_widget_set_visible (label, text != NULL);
  update_name (self);
}

/* @text: (nullable): why there is no picture */
void
rushes_review_cell_set_problem (RushesReviewCell *self, const char *text)
{
  tell (self, self->problem, text);
}

/* @text: (nullable): that only a part of it can be seen */
void
rushes_review_cell_set_damage (RushesReviewCell *self, const char *text)
{
  tell (self, self->damage, text);
}

/* Returns: (nullable): why there is no picture, or only a part of it */
const char *
rushes_review_cell_get_problem (RushesReviewCell *self)
{
  if (gtk_widget_get_visible (self->problem))
    return gtk_label_get_label (GTK_LABEL (self->problem));
  return gtk_widget_get_visible (self->damage) ? gtk_label_get_label (GTK_LABEL (self->damage)) : NULL;
}

/* Whether its sound is the one that is played. */
void
rushes_review_cell_set_heard (RushesReviewCell *self, gboolean heard)
{
  gtk_widget_set_visible (self->heard, heard);
  update_name (self);
}

/* Whether keys are about this one. */
void
rushes_review_cell_set_current (RushesReviewCell *self, gboolean current)
{
  set_css_class (self->frame, "focused", current);
}

void
rushes_review_cell_set_narrow (RushesReviewCell *self, gboolean narrow)
{
  set_css_class (self->problem, "caption", narrow);
  gtk_widget_set_margin_top (self->problem, narrow ? 0 : NUMBER);
  gtk_widget_set_margin_bottom (self->problem, narrow ? 0 : NUMBER);
  gtk_widget_set_margin_end (self->problem, narrow ? NEAR : NUMBER);
  gtk_widget_set_margin_end (self->damage, narrow ? NEAR : NUMBER);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->row), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
on_chosen (RushesReviewCell *self)
{
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
on_pressed (GtkGesture *gesture, int n_press, double x, double y, RushesReviewCell *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  on_chosen (self);
}

static void
on_view_changed (RushesReviewCell *self)
{
  g_signal_emit (self, signals[VIEW_CHANGED], 0);
}

static void
add_controllers (RushesReviewCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_chosen), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
rushes_review_cell_dispose (GObject *object)
{
  g_clear_object (&RUSHES_REVIEW_CELL (object)->clip);
  gtk_widget_dispose_template (GTK_WIDGET (object), RUSHES_TYPE_REVIEW_CELL);
  G_OBJECT_CLASS (rushes_review_cell_parent_class)->dispose (object);
}

static void
rushes_review_cell_class_init (RushesReviewCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_review_cell_dispose;
  g_type_ensure (RUSHES_TYPE_STAGE);
  g_type_ensure (RUSHES_TYPE_JUDGE_ROW);
  signals[CHOSEN] = g_signal_new ("chosen", RUSHES_TYPE_REVIEW_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[VIEW_CHANGED] = g_signal_new ("view-changed", RUSHES_TYPE_REVIEW_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/rushes_app/Rushes/ui/rushes-review-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, frame);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, number_label);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, chip);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, problem);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, damage);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, heard);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, stage);
  gtk_widget_class_bind_template_child (widget_class, RushesReviewCell, row);
}

static void
rushes_review_cell_init (RushesReviewCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_controllers (self);
  g_signal_connect_swapped (self->stage, "view-changed", G_CALLBACK (on_view_changed), self);
}

RushesReviewCell *
rushes_review_cell_new (RushesClip *clip, int number)
{
  RushesReviewCell *self = g_object_new (RUSHES_TYPE_REVIEW_CELL, NULL);
  g_autofree char *text = g_strdup_printf ("%d", number);

  self->clip = g_object_ref (clip);
  self->number = number;
  gtk_label_set_label (GTK_LABEL (self->number_label), text);
  rushes_judge_row_set_clip (self->row, clip);
  g_signal_connect_object (clip, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return self;
}
