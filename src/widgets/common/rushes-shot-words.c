/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-shot-words.h"

#include <glib/gi18n.h>

/* What is said of shots in more than one place. */

/* Returns: (transfer full): “8 s 12 f”, “8 s”, “12 f”; of what is not a whole number of frames a second the nearest that is */
char *
rushes_shot_words_dup_length (RushesRate rate, gint64 n_frames)
{
  gint64 second = MAX (1, (rate.frames + rate.seconds / 2) / rate.seconds), frames = MAX (0, n_frames);

  if (frames < second && frames > 0)
    return g_strdup_printf (_("%d f"), (int) frames);
  if (frames % second == 0)
    return g_strdup_printf (_("%d s"), (int) (frames / second));
  return g_strdup_printf (_("%d s %02d f"), (int) (frames / second), (int) (frames % second));
}

/* @size, @camera: (nullable). Returns: (transfer full): “Medium, push in”; "" where neither is said */
char *
rushes_shot_words_join_kind (const char *size, const char *camera)
{
  gboolean both = size != NULL && *size != '\0' && camera != NULL && *camera != '\0';
  g_autofree char *text = g_strconcat (size != NULL ? size : "", both ? ", " : "", camera != NULL ? camera : "", NULL);
  g_autofree char *first = g_utf8_substring (text, 0, *text != '\0' ? 1 : 0), *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_offset_to_pointer (text, *text != '\0' ? 1 : 0), NULL);
}

/* The same of a shot that is written down. */
char *
rushes_shot_words_dup_kind (RushesBoardItem *shot)
{
  return rushes_shot_words_join_kind (rushes_board_item_get_string (shot, RUSHES_BOARD_SIZE), rushes_board_item_get_string (shot, RUSHES_BOARD_CAMERA));
}

/* @length: that it is to have. Returns: how many frames of the board its take, @clip, is too short for that; 0: it is long enough */
gint64
rushes_shot_words_count_lacking (RushesShot *shot, RushesClip *clip, RushesRate rate, gint64 length)
{
  gint64 duration_ms = rushes_clip_get_info (clip)->duration_ms, out = rushes_shot_get_out (shot), end = rushes_rate_to_frames (rate, duration_ms / 1000.0);

  return duration_ms > 0 ? MAX (0, length - (MIN (out >= 0 ? out : end, end) - rushes_shot_get_in (shot))) : 0;
}

/* Returns: as it stands alone */
const char *
rushes_shot_words_get_state (RushesShotState state)
{
  static const char *const names[RUSHES_N_SHOT_STATES] = {
    N_("Empty"), N_("Sketched"), N_("Generating"), N_("To choose"), N_("Chosen"), N_("Out of date"), N_("Omitted"),
  };

  return _(names[state]);
}
