/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-member.h"

#include "rushes-rate.h"

#include <glib/gi18n.h>

/* Which member of a board, scene, shot or take may be what. A file that was edited by hand may hold anything: what does not fit stays in it
 * and counts as not set. */

typedef enum
{
  TEXT,
  NUMBER,   /* whole, from 0 */
  POSITIVE, /* whole, from 1 */
  OBJECT,
  TEXTS,
  RATE,
  YES_OR_NO,
  ANY,
} Kind;

#define BOARD (1 << RUSHES_BOARD_LEVEL_BOARD)
#define SCENE (1 << RUSHES_BOARD_LEVEL_SCENE)
#define SHOT (1 << RUSHES_BOARD_LEVEL_SHOT)
#define TAKE (1 << RUSHES_BOARD_LEVEL_TAKE)

static const struct
{
  const char *name;
  int levels;
  Kind kind;
} members[] = {
  { RUSHES_BOARD_FORMAT, BOARD, ANY },
  { RUSHES_BOARD_ID, BOARD, TEXT },
  { RUSHES_BOARD_ID, SCENE, POSITIVE },
  { RUSHES_BOARD_TITLE, BOARD | SCENE, TEXT },
  { RUSHES_BOARD_NOTES, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_RATE, BOARD, RATE },
  { RUSHES_BOARD_GIVEN, BOARD, OBJECT },
  { RUSHES_BOARD_PEOPLE, BOARD, OBJECT },
  { RUSHES_BOARD_TRACK, BOARD, OBJECT },
  { RUSHES_BOARD_COLOUR, SCENE, TEXT },
  { RUSHES_BOARD_SECTION, SCENE, TEXT },
  { RUSHES_BOARD_SCENE_NUMBER, SCENE, TEXT },
  { RUSHES_BOARD_TRANSITION, SHOT, TEXT },
  { RUSHES_BOARD_NUMBER, SHOT, POSITIVE },
  { RUSHES_BOARD_SHOWN, SHOT, TEXT },
  { RUSHES_BOARD_SIZE, SHOT, TEXT },
  { RUSHES_BOARD_CAMERA, SHOT, TEXT },
  { RUSHES_BOARD_ACTION, SHOT, TEXT },
  { RUSHES_BOARD_DIALOGUE, SHOT, TEXT },
  { RUSHES_BOARD_FIRST, SHOT, OBJECT },
  { RUSHES_BOARD_LAST, SHOT, OBJECT },
  { RUSHES_BOARD_STILL, SHOT, TEXT },
  { RUSHES_BOARD_OMIT, SCENE | SHOT, YES_OR_NO },
  { RUSHES_BOARD_CHOSEN, SHOT, TEXT },
  { RUSHES_BOARD_JOBS, SHOT, TEXTS },
  { RUSHES_BOARD_LEFT_OUT, SHOT, TEXTS },
  { RUSHES_BOARD_CLIP, TAKE, TEXT },
  { RUSHES_BOARD_IN, TAKE, NUMBER },
  { RUSHES_BOARD_OUT, TAKE, POSITIVE },
  { RUSHES_BOARD_START, TAKE, OBJECT },
  { RUSHES_BOARD_PROMPT, SHOT, TEXT },
  { RUSHES_BOARD_PROVIDER, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_CONNECTION, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_MODEL, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_PREFIX, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_SUFFIX, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_NEGATIVE, BOARD | SCENE | SHOT, TEXT },
  { RUSHES_BOARD_WIDTH, BOARD | SCENE | SHOT, POSITIVE },
  { RUSHES_BOARD_HEIGHT, BOARD | SCENE | SHOT, POSITIVE },
  { RUSHES_BOARD_LENGTH, BOARD | SCENE | SHOT, POSITIVE },
  { RUSHES_BOARD_SEED, BOARD | SCENE | SHOT, NUMBER },
  { RUSHES_BOARD_FIELDS, BOARD | SCENE | SHOT, OBJECT },
};

static Kind
find_kind (RushesBoardLevel level, const char *name, gboolean *known)
{
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if ((members[i].levels & 1 << level) != 0 && g_str_equal (members[i].name, name))
      {
        *known = TRUE;
        return members[i].kind;
      }
  *known = FALSE;
  return ANY;
}

static gboolean
is_rate (GVariant *value)
{
  g_autofree char *text = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (value, NULL) : g_variant_print (value, FALSE);
  RushesRate rate;

  return rushes_rate_parse (text, &rate);
}

static gboolean
is_texts (GVariant *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("av")))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (value, i), inner = g_variant_get_variant (box);
      if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING))
        return FALSE;
    }
  return TRUE;
}

/* Returns: whether @value, plain, may stand there; of members that are not ours anything may */
gboolean
rushes_board_member_fits (RushesBoardLevel level, const char *name, GVariant *value)
{
  gboolean known;

  switch (find_kind (level, name, &known))
    {
    case TEXT:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_STRING);
    case NUMBER:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) && g_variant_get_int64 (value) >= 0;
    case POSITIVE:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) && g_variant_get_int64 (value) > 0;
    case OBJECT:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT);
    case TEXTS:
      return is_texts (value);
    case RATE:
      return is_rate (value);
    case YES_OR_NO:
      return g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN);
    case ANY:
    default:
      return TRUE;
    }
}

/* Returns: whether this version knows what that member means */
gboolean
rushes_board_member_is_known (RushesBoardLevel level, const char *name)
{
  gboolean known;

  find_kind (level, name, &known);
  return known;
}

/* Returns: whether people may set it as they like; what tells items apart, and what the program keeps, they may not */
gboolean
rushes_board_member_is_free (RushesBoardLevel level, const char *name)
{
  static const char *const kept[] = { RUSHES_BOARD_FORMAT, RUSHES_BOARD_ID,   RUSHES_BOARD_GIVEN, RUSHES_BOARD_NUMBER, RUSHES_BOARD_CHOSEN, RUSHES_BOARD_JOBS,
                                      RUSHES_BOARD_LEFT_OUT, RUSHES_BOARD_CLIP, RUSHES_BOARD_START, RUSHES_BOARD_TRACK, NULL };

  return !g_strv_contains (kept, name);
}

/* Returns: (transfer full): what belongs there, in words */
char *
rushes_board_member_dup_wanted (RushesBoardLevel level, const char *name)
{
  gboolean known;

  switch (find_kind (level, name, &known))
    {
    case TEXT:
      return g_strdup (_("a text"));
    case NUMBER:
      return g_strdup (_("a whole number from 0 on"));
    case POSITIVE:
      return g_strdup (_("a whole number above 0"));
    case OBJECT:
      return g_strdup (_("an object"));
    case TEXTS:
      return g_strdup (_("a list of texts"));
    case RATE:
      return g_strdup (_("a frame rate such as 24 or 24000/1001"));
    case YES_OR_NO:
      return g_strdup (_("yes or no"));
    case ANY:
    default:
      return g_strdup (_("anything"));
    }
}

/* Returns: what people call it, within a sentence; the member itself where that is a word */
const char *
rushes_board_member_get_name (const char *name)
{
  static const struct
  {
    const char *member, *name;
  } names[] = {
    { RUSHES_BOARD_PREFIX, N_("prompt prefix") }, { RUSHES_BOARD_SUFFIX, N_("prompt suffix") }, { RUSHES_BOARD_NEGATIVE, N_("negative prompt") },
    { RUSHES_BOARD_PEOPLE, N_("people and places") }, { RUSHES_BOARD_TRACK, N_("scratch track") }, { RUSHES_BOARD_TITLE, N_("title") },
    { RUSHES_BOARD_NOTES, N_("notes") }, { RUSHES_BOARD_RATE, N_("frame rate") }, { RUSHES_BOARD_COLOUR, N_("colour") }, { RUSHES_BOARD_LENGTH, N_("length") },
    { RUSHES_BOARD_WIDTH, N_("size") }, { RUSHES_BOARD_HEIGHT, N_("size") }, { RUSHES_BOARD_FIRST, N_("first frame") }, { RUSHES_BOARD_LAST, N_("last frame") },
    { RUSHES_BOARD_STILL, N_("still picture") }, { RUSHES_BOARD_OMIT, N_("part in the film") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].member, name))
      return _(names[i].name);
  return name;
}
