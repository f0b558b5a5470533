/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-trashing.h"

#include "rushes-board-file.h"
#include "rushes-board-filler.h"
#include "rushes-board-trash.h"
#include "rushes-error-toast.h"
#include "rushes-toast.h"
#include "rushes-trash.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* A board on its way to the trash: hidden at once, moved when the toast has gone without Undo; Ctrl+Z fetches it from there, too. */
typedef struct
{
  RushesWindow *window; /* main thread only */
  RushesCore *core;
  char *slug;
  char *title;                 /* (nullable): what the toast calls it, once that is known */
  char *id;                    /* (nullable): its own, the same */
  char *hidden;                /* (nullable): what the trash knows it by, once it is hidden */
  gboolean open;               /* it is opened again when it comes back */
  gboolean undone;
  AdwToast *toast;             /* (nullable): that has gone, of one that is being moved */
} Trash;

static Trash *
trash_new (RushesWindow *window, const char *slug)
{
  Trash *self = g_new0 (Trash, 1);

  self->window = g_object_ref (window);
  self->core = g_object_ref (rushes_window_get_core (window));
  self->slug = g_strdup (slug);
  return self;
}

static void
trash_free (gpointer data)
{
  Trash *self = data;

  g_object_unref (self->window);
  g_object_unref (self->core);
  g_free (self->slug);
  g_free (self->title);
  g_free (self->id);
  g_free (self->hidden);
  g_clear_object (&self->toast);
  g_free (self);
}

/* For a worker, while the toast has the other. */
static Trash *
trash_copy (Trash *self)
{
  Trash *copy = trash_new (self->window, self->slug);

  copy->id = g_strdup (self->id);
  copy->hidden = g_strdup (self->hidden);
  copy->open = self->open;
  return copy;
}

static void
tell_error (RushesWindow *window, const GError *error)
{
  rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
}

static gpointer
take_back (gpointer data, GError **error)
{
  Trash *self = data;

  return rushes_board_trash_take_back (rushes_core_get_paths (self->core), rushes_core_get_ledger (self->core), rushes_core_get_library (self->core),
                                       self->hidden, self->id, error);
}

static void
on_taken_back (gpointer window, gpointer data, gpointer slug, const GError *error)
{
  RushesBoardDesk *desk = rushes_window_get_desk (window);

  if (slug == NULL)
    tell_error (window, error);
  else if (((Trash *) data)->open && rushes_board_desk_get_session (desk) == NULL)
    rushes_board_desk_open (desk, slug);
  rushes_board_desk_look (desk);
}

static void
on_undo (AdwToast *toast, Trash *self)
{
  self->undone = TRUE;
  rushes_trash_forget (self->window, toast);
  rushes_way_back_work (self->window, take_back, trash_copy (self), trash_free, g_free, on_taken_back);
}

static gpointer
finish (gpointer data, GError **error)
{
  Trash *self = data;

  rushes_board_trash_finish (rushes_core_get_paths (self->core), self->hidden, error);
  return NULL;
}

static void
on_finished (gpointer window, gpointer data, gpointer result, const GError *error)
{
  if (error == NULL)
    return;
  rushes_trash_forget (window, ((Trash *) data)->toast); /* it is among the boards again */
  tell_error (window, error);
  rushes_board_desk_look (rushes_window_get_desk (window));
}

static void
on_dismissed (AdwToast *toast, Trash *self)
{
  Trash *order;

  if (self->undone)
    return;
  order = trash_copy (self);
  order->toast = g_object_ref (toast);
  rushes_way_back_work (self->window, finish, order, trash_free, NULL, on_finished);
}

static void
free_trash (gpointer data, GClosure *closure)
{
  trash_free (data);
}

/* @self: (transfer full) */
static void
offer_undo (RushesWindow *window, Trash *self)
{
  g_autofree char *text = g_strdup_printf (_("“%s” moved to the trash; its clips stay"), self->title);
  AdwToast *toast = rushes_toast_new (text);

  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), self);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), self, free_trash, 0);
  rushes_trash_remember (window, toast);
  rushes_window_toast (window, toast);
}

static gpointer
hide (gpointer data, GError **error)
{
  Trash *self = data;
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (self->core), self->slug);
  g_autoptr (RushesBoard) board = rushes_board_file_glance (folder, NULL);

  self->title = g_strdup (board != NULL ? rushes_board_get_title (board) : self->slug);
  self->id = board != NULL ? g_strdup (rushes_board_get_id (board)) : NULL;
  self->hidden = rushes_board_trash_hide (rushes_core_get_paths (self->core), self->slug, error);
  return NULL;
}

static void
on_hidden (gpointer window, gpointer data, gpointer result, const GError *error)
{
  Trash *self = data, *toasted;

  if (error != NULL)
    tell_error (window, error);
  else
    {
      toasted = trash_copy (self);
      toasted->title = g_strdup (self->title);
      offer_undo (window, toasted);
    }
  rushes_board_desk_look (rushes_window_get_desk (window));
}

/* @self: (transfer full) */
static void
begin (Trash *self)
{
  rushes_way_back_work (self->window, hide, self, trash_free, NULL, on_hidden);
}

static void
on_settled (RushesBoardSession *session, Trash *self)
{
  g_signal_handlers_disconnect_by_func (session, on_settled, self);
  begin (self);
  g_object_unref (session);
}

/* What was typed and asked for is written before it goes. @self: (transfer full) */
static void
close_first (Trash *self, RushesBoardSession *session)
{
  g_autoptr (RushesBoardSession) held = g_object_ref (session);

  self->open = TRUE;
  rushes_shot_form_save (rushes_window_get_shot_form (self->window));
  rushes_board_desk_close (rushes_window_get_desk (self->window));
  if (!rushes_board_session_is_busy (held))
    begin (self);
  else
    g_signal_connect (g_steal_pointer (&held), "settled", G_CALLBACK (on_settled), self);
}

static gboolean
is_being_filled (RushesCore *core, const char *slug)
{
  GListModel *fills = G_LIST_MODEL (rushes_core_get_fills (core));

  for (guint i = 0; i < g_list_model_get_n_items (fills); i++)
    {
      g_autoptr (RushesBoardFiller) filler = g_list_model_get_item (fills, i);
      if (g_str_equal (rushes_board_filler_get_slug (filler), slug))
        return TRUE;
    }
  return FALSE;
}

static void
trash_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  const char *slug = g_variant_get_string (parameter, NULL);
  RushesBoardSession *session = rushes_board_desk_get_session (rushes_window_get_desk (window));

  if (is_being_filled (rushes_window_get_core (window), slug))
    rushes_window_toast (window, rushes_toast_new (_("This board is being filled; stop that first")));
  else if (session != NULL && g_str_equal (rushes_board_session_get_slug (session), slug))
    close_first (trash_new (window, slug), session);
  else
    begin (trash_new (window, slug));
}

/* “win.trash-board”. */
void
rushes_board_trashing_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "trash-board", .activate = trash_board, .parameter_type = "s" } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
