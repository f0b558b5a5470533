/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "compared.h"

#include "rushes-importing.h"
#include "rushes-tile.h"

#include "clips.h"

RushesReview *
get_review (void)
{
  return rushes_window_get_review (window);
}

RushesEnsemble *
get_ensemble (void)
{
  return rushes_review_get_ensemble (get_review ());
}

RushesLibrary *
get_library (void)
{
  return rushes_core_get_library (rushes_window_get_core (window));
}

/* Returns: (nullable): the take with that number, if it is shown */
RushesReviewCell *
get_cell (int number)
{
  for (GtkWidget *child = gtk_widget_get_first_child (find ("review-grid")); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_mapped (child) && rushes_review_cell_get_number (RUSHES_REVIEW_CELL (child)) == number)
      return RUSHES_REVIEW_CELL (child);
  return NULL;
}

const RushesClipInfo *
get_info (int number)
{
  return rushes_clip_get_info (rushes_review_cell_get_clip (get_cell (number)));
}

int
count_cells (void)
{
  int n = 0;

  for (int number = 1; number <= RUSHES_ENSEMBLE_MAX; number++)
    n += get_cell (number) != NULL;
  return n;
}

/* The one with the focus is the one that keys are about. */
gboolean
has_focus (int number)
{
  RushesReviewCell *cell = get_cell (number);

  return cell != NULL && gtk_widget_is_focus (GTK_WIDGET (cell)) && rushes_review_get_clip (get_review ()) == rushes_review_cell_get_clip (cell);
}

int
read_number (int number)
{
  return clips_read_bars (rushes_ensemble_get_paintable (get_ensemble (), number - 1));
}

GtkWidget *
get_focus_tile (void)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window)), *child = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return RUSHES_IS_TILE (child) ? child : NULL;
}

guint
count_selected (void)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  return clips->len;
}

void
import_all (const char *const paths[])
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *paths != NULL; paths++)
    g_ptr_array_add (files, g_file_new_for_path (*paths));
  rushes_importing_start (window, files);
}

void
go_to_grid (void)
{
  for (int i = 0; i < 40 && get_focus_tile () == NULL; i++)
    {
      press_key (XK_Tab, 0);
      wait_for_frames ();
    }
  g_assert_nonnull (get_focus_tile ());
  press_key (XK_Home, 0);
  wait_until (count_selected () == 1);
}

void
pause_at_start (void)
{
  rushes_ensemble_set_playing (get_ensemble (), FALSE);
  rushes_ensemble_seek (get_ensemble (), 0);
  wait_until (rushes_ensemble_is_settled (get_ensemble ()) && rushes_ensemble_get_frame (get_ensemble ()) == 0);
}
