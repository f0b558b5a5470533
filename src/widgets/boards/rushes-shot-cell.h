/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text in a table that is edited in its place. Signals “edited” (string): it was changed; “go” (int columns, int rows): its user goes on
 * from here; “wanted”: its user wants to edit it. */
#define RUSHES_TYPE_SHOT_CELL (rushes_shot_cell_get_type ())
G_DECLARE_FINAL_TYPE (RushesShotCell, rushes_shot_cell, RUSHES, SHOT_CELL, GtkWidget)

/* Returns: whether that can be what it says */
typedef gboolean (*RushesShotCellCheck) (const char *text,
                                         gpointer    data);

GtkWidget  *rushes_shot_cell_new        (const char          *name,
                                         const char *const   *choices);
void        rushes_shot_cell_set_text   (RushesShotCell      *self,
                                         const char          *text);
const char *rushes_shot_cell_get_text   (RushesShotCell      *self);
void        rushes_shot_cell_set_check  (RushesShotCell      *self,
                                         RushesShotCellCheck  check,
                                         gpointer             data);
void        rushes_shot_cell_add_class  (RushesShotCell      *self,
                                         const char          *css_class);
void        rushes_shot_cell_edit       (RushesShotCell      *self);
gboolean    rushes_shot_cell_is_edited  (RushesShotCell      *self);

G_END_DECLS
