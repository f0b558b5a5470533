/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-actions.h"

#include "rushes-board-change.h"
#include "rushes-dialogs.h"
#include "rushes-ensemble.h"
#include "rushes-toast.h"

#include <glib/gi18n.h>

/* What can be done with the shot that the form is about, and with its takes: “win.generate-shot” and its kin. */

static RushesShot *
get_shot (RushesWindow *window)
{
  return rushes_window_is_about_shot (window) ? rushes_shot_form_get_shot (rushes_window_get_shot_form (window)) : NULL;
}

static RushesBoardView *
get_view (RushesWindow *window)
{
  return rushes_board_session_get_view (rushes_board_desk_get_session (rushes_window_get_desk (window)));
}

/* (nullable): the clip of a take, from 1 */
static RushesClip *
get_clip (RushesWindow *window, RushesShot *shot, guint take)
{
  RushesBoardItem *item = take >= 1 && take <= rushes_shot_get_n_takes (shot) ? rushes_board_item_get_child (rushes_shot_get_item (shot), take - 1) : NULL;

  return item != NULL ? rushes_board_view_get_clip (get_view (window), rushes_board_item_get_string (item, RUSHES_BOARD_CLIP)) : NULL;
}

/* @what: floating, the members of the change beside the shot, which is called by its number */
static void
change (RushesWindow *window, RushesShot *shot, const char *name, GVariant *what)
{
  g_autoptr (GVariant) held = g_variant_ref_sink (what);
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, rushes_shot_get_number (shot));
  GVariantDict dict = G_VARIANT_DICT_INIT (held);

  g_variant_dict_insert (&dict, "do", "s", name);
  g_variant_dict_insert (&dict, "shot", "s", number);
  rushes_board_desk_change (rushes_window_get_desk (window), g_variant_dict_end (&dict));
}

static void
generate (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  if (get_shot (window) != NULL)
    rushes_shot_form_generate (rushes_window_get_shot_form (window));
}

static void
play_take (GSimpleAction *action, GVariant *take, gpointer window)
{
  RushesShot *shot = get_shot (window);
  RushesClip *clip = shot != NULL ? get_clip (window, shot, g_variant_get_uint32 (take)) : NULL;

  if (clip != NULL)
    rushes_window_show_clip (window, clip);
  else
    rushes_window_toast (window, rushes_toast_new (_("The clip of this take is not in the library")));
}

static void
compare_takes (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesShot *shot = get_shot (window);
  g_autoptr (GPtrArray) clips = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 1; shot != NULL && i <= rushes_shot_get_n_takes (shot) && clips->len < RUSHES_ENSEMBLE_MAX; i++)
    if (get_clip (window, shot, i) != NULL)
      g_ptr_array_add (clips, g_object_ref (get_clip (window, shot, i)));
  if (clips->len > 1)
    rushes_window_show_review (window, clips);
  else
    rushes_window_toast (window, rushes_toast_new (_("There have to be two takes to be compared")));
}

static void
whole_take (GSimpleAction *action, GVariant *take, gpointer window)
{
  RushesShot *shot = get_shot (window);

  if (shot != NULL)
    change (window, shot, RUSHES_CHANGE_SET,
            g_variant_new_parsed ("{'take': <%x>, 'members': <{'in': <@mv nothing>, 'out': <@mv nothing>}>}", (gint64) g_variant_get_uint32 (take)));
}

static void
remove_take (GSimpleAction *action, GVariant *take, gpointer window)
{
  RushesShot *shot = get_shot (window);

  if (shot != NULL)
    change (window, shot, RUSHES_CHANGE_REMOVE, g_variant_new_parsed ("{'take': <%x>}", (gint64) g_variant_get_uint32 (take)));
}

static void
set_frame (RushesWindow *window, const char *member, GVariant *frame)
{
  RushesShot *shot = get_shot (window);

  if (shot != NULL)
    change (window, shot, RUSHES_CHANGE_SET, g_variant_new_parsed ("{'members': <{%s: <%@a{sv}>}>}", member, frame));
  else
    g_variant_unref (g_variant_ref_sink (frame));
}

static void
start_from_shot (GSimpleAction *action, GVariant *number, gpointer window)
{
  set_frame (window, RUSHES_BOARD_FIRST, g_variant_new_parsed ("{'end_of': <%x>}", g_variant_get_int64 (number)));
}

static void
end_with_shot (GSimpleAction *action, GVariant *number, gpointer window)
{
  set_frame (window, RUSHES_BOARD_LAST, g_variant_new_parsed ("{'start_of': <%x>}", g_variant_get_int64 (number)));
}

/* @member: the shot's first or last frame, or its still. @path: of a picture; the board gets a copy of it. What cannot be had is told */
void
rushes_shot_actions_set_picture (RushesBoardSession *session, gint64 number, const char *member, const char *path)
{
  g_autofree char *shot = g_strdup_printf ("%" G_GINT64_FORMAT, number), *word = g_strconcat (member, "=", path, NULL);

  rushes_board_session_say (session, g_variant_new_parsed ("{'do': <%s>, 'shot': <%s>, 'words': <[%s]>}", RUSHES_CHANGE_SET, shot, word));
}

static void
use_picture (RushesWindow *window, GFile *file, const char *member)
{
  RushesShot *shot = get_shot (window);

  if (shot != NULL)
    rushes_shot_actions_set_picture (rushes_board_desk_get_session (rushes_window_get_desk (window)), rushes_shot_get_number (shot), member, g_file_peek_path (file));
}

static void
on_first_picture (GFile *file, gpointer window)
{
  use_picture (window, file, RUSHES_BOARD_FIRST);
}

static void
on_last_picture (GFile *file, gpointer window)
{
  use_picture (window, file, RUSHES_BOARD_LAST);
}

static void
on_still (GFile *file, gpointer window)
{
  use_picture (window, file, RUSHES_BOARD_STILL);
}

static const char *const picture_types[] = { "image/png", "image/jpeg", "image/webp", NULL };

static void
first_picture (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_file_open (window, _("First Frame"), _("Pictures"), picture_types, on_first_picture, window);
}

static void
last_picture (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_file_open (window, _("Last Frame"), _("Pictures"), picture_types, on_last_picture, window);
}

static void
choose_still (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  rushes_file_open (window, _("Still Picture"), _("Pictures"), picture_types, on_still, window);
}

static void
remove_still (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  RushesShot *shot = get_shot (window);

  if (shot != NULL)
    change (window, shot, RUSHES_CHANGE_SET, g_variant_new_parsed ("{'members': <{%s: <@mv nothing>}>}", RUSHES_BOARD_STILL));
}

/* @clip: won a comparison. Returns: whether it is a take of the shot that the form is about, which has it chosen now */
gboolean
rushes_shot_actions_choose (RushesWindow *window, RushesClip *clip)
{
  RushesShot *shot = get_shot (window);
  gint64 take = shot != NULL ? rushes_shot_find_take (shot, rushes_clip_get_id (clip)) : 0;

  if (take > 0)
    change (window, shot, RUSHES_CHANGE_CHOOSE, g_variant_new_parsed ("{'take': <%x>}", take));
  return take > 0;
}

void
rushes_shot_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "generate-shot", .activate = generate },
    { .name = "play-take", .activate = play_take, .parameter_type = "u" },
    { .name = "compare-takes", .activate = compare_takes },
    { .name = "whole-take", .activate = whole_take, .parameter_type = "u" },
    { .name = "remove-take", .activate = remove_take, .parameter_type = "u" },
    { .name = "start-from-shot", .activate = start_from_shot, .parameter_type = "x" },
    { .name = "end-with-shot", .activate = end_with_shot, .parameter_type = "x" },
    { .name = "first-picture", .activate = first_picture },
    { .name = "last-picture", .activate = last_picture },
    { .name = "choose-still", .activate = choose_still },
    { .name = "remove-still", .activate = remove_still },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
