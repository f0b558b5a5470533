/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     rushes_judge_keys_add       (GtkWidgetClass *page_class);
void     rushes_judge_keys_add_one   (GtkWidgetClass *page_class,
                                      guint           key,
                                      const char     *action);
gboolean rushes_judge_keys_are_taken (GtkWidget      *page);

G_END_DECLS
