/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-actions.h"

#include "rushes-trash.h"

/* What can be done with clips: one by its id, or those that are selected. */

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

static void
reuse_selected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (window)));

  if (clips->len > 0)
    reuse (window, clips->pdata[0]);
}

static void
rate_selected (GSimpleAction *action, GVariant *rating, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (window)));
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));

  for (guint i = 0; i < clips->len; i++)
    {
      const RushesClipInfo *info = rushes_clip_get_info (clips->pdata[i]);
      rushes_library_set_opinion (library, clips->pdata[i], g_variant_get_int32 (rating), info->favourite, FALSE);
    }
}

static void
favour_selected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (RUSHES_WINDOW (window)));
  RushesLibrary *library = rushes_core_get_library (rushes_window_get_core (RUSHES_WINDOW (window)));

  for (guint i = 0; i < clips->len; i++)
    {
      const RushesClipInfo *info = rushes_clip_get_info (clips->pdata[i]);
      rushes_library_set_opinion (library, clips->pdata[i], info->rating, !info->favourite, FALSE);
    }
}

static void
trash_selected (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  g_autoptr (GPtrArray) clips = rushes_gallery_get_selected (rushes_window_get_gallery (window));

  if (clips->len > 0)
    rushes_trash_clips (window, clips);
}

/* “win.rate” and its kin. */
void
rushes_clip_actions_add (RushesWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "show-clip", .activate = show_clip, .parameter_type = "s" },
    { .name = "reuse-settings", .activate = reuse_settings, .parameter_type = "s" },
    { .name = "reuse-selected", .activate = reuse_selected },
    { .name = "rate", .activate = rate_selected, .parameter_type = "i" },
    { .name = "favour", .activate = favour_selected },
    { .name = "trash", .activate = trash_selected },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), window);
}
