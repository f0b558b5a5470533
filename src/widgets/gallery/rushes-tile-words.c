/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-tile-words.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* What a cell of the gallery says of its clip, to be read and to be heard. */

/* Returns: (transfer full) */
char *
rushes_tile_words_dup_stars (int rating)
{
  GString *stars = g_string_new (NULL);

  for (int i = 0; i < rating; i++)
    g_string_append (stars, "★");
  return g_string_free (stars, FALSE);
}

/* Returns: (transfer full): "0:05" */
char *
rushes_tile_words_dup_duration (const RushesClipInfo *info)
{
  int seconds = (int) ((info->duration_ms + 500) / 1000);

  return g_strdup_printf ("%d:%02d", seconds / 60, seconds % 60);
}

static gboolean
is_in_open_stack (const RushesEntry *entry)
{
  return entry->place >= RUSHES_PLACE_FIRST;
}

/* In an open stack what sets takes apart: the seed, where they have the same words. Returns: (transfer full) */
char *
rushes_tile_words_dup_caption (RushesRequest *request, const RushesEntry *entry, gboolean same_words)
{
  gint64 seed = rushes_request_get_int (request, RUSHES_REQUEST_SEED, -1);

  if (is_in_open_stack (entry) && same_words && seed >= 0)
    return g_strdup_printf (_("Seed %" PRId64), seed);
  return rushes_request_dup_title (request);
}

/* Returns: (transfer full): which take it is, or how many there are */
char *
rushes_tile_words_dup_take (RushesRequest *request, const RushesEntry *entry)
{
  if (entry->place == RUSHES_PLACE_TOP)
    return g_strdup_printf (ngettext ("%'u take", "%'u takes", entry->count), entry->count);
  return g_strdup_printf (_("Take %d"), (int) rushes_request_get_int (request, RUSHES_REQUEST_TAKE, 1));
}

/* What is told of a clip in its corner, the weightiest first. @style: (out): its class. Returns: (transfer none) (nullable) */
const char *
rushes_tile_words_get_badge (RushesClip *clip, const char **style)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  gboolean missing = rushes_clip_get_missing (clip);

  *style = missing ? "missing" : info->verdict > 0 ? "pick" : info->verdict < 0 ? "reject" : info->is_new ? "new" : "sample";
  return missing ? _("File missing") : info->verdict > 0 ? _("Picked") : info->verdict < 0 ? _("Rejected") : info->is_new ? _("New")
         : info->sample ? _("Sample") : NULL;
}

static void
append_opinion (GString *text, const RushesClipInfo *info)
{
  static const char *const labels[] = { N_("red"), N_("green"), N_("blue"), N_("purple") };

  if (info->verdict != RUSHES_VERDICT_NONE)
    g_string_append_printf (text, ", %s", info->verdict > 0 ? _("picked") : _("rejected"));
  if (info->favourite)
    g_string_append_printf (text, ", %s", _("favourite"));
  if (info->rating > 0)
    {
      g_autofree char *stars = g_strdup_printf (ngettext ("%d star", "%d stars", info->rating), info->rating);
      g_string_append_printf (text, ", %s", stars);
    }
  if (info->label > 0)
    g_string_append_printf (text, ", %s", _(labels[info->label - RUSHES_LABEL_FIRST]));
  if (info->notes != NULL)
    g_string_append_printf (text, ", %s", _("with notes"));
}

/* Returns: (transfer full): what is heard after the caption, with a comma before each */
char *
rushes_tile_words_dup_description (RushesClip *clip, const RushesEntry *entry)
{
  const RushesClipInfo *info = rushes_clip_get_info (clip);
  g_autofree char *duration = rushes_tile_words_dup_duration (info);
  GString *text = g_string_new (NULL);

  if (rushes_clip_get_missing (clip))
    g_string_append_printf (text, ", %s", _("file missing"));
  append_opinion (text, info);
  if (is_in_open_stack (entry))
    g_string_append_printf (text, ", %s", _("in an open stack"));
  g_string_append_printf (text, ", %s%s", duration, info->sample ? _(", sample") : "");
  return g_string_free (text, FALSE);
}
