/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-review-private.h"

/* How the takes are seen: all beside each other, or two of them in one place. */

/* Whether it is one of two that are seen in one place. */
gboolean
rushes_review_is_compared (RushesReview *self, RushesReviewCell *cell)
{
  return cell == self->takes[0] || cell == self->takes[1];
}

/* The one with the lower number is A. */
static void
set_takes (RushesReview *self, RushesReviewCell *one, RushesReviewCell *other)
{
  gboolean ordered = rushes_review_cell_get_number (one) < rushes_review_cell_get_number (other);

  self->takes[0] = ordered ? one : other;
  self->takes[1] = ordered ? other : one;
  rushes_survey_set_only (self->survey, self->takes[0], self->takes[1]);
  rushes_compare_set_takes (self->compare, self->takes[0], self->takes[1]);
}

/* How two takes are seen; nothing happens where there are no two. */
void
rushes_review_set_mode (RushesReview *self, RushesCompareMode mode)
{
  RushesReviewCell *other = NULL;
  gboolean beside = mode == RUSHES_COMPARE_SIDE_BY_SIDE;
  RushesReviewCell *current = self->open ? rushes_survey_get_cell (self->survey) : NULL;

  if (self->mode == mode)
    return;
  if (!beside && self->takes[0] == NULL)
    {
      other = rushes_survey_get_clip (self->survey) != NULL ? rushes_survey_get_other (self->survey, rushes_survey_get_cell (self->survey)) : NULL;
      if (other == NULL)
        return; /* with what? */
    }
  self->mode = mode;
  if (other != NULL)
    set_takes (self, rushes_survey_get_cell (self->survey), other);
  if (beside)
    {
      self->takes[0] = self->takes[1] = NULL;
      rushes_survey_set_only (self->survey, NULL, NULL);
      rushes_compare_clear (self->compare);
    }
  else
    rushes_compare_set_current (self->compare, rushes_survey_get_cell (self->survey) == self->takes[1]);
  rushes_compare_set_mode (self->compare, mode);
  gtk_stack_set_visible_child (self->views, beside ? GTK_WIDGET (self->survey) : GTK_WIDGET (self->compare));
  if (current != NULL)
    {
      rushes_survey_set_current (self->survey, current); /* the focus passed others on its way */
      gtk_widget_grab_focus (gtk_stack_get_visible_child (self->views));
    }
  g_object_notify (G_OBJECT (self), "mode");
}

/* A take that is not shown any more gives its place to the next; where there is none, what is left stands alone. */
void
rushes_review_update_takes (RushesReview *self)
{
  RushesReviewCell *current = rushes_survey_get_clip (self->survey) != NULL ? rushes_survey_get_cell (self->survey) : NULL;
  RushesReviewCell *kept = NULL;

  if (self->takes[0] == NULL)
    return;
  for (int which = 0; which < 2; which++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->takes[which])) && self->takes[which] != current)
      kept = self->takes[which];
  if (current == NULL || (kept == NULL && (kept = rushes_survey_get_other (self->survey, current)) == NULL))
    {
      rushes_review_set_mode (self, RUSHES_COMPARE_SIDE_BY_SIDE);
      return;
    }
  if (!rushes_review_is_compared (self, current) || !rushes_review_is_compared (self, kept))
    set_takes (self, current, kept);
  rushes_compare_set_current (self->compare, current == self->takes[1]);
}
