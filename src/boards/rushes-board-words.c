/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-words.h"

#include "rushes-board-member.h"
#include "rushes-error.h"

#include <glib/gi18n.h>

/* What people write of a shot, “length=2+12”, “first=end-of:20”, becomes members of it. */

/* Returns: whether @text is a length: “48” frames, “2s”, “2.5s”, or seconds and frames, “2+12” */
gboolean
rushes_board_words_to_length (RushesRate rate, const char *text, gint64 *frames)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || number < 0 || number > 1000000)
    return FALSE;
  if (g_str_equal (end, "s"))
    *frames = rushes_rate_to_frames (rate, number);
  else if (*end == '+' && g_ascii_isdigit (end[1]) && number == (gint64) number)
    *frames = rushes_rate_to_frames (rate, number) + g_ascii_strtoll (end + 1, &end, 10);
  else
    *frames = number == (gint64) number ? (gint64) number : 0;
  return *frames > 0 && (*end == '\0' || g_str_equal (end, "s"));
}

static GVariant *
new_dict (const char *name, GVariant *value)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert_value (&dict, name, value);
  return g_variant_dict_end (&dict);
}

static GVariant *
new_clip_frame (const char *text)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  const char *at = strchr (text, '@');
  g_autofree char *clip = g_strndup (text, at != NULL ? (gsize) (at - text) : strlen (text));

  g_variant_dict_insert (&dict, RUSHES_BOARD_CLIP, "s", clip);
  if (at != NULL)
    g_variant_dict_insert (&dict, "at", "d", g_ascii_strtod (at + 1, NULL));
  return g_variant_dict_end (&dict);
}

/* “end-of:20”, “start-of:40”, “clip:ID@SECONDS”, or a picture. */
static GVariant *
to_frame (RushesBoard *board, gboolean last, const char *text, GError **error)
{
  const char *link = last ? "start-of:" : "end-of:";
  RushesBoardItem *shot;
  g_autofree char *path = NULL;

  if (g_str_has_prefix (text, "clip:"))
    return new_clip_frame (text + strlen ("clip:"));
  if (g_str_has_prefix (text, link))
    {
      shot = rushes_board_words_find_shot (board, text + strlen (link), error);
      return shot != NULL ? new_dict (last ? "start_of" : "end_of", g_variant_new_int64 (rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0))) : NULL;
    }
  if (g_str_has_prefix (text, "media/")) /* the board's own */
    return new_dict ("picture", g_variant_new_string (text));
  path = g_canonicalize_filename (text, NULL);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return new_dict ("picture", g_variant_new_string (path));
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no picture “%s”; a frame is a picture, %sSHOT or clip:CLIP@SECONDS"), text, link);
  return NULL;
}

static GVariant *
refuse (RushesBoardItem *item, const char *member, GError **error)
{
  g_autofree char *wanted = rushes_board_member_dup_wanted (rushes_board_item_get_level (item), member);

  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” has to be %s"), member, wanted);
  return NULL;
}

/* Returns: (transfer floating) (nullable) */
static GVariant *
to_value (RushesBoard *board, RushesBoardItem *item, const char *member, const char *text, GError **error)
{
  g_autoptr (GVariant) as_text = g_variant_ref_sink (g_variant_new_string (text));
  gint64 number;
  RushesRate rate;
  char *end;

  if (*text == '\0')
    return g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
  if (g_str_equal (member, RUSHES_BOARD_FIRST) || g_str_equal (member, RUSHES_BOARD_LAST))
    return to_frame (board, g_str_equal (member, RUSHES_BOARD_LAST), text, error);
  if (g_str_equal (member, RUSHES_BOARD_LENGTH))
    return rushes_board_words_to_length (rushes_board_get_rate (board), text, &number) ? g_variant_new_int64 (number) : refuse (item, member, error);
  if (g_str_equal (member, RUSHES_BOARD_RATE) && rushes_rate_parse (text, &rate))
    return g_variant_new_take_string (rushes_rate_dup_text (rate));
  if (rushes_board_member_fits (rushes_board_item_get_level (item), member, as_text))
    return g_steal_pointer (&as_text);
  if (g_str_equal (member, RUSHES_BOARD_OMIT) && (g_str_equal (text, "yes") || g_str_equal (text, "no")))
    return g_variant_new_boolean (g_str_equal (text, "yes"));
  number = g_ascii_strtoll (text, &end, 10);
  if (end != text && *end == '\0')
    {
      g_autoptr (GVariant) whole = g_variant_ref_sink (g_variant_new_int64 (number));
      if (rushes_board_member_fits (rushes_board_item_get_level (item), member, whole))
        return g_steal_pointer (&whole);
    }
  return refuse (item, member, error);
}

static GVariant *
to_field (const char *text)
{
  char *end;
  gint64 whole = g_ascii_strtoll (text, &end, 10);
  double number;

  if (*text == '\0')
    return NULL;
  if (*end == '\0' && end - text < 18)
    return g_variant_new_int64 (whole);
  number = g_ascii_strtod (text, &end);
  if (*end == '\0')
    return g_variant_new_double (number);
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return g_variant_new_boolean (*text == 't');
  return g_variant_new_string (text);
}

/* “fields.steps=20”, “people.Anna=a woman in red”: one of several in an object. Returns: (transfer floating): the object with it */
static GVariant *
put_into (RushesBoardItem *item, GVariantDict *members, const char *object, const char *name, GVariant *value)
{
  g_autoptr (GVariant) said = g_variant_dict_lookup_value (members, object, G_VARIANT_TYPE_VARDICT);
  GVariant *now = said != NULL ? said : rushes_board_item_get (item, object);
  GVariantDict dict = G_VARIANT_DICT_INIT (now != NULL && g_variant_is_of_type (now, G_VARIANT_TYPE_VARDICT) ? now : NULL);

  if (value != NULL)
    g_variant_dict_insert_value (&dict, name, value);
  else
    g_variant_dict_remove (&dict, name);
  return g_variant_dict_end (&dict);
}

/* “people.Anna=a woman in red” are the words for her, “people.Anna.picture=media/anna.png” what she looks like. */
static GVariant *
put_person (RushesBoardItem *item, GVariantDict *members, const char *member, const char *text)
{
  gboolean picture = g_str_has_suffix (member, ".picture");
  g_autofree char *name = picture ? g_strndup (member, strlen (member) - strlen (".picture")) : g_strdup (member);
  g_autoptr (GVariant) said = g_variant_dict_lookup_value (members, RUSHES_BOARD_PEOPLE, G_VARIANT_TYPE_VARDICT);
  GVariant *people = said != NULL ? said : rushes_board_item_get (item, RUSHES_BOARD_PEOPLE);
  gboolean some = people != NULL && g_variant_is_of_type (people, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) person = some ? g_variant_lookup_value (people, name, G_VARIANT_TYPE_VARDICT) : NULL;
  GVariantDict dict = G_VARIANT_DICT_INIT (person);

  if (*text != '\0')
    g_variant_dict_insert (&dict, picture ? "picture" : "words", "s", text);
  else if (picture)
    g_variant_dict_remove (&dict, "picture");
  else /* she goes, with her picture */
    {
      g_variant_dict_clear (&dict);
      return put_into (item, members, RUSHES_BOARD_PEOPLE, name, NULL);
    }
  return put_into (item, members, RUSHES_BOARD_PEOPLE, name, g_variant_dict_end (&dict));
}

static gboolean
to_offset (RushesBoard *board, const char *text, gint64 *frames)
{
  gboolean before = *text == '-';

  if (g_str_equal (text, "0"))
    *frames = 0;
  else if (!rushes_board_words_to_length (rushes_board_get_rate (board), text + before, frames))
    return FALSE;
  *frames = before ? -*frames : *frames;
  return TRUE;
}

/* “track=media/song.ogg”, “track.offset=-2s” and “track.volume=0.5”. Returns: (transfer floating) (nullable) */
static GVariant *
put_track (RushesBoard *board, RushesBoardItem *item, GVariantDict *members, const char *member, const char *text, GError **error)
{
  double volume = g_ascii_strtod (text, NULL);
  gint64 frames = 0;

  if (member == NULL)
    return *text != '\0' ? put_into (item, members, RUSHES_BOARD_TRACK, "file", g_variant_new_string (text)) : g_variant_new_maybe (G_VARIANT_TYPE_VARIANT, NULL);
  if (rushes_board_item_get (item, RUSHES_BOARD_TRACK) == NULL && !g_variant_dict_contains (members, RUSHES_BOARD_TRACK))
    g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no scratch track yet; track=FILE sets one"));
  else if (g_str_equal (member, "offset") && (*text == '\0' || to_offset (board, text, &frames)))
    return put_into (item, members, RUSHES_BOARD_TRACK, member, *text != '\0' ? g_variant_new_int64 (frames) : NULL);
  else if (g_str_equal (member, "volume") && (*text == '\0' || (g_ascii_isdigit (*text) && volume >= 0 && volume <= 10)))
    return put_into (item, members, RUSHES_BOARD_TRACK, member, *text != '\0' ? g_variant_new_double (volume) : NULL);
  else
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“track.%s” cannot be “%s”: there are track.offset, in frames, as 2s or -2s, and track.volume, from 0 to 10"),
                 member, text);
  return NULL;
}

static gboolean
put_word (RushesBoard *board, RushesBoardItem *item, GVariantDict *members, const char *member, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (member, ".", 2);
  RushesBoardLevel level = rushes_board_item_get_level (item);
  GVariant *value = NULL;

  if (parts[0] != NULL && parts[1] != NULL && g_str_equal (parts[0], RUSHES_BOARD_FIELDS))
    value = put_into (item, members, parts[0], parts[1], to_field (text));
  else if (parts[0] != NULL && parts[1] != NULL && g_str_equal (parts[0], RUSHES_BOARD_PEOPLE) && level == RUSHES_BOARD_LEVEL_BOARD)
    value = put_person (item, members, parts[1], text);
  else if (g_strcmp0 (parts[0], RUSHES_BOARD_TRACK) == 0 && level == RUSHES_BOARD_LEVEL_BOARD)
    value = put_track (board, item, members, parts[1], text, error);
  else if (!rushes_board_member_is_known (level, member) || !rushes_board_member_is_free (level, member))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no “%s” to be set there; “rushes boards set --help” tells what there is"), member);
  else
    value = to_value (board, item, member, text, error);
  if (value == NULL)
    return FALSE;
  g_variant_dict_insert_value (members, parts[0] != NULL && parts[1] != NULL ? parts[0] : member, value);
  return TRUE;
}

/**
 * rushes_board_words_to_members:
 * @words: “MEMBER=VALUE”; nothing after the sign takes the member away
 *
 * Returns: (transfer full) (nullable): a{sv}, for rushes_board_edit_set_all(); NULL with %RUSHES_ERROR_FILE, a whole sentence
 */
GVariant *
rushes_board_words_to_members (RushesBoard *board, RushesBoardItem *item, char **words, GError **error)
{
  g_auto (GVariantDict) members = G_VARIANT_DICT_INIT (NULL);

  for (; *words != NULL; words++)
    {
      g_auto (GStrv) pair = g_strsplit (*words, "=", 2);
      if (g_strv_length (pair) != 2)
        {
          g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is no MEMBER=VALUE"), *words);
          return NULL;
        }
      if (!put_word (board, item, &members, pair[0], pair[1], error))
        return NULL;
    }
  return g_variant_ref_sink (g_variant_dict_end (&members));
}

/* @name: its number, or what the user calls it. Returns: (transfer none) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence */
RushesBoardItem *
rushes_board_words_find_shot (RushesBoard *board, const char *name, GError **error)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);
  guint64 number = 0;
  RushesBoardItem *shot = NULL;

  for (guint i = 0; i < shots->len && shot == NULL; i++)
    if (g_strcmp0 (rushes_board_item_get_string (shots->pdata[i], RUSHES_BOARD_SHOWN), name) == 0)
      shot = shots->pdata[i];
  if (shot == NULL && g_ascii_string_to_unsigned (name, 10, 1, G_MAXINT64, &number, NULL))
    shot = rushes_board_find_shot (board, (gint64) number);
  if (shot == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no shot “%s” on the board “%s”"), name, rushes_board_get_title (board));
  return shot;
}
