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

/* For the files of the window alone. */
struct _RushesWindow
{
  AdwApplicationWindow parent_instance;
  AdwToastOverlay *toasts;
  RushesAdaptiveBin *adaptive;
  GtkStack *root, *title_stack;
  RushesFirstRun *first_run;
  RushesDiscovery *discovery; /* (nullable): while that is shown */
  GtkWidget *compose_pane, *banner, *search_entry;
  AdwBin *wide_slot, *narrow_slot;
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

/* rushes-window-layout.c */
void rushes_window_update_title  (RushesWindow *self);
void rushes_window_update_layout (RushesWindow *self);
void rushes_window_lift_toasts   (RushesWindow *self);
void rushes_window_set_bare      (RushesWindow *self,
                                  gboolean      bare);

G_END_DECLS
