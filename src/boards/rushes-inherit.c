/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-inherit.h"

#include "rushes-board-member.h"
#include "rushes-board-text.h"

/* What a shot does not say itself it has from its scene, the board, or the model. It is looked up when it is asked for: a change at the
 * board reaches every shot that did not say otherwise. */

#define SECONDS_DEFAULT 4

static RushesOrigin
get_origin (RushesBoardItem *item)
{
  return (RushesOrigin) (RUSHES_ORIGIN_BOARD - rushes_board_item_get_level (item));
}

/* (transfer none) (nullable): the item that says it */
static RushesBoardItem *
find_who_says (RushesBoardItem *item, const char *name)
{
  for (; item != NULL; item = rushes_board_item_get_parent (item))
    {
      GVariant *value = rushes_board_item_get (item, name);
      if (value != NULL && rushes_board_member_is_known (rushes_board_item_get_level (item), name) &&
          rushes_board_member_fits (rushes_board_item_get_level (item), name, value))
        return item;
    }
  return NULL;
}

static GVariant *
get_of_model (const RushesModelSpec *spec, const char *name)
{
  RushesSize size = spec->sizes->len > 0 ? g_array_index (spec->sizes, RushesSize, 0) : (RushesSize) { 0, 0 };

  if (g_str_equal (name, RUSHES_BOARD_WIDTH) && size.width > 0)
    return g_variant_new_int64 (size.width);
  if (g_str_equal (name, RUSHES_BOARD_HEIGHT) && size.height > 0)
    return g_variant_new_int64 (size.height);
  if (g_str_equal (name, RUSHES_BOARD_NEGATIVE) && spec->negative != NULL)
    return g_variant_new_string (spec->negative);
  return NULL;
}

/**
 * rushes_inherit_lookup:
 * @item: a shot, a scene or the board
 * @spec: (nullable): the model, if it is known
 * @origin: (out) (optional): who says it
 *
 * Returns: (transfer full) (nullable)
 */
GVariant *
rushes_inherit_lookup (RushesBoardItem *item, const char *name, const RushesModelSpec *spec, RushesOrigin *origin)
{
  RushesBoardItem *who = find_who_says (item, name);
  GVariant *value = who != NULL ? rushes_board_item_get (who, name) : spec != NULL ? get_of_model (spec, name) : NULL;

  if (origin != NULL)
    *origin = who != NULL ? get_origin (who) : value != NULL ? RUSHES_ORIGIN_MODEL : RUSHES_ORIGIN_NOWHERE;
  return value != NULL ? g_variant_ref_sink (value) : NULL;
}

static GVariant *
get_field_of_model (const RushesModelSpec *spec, const char *name)
{
  for (guint i = 0; i < spec->fields->len; i++)
    {
      const RushesField *field = spec->fields->pdata[i];
      if (g_str_equal (field->name, name))
        return field->initial;
    }
  return NULL;
}

/* The same for one of the settings that only some models have; each is inherited by itself. Returns: (transfer full) (nullable) */
GVariant *
rushes_inherit_lookup_field (RushesBoardItem *item, const char *field, const RushesModelSpec *spec, RushesOrigin *origin)
{
  GVariant *value;

  for (; item != NULL; item = rushes_board_item_get_parent (item))
    {
      GVariant *fields = rushes_board_item_get (item, RUSHES_BOARD_FIELDS);
      value = fields != NULL && g_variant_is_of_type (fields, G_VARIANT_TYPE_VARDICT) ? g_variant_lookup_value (fields, field, NULL) : NULL;
      if (value == NULL)
        continue;
      if (origin != NULL)
        *origin = get_origin (item);
      return value;
    }
  value = spec != NULL ? get_field_of_model (spec, field) : NULL;
  if (origin != NULL)
    *origin = value != NULL ? RUSHES_ORIGIN_MODEL : RUSHES_ORIGIN_NOWHERE;
  return value != NULL ? g_variant_ref (value) : NULL;
}

/* Returns: (nullable): borrowed until something changes */
const char *
rushes_inherit_get_string (RushesBoardItem *item, const char *name)
{
  RushesBoardItem *who = find_who_says (item, name);

  return who != NULL ? rushes_board_item_get_string (who, name) : NULL;
}

gint64
rushes_inherit_get_int (RushesBoardItem *item, const char *name, gint64 fallback)
{
  RushesBoardItem *who = find_who_says (item, name);

  return who != NULL ? rushes_board_item_get_int (who, name, fallback) : fallback;
}

static void
add_fields (GVariantDict *all, RushesBoardItem *item)
{
  GVariant *fields = rushes_board_item_get (item, RUSHES_BOARD_FIELDS), *value;
  const char *name;
  GVariantIter iter;

  if (rushes_board_item_get_parent (item) != NULL)
    add_fields (all, rushes_board_item_get_parent (item));
  if (fields == NULL || !g_variant_is_of_type (fields, G_VARIANT_TYPE_VARDICT))
    return;
  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_variant_dict_insert_value (all, name, value);
      g_variant_unref (value);
    }
}

/* Returns: (transfer full) (nullable): a{sv}: all settings of one model that the shot has, from wherever; NULL: none */
GVariant *
rushes_inherit_dup_fields (RushesBoardItem *item)
{
  g_auto (GVariantDict) all = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) fields = NULL;

  add_fields (&all, item);
  fields = g_variant_ref_sink (g_variant_dict_end (&all));
  return g_variant_n_children (fields) > 0 ? g_steal_pointer (&fields) : NULL;
}

/* Returns: its planned length in frames of the board; four seconds where nobody says one */
gint64
rushes_inherit_get_length (RushesBoard *board, RushesBoardItem *shot)
{
  return rushes_inherit_get_int (shot, RUSHES_BOARD_LENGTH, rushes_rate_to_frames (rushes_board_get_rate (board), SECONDS_DEFAULT));
}

static void
append_part (GString *prompt, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (prompt->len > 0)
    g_string_append_c (prompt, ' ');
  g_string_append (prompt, part);
}

static gsize
measure_name (const char *text)
{
  const char *p = text;

  while (*p != '\0' && (g_unichar_isalnum (g_utf8_get_char (p)) || *p == '_' || *p == '-'))
    p = g_utf8_next_char (p);
  return p - text;
}

/* @met: (nullable): gets the names. (transfer full): each “@name” of somebody the board knows becomes the words for them */
static char *
put_people_in (const char *text, GVariant *people, GPtrArray *met)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = *text == '@' ? measure_name (text + 1) : 0;
      g_autofree char *name = length > 0 ? g_strndup (text + 1, length) : NULL;
      g_autoptr (GVariant) person = name != NULL ? g_variant_lookup_value (people, name, G_VARIANT_TYPE_VARDICT) : NULL;
      const char *words = NULL;

      if (person != NULL)
        {
          g_string_append (out, g_variant_lookup (person, "words", "&s", &words) && *words != '\0' ? words : name);
          text += 1 + length;
          if (met != NULL && !g_ptr_array_find_with_equal_func (met, name, g_str_equal, NULL))
            g_ptr_array_add (met, g_steal_pointer (&name));
        }
      else
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}

static char *
dup_prompt (RushesBoardItem *shot, gboolean use_action, GPtrArray *met)
{
  const char *own = rushes_board_item_get_string (shot, RUSHES_BOARD_PROMPT);
  RushesBoardItem *who = find_who_says (shot, RUSHES_BOARD_PEOPLE);
  g_autoptr (GString) prompt = g_string_new (NULL);

  if ((own == NULL || *own == '\0') && use_action)
    own = rushes_board_item_get_string (shot, RUSHES_BOARD_ACTION);
  if (own == NULL || *own == '\0')
    return NULL;
  append_part (prompt, rushes_inherit_get_string (shot, RUSHES_BOARD_PREFIX));
  append_part (prompt, own);
  append_part (prompt, rushes_inherit_get_string (shot, RUSHES_BOARD_SUFFIX));
  return who != NULL ? put_people_in (prompt->str, rushes_board_item_get (who, RUSHES_BOARD_PEOPLE), met) : g_strdup (prompt->str);
}

/**
 * rushes_inherit_dup_prompt:
 * @use_action: what happens in the shot is its prompt, where it has none
 *
 * Returns: (transfer full) (nullable): what is asked for: prefix, prompt and suffix, with people in words; NULL if the shot has no prompt
 */
char *
rushes_inherit_dup_prompt (RushesBoardItem *shot, gboolean use_action)
{
  return dup_prompt (shot, use_action, NULL);
}

/* Returns: (transfer full) (element-type utf8): the pictures of the people and places in the prompt, as the board names them, in the prompt's order */
GPtrArray *
rushes_inherit_list_references (RushesBoardItem *shot, gboolean use_action)
{
  g_autoptr (GPtrArray) met = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *pictures = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *prompt = dup_prompt (shot, use_action, met);
  RushesBoardItem *who = find_who_says (shot, RUSHES_BOARD_PEOPLE);

  for (guint i = 0; i < met->len; i++)
    {
      g_autoptr (GVariant) person = g_variant_lookup_value (rushes_board_item_get (who, RUSHES_BOARD_PEOPLE), met->pdata[i], G_VARIANT_TYPE_VARDICT);
      char *picture = NULL;
      if (g_variant_lookup (person, "picture", "s", &picture))
        g_ptr_array_add (pictures, picture);
    }
  return pictures;
}
