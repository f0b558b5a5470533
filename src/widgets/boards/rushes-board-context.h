/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"
#include "rushes-filtered-shots.h"
#include "rushes-job-queue.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What all parts of the page of an open board share; the page owns it. */
typedef struct
{
  RushesBoardView *view;        /* the whole film; NULL while no board is open */
  RushesFilteredShots *shown;   /* what of it stands on the page; NULL with it */
  GtkSelectionModel *selection; /* of what is shown */
  RushesLibrary *library;
  RushesJobQueue *queue;
  RushesThumbnailer *thumbnailer;
  GSettings *settings;
} RushesBoardContext;

GPtrArray *rushes_board_context_list_selected (const RushesBoardContext *self);
gboolean   rushes_board_context_is_selected   (const RushesBoardContext *self,
                                               RushesShot               *shot);
void       rushes_board_context_select        (const RushesBoardContext *self,
                                               RushesShot               *shot);

G_END_DECLS
