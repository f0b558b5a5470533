/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* With what else the takes were made: in short, and on demand with every word. */
#define RUSHES_TYPE_DIFFERENCE_BAR (rushes_difference_bar_get_type ())
G_DECLARE_FINAL_TYPE (RushesDifferenceBar, rushes_difference_bar, RUSHES, DIFFERENCE_BAR, GtkBox)

void rushes_difference_bar_show (RushesDifferenceBar *self,
                                 GPtrArray           *cells);
void rushes_difference_bar_set_narrow (RushesDifferenceBar *self,
                                       gboolean             narrow);

G_END_DECLS
