/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-window-actions.h"

#include "rushes-board-actions.h"
#include "rushes-board-fill-watch.h"
#include "rushes-board-filling.h"
#include "rushes-clip-actions.h"
#include "rushes-clip-files.h"
#include "rushes-connection-editor.h"
#include "rushes-connection-pasting.h"
#include "rushes-dialogs.h"
#include "rushes-disk-window.h"
#include "rushes-error-toast.h"
#include "rushes-frame-actions.h"
#include "rushes-finding.h"
#include "rushes-importing.h"
#include "rushes-job-actions.h"
#include "rushes-judge-actions.h"
#include "rushes-launch.h"
#include "rushes-preferences.h"
#include "rushes-remote-window.h"
#include "rushes-note-actions.h"
#include "rushes-relocating.h"
#include "rushes-review-actions.h"
#include "rushes-shot-actions.h"
#include "rushes-stack-actions.h"
#include "rushes-take-points.h"
#include "rushes-viewer-actions.h"
#include "rushes-workflows-window.h"

#include <glib/gi18n.h>

/* What the window's menu and its first page open; and where all of its actions are put together. */

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_preferences_show (window, rushes_window_get_core (window), rushes_window_get_settings (window));
}

static void
show_help (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_help_show (window);
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_about_show (window);
}

static void
add_connection (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesProviderKind kind = g_str_equal (g_action_get_name (G_ACTION (action)), "add-comfyui") ? RUSHES_PROVIDER_COMFYUI : RUSHES_PROVIDER_OPENAI;

  rushes_connection_editor_open (GTK_WIDGET (window), rushes_window_get_core (RUSHES_WINDOW (window)), kind);
}

static void
use_comfyui (GSimpleAction *action, GVariant *place, gpointer window)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (RushesConnection) connection = NULL;
  const char *name, *url;

  g_variant_get (place, "(&s&s)", &name, &url);
  connection = rushes_connection_new (id, RUSHES_PROVIDER_COMFYUI, name, url, NULL, TRUE);
  rushes_connections_put (rushes_core_get_connections (rushes_window_get_core (RUSHES_WINDOW (window))), connection);
  rushes_window_show_main (RUSHES_WINDOW (window));
}

/* Two clips, one through each provider, of the built-in server. */
static void
try_sample (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesCore *core = rushes_window_get_core (RUSHES_WINDOW (window));
  g_autoptr (GError) error = NULL;

  if (!rushes_core_make_samples (core, &error))
    {
      rushes_window_toast (RUSHES_WINDOW (window), rushes_error_toast_new (window, error, NULL));
      return;
    }
  rushes_window_show_main (RUSHES_WINDOW (window));
}

static void
show_workflows (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_workflows_window_show (window, rushes_window_get_core (window), rushes_window_get_composer (window),
                                rushes_window_get_thumbnailer (window));
}

static void
show_remote_videos (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_remote_window_show (GTK_WINDOW (window), rushes_window_get_core (RUSHES_WINDOW (window)));
}

static void
show_disk_use (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_disk_window_show (GTK_WIDGET (window), rushes_window_get_core (RUSHES_WINDOW (window)));
}

/* Everything that can be asked of the window: “win.…”. */
void
rushes_window_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "workflows", .activate = show_workflows },
    { .name = "remote-videos", .activate = show_remote_videos },
    { .name = "disk-use", .activate = show_disk_use },
    { .name = "preferences", .activate = show_preferences },
    { .name = "help", .activate = show_help },
    { .name = "about", .activate = show_about },
    { .name = "add-comfyui", .activate = add_connection },
    { .name = "add-service", .activate = add_connection },
    { .name = "use-comfyui", .activate = use_comfyui, .parameter_type = "(ss)" },
    { .name = "try-sample", .activate = try_sample },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  rushes_connection_pasting_add (window);
  rushes_job_actions_add (window);
  rushes_board_actions_add (window);
  rushes_board_filling_add (window);
  rushes_board_fill_watch_add (window);
  rushes_shot_actions_add (window);
  rushes_take_points_follow (window);
  rushes_clip_actions_add (window);
  rushes_clip_files_add (window);
  rushes_judge_actions_add (window);
  rushes_stack_actions_add (window);
  rushes_note_actions_add (window);
  rushes_viewer_actions_add (window);
  rushes_frame_actions_add (window);
  rushes_review_actions_add (window);
  rushes_importing_add (window);
  rushes_finding_add (window);
  rushes_relocating_add (window);
}
