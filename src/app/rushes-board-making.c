/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-making.h"

#include "rushes-board-adding.h"
#include "rushes-board-change.h"
#include "rushes-board-copy.h"
#include "rushes-board-file.h"
#include "rushes-boards.h"
#include "rushes-dialogs.h"
#include "rushes-error-text.h"
#include "rushes-launch.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Boards come into being, from nothing, a screenplay, a folder, another board or what is selected in the gallery; and what is done to one that is not open. */

/* What a worker needs, and what it has to say. */
typedef struct
{
  RushesCore *core;
  char *title, *from; /* each (nullable); from: a path, or the folder of the board that is copied */
  GArray *clips;      /* (nullable): rows: a shot for each */
  GVariant *change;   /* (nullable): that makes these */
  GPtrArray *remarks;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_object_unref (order->core);
  g_free (order->title);
  g_free (order->from);
  g_clear_pointer (&order->clips, g_array_unref);
  g_clear_pointer (&order->change, g_variant_unref);
  g_ptr_array_unref (order->remarks);
  g_free (order);
}

static void
tell (RushesWindow *window, const GError *error)
{
  g_autofree char *line = rushes_error_text_one_line (error, NULL);

  rushes_window_toast (window, rushes_toast_new (line));
}

static gpointer
make (gpointer data, GError **error)
{
  Order *order = data;

  if (order->clips != NULL && order->clips->len > 0)
    {
      order->change = rushes_board_adding_make_change (rushes_core_get_library (order->core), order->clips, NULL, error);
      if (order->change == NULL)
        return NULL;
    }
  return rushes_boards_make (order->core, order->title, order->from, order->remarks, error);
}

/* All remarks together; a few of many. */
static void
show_remarks (RushesWindow *window, GPtrArray *remarks)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < remarks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) remarks->pdata[i]);
  if (remarks->len > 0)
    rushes_message_show (GTK_WIDGET (window), _("Not Everything Was Taken"), text->str);
}

static void
on_made (gpointer widget, gpointer data, gpointer slug, const GError *error)
{
  RushesWindow *window = widget;
  Order *order = data;

  if (slug == NULL)
    {
      tell (window, error);
      return;
    }
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), slug);
  if (order->change != NULL)
    rushes_board_desk_change (rushes_window_get_desk (window), order->change);
  show_remarks (window, order->remarks);
}

/* @clips: (transfer full) (nullable) */
static Order *
order_new (RushesWindow *window, const char *title, const char *from, GArray *clips)
{
  Order *order = g_new (Order, 1);

  *order = (Order) { g_object_ref (rushes_window_get_core (window)), g_strdup (title), g_strdup (from), clips, NULL, g_ptr_array_new_with_free_func (g_free) };
  return order;
}

/* @clips: (transfer full) (nullable) */
static void
start (RushesWindow *window, const char *title, const char *from, GArray *clips)
{
  rushes_way_back_work (window, make, order_new (window, title, from, clips), order_free, g_free, on_made);
}

/* A board comes in from a folder, and is opened. @path: the folder */
void
rushes_board_making_bring_in (RushesWindow *window, const char *path)
{
  start (window, NULL, path, NULL);
}

/* A question for a title, and what it is for. */
typedef struct
{
  RushesWindow *window;
  GArray *clips;    /* (nullable): rows, of a new board */
  char *slug;       /* (nullable): of the board that gets another title */
} Naming;

static void
naming_free (gpointer data)
{
  Naming *naming = data;

  g_object_unref (naming->window);
  g_clear_pointer (&naming->clips, g_array_unref);
  g_free (naming->slug);
  g_free (naming);
}

static void
on_title (const char *title, gpointer data)
{
  Naming *naming = data;

  start (naming->window, title, NULL, g_steal_pointer (&naming->clips));
}

/* @clips: (transfer full) (nullable) */
static void
ask_for_board (RushesWindow *window, GArray *clips)
{
  Naming *naming = g_new (Naming, 1);

  *naming = (Naming) { g_object_ref (window), clips, NULL };
  rushes_text_ask (GTK_WIDGET (window), _("New Board"), _("Title"), "", _("_Create"), on_title, naming, naming_free);
}

static void
new_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  ask_for_board (window, NULL);
}

static void
board_from_clips (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  ask_for_board (window, rushes_window_list_rows (window));
}

static gpointer
copy (gpointer data, GError **error)
{
  Order *order = data;

  return rushes_board_copy (rushes_core_get_paths (order->core), order->from, error);
}

static void
on_copied (gpointer window, gpointer data, gpointer slug, const GError *error)
{
  AdwToast *toast;

  if (slug == NULL)
    {
      tell (window, error);
      return;
    }
  toast = rushes_toast_new (_("Board duplicated"));
  adw_toast_set_button_label (toast, _("_Open"));
  adw_toast_set_action_name (toast, "win.open-board");
  adw_toast_set_action_target_value (toast, g_variant_new_string (slug));
  rushes_window_toast (window, toast);
  rushes_board_desk_look (rushes_window_get_desk (window));
}

static void
duplicate_board (GSimpleAction *action, GVariant *slug, gpointer window)
{
  rushes_way_back_work (window, copy, order_new (window, NULL, g_variant_get_string (slug, NULL), NULL), order_free, g_free, on_copied);
}

static void
open_board (GSimpleAction *action, GVariant *slug, gpointer window)
{
  rushes_window_show_page (window, "boards");
  rushes_board_desk_open (rushes_window_get_desk (window), g_variant_get_string (slug, NULL));
}

static void
on_from (GFile *file, gpointer window)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    start (window, NULL, path, NULL);
}

static void
board_from_file (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  static const char *const types[] = { "text/plain", "application/x-fountain", "text/x-fountain", "application/octet-stream", NULL };

  rushes_file_open (window, _("Open a Screenplay"), _("Fountain Screenplays"), types, on_from, window);
}

static void
board_from_folder (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_folder_open (window, _("Make a Board from a Folder"), on_from, window);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rushes_boards_change_finish (result, &error);

  if (window == NULL)
    return;
  if (sentence == NULL)
    tell (window, error);
  else if (*sentence != '\0')
    rushes_window_toast (window, rushes_toast_new (sentence));
  rushes_board_desk_look (rushes_window_get_desk (window));
}

/* @change: floating */
static void
change (RushesWindow *window, const char *slug, GVariant *change)
{
  rushes_boards_change_async (rushes_window_get_core (window), slug, change, on_changed, rushes_way_back_new (window));
}

static void
on_renamed (const char *title, gpointer data)
{
  Naming *naming = data;
  GVariantDict members = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&members, RUSHES_BOARD_TITLE, "s", title);
  change (naming->window, naming->slug, g_variant_new_parsed ("{'do': <%s>, 'members': <%*>}", RUSHES_CHANGE_SET, g_variant_dict_end (&members)));
}

static void
rename_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  Naming *naming = g_new (Naming, 1);
  const char *slug, *title;

  g_variant_get (parameter, "(&s&s)", &slug, &title);
  *naming = (Naming) { g_object_ref (window), NULL, g_strdup (slug) };
  rushes_text_ask (window, _("Rename the Board"), _("Title"), title, _("_Rename"), on_renamed, naming, naming_free);
}

static void
restore_board (GSimpleAction *action, GVariant *slug, gpointer window)
{
  change (window, g_variant_get_string (slug, NULL), g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_RESTORE));
}

/* A question that is still open about a board that cannot be read. */
typedef struct
{
  RushesWindow *window;
  char *slug;
} Restoring;

static void
restoring_free (gpointer data)
{
  g_object_unref (((Restoring *) data)->window);
  g_free (((Restoring *) data)->slug);
  g_free (data);
}

static void
on_restore (gpointer data)
{
  Restoring *restoring = data;

  g_action_group_activate_action (G_ACTION_GROUP (restoring->window), "restore-board", g_variant_new_string (restoring->slug));
}

/* @parameter: a board that cannot be read, and why */
static void
explain_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  const char *slug, *problem;
  g_autofree char *heading = NULL, *body = NULL;
  Restoring *restoring = g_new (Restoring, 1);

  g_variant_get (parameter, "(&s&s)", &slug, &problem);
  heading = g_strdup_printf (_("“%s” Cannot Be Read"), slug);
  body = g_strdup_printf (_("%s. Restoring goes back to the newest older version that can be read, and keeps this one beside it."), problem);
  *restoring = (Restoring) { g_object_ref (window), g_strdup (slug) };
  rushes_question_ask (window, heading, body, _("_Restore"), FALSE, on_restore, restoring, restoring_free);
}

static void
show_board_files (GSimpleAction *action, GVariant *slug, gpointer window)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (rushes_window_get_core (window)), g_variant_get_string (slug, NULL));
  g_autofree char *path = rushes_board_file_dup_path (folder);

  rushes_file_show (window, path);
}

/* “win.new-board” and its kin. */
void
rushes_board_making_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "new-board", .activate = new_board },
    { .name = "board-from-clips", .activate = board_from_clips },
    { .name = "board-from-file", .activate = board_from_file },
    { .name = "board-from-folder", .activate = board_from_folder },
    { .name = "duplicate-board", .activate = duplicate_board, .parameter_type = "s" },
    { .name = "open-board", .activate = open_board, .parameter_type = "s" },
    { .name = "rename-board", .activate = rename_board, .parameter_type = "(ss)" },
    { .name = "restore-board", .activate = restore_board, .parameter_type = "s" },
    { .name = "explain-board", .activate = explain_board, .parameter_type = "(ss)" },
    { .name = "show-board-files", .activate = show_board_files, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
