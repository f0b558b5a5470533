/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "driver.h"

G_BEGIN_DECLS

/* The board that is open, its shots by the numbers that they show, and the page that shows them. */

RushesBoardSession *get_session     (void);
RushesBoardView    *get_view        (void);
RushesBoardPage    *get_board_page  (void);
void                make_board      (const char *title);
void                change          (const char *text);
guint               count_shots     (void);
gboolean            stand           (const char *wanted);
RushesShot         *get_shot        (const char *shown);
GtkWidget          *find_card       (const char *shown);
GtkWidget          *find_board_card (const char *title);
GtkWidget          *find_scene_head (const char *title);
GtkDropTarget      *get_drop_target (GtkWidget  *widget);
gboolean            is_at           (const char *shown);
gboolean            is_chosen       (const char *shown,
                                     const char *clip);

G_END_DECLS
