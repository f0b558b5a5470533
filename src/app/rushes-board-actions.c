/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-actions.h"

#include "rushes-board-exporting.h"
#include "rushes-board-making.h"
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

static void
tell (GSimpleAction *action, GVariant *sentence, gpointer window)
{
  rushes_window_toast (window, rushes_toast_new (g_variant_get_string (sentence, NULL)));
}

void
rushes_board_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "close-board", .activate = close_board },
    { .name = "play-board", .activate = play_board },
    { .name = "tell", .activate = tell, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
  rushes_board_making_add (window);
  rushes_board_exporting_add (window);
}
