/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

/* What of the application is there only when somebody asks for it. Main thread. */
typedef struct
{
  GtkApplication *application; /* outlives this */
  /* The library and its queue, if they are open. Returns: (transfer none) (nullable) */
  RushesCore   *(*get_core)    (gpointer application);
  /* Opens them, without a window. Returns: (transfer none) (nullable): %NULL: they cannot be opened */
  RushesCore   *(*open_core)   (gpointer application);
  /* The window, in front of others. Returns: (transfer none) (nullable): %NULL: there is only one that says why not */
  RushesWindow *(*show_window) (gpointer application);
  /* Has this process carry the queue on, if no other one does. */
  void          (*take_queue)  (gpointer application);
} RushesDesktop;

void rushes_desktop_actions_add (const RushesDesktop *desktop);

G_END_DECLS
