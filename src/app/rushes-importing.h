/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-import.h"
#include "rushes-window.h"

G_BEGIN_DECLS

void rushes_importing_start (RushesWindow *window,
                             GPtrArray    *files);
void rushes_importing_add   (RushesWindow *window);

/* @report: the clips that came in, at least one */
typedef void (*RushesImportedFunc) (RushesWindow             *window,
                                    const RushesImportReport *report,
                                    gpointer                  data);

void rushes_importing_start_then (RushesWindow       *window,
                                  GPtrArray          *files,
                                  RushesImportedFunc  func,
                                  gpointer            data,
                                  GDestroyNotify      free_data);

G_END_DECLS
