/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*RushesSavedFunc) (GtkWidget  *parent,
                                 const char *name);

void rushes_saved_workflows_show (GtkWidget       *parent,
                                  const char      *names,
                                  RushesSavedFunc  on_picked);

G_END_DECLS
