/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "driver.h"

G_BEGIN_DECLS

/* What lies on top: the dialog or window that get_top() gives, and its menus. */

GtkWidget  *get         (const char *name);
const char *get_text    (const char *name);
gboolean    is_shown    (const char *name);
gboolean    has_words   (GtkWidget  *parent,
                         const char *words);
gboolean    says        (const char *name,
                         const char *words);
gboolean    top_says    (const char *words);
gboolean    top_is_active (void);
void        close_all   (void);
void        choose_item (GtkWidget  *parent,
                         const char *item);
void        choose_in_submenu_of (GtkWidget  *widget,
                                  const char *submenu,
                                  const char *item);
void        choose_in_menu_of (GtkWidget  *widget,
                               const char *item);

G_END_DECLS
