/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-fill-row.h"

#include "rushes-dialog.h"

G_BEGIN_DECLS

#define RUSHES_TYPE_FILL_WINDOW (rushes_fill_window_get_type ())
G_DECLARE_FINAL_TYPE (RushesFillWindow, rushes_fill_window, RUSHES, FILL_WINDOW, RushesDialog)

RushesFillWindow *rushes_fill_window_new          (const char       *board);
void              rushes_fill_window_set_items    (RushesFillWindow *self,
                                                   GPtrArray        *items,
                                                   gboolean          use_action,
                                                   gboolean          out_of_date);
void              rushes_fill_window_set_busy     (RushesFillWindow *self,
                                                   gboolean          busy);
gboolean          rushes_fill_window_get_use_action  (RushesFillWindow *self);
gboolean          rushes_fill_window_get_out_of_date (RushesFillWindow *self);
gboolean          rushes_fill_window_is_checked   (RushesFillWindow *self,
                                                   gint64            number);

G_END_DECLS
