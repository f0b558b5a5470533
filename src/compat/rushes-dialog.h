/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_DIALOG (rushes_dialog_get_type ())
#if ADW_CHECK_VERSION(1, 5, 0)
G_DECLARE_DERIVABLE_TYPE (RushesDialog, rushes_dialog, RUSHES, DIALOG, AdwDialog)
#else
G_DECLARE_DERIVABLE_TYPE (RushesDialog, rushes_dialog, RUSHES, DIALOG, AdwWindow)
#endif

struct _RushesDialogClass
{
#if ADW_CHECK_VERSION(1, 5, 0)
  AdwDialogClass parent_class;
#else
  AdwWindowClass parent_class;
#endif

  /* Before it closes; may be NULL. Returns: whether it stays */
  gboolean (*closing) (RushesDialog *self);
};

GtkWidget *rushes_dialog_new              (const char   *title,
                                           GtkWidget    *child,
                                           int           width,
                                           int           height);
void       rushes_dialog_set_title        (RushesDialog *self,
                                           const char   *title);
void       rushes_dialog_present          (RushesDialog *self,
                                           GtkWidget    *parent);
GtkWidget *rushes_dialog_get_parent       (RushesDialog *self);
void       rushes_dialog_close            (RushesDialog *self);
void       rushes_dialog_force_close      (RushesDialog *self);

/* Pages of preferences, with a head that chooses one. */
GtkWidget *rushes_preferences_dialog_new     (void);
void       rushes_preferences_dialog_add     (GtkWidget *dialog,
                                              GtkWidget *page);
void       rushes_preferences_dialog_present (GtkWidget *dialog,
                                              GtkWidget *parent,
                                              int        width,
                                              int        height);

void rushes_expander_row_add_suffix (AdwExpanderRow *row,
                                     GtkWidget      *suffix);

G_END_DECLS
