/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-actions.h"

#include "rushes-board-adding.h"
#include "rushes-board-exporting.h"
#include "rushes-board-making.h"
#include "rushes-board-settings.h"
#include "rushes-board-taking.h"
#include "rushes-board-trashing.h"
#include "rushes-dialogs.h"

/* What can be asked of the window about boards: “win.close-board” and its kin. */

static void
close_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_board_desk_close (rushes_window_get_desk (window));
}

static void
play_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_board_desk_play (rushes_window_get_desk (window));
}

/* What is asked of any board, of the one that is open. */
static void
ask_of_open (RushesWindow *window, const char *action)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));

  if (session != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (window), action, g_variant_new_string (rushes_board_session_get_slug (session)));
}

static void
show_open_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  ask_of_open (window, "show-board-files");
}

static void
duplicate_open_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_shot_form_save (rushes_window_get_shot_form (window));
  ask_of_open (window, "duplicate-board");
}

static void
trash_open_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  ask_of_open (window, "trash-board");
}

/* What the board says is known once it was read. @scene: 0: the board itself */
static void
show_settings (RushesWindow *window, gint64 scene)
{
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));
  RushesBoard *board = session != NULL ? rushes_board_view_get_board (rushes_board_session_get_view (session)) : NULL;
  RushesShotForm *form = rushes_window_get_shot_form (window);
  RushesDialog *dialog;

  if (board == NULL || (scene != 0 && rushes_board_find_scene (board, scene) == NULL))
    return;
  rushes_shot_form_save (form);
  dialog = rushes_board_settings_show (GTK_WINDOW (window), rushes_window_get_core (window), session, scene);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (rushes_shot_form_look_again), form, G_CONNECT_SWAPPED); /* a style may have been saved there */
}

static void
board_settings (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  show_settings (window, 0);
}

static void
scene_settings (GSimpleAction *action, GVariant *scene, gpointer window)
{
  show_settings (window, g_variant_get_int64 (scene));
}

void
rushes_board_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "close-board", .activate = close_board },
    { .name = "play-board", .activate = play_board },
    { .name = "show-open-board", .activate = show_open_board },
    { .name = "duplicate-open-board", .activate = duplicate_open_board },
    { .name = "trash-open-board", .activate = trash_open_board },
    { .name = "board-settings", .activate = board_settings },
    { .name = "scene-settings", .activate = scene_settings, .parameter_type = "x" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  rushes_board_making_add (window);
  rushes_board_exporting_add (window);
  rushes_board_trashing_add (window);
  rushes_board_adding_add (window);
  rushes_board_taking_add (window);
}
