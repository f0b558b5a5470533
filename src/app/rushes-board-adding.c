/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-adding.h"

#include "rushes-board-change.h"
#include "rushes-board-chooser.h"
#include "rushes-board-list.h"
#include "rushes-boards.h"
#include "rushes-error-toast.h"
#include "rushes-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Clips go from wherever they are seen to the end of a board: a shot for each, which has it as its chosen take. */
typedef struct
{
  RushesWindow *window;
  GArray *rows;   /* gint64: of the clips, in their order */
  GPtrArray *ids; /* (nullable): char *: theirs, once they have been read */
  char *slug;     /* (nullable): of the board, once it was chosen */
  GArray *shots;  /* (nullable): gint64: the numbers of the shots that they became */
  char *title;    /* (nullable): of the board, then */
} Adding;

static Adding *
adding_new (RushesWindow *window, GArray *rows, GPtrArray *ids, const char *slug)
{
  Adding *self = g_new0 (Adding, 1);

  *self = (Adding) { .window = g_object_ref (window), .rows = g_array_ref (rows), .ids = ids != NULL ? g_ptr_array_ref (ids) : NULL, .slug = g_strdup (slug) };
  return self;
}

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_object_unref (self->window);
  g_array_unref (self->rows);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_free (self->slug);
  g_clear_pointer (&self->shots, g_array_unref);
  g_free (self->title);
  g_free (self);
}

static void
free_adding (gpointer data, GClosure *closure)
{
  adding_free (data);
}

/* (nullable): what the change did; if it failed, that was said */
static char *
finish (RushesWindow *window, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  char *sentence = rushes_boards_change_finish (result, &error);

  if (sentence == NULL)
    rushes_window_toast (window, rushes_error_toast_new (GTK_WIDGET (window), error, NULL));
  else
    rushes_board_desk_look (rushes_window_get_desk (window));
  return sentence;
}

static void
on_undone (GObject *core, GAsyncResult *result, gpointer way_back)
{
  g_autoptr (RushesWindow) window = rushes_way_back_take (way_back);
  g_autofree char *sentence = window != NULL ? finish (window, result) : NULL;

  if (sentence != NULL)
    rushes_window_toast (window, rushes_toast_new (sentence));
}

/* (transfer full): just these shots, be the board as it was or not. On a worker, since there may be very many of them. */
static gpointer
make_removal (gpointer data, GError **error)
{
  Adding *self = data;
  GVariantBuilder shots = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->shots->len; i++)
    g_variant_builder_add (&shots, "v", g_variant_new_int64 (g_array_index (self->shots, gint64, i)));
  return g_variant_ref_sink (g_variant_new_parsed ("{'do': <%s>, 'shots': <%*>, 'added': <true>}", RUSHES_CHANGE_REMOVE, g_variant_builder_end (&shots)));
}

static void
on_removal (gpointer window, gpointer data, gpointer change, const GError *error)
{
  rushes_boards_change_async (rushes_window_get_core (window), ((Adding *) data)->slug, change, on_undone, rushes_way_back_new (window));
}

static void
undo (GtkWidget *button, Adding *self)
{
  Adding *order = adding_new (self->window, self->rows, NULL, self->slug);

  order->shots = g_array_ref (self->shots);
  rushes_window_end_toast (self->window, g_object_get_data (G_OBJECT (button), "toast"));
  rushes_way_back_work (order->window, make_removal, order, adding_free, (GDestroyNotify) g_variant_unref, on_removal);
}

/* The first of them, on its board. */
static void
show (AdwToast *toast, Adding *self)
{
  RushesBoardDesk *desk = rushes_window_get_desk (self->window);
  RushesBoardSession *session = rushes_board_desk_get_session (desk);

  rushes_window_show_page (self->window, "boards");
  if (session == NULL || !g_str_equal (rushes_board_session_get_slug (session), self->slug))
    rushes_board_desk_open (desk, self->slug);
  rushes_board_desk_go_to (desk, g_array_index (self->shots, gint64, 0));
}

/* What it says, and what takes it back; the toast's own button shows it. */
static AdwToast *
new_toast (Adding *self)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u shot added to “%s”", "%u shots added to “%s”", self->shots->len), self->shots->len, self->title);
  AdwToast *toast = rushes_toast_new (text);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Undo"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_focus_on_click (button, FALSE);
  g_object_set_data (G_OBJECT (button), "toast", toast); /* which has it */
  g_signal_connect (button, "clicked", G_CALLBACK (undo), self);
  rushes_toast_add_button (toast, button);
  adw_toast_set_button_label (toast, _("_Show"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (show), self, free_adding, 0);
  return toast;
}

/* (transfer full) (nullable): which shots those are: the last ones on the board that have these clips, one after the other */
static GArray *
list_added (RushesBoard *board, GPtrArray *ids)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n = ids->len;

  for (guint end = shots->len; end >= n; end--)
    {
      guint same = 0;
      while (same < n && g_strcmp0 (rushes_board_item_get_string (shots->pdata[end - n + same], RUSHES_BOARD_CHOSEN), ids->pdata[same]) == 0)
        same++;
      for (guint i = 0; same == n && i < n; i++)
        {
          gint64 number = rushes_board_item_get_int (shots->pdata[end - n + i], RUSHES_BOARD_NUMBER, 0);
          g_array_append_val (numbers, number);
        }
      if (same == n)
        return g_steal_pointer (&numbers);
    }
  return NULL;
}

/* (element-type gint64) (nullable): their numbers. Blocking */
static gpointer
find_shots (gpointer data, GError **error)
{
  Adding *self = data;
  g_autoptr (RushesBoard) board = rushes_boards_load (rushes_window_get_core (self->window), self->slug, error);

  if (board == NULL)
    return NULL;
  self->title = g_strdup (rushes_board_get_title (board));
  return list_added (board, self->ids);
}

static void
on_found (gpointer window, gpointer data, gpointer found, const GError *error)
{
  Adding *order = data, *self;

  if (found == NULL) /* taken away by another process */
    return;
  self = adding_new (window, order->rows, order->ids, order->slug);
  self->shots = g_array_ref (found);
  self->title = g_strdup (order->title);
  rushes_window_toast (window, new_toast (self));
}

static void
on_added (GObject *core, GAsyncResult *result, gpointer data)
{
  Adding *self = data;
  g_autofree char *sentence = finish (self->window, result);

  if (sentence != NULL)
    rushes_way_back_work (self->window, find_shots, self, adding_free, (GDestroyNotify) g_array_unref, on_found);
  else
    adding_free (self);
}

/**
 * rushes_board_adding_make_change:
 * @rows: (element-type gint64): of clips, any number of them
 * @ids: (out) (optional) (transfer full): of those that are there
 *
 * Blocking.
 *
 * Returns: (transfer full) (nullable): the change that makes a shot for each
 */
GVariant *
rushes_board_adding_make_change (RushesLibrary *library, GArray *rows, GPtrArray **ids, GError **error)
{
  g_autoptr (GPtrArray) found = rushes_library_list_ids (library, rows, error);
  GVariantBuilder clips = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  if (found == NULL)
    return NULL;
  for (guint i = 0; i < found->len; i++)
    g_variant_builder_add (&clips, "v", g_variant_new_string (found->pdata[i]));
  if (ids != NULL)
    *ids = g_ptr_array_ref (found);
  return g_variant_ref_sink (g_variant_new_parsed ("{'do': <%s>, 'clips': <%*>}", RUSHES_CHANGE_ADD_CLIPS, g_variant_builder_end (&clips)));
}

static gpointer
make_change (gpointer data, GError **error)
{
  Adding *self = data;

  return rushes_board_adding_make_change (rushes_core_get_library (rushes_window_get_core (self->window)), self->rows, &self->ids, error);
}

static void
on_change (gpointer window, gpointer data, gpointer change, const GError *error)
{
  Adding *self = data;

  if (change == NULL)
    rushes_window_toast (window, rushes_error_toast_new (window, error, NULL));
  else if (self->ids->len > 0)
    rushes_boards_change_async (rushes_window_get_core (window), self->slug, change, on_added, adding_new (window, self->rows, self->ids, self->slug));
}

static void
add_to (const char *slug, gpointer data)
{
  Adding *self = data;

  rushes_way_back_work (self->window, make_change, adding_new (self->window, self->rows, NULL, slug), adding_free, (GDestroyNotify) g_variant_unref, on_change);
}

/* A new one is about what is selected still: nothing else could be done meanwhile. */
static void
on_chosen (const char *slug, gpointer data)
{
  Adding *self = data;

  if (slug != NULL)
    add_to (slug, self);
  else
    g_action_group_activate_action (G_ACTION_GROUP (self->window), "board-from-clips", NULL);
}

static gpointer
list (gpointer data, GError **error)
{
  return rushes_board_list (rushes_core_get_paths (data));
}

static void
on_listed (gpointer window, gpointer core, gpointer boards, const GError *error)
{
  g_autoptr (GArray) rows = rushes_window_list_rows (window);
  g_autofree char *what = g_strdup_printf (ngettext ("%'u take", "%'u takes", rows->len), rows->len);

  if (rows->len > 0)
    rushes_board_chooser_show (window, boards, what, on_chosen, adding_new (window, rows, NULL, NULL), adding_free);
}

static void
add_to_board (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_way_back_work (window, list, g_object_ref (rushes_window_get_core (window)), g_object_unref, (GDestroyNotify) g_ptr_array_unref, on_listed);
}

/* “win.add-to-board”. */
void
rushes_board_adding_add (RushesWindow *window)
{
  static const GActionEntry entries[] = { { .name = "add-to-board", .activate = add_to_board } };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
