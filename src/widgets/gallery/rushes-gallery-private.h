/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-filter-bar.h"
#include "rushes-gallery.h"
#include "rushes-selection.h"
#include "rushes-stack-view.h"
#include "rushes-status-bar.h"
#include "rushes-tile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* For the files of the gallery alone. The grid: jobs that run stand first, then the clips that match. */
struct _RushesGallery
{
  GtkBox parent_instance;
  GtkStack *stack;
  GtkGridView *grid;
  GtkWidget *clear_button;
  RushesFilterBar *filters;
  RushesStatusBar *status;
  AdwStatusPage *empty_page;
  RushesLibrary *library;
  RushesJobQueue *queue;
  RushesThumbnailer *thumbnailer;
  RushesClipList *clips;
  GtkFilter *active_filter;
  RushesSelection *selection;
  RushesStackView *stacks;
  guint n_selected;
  gboolean replacing; /* much changes, by and by; so many were selected before: */
  guint n_held;
  RushesClip *last; /* the first of those that are, or were, selected */
  gint64 wanted;    /* the row of the clip that opens when it has been read, or 0 */
  GtkWidget *left; /* weak: what had the focus when another page was shown */
  double left_at;  /* how far it was scrolled then */
  char *words;
};

guint               rushes_gallery_count_jobs        (RushesGallery *self);
gint64              rushes_gallery_get_key           (guint          position,
                                                      gpointer       self);
GPtrArray          *rushes_gallery_list_read         (RushesGallery *self,
                                                      guint          most);
void                rushes_gallery_remember_selected (RushesGallery *self);
void                rushes_gallery_select_next       (RushesGallery *self,
                                                      guint          position);
GdkContentProvider *rushes_gallery_new_dragged       (RushesTile    *tile,
                                                      gpointer       self);

G_END_DECLS
