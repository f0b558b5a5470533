/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-actions.h"

#include "rushes-clip-menu.h"
#include "rushes-dialogs.h"
#include "rushes-judging.h"
#include "rushes-trash.h"

/* What can be done with clips: one by its id, or those at hand. */

static RushesClip *
ref_clip (gpointer window, GVariant *id)
{
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));
  gint64 row = rushes_library_find_row (library, g_variant_get_string (id, NULL));

  return row != 0 ? rushes_library_ref_clip (library, row) : NULL;
}

static void
show_clip (GSimpleAction *action, GVariant *id, gpointer window)
{
  g_autoptr (RushesClip) clip = ref_clip (window, id);

  if (clip != NULL)
    rushes_window_show_clip (RUSHES_WINDOW (window), clip);
}

static void
reuse (gpointer window, RushesClip *clip)
{
  rushes_composer_reuse (rushes_window_get_composer (RUSHES_WINDOW (window)), rushes_clip_get_info (clip)->request);
  rushes_window_show_page (RUSHES_WINDOW (window), "compose");
}

static void
reuse_settings (GSimpleAction *action, GVariant *id, gpointer window)
{
  g_autoptr (RushesClip) clip = ref_clip (window, id);

  if (clip != NULL)
    reuse (window, clip);
}

/* Returns: (transfer full) (element-type RushesClip): the one in the viewer, else those that are selected */
static GPtrArray *
ref_clips (gpointer window)
{
  RushesClip *shown = rushes_viewer_get_clip (rushes_window_get_viewer (RUSHES_WINDOW (window)));
  GPtrArray *clips;

  if (shown == NULL)
    return rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (window)));
  clips = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (clips, g_object_ref (shown));
  return clips;
}

static void
reuse_selected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = ref_clips (window);

  if (clips->len > 0)
    reuse (window, clips->pdata[0]);
}

static void
judge (gpointer window, GPtrArray *judgements)
{
  rushes_library_judge (rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window))), judgements);
}

static void
rate (GSimpleAction *action, GVariant *rating, gpointer window)
{
  g_autoptr (GPtrArray) clips = ref_clips (window);

  judge (window, rushes_judging_set (clips, RUSHES_OPINION_RATING, rating));
}

/* Some of several are favourites: all become. */
static void
favour (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = ref_clips (window);

  judge (window, rushes_judging_toggle (clips, RUSHES_OPINION_FAVOURITE, g_variant_new_boolean (TRUE), g_variant_new_boolean (FALSE)));
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
  g_autoptr (GPtrArray) clips = ref_clips (window);

  if (clips->len == 0)
    return;
  if (rushes_viewer_get_clip (rushes_window_get_viewer (RUSHES_WINDOW (window))) != NULL)
    leave (RUSHES_WINDOW (window));
  rushes_trash_clips (window, clips);
}

static void
show_file (GSimpleAction *action, GVariant *id, gpointer window)
{
  g_autoptr (RushesClip) clip = ref_clip (window, id);
  g_autofree char *path = NULL;

  if (clip == NULL)
    return;
  path = rushes_library_dup_path (rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window))), clip);
  rushes_file_show (window, path);
}

static void
copy_text (GSimpleAction *action, GVariant *text, gpointer window)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (window), g_variant_get_string (text, NULL));
}

/* “win.rate” and its kin. */
void
rushes_clip_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "show-clip", .activate = show_clip, .parameter_type = "s" },
    { .name = "reuse-settings", .activate = reuse_settings, .parameter_type = "s" },
    { .name = "reuse-selected", .activate = reuse_selected },
    { .name = "rate", .activate = rate, .parameter_type = "i" },
    { .name = "favour", .activate = favour },
    { .name = "trash", .activate = trash },
    { .name = "show-file", .activate = show_file, .parameter_type = "s" },
    { .name = "copy-text", .activate = copy_text, .parameter_type = "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
