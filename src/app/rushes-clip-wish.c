/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-wish.h"

#include "rushes-clip-lookup.h"
#include "rushes-error-toast.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* What somebody wants of one clip, in a window: it is looked up on a worker, and a clip that is gone, or cannot be read at the moment, is told. */

typedef struct
{
  RushesClipWishFunc func;
} Wish;

static void
on_found (gpointer window, RushesClip *clip, const GError *error, gpointer data)
{
  Wish *wish = data;

  if (clip != NULL)
    wish->func (window, clip);
  else if (error != NULL)
    rushes_window_toast (window, rushes_error_toast_new (window, error, NULL));
  else
    rushes_window_toast (window, rushes_toast_new (_("This clip is not in the library any more")));
}

static Wish *
wish_new (RushesClipWishFunc func)
{
  Wish *wish = g_new (Wish, 1);

  *wish = (Wish) { func };
  return wish;
}

/* Calls @func when the clip with that id has been read, unless the window is gone by then. Main thread. */
void
rushes_clip_wish (RushesWindow *window, const char *id, RushesClipWishFunc func)
{
  rushes_clip_lookup (window, rushes_core_get_library (rushes_window_get_core (window)), id, on_found, wish_new (func), g_free);
}

/* The same by its row. */
void
rushes_clip_wish_row (RushesWindow *window, gint64 row, RushesClipWishFunc func)
{
  rushes_clip_lookup_row (window, rushes_core_get_library (rushes_window_get_core (window)), row, on_found, wish_new (func), g_free);
}
