/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RUSHES_TYPE_FIRST_RUN (rushes_first_run_get_type ())
G_DECLARE_FINAL_TYPE (RushesFirstRun, rushes_first_run, RUSHES, FIRST_RUN, GtkBox)

void rushes_first_run_add_found  (RushesFirstRun *self,
                                  const char     *name,
                                  const char     *address);
void rushes_first_run_set_narrow (RushesFirstRun *self,
                                  gboolean        narrow);

G_END_DECLS
