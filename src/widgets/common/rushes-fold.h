/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FOLD (rushes_fold_get_type ())
G_DECLARE_FINAL_TYPE (RushesFold, rushes_fold, RUSHES, FOLD, GtkWidget)

GtkWidget *rushes_fold_new        (GtkWidget  *start,
                                   GtkWidget  *end);
void       rushes_fold_set_always (RushesFold *self,
                                   gboolean    always);

G_END_DECLS
