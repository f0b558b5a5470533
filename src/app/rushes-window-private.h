/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-adaptive-bin.h"
#include "rushes-boards-page.h"
#include "rushes-discovery.h"
#include "rushes-first-run.h"
#include "rushes-queue-page.h"
#include "rushes-told.h"
#include "rushes-window.h"

G_BEGIN_DECLS

/* What is made before the window is filled: its order is that of the making. */
typedef enum
{
  RUSHES_WINDOW_GALLERY,
  RUSHES_WINDOW_COMPOSE,
  RUSHES_WINDOW_SHOT_COMPOSE,
  RUSHES_WINDOW_BOARDS,
  RUSHES_WINDOW_QUEUE,
  RUSHES_WINDOW_VIEWER,
  RUSHES_WINDOW_REVIEW,
  RUSHES_WINDOW_FIRST_RUN,
  RUSHES_WINDOW_N_PARTS
} RushesWindowPart;

/* For the files of the window alone. */
struct _RushesWindow
{
  AdwApplicationWindow parent_instance;
  gboolean seen; /* a frame of it was, and its pages are made */
  guint unseen_timer, patience_timer, making; /* before the library is open; what follows the parts is of the template, and made then */
  GtkWidget *parts[RUSHES_WINDOW_N_PARTS];
  guint n_made;
  AdwToastOverlay *toasts;
  RushesAdaptiveBin *adaptive;
  GtkStack *root, *title_stack;
  RushesFirstRun *first_run;
  RushesDiscovery *discovery; /* (nullable): while that is shown */
  GtkWidget *compose_pane, *banner, *search_entry;
  AdwBin *wide_slot, *narrow_slot;
  AdwBin *gallery_slot, *boards_slot, *queue_slot, *viewer_slot, *review_slot, *first_run_slot;
  GtkToggleButton *pane_button, *search_button;
  GtkSearchBar *search_bar;
  AdwWindowTitle *narrow_title, *compose_title;
  AdwViewStack *pages;
  AdwViewStackPage *compose_page, *queue_stack_page;
  AdwViewSwitcherBar *switcher_bar;
  GtkWidget *header;
  gboolean bare; /* a page has the whole screen */
  RushesTold *told; /* what is only told */
  RushesGallery *gallery;
  RushesQueuePage *queue_page;
  RushesBoardsPage *boards_page;
  RushesViewer *viewer;
  RushesReview *review;
  RushesCompose *compose;
  RushesCore *core;
  RushesComposer *composer;
  RushesBoardDesk *desk;
  RushesShotForm *shot_form;
  const char *content; /* the page beside the form: in a narrow window the one before it */
  RushesThumbnailer *thumbnailer;
  GSettings *settings;
};

/* rushes-window-opening.c */
void rushes_window_show_opening  (RushesWindow *self);
void rushes_window_end_opening   (RushesWindow *self);

/* rushes-window-parts.c */
void rushes_window_make_parts    (RushesWindow *self);
void rushes_window_drop_parts    (RushesWindow *self);

/* rushes-window-layout.c */
void rushes_window_update_title  (RushesWindow *self);
void rushes_window_update_layout (RushesWindow *self);
void rushes_window_lift_toasts   (RushesWindow *self);
void rushes_window_follow_contrast (RushesWindow *self);
void rushes_window_set_bare      (RushesWindow *self,
                                  gboolean      bare);

G_END_DECLS
