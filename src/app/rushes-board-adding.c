/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-adding.h"

#include "rushes-board-change.h"
#include "rushes-board-chooser.h"
#include "rushes-board-list.h"
#include "rushes-boards.h"
#include "rushes-dialogs.h"
#include "rushes-error-toast.h"
#include "rushes-way-back.h"

#include <glib/gi18n.h>

/* Clips go from wherever they are seen to the end of a board: a shot for each, which has it as its chosen take. */
typedef struct
{
  RushesWindow *window;
  GPtrArray *ids; /* char *: of the clips, in their order */
  char *slug;     /* (nullable): of the board, once it was chosen */
} Adding;

static void
adding_free (gpointer data)
{
  Adding *self = data;

  g_object_unref (self->window);
  g_ptr_array_unref (self->ids);
  g_free (self->slug);
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

static void
on_undo (AdwToast *toast, Adding *self)
{
  rushes_boards_change_async (rushes_window_get_core (self->window), self->slug, g_variant_new_parsed ("{'do': <%s>}", RUSHES_CHANGE_UNDO), on_undone,
                              rushes_way_back_new (self->window));
}

static void
on_added (GObject *core, GAsyncResult *result, gpointer data)
{
  Adding *self = data;
  g_autofree char *sentence = finish (self->window, result);
  AdwToast *toast = sentence != NULL ? rushes_toast_new (sentence) : NULL;

  if (toast == NULL)
    {
      adding_free (self);
      return;
    }
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_undo), self, free_adding, 0);
  rushes_window_toast (self->window, toast);
}

static void
add_to (const char *slug, gpointer data)
{
  Adding *self = data, *going = g_new (Adding, 1);
  GVariantBuilder clips = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  *going = (Adding) { g_object_ref (self->window), g_ptr_array_ref (self->ids), g_strdup (slug) };
  for (guint i = 0; i < self->ids->len; i++)
    g_variant_builder_add (&clips, "v", g_variant_new_string (self->ids->pdata[i]));
  rushes_boards_change_async (rushes_window_get_core (self->window), slug,
                              g_variant_new_parsed ("{'do': <%s>, 'clips': <%*>}", RUSHES_CHANGE_ADD_CLIPS, g_variant_builder_end (&clips)), on_added, going);
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
  g_autoptr (GPtrArray) clips = rushes_window_ref_clips (window);
  g_autofree char *what = g_strdup_printf (ngettext ("%u take", "%u takes", clips->len), clips->len);
  Adding *self;

  if (clips->len == 0)
    return;
  self = g_new (Adding, 1);
  *self = (Adding) { g_object_ref (window), g_ptr_array_new_with_free_func (g_free), NULL };
  for (guint i = 0; i < clips->len; i++)
    g_ptr_array_add (self->ids, g_strdup (rushes_clip_get_id (clips->pdata[i])));
  rushes_board_chooser_show (window, boards, what, on_chosen, self, adding_free);
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
