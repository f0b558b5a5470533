/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-actions.h"

#include "rushes-clip-menu.h"
#include "rushes-clip-wish.h"
#include "rushes-launch.h"
#include "rushes-trash.h"

/* What can be done with clips: one by its id, or those at hand. */

static void
show_clip (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), rushes_window_show_clip);
}

static void
reuse (RushesWindow *window, RushesClip *clip)
{
  rushes_composer_reuse (rushes_window_get_composer (window), rushes_clip_get_info (clip)->request);
  rushes_window_show_page (window, "compose");
}

static void
reuse_settings (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), reuse);
}

static void
reuse_selected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GArray) rows = rushes_window_list_rows (RUSHES_WINDOW (window));

  if (rows->len > 0)
    rushes_clip_wish_row (window, g_array_index (rows, gint64, 0), reuse);
}

/* The viewer goes on to a neighbour of what is about to go. */
static void
leave (RushesWindow *window)
{
  RushesViewer *viewer = rushes_window_get_viewer (window);
  g_autoptr (RushesClip) clip = g_object_ref (rushes_viewer_get_clip (viewer));

  rushes_viewer_show_neighbour (viewer, 1);
  if (rushes_viewer_get_clip (viewer) == clip)
    rushes_viewer_show_neighbour (viewer, -1);
  if (rushes_viewer_get_clip (viewer) == clip)
    rushes_window_close_viewer (window);
}

static void
trash (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GArray) rows = rushes_window_list_rows (RUSHES_WINDOW (window));

  if (rows->len == 0)
    return;
  if (rushes_viewer_get_clip (rushes_window_get_viewer (RUSHES_WINDOW (window))) != NULL)
    leave (RUSHES_WINDOW (window));
  rushes_trash_rows (window, g_steal_pointer (&rows));
}

static void
show_file_of (RushesWindow *window, RushesClip *clip)
{
  g_autofree char *path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (window)), clip);

  rushes_file_show (GTK_WIDGET (window), path);
}

static void
show_file (GSimpleAction *action, GVariant *id, gpointer window)
{
  rushes_clip_wish (window, g_variant_get_string (id, NULL), show_file_of);
}

static void
copy_text (GSimpleAction *action, GVariant *text, gpointer window)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (window), g_variant_get_string (text, NULL));
}

/* “win.trash” and its kin. */
void
rushes_clip_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "show-clip", .activate = show_clip, .parameter_type = "s" },
    { .name = "reuse-settings", .activate = reuse_settings, .parameter_type = "s" },
    { .name = "reuse-selected", .activate = reuse_selected },
    { .name = "trash", .activate = trash },
    { .name = "show-file", .activate = show_file, .parameter_type = "s" },
    { .name = "copy-text", .activate = copy_text, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  rushes_trash_add (window);
}
