/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-library.h"
#include "rushes-thumbnailer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_BOARDS_OVERVIEW (rushes_boards_overview_get_type ())
G_DECLARE_FINAL_TYPE (RushesBoardsOverview, rushes_boards_overview, RUSHES, BOARDS_OVERVIEW, GtkBox)

void rushes_boards_overview_set_up     (RushesBoardsOverview *self,
                                        RushesLibrary        *library,
                                        RushesThumbnailer    *thumbnailer);
void rushes_boards_overview_set_facts  (RushesBoardsOverview *self,
                                        GPtrArray            *facts);
void rushes_boards_overview_set_narrow (RushesBoardsOverview *self,
                                        gboolean              narrow);

G_END_DECLS
