/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-compare.h"

#include "rushes-fit.h"
#include "rushes-judge-row.h"
#include "rushes-tip.h"

#include <glib/gi18n.h>

struct _RushesCompare
{
  GtkBox parent_instance;
  RushesPair *pair;
  GtkWidget *foot, *halves[2], *labels[2], *marks[2];
  RushesJudgeRow *rows[2];
  RushesEnsemble *ensemble;
  RushesClip *clips[2]; /* NULL while nothing is compared */
  RushesReviewCell *cells[2]; /* the same */
  guint numbers[2];     /* in the ensemble */
  RushesCompareMode mode;
};

static guint signal_chosen;

G_DEFINE_FINAL_TYPE (RushesCompare, rushes_compare, GTK_TYPE_BOX)

/* Returns: (transfer none) */
RushesStage *
rushes_compare_get_stage (RushesCompare *self)
{
  return rushes_pair_get_stage (self->pair);
}

/* The pixels that there are for both: no more are made. */
static void
on_arranged (RushesCompare *self)
{
  RushesStage *stage = rushes_pair_get_stage (self->pair);
  GdkPaintable *mix = GDK_PAINTABLE (rushes_pair_get_mix (self->pair));
  int width, height;

  rushes_stage_get_room (stage, &width, &height);
  if (width > 0 && gdk_paintable_get_intrinsic_width (mix) > 0)
    rushes_fit (gdk_paintable_get_intrinsic_width (mix), gdk_paintable_get_intrinsic_height (mix), width, height, &width, &height);
  for (int which = 0; which < 2 && self->clips[which] != NULL && gtk_widget_get_width (GTK_WIDGET (stage)) > 0; which++)
    rushes_ensemble_set_room (self->ensemble, self->numbers[which], width, height);
}

static void
update_name (RushesCompare *self)
{
  static const char *const names[] = { N_("side by side"), N_("wipe"), N_("difference"), N_("switch") };
  g_autofree char *text = NULL;

  if (self->clips[0] == NULL)
    return;
  text = g_strdup_printf (_("Takes %u and %u, %s"), self->numbers[0] + 1, self->numbers[1] + 1, _(names[self->mode]));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pair), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (rushes_pair_get_stage (self->pair)), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_heard (RushesCompare *self)
{
  int heard;

  g_object_get (self->ensemble, "heard", &heard, NULL);
  for (int which = 0; which < 2; which++)
    gtk_widget_set_visible (self->marks[which], self->clips[which] != NULL && (int) self->numbers[which] == heard);
}

static void
update_problems (RushesCompare *self)
{
  for (int which = 0; which < 2; which++)
    rushes_pair_set_problem (self->pair, which, self->cells[which] != NULL ? rushes_review_cell_get_problem (self->cells[which]) : NULL);
}

static void
set_take (RushesCompare *self, int which, RushesReviewCell *cell)
{
  g_autofree char *label = g_strdup_printf ("%s · %d", which == 0 ? "A" : "B", rushes_review_cell_get_number (cell));

  g_set_object (&self->clips[which], rushes_review_cell_get_clip (cell));
  g_set_object (&self->cells[which], cell);
  self->numbers[which] = (guint) rushes_review_cell_get_number (cell) - 1;
  rushes_judge_row_set_clip (self->rows[which], self->clips[which]);
  gtk_label_set_label (GTK_LABEL (self->labels[which]), label);
}

/* What is compared with what. */
void
rushes_compare_set_takes (RushesCompare *self, RushesReviewCell *first, RushesReviewCell *second)
{
  set_take (self, 0, first);
  set_take (self, 1, second);
  rushes_mix_set_pictures (rushes_pair_get_mix (self->pair), rushes_ensemble_get_paintable (self->ensemble, self->numbers[0]),
                           rushes_ensemble_get_paintable (self->ensemble, self->numbers[1]));
  on_arranged (self);
  update_name (self);
  update_heard (self);
  update_problems (self);
}

void
rushes_compare_clear (RushesCompare *self)
{
  rushes_mix_set_pictures (rushes_pair_get_mix (self->pair), NULL, NULL);
  for (int which = 0; which < 2; which++)
    {
      rushes_judge_row_set_clip (self->rows[which], NULL);
      g_clear_object (&self->clips[which]);
      g_clear_object (&self->cells[which]);
    }
  update_problems (self);
  rushes_stage_fit (rushes_pair_get_stage (self->pair));
}

void
rushes_compare_set_mode (RushesCompare *self, RushesCompareMode mode)
{
  self->mode = mode;
  rushes_pair_set_mode (self->pair, mode);
  update_name (self);
}

/* Which one keys are about, 0 or 1; it is the one that is seen where it is one at a time. */
void
rushes_compare_set_current (RushesCompare *self, int which)
{
  rushes_pair_set_seen (self->pair, which);
  for (int i = 0; i < 2; i++)
    if (i == which)
      gtk_widget_add_css_class (self->halves[i], "current");
    else
      gtk_widget_remove_css_class (self->halves[i], "current");
}

void
rushes_compare_set_narrow (RushesCompare *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot), narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (self->foot), narrow ? 0 : 12);
}

static void
choose (RushesCompare *self, int which)
{
  g_signal_emit (self, signal_chosen, 0, which);
}

static void
on_pressed (GtkGesture *gesture, int n_press, double x, double y, RushesCompare *self)
{
  choose (self, gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)) == self->halves[1]);
}

static void
on_focus (GtkEventController *controller, RushesCompare *self)
{
  choose (self, gtk_event_controller_get_widget (controller) == self->halves[1]);
}

static void
add_half (RushesCompare *self, int which)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->halves[which] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  self->labels[which] = gtk_label_new (NULL);
  self->marks[which] = gtk_image_new_from_icon_name ("audio-volume-high-symbolic");
  gtk_widget_set_name (self->marks[which], which == 0 ? "heard-a" : "heard-b");
  rushes_tip_set (self->marks[which], _("This Take Is Heard"));
  self->rows[which] = g_object_new (RUSHES_TYPE_JUDGE_ROW, "hexpand", TRUE, NULL);
  gtk_widget_set_name (self->halves[which], which == 0 ? "take-a" : "take-b");
  gtk_widget_set_halign (self->labels[which], GTK_ALIGN_START);
  gtk_widget_set_valign (self->labels[which], GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->labels[which], "side");
  gtk_widget_add_css_class (self->halves[which], "half");
  gtk_box_append (GTK_BOX (self->halves[which]), self->labels[which]);
  gtk_box_append (GTK_BOX (self->halves[which]), self->marks[which]);
  gtk_box_append (GTK_BOX (self->halves[which]), GTK_WIDGET (self->rows[which]));
  gtk_box_append (GTK_BOX (self->foot), self->halves[which]);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect (press, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect (focus, "enter", G_CALLBACK (on_focus), self);
  gtk_widget_add_controller (self->halves[which], GTK_EVENT_CONTROLLER (press));
  gtk_widget_add_controller (self->halves[which], focus);
}

/* Hands in who shows the clips; once. After rushes_survey_set_up(), whose cells say what is wrong with a clip. */
void
rushes_compare_set_up (RushesCompare *self, RushesEnsemble *ensemble)
{
  self->ensemble = g_object_ref (ensemble);
  g_signal_connect_object (ensemble, "notify::heard", G_CALLBACK (update_heard), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (ensemble, "problem", G_CALLBACK (update_problems), self, G_CONNECT_SWAPPED);
}

static gboolean
rushes_compare_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (RUSHES_COMPARE (widget)->pair));
}

static void
rushes_compare_dispose (GObject *object)
{
  RushesCompare *self = RUSHES_COMPARE (object);

  g_clear_object (&self->clips[0]);
  g_clear_object (&self->clips[1]);
  g_clear_object (&self->cells[0]);
  g_clear_object (&self->cells[1]);
  g_clear_object (&self->ensemble);
  G_OBJECT_CLASS (rushes_compare_parent_class)->dispose (object);
}

static void
rushes_compare_class_init (RushesCompareClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_compare_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = rushes_compare_grab_focus;
  signal_chosen = g_signal_new ("chosen", RUSHES_TYPE_COMPARE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
rushes_compare_init (RushesCompare *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->pair = g_object_new (RUSHES_TYPE_PAIR, "vexpand", TRUE, "hexpand", TRUE, "name", "pair", NULL);
  self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_set_homogeneous (GTK_BOX (self->foot), TRUE);
  gtk_widget_add_css_class (self->foot, "halves");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->pair));
  gtk_box_append (GTK_BOX (self), self->foot);
  add_half (self, 0);
  add_half (self, 1);
  g_signal_connect_object (self->pair, "arranged", G_CALLBACK (on_arranged), self, G_CONNECT_SWAPPED);
}
