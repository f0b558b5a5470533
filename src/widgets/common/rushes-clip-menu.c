/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-clip-menu.h"

#include "rushes-context-menu.h"

#include <glib/gi18n.h>

/* @clips: (element-type RushesClip). Returns: whether each is one; what is asked for them is then the opposite */
gboolean
rushes_clips_are_favourites (GPtrArray *clips)
{
  for (guint i = 0; i < clips->len; i++)
    if (!rushes_clip_get_info (clips->pdata[i])->favourite)
      return FALSE;
  return clips->len > 0;
}

static void
append (GMenu *section, gboolean applies, const char *label, const char *action, RushesClip *clip)
{
  if (applies)
    rushes_context_menu_append (section, label, action, g_variant_new_string (rushes_clip_get_id (clip)));
}

/* Less often wanted, and many: the menu is not to be higher than a small screen. */
static void
append_submenu (GMenu *section, const char *label, GMenu *menu)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0)
    g_menu_append_submenu (section, label, G_MENU_MODEL (menu));
}

static void
add_frame (GMenu *section)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  rushes_context_menu_append (menu, _("Use as _First Frame"), "win.use-frame", NULL);
  rushes_context_menu_append (menu, _("Use as _Last Frame"), "win.use-frame-as-last", NULL);
  rushes_context_menu_append (menu, _("_Save Frame…"), "win.save-frame", NULL);
  rushes_context_menu_append (menu, _("_Copy Frame"), "win.copy-frame", NULL);
  append_submenu (section, _("This Fra_me"), menu);
}

/* What needs one clip to speak of. */
static void
add_use (GMenu *section, RushesClip *clip, gboolean shown)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  gboolean made = rushes_request_get_string (info->request, RUSHES_REQUEST_PROVIDER) != NULL ||
                  rushes_request_get_string (info->request, RUSHES_REQUEST_MODEL) != NULL;

  append (section, !shown, _("_Open"), "win.show-clip", clip);
  append (section, made, _("Reuse _Settings"), "win.reuse-settings", clip);
  if (info->missing_decoder == NULL && shown)
    add_frame (section);
  append (section, info->missing_decoder == NULL && info->duration_ms > 0, _("_Continue from Its Last Frame"), "win.use-last-frame", clip);
}

static void
add_files (GMenu *section, RushesClip *clip)
{
  const char *prompt = rushes_request_get_prompt (rushes_clip_get_info (clip)->request);
  gboolean missing = rushes_clip_get_missing (clip);
  g_autoptr (GMenu) menu = g_menu_new ();

  if (*prompt != '\0')
    rushes_context_menu_append (section, _("Copy _Prompt"), "win.copy-text", g_variant_new_string (prompt));
  if (missing)
    rushes_context_menu_append (section, _("Find _Missing Files…"), "win.find-missing", NULL);
  append (menu, !missing, _("Show in F_iles"), "win.show-file", clip);
  append (menu, !missing, _("Open _With…"), "win.open-with", clip);
  append (menu, !missing, _("Save a Cop_y…"), "win.save-copy", clip);
  append_submenu (section, _("F_ile"), menu);
}

/* The actions are the window's, for all clips at hand. */
static GMenuModel *
new_ratings (void)
{
  GMenu *menu = g_menu_new ();

  rushes_context_menu_append (menu, _("_No Rating"), "win.rate", g_variant_new_int32 (0));
  for (int rating = 1; rating <= RUSHES_RATING_BEST; rating++)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("%d Star", "%d Stars", rating), rating);
      rushes_context_menu_append (menu, label, "win.rate", g_variant_new_int32 (rating));
    }
  return G_MENU_MODEL (menu);
}

static GMenuModel *
new_labels (void)
{
  static const char *const names[] = { N_("_Red"), N_("_Green"), N_("_Blue"), N_("_Purple") };
  GMenu *menu = g_menu_new ();

  for (int i = 0; i < (int) G_N_ELEMENTS (names); i++)
    rushes_context_menu_append (menu, _(names[i]), "win.label", g_variant_new_int32 (RUSHES_LABEL_FIRST + i));
  return G_MENU_MODEL (menu);
}

/* Whether each has that verdict; what is asked for them is then that they have none. */
static gboolean
have_verdict (GPtrArray *clips, RushesVerdict verdict)
{
  for (guint i = 0; i < clips->len; i++)
    if (rushes_clip_get_info (clips->pdata[i])->verdict != verdict)
      return FALSE;
  return clips->len > 0;
}

static void
add_opinion (GMenu *section, GPtrArray *clips)
{
  g_autoptr (GMenuModel) ratings = new_ratings (), labels = new_labels ();
  gboolean picked = have_verdict (clips, RUSHES_VERDICT_PICK), rejected = have_verdict (clips, RUSHES_VERDICT_REJECT);

  rushes_context_menu_append (section, picked ? _("Not _Picked") : _("_Pick"), "win.decide", g_variant_new_int32 (RUSHES_VERDICT_PICK));
  rushes_context_menu_append (section, rejected ? _("Not Re_jected") : _("Re_ject"), "win.decide", g_variant_new_int32 (RUSHES_VERDICT_REJECT));
  rushes_context_menu_append (section, rushes_clips_are_favourites (clips) ? _("Remove from _Favourites") : _("Add to _Favourites"), "win.favour", NULL);
  g_menu_append_submenu (section, _("_Rate"), ratings);
  g_menu_append_submenu (section, _("_Label"), labels);
  rushes_context_menu_append (section, _("Ta_gs…"), "win.edit-tags", NULL);
}

/**
 * rushes_clip_menu_new:
 * @clips: (element-type RushesClip): those at hand, which the window's actions mean, too, as far as they have been read
 * @n: how many they are: @clips may be only the first of very many
 * @more: (nullable): a section of the page's own
 * @shown: whether it is the one in the viewer
 *
 * Returns: (transfer full): only what applies
 */
GMenuModel *
rushes_clip_menu_new (GPtrArray *clips, guint n, GMenuModel *more, gboolean shown)
{
  GMenu *menu = g_menu_new (), *section = g_menu_new ();
  g_autofree char *all = g_strdup_printf (ngettext ("Move %'u Take to the _Trash", "Move %'u Takes to the _Trash", n), n);
  gboolean one = n == 1 && clips->len == 1;

  if (one)
    add_use (section, clips->pdata[0], shown);
  rushes_context_menu_close (menu, &section);
  add_opinion (section, clips);
  rushes_context_menu_close (menu, &section);
  if (more != NULL)
    g_menu_append_section (menu, NULL, more);
  rushes_context_menu_append (section, _("_Add to Board…"), "win.add-to-board", NULL);
  rushes_context_menu_append (section, _("New _Board from This…"), "win.board-from-clips", NULL);
  rushes_context_menu_append (section, _("_Copy"), "win.copy", NULL);
  if (one)
    add_files (section, clips->pdata[0]);
  rushes_context_menu_close (menu, &section);
  rushes_context_menu_append (section, n == 1 ? _("Move to the _Trash") : all, "win.trash", NULL);
  rushes_context_menu_close (menu, &section);
  g_object_unref (section);
  return G_MENU_MODEL (menu);
}
