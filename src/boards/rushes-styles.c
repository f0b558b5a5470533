/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-styles.h"

#include "rushes-board.h"
#include "rushes-board-file.h"
#include "rushes-board-lock.h"
#include "rushes-board-text.h"
#include "rushes-board-words.h"
#include "rushes-error.h"
#include "rushes-inherit.h"
#include "rushes-replace.h"
#include "rushes-sync.h"

#include <glib/gi18n.h>

/* Named styles, boards/styles.json: what stands before and after prompts, and settings. A board, a scene or a shot that takes one has its members from then
 * on, in one step of its own; so a board goes to another computer as a whole, and a style that is changed later changes nothing that is made. Blocking. */

#define FILE_NAME "styles.json"
#define FORMAT "rushes_styles"
#define STYLES "styles"
#define WORD "style="

static char *
dup_path (RushesPaths *paths)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);

  return g_build_filename (boards, FILE_NAME, NULL);
}

/* Returns: (transfer full) (nullable): a{sv}: the whole file; without one, as if it were empty */
static GVariant *
load_file (RushesPaths *paths, GError **error)
{
  g_autofree char *path = dup_path (paths), *text = NULL;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GVariant) file = NULL;
  gsize length;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return g_variant_ref_sink (g_variant_new_parsed ("{'" FORMAT "': <int64 1>}"));
  if (g_file_get_contents (path, &text, &length, &cause))
    file = rushes_board_text_parse (text, (gssize) length, &cause);
  if (file != NULL && g_variant_is_of_type (file, G_VARIANT_TYPE_VARDICT))
    return g_steal_pointer (&file);
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("The styles in %s cannot be read: %s. The file was left as it is"), path,
               cause != NULL ? cause->message : _("it is no object"));
  return NULL;
}

static GVariant *
get_styles (GVariant *file)
{
  GVariant *styles = g_variant_lookup_value (file, STYLES, G_VARIANT_TYPE_VARDICT);

  return styles != NULL ? styles : g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

/* Returns: (transfer full) (nullable): a{sv}: a name, and its members (a{sv}) */
GVariant *
rushes_styles_load (RushesPaths *paths, GError **error)
{
  g_autoptr (GVariant) file = load_file (paths, error);

  return file != NULL ? get_styles (file) : NULL;
}

static gboolean
save_file (RushesPaths *paths, GVariant *file, GError **error)
{
  g_autofree char *path = dup_path (paths);
  g_autoptr (GVariant) plain = rushes_board_text_make_plain (file);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) cause = NULL;

  rushes_board_text_append (text, plain);
  g_string_append_c (text, '\n');
  if (rushes_replace_file (path, text->str, (gssize) text->len, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write the styles");
  return FALSE;
}

/* What a style may say, beside settings that only one model has. */
static const char *const members[] = { RUSHES_BOARD_PREFIX, RUSHES_BOARD_SUFFIX, RUSHES_BOARD_NEGATIVE, RUSHES_BOARD_PROVIDER, RUSHES_BOARD_CONNECTION,
                                       RUSHES_BOARD_MODEL,  RUSHES_BOARD_WIDTH,  RUSHES_BOARD_HEIGHT,   NULL };

static gboolean
may_have (const char *word, GError **error)
{
  g_autofree char *member = g_strndup (word, strcspn (word, "="));

  if (g_strv_contains (members, member) || g_str_has_prefix (member, RUSHES_BOARD_FIELDS "."))
    return TRUE;
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("A style has no “%s”; it has prompts' beginnings and ends, a model and its settings"), member);
  return FALSE;
}

/* “fields.steps=”: it goes. */
static void
take_fields_away (GVariantDict *fields, char **words)
{
  static const char before[] = RUSHES_BOARD_FIELDS ".";

  for (; *words != NULL; words++)
    if (g_str_has_prefix (*words, before) && strchr (*words, '=') != NULL && strchr (*words, '=')[1] == '\0')
      {
        g_autofree char *name = g_strndup (*words + strlen (before), strcspn (*words + strlen (before), "="));
        g_variant_dict_remove (fields, name);
      }
}

/* (transfer full): the style's settings of one model, as they are with those that are said */
static GVariant *
join_fields (GVariant *style, GVariant *said, char **words)
{
  g_autoptr (GVariant) fields = style != NULL ? g_variant_lookup_value (style, RUSHES_BOARD_FIELDS, G_VARIANT_TYPE_VARDICT) : NULL;
  GVariantDict all;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_dict_init (&all, fields);
  g_variant_iter_init (&iter, said);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_variant_dict_insert_value (&all, name, value);
      g_variant_unref (value);
    }
  take_fields_away (&all, words);
  return g_variant_ref_sink (g_variant_dict_end (&all));
}

/* (transfer full): @style with what is said; a null takes one away */
static GVariant *
join (GVariant *style, GVariant *said, char **words)
{
  GVariantDict dict;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_dict_init (&dict, style);
  g_variant_iter_init (&iter, said);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) fields = g_str_equal (name, RUSHES_BOARD_FIELDS) ? join_fields (style, value, words) : NULL;
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_MAYBE))
        g_variant_dict_remove (&dict, name);
      else
        g_variant_dict_insert_value (&dict, name, fields != NULL ? fields : value);
      g_variant_unref (value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* (transfer full) (nullable): the style with that in it */
static GVariant *
change_style (GVariant *style, char **words, GError **error)
{
  g_autoptr (RushesBoard) board = rushes_board_new ("style", "style"); /* which the words are read for */
  g_autoptr (RushesBoardItem) item = rushes_board_item_new (RUSHES_BOARD_LEVEL_SCENE);
  g_autoptr (GVariant) said = NULL;

  for (char **word = words; *word != NULL; word++)
    if (!may_have (*word, error))
      return NULL;
  said = rushes_board_words_to_members (board, item, words, error);
  return said != NULL ? join (style, said, words) : NULL;
}

/* (transfer full): the file with the style, or without it. @style: (nullable) */
static GVariant *
put_style (GVariant *file, const char *name, GVariant *style)
{
  g_autoptr (GVariant) styles = get_styles (file);
  GVariantDict all, dict;

  g_variant_dict_init (&all, styles);
  if (style != NULL)
    g_variant_dict_insert_value (&all, name, style);
  else
    g_variant_dict_remove (&all, name);
  g_variant_dict_init (&dict, file);
  g_variant_dict_insert_value (&dict, STYLES, g_variant_dict_end (&all));
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/* @words: (nullable): what changes; @whole: (nullable): what it says from now on; neither: it goes */
static gboolean
change (RushesPaths *paths, const char *name, char **words, GVariant *whole, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);
  g_autoptr (RushesBoardLock) lock = NULL;
  g_autoptr (GVariant) file = NULL, styles = NULL, style = NULL, changed = NULL, file_then = NULL;

  rushes_sync_make_folder (boards);
  lock = rushes_board_lock_take (boards, error);
  file = lock != NULL ? load_file (paths, error) : NULL;
  if (file == NULL)
    return FALSE;
  styles = get_styles (file);
  style = g_variant_lookup_value (styles, name, G_VARIANT_TYPE_VARDICT);
  if (words == NULL && whole == NULL && style == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no style “%s”"), name);
  changed = words != NULL ? change_style (style, words, error) : whole != NULL ? g_variant_ref (whole) : NULL;
  if (changed == NULL && (words != NULL || style == NULL))
    return FALSE;
  file_then = put_style (file, name, changed);
  return save_file (paths, file_then, error);
}

/* @words: “MEMBER=VALUE”, as for a board; nothing after the sign takes the member away */
gboolean
rushes_styles_set (RushesPaths *paths, const char *name, char **words, GError **error)
{
  return change (paths, name, words, NULL, error);
}

/* @said: a{sv}: all that it says from now on, as rushes_styles_dup_of() gives it */
gboolean
rushes_styles_replace (RushesPaths *paths, const char *name, GVariant *said, GError **error)
{
  return change (paths, name, NULL, said, error);
}

/* @more: a{sv}: a name, and all that such a style says; in one step */
gboolean
rushes_styles_add (RushesPaths *paths, GVariant *more, GError **error)
{
  g_autofree char *boards = rushes_board_file_dup_boards_dir (paths);
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (boards, error);
  g_autoptr (GVariant) file = lock != NULL ? load_file (paths, error) : NULL;
  GVariantIter iter;
  const char *name;
  GVariant *style;

  if (file == NULL)
    return FALSE;
  g_variant_iter_init (&iter, more);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &style))
    {
      GVariant *changed = put_style (file, name, style);
      g_variant_unref (file);
      file = changed;
      g_variant_unref (style);
    }
  return save_file (paths, file, error);
}

/* @item: a board, a scene or a shot. Returns: (transfer full): a{sv}: what it says, or inherits, that a style can say */
GVariant *
rushes_styles_dup_of (RushesBoardItem *item)
{
  g_autoptr (GVariant) fields = rushes_inherit_dup_fields (item);
  GVariantDict said = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; members[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = rushes_inherit_lookup (item, members[i], NULL, NULL);
      if (value != NULL)
        g_variant_dict_insert_value (&said, members[i], value);
    }
  if (fields != NULL)
    g_variant_dict_insert_value (&said, RUSHES_BOARD_FIELDS, fields);
  return g_variant_ref_sink (g_variant_dict_end (&said));
}

gboolean
rushes_styles_remove (RushesPaths *paths, const char *name, GError **error)
{
  return change (paths, name, NULL, NULL, error);
}

static char *
to_text (GVariant *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup (g_ascii_dtostr (number, sizeof number, g_variant_get_double (value)));
  return g_variant_print (value, FALSE);
}

static void
add_words (GStrvBuilder *words, GVariant *said, const char *before)
{
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, said);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autofree char *text = to_text (value), *word = g_strconcat (before, name, "=", text, NULL);
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT) && *before == '\0')
        add_words (words, value, RUSHES_BOARD_FIELDS ".");
      else
        g_strv_builder_add (words, word);
      g_variant_unref (value);
    }
}

/* @styles: as loaded. Returns: (transfer full) (nullable): the style as “MEMBER=VALUE” */
char **
rushes_styles_dup_words (GVariant *styles, const char *name, GError **error)
{
  g_autoptr (GVariant) style = g_variant_lookup_value (styles, name, G_VARIANT_TYPE_VARDICT);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (style == NULL)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("There is no style “%s”"), name);
      return NULL;
    }
  add_words (words, style, "");
  return g_strv_builder_end (words);
}

/* Returns: (transfer full) (nullable): @words, and in the place of “style=NAME” what that style says: what stands behind it counts more */
char **
rushes_styles_put_in (RushesPaths *paths, char **words, GError **error)
{
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  for (; *words != NULL; words++)
    {
      g_autoptr (GVariant) styles = NULL;
      g_auto (GStrv) said = NULL;

      if (!g_str_has_prefix (*words, WORD))
        {
          g_strv_builder_add (all, *words);
          continue;
        }
      styles = rushes_styles_load (paths, error);
      said = styles != NULL ? rushes_styles_dup_words (styles, *words + strlen (WORD), error) : NULL;
      if (said == NULL)
        return NULL;
      g_strv_builder_addv (all, (const char **) said);
    }
  return g_strv_builder_end (all);
}
