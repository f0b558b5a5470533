/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-private.h"

#include "rushes-judge-keys.h"

/* The keys of the page where takes are compared: to move, to play, to see two in another way, to leave. Judgements have theirs from
 * rushes-judge-keys.h. */

static void
change_rate (RushesReview *self, double factor)
{
  double rate;

  g_object_get (self->ensemble, "rate", &rate, NULL);
  rushes_ensemble_set_rate (self->ensemble, CLAMP (rate * factor, 0.25, 4));
}

static gboolean
take_move_key (RushesReview *self, guint key)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  int columns = rushes_survey_get_columns (self->survey);

  if (self->takes[0] != NULL && (key == GDK_KEY_Left || key == GDK_KEY_Right))
    {
      rushes_survey_set_current (self->survey, self->takes[(key == GDK_KEY_Right) == (forward > 0)]);
      return TRUE;
    }
  if (self->takes[0] != NULL)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
      rushes_survey_move (self->survey, -forward);
      return TRUE;
    case GDK_KEY_Right:
      rushes_survey_move (self->survey, forward);
      return TRUE;
    case GDK_KEY_Up:
      rushes_survey_move (self->survey, -columns);
      return TRUE;
    case GDK_KEY_Down:
      rushes_survey_move (self->survey, columns);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
toggle_mute (RushesReview *self)
{
  gboolean muted;

  g_object_get (self->ensemble, "muted", &muted, NULL);
  g_object_set (self->ensemble, "muted", !muted, NULL);
}

static gboolean
take_play_key (RushesReview *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_k:
      rushes_ensemble_set_playing (self->ensemble, !rushes_ensemble_get_playing (self->ensemble));
      return TRUE;
    case GDK_KEY_comma:
      rushes_ensemble_step (self->ensemble, -1);
      return TRUE;
    case GDK_KEY_period:
      rushes_ensemble_step (self->ensemble, 1);
      return TRUE;
    case GDK_KEY_j:
      change_rate (self, 0.5);
      return TRUE;
    case GDK_KEY_l:
      change_rate (self, 2);
      return TRUE;
    case GDK_KEY_m:
      toggle_mute (self);
      return TRUE;
    case GDK_KEY_i:
      rushes_review_transport_toggle_in (self->transport);
      return TRUE;
    case GDK_KEY_o:
      rushes_review_transport_toggle_out (self->transport);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Where one is seen at a time, the other. */
static void
switch_takes (RushesReview *self)
{
  if (self->mode == RUSHES_COMPARE_SWITCH)
    rushes_survey_set_current (self->survey, self->takes[rushes_survey_get_cell (self->survey) == self->takes[0]]);
  else
    rushes_review_set_mode (self, RUSHES_COMPARE_SWITCH);
}

static gboolean
take_mode_key (RushesReview *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_b:
      rushes_review_set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
      return TRUE;
    case GDK_KEY_w:
      rushes_review_set_mode (self, self->mode == RUSHES_COMPARE_WIPE ? RUSHES_COMPARE_SIDE_BY_SIDE : RUSHES_COMPARE_WIPE);
      return TRUE;
    case GDK_KEY_d:
      rushes_review_set_mode (self, self->mode == RUSHES_COMPARE_DIFFERENCE ? RUSHES_COMPARE_SIDE_BY_SIDE : RUSHES_COMPARE_DIFFERENCE);
      return TRUE;
    case GDK_KEY_s:
      switch_takes (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
take_page_key (RushesReview *self, guint key, GtkWidget *has_focus)
{
  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (GTK_IS_BUTTON (has_focus) || rushes_survey_get_clip (self->survey) == NULL)
        return FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.choose-winner", NULL);
      return TRUE;
    case GDK_KEY_F11:
      gtk_widget_activate_action (GTK_WIDGET (self), "review.full-screen", NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (gtk_window_is_fullscreen (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)))))
        gtk_widget_activate_action (GTK_WIDGET (self), "review.full-screen", NULL);
      else
        gtk_widget_activate_action (GTK_WIDGET (self), "win.close-review", NULL);
      return TRUE;
    default:
      return FALSE;
    }
}

/* A slider, or the handle of a wipe; or one of several toggles. */
static gboolean
takes_arrows (GtkWidget *widget)
{
  GtkAccessibleRole role = widget != NULL ? gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) : GTK_ACCESSIBLE_ROLE_NONE;

  return role == GTK_ACCESSIBLE_ROLE_SLIDER || role == GTK_ACCESSIBLE_ROLE_RADIO;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, RushesReview *self)
{
  GtkWidget *has_focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (!self->open || rushes_judge_keys_are_taken (GTK_WIDGET (self)))
    return FALSE;
  self->at_key = rushes_survey_get_current (self->survey);
  if (rushes_stage_take_key (self->takes[0] != NULL ? rushes_compare_get_stage (self->compare)
                                                     : rushes_review_cell_get_stage (rushes_survey_get_cell (self->survey)), key, state))
    return TRUE;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  return (!takes_arrows (has_focus) && take_move_key (self, key)) || take_play_key (self, key) || take_mode_key (self, key) ||
         take_page_key (self, key, has_focus);
}

/* They come before those of what has the focus. */
void
rushes_review_keys_add (RushesReview *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
