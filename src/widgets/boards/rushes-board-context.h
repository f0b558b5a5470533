/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-board-view.h"
#include "rushes-job-queue.h"
#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What all parts of the page of an open board share; the page owns it. */
typedef struct
{
  RushesBoardView *view;        /* NULL while no board is open */
  GtkSelectionModel *selection; /* of the view's shots */
  RushesLibrary *library;
  RushesJobQueue *queue;
  RushesThumbnailer *thumbnailer;
  GSettings *settings;
} RushesBoardContext;

G_END_DECLS
