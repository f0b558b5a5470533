/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-viewer-actions.h"

#include "rushes-derive.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-error-toast.h"
#include "rushes-filmstrip.h"
#include "rushes-order-placing.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* What becomes of a clip: a frame of it, or another clip. */

static void
use_picture (RushesWindow *self, const char *path)
{
  if (!rushes_composer_use_picture (rushes_window_get_composer (self), path))
    {
      rushes_window_toast (self, adw_toast_new (_("What is chosen in the form takes no picture")));
      return;
    }
  rushes_window_close_viewer (self);
  rushes_window_show_page (self, "compose");
}

/* One frame of a clip, to be kept as a picture. */
typedef struct
{
  char *clip, *picture; /* paths */
  double seconds;
} Frame;

static void
frame_free (gpointer data)
{
  Frame *frame = data;

  g_free (frame->clip);
  g_free (frame->picture);
  g_free (frame);
}

/* Returns: (transfer full): where the picture is */
static gpointer
save_frame (gpointer order, GError **error)
{
  Frame *frame = order;

  return rushes_filmstrip_save_frame (frame->clip, frame->seconds, frame->picture, error) ? g_strdup (frame->picture) : NULL;
}

/* Whatever it was, it was no server. */
static void
tell_no_frame (RushesWindow *window, const GError *error, const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *why = rushes_error_text_one_line (error, name);
  g_autofree char *text = g_strdup_printf (_("No frame could be taken from the clip: %s"), why);

  rushes_window_toast (window, rushes_toast_new (text));
}

static void
on_frame (gpointer window, gpointer frame, gpointer picture, const GError *error)
{
  if (picture != NULL)
    use_picture (window, picture);
  else
    tell_no_frame (window, error, ((Frame *) frame)->clip);
}

/* A frame of a clip becomes the first frame of the next one. */
static void
use_frame_of (RushesWindow *window, RushesClip *clip, double seconds)
{
  RushesCore *core = rushes_window_get_core (window);
  g_autofree char *folder = g_build_filename (rushes_paths_get_cache_dir (rushes_core_get_paths (core)), "pasted", NULL);
  g_autofree char *name = g_strdup_printf ("%.8s-%.3f.png", rushes_clip_get_id (clip), seconds);
  Frame *frame = g_new (Frame, 1);

  *frame = (Frame) { rushes_library_dup_path (rushes_core_get_library (core), clip), g_build_filename (folder, name, NULL), seconds };
  g_mkdir_with_parents (folder, 0700);
  rushes_way_back_work (window, save_frame, frame, frame_free, g_free, on_frame);
}

/* What the viewer shows now. */
static void
use_frame (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesViewer *viewer = rushes_window_get_viewer (RUSHES_WINDOW (window));

  if (rushes_viewer_get_clip (viewer) == NULL)
    return;
  rushes_player_set_playing (rushes_viewer_get_player (viewer), FALSE);
  use_frame_of (RUSHES_WINDOW (window), rushes_viewer_get_clip (viewer), rushes_player_get_position (rushes_viewer_get_player (viewer)));
}

#define USUAL_FPS 24

/* Where a clip ends, the next one begins: half a frame before the end is on the last one. */
static void
use_last_frame (GSimpleAction *action, GVariant *id, gpointer window)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));
  gint64 row = rushes_library_find_row (library, g_variant_get_string (id, NULL));
  g_autoptr (RushesClip) clip = row != 0 ? rushes_library_ref_clip (library, row) : NULL;
  const RushesClipInfo *info = clip != NULL ? rushes_clip_get_info (clip) : NULL;

  if (info != NULL)
    use_frame_of (RUSHES_WINDOW (window), clip, MAX (0, info->duration_ms / 1000.0 - 0.5 / (info->fps > 0 ? info->fps : USUAL_FPS)));
}

static void
on_derived (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesWindow) self = data;
  g_autoptr (GError) error = NULL;
  gint64 seed;

  if (rushes_order_placing_finish (result, &seed, &error))
    rushes_window_toast (self, adw_toast_new (_("On its way: see the queue")));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rushes_window_toast (self, rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
}

/* The clip in the viewer becomes another: how, and the words. */
static void
derive (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesWindow *self = RUSHES_WINDOW (window);
  RushesClip *clip = rushes_viewer_get_clip (rushes_window_get_viewer (self));
  RushesCore *core = rushes_window_get_core (self);
  g_autoptr (GError) error = NULL;
  RushesRequest *request;
  RushesConnection *connection;
  g_autoptr (RushesOrder) order = NULL;
  const char *how, *prompt;

  g_variant_get (parameter, "(&s&s)", &how, &prompt);
  if (clip == NULL)
    return;
  request = rushes_derive_new_request (rushes_core_get_connections (core), clip, how, prompt, 0, &connection, &error);
  if (request == NULL)
    {
      rushes_window_toast (self, rushes_error_toast_new (GTK_WIDGET (self), error, NULL));
      return;
    }
  order = rushes_order_new (core);
  order->request = request;
  order->limit = g_settings_get_double (rushes_window_get_settings (self), "monthly-limit");
  order->connection_id = g_strdup (rushes_connection_get_id (connection));
  rushes_order_placing_start (order, window, on_derived, g_object_ref (self));
}

/* “win.use-frame” and its kin. */
void
rushes_viewer_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "use-frame", .activate = use_frame },
    { .name = "use-last-frame", .activate = use_last_frame, .parameter_type = "s" },
    { .name = "derive", .activate = derive, .parameter_type = "(ss)" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
