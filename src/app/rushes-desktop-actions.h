/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "rushes-window.h"

G_BEGIN_DECLS

typedef struct _RushesDesktop RushesDesktop;

/* @core: (nullable): the library cannot be opened; @window: (nullable): if there is one, and it is filled */
typedef void (*RushesDesktopFunc) (const RushesDesktop *desktop, RushesCore *core, RushesWindow *window, gpointer data);

/* What of the application is there only when somebody asks for it: a library takes its time. What is to be done with it is done at once where
 * it is there; where it never will be, @destroy is all that is called. Main thread. */
struct _RushesDesktop
{
  GtkApplication *application; /* outlives this */
  /* The library and its queue, if they are open. Returns: (transfer none) (nullable) */
  RushesCore *(*get_core) (gpointer application);
  /* Opens them, without a window; @func is called in vain too, without a core */
  void (*open_core)       (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy);
  /* The window, in front of others. @func: (nullable) */
  void (*show_window)     (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy);
  /* Has this process carry the queue on, if no other one does; the library is open. @func: (nullable): when it is known which it is */
  void (*take_queue)      (gpointer application, RushesDesktopFunc func, gpointer data, GDestroyNotify destroy);
};

void rushes_desktop_actions_add (const RushesDesktop *desktop);

G_END_DECLS
