/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-read.h"

#include "rushes-board-item-private.h"
#include "rushes-board-json.h"
#include "rushes-board-private.h"
#include "rushes-board-text.h"
#include "rushes-error.h"
#include "rushes-shot-number.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* From what a file holds to a board: who has which number is settled here, everything else is taken as it is. */

static void
read_between (RushesBoard *self, GVariant *given)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (given, "between", G_VARIANT_TYPE ("av"));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (list, i), inner = g_variant_get_variant (box);
      if (g_variant_is_of_type (inner, G_VARIANT_TYPE_INT64))
        rushes_board_note_given (self, RUSHES_BOARD_SHOTS, g_variant_get_int64 (inner));
    }
}

static void
read_largest (RushesBoard *self, GVariant *given, const char *of)
{
  gint64 largest = 0;

  if (g_variant_lookup (given, of, "x", &largest) && largest > 0 && largest <= RUSHES_SHOT_NUMBER_LARGEST)
    rushes_board_note_largest (self, of, largest);
}

static void
read_given (RushesBoard *self)
{
  GVariant *given = rushes_board_item_get (rushes_board_get_root (self), RUSHES_BOARD_GIVEN);

  if (given == NULL || !g_variant_is_of_type (given, G_VARIANT_TYPE_VARDICT))
    return;
  read_largest (self, given, RUSHES_BOARD_SHOTS);
  read_largest (self, given, RUSHES_BOARD_SCENES);
  read_between (self, given);
}

/* Numbers that are there once are kept; who has none, or another's, gets a new one. */
static void
number_anew (RushesBoard *self, RushesBoardItem *shot)
{
  gint64 old = rushes_board_item_get_int (shot, RUSHES_BOARD_NUMBER, 0), number = rushes_shot_number_give_next (self);

  if (old > 0)
    rushes_board_add_problem (self, _("Two shots have the number %" PRId64 "; the second one is %" PRId64 " now."), old, number);
  else
    rushes_board_add_problem (self, _("A shot without a number is %" PRId64 " now."), number);
  if (rushes_board_item_get_string (shot, RUSHES_BOARD_NUMBER) != NULL && rushes_board_item_get (shot, RUSHES_BOARD_SHOWN) == NULL)
    rushes_board_item_set (shot, RUSHES_BOARD_SHOWN, rushes_board_item_get (shot, RUSHES_BOARD_NUMBER));
  rushes_board_item_set (shot, RUSHES_BOARD_NUMBER, g_variant_new_int64 (number));
  rushes_board_enter (self, shot, TRUE);
}

static gboolean
is_free (RushesBoard *self, gint64 number)
{
  return number > 0 && number <= RUSHES_SHOT_NUMBER_LARGEST && rushes_board_find_shot (self, number) == NULL;
}

static void
take_numbers (RushesBoard *self)
{
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (self), without = g_ptr_array_new ();

  for (guint i = 0; i < shots->len; i++)
    {
      gint64 number = rushes_board_item_get_int (shots->pdata[i], RUSHES_BOARD_NUMBER, 0);
      if (is_free (self, number))
        {
          rushes_board_enter (self, shots->pdata[i], TRUE);
          rushes_board_note_given (self, RUSHES_BOARD_SHOTS, number);
        }
      else
        g_ptr_array_add (without, shots->pdata[i]);
    }
  for (guint i = 0; i < without->len; i++)
    number_anew (self, without->pdata[i]);
}

static void
take_scene_ids (RushesBoard *self)
{
  RushesBoardItem *root = rushes_board_get_root (self);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GPtrArray) without = g_ptr_array_new ();

  for (guint i = 0; i < rushes_board_item_get_count (root); i++)
    {
      RushesBoardItem *scene = rushes_board_item_get_child (root, i);
      gint64 id = rushes_board_item_get_int (scene, RUSHES_BOARD_ID, 0);
      if (id > 0 && id <= RUSHES_SHOT_NUMBER_LARGEST && g_hash_table_add (taken, g_memdup2 (&id, sizeof id)))
        rushes_board_note_given (self, RUSHES_BOARD_SCENES, id);
      else
        g_ptr_array_add (without, scene);
    }
  for (guint i = 0; i < without->len; i++)
    rushes_board_item_set (without->pdata[i], RUSHES_BOARD_ID, g_variant_new_int64 (rushes_scene_number_give (self)));
}

/* Returns: the version before the point; 0 if it is none */
static gint64
read_version (RushesBoardItem *root)
{
  GVariant *value = rushes_board_item_get (root, RUSHES_BOARD_FORMAT);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    return g_variant_get_int64 (value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return (gint64) CLAMP (g_variant_get_double (value), 0, 1000000);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_ascii_strtoll (g_variant_get_string (value, NULL), NULL, 10);
  return 0;
}

static RushesBoardItem *
read_item (RushesBoardLevel level, JsonNode *node, GError **error)
{
  g_autoptr (RushesBoardItem) self = rushes_board_item_new (level);
  const char *list = rushes_board_level_get_list (level), *name;
  JsonObjectIter iter;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      gboolean is_list = list != NULL && g_str_equal (name, list);
      JsonArray *array = is_list && JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

      if (!is_list)
        rushes_board_item_take_member (self, name, rushes_board_json_to_variant (value));
      for (guint i = 0; is_list && i < (array != NULL ? json_array_get_length (array) : 1); i++)
        {
          JsonNode *element = array != NULL ? json_array_get_element (array, i) : value;
          RushesBoardItem *child = NULL;
          if (array != NULL && JSON_NODE_HOLDS_OBJECT (element))
            child = read_item (level + 1, element, error);
          else
            g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is no list of objects"), list);
          if (child == NULL)
            return NULL;
          rushes_board_item_take_child (self, child);
        }
    }
  return g_steal_pointer (&self);
}

/* @root: (transfer full) */
static RushesBoard *
new_board (RushesBoardItem *root, GError **error)
{
  g_autoptr (RushesBoard) self = rushes_board_new_with_root (root);

  if (read_version (root) <= 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("it has no “%s”"), RUSHES_BOARD_FORMAT);
      return NULL;
    }
  if (read_version (root) > RUSHES_BOARD_VERSION)
    {
      rushes_board_set_read_only (self);
      rushes_board_add_problem (self, "%s", _("A newer version of Rushes made this board: it can only be looked at here."));
    }
  read_given (self);
  take_numbers (self);
  take_scene_ids (self);
  rushes_board_mark_given (self);
  return g_steal_pointer (&self);
}

/**
 * rushes_board_new_from_text:
 * @text: what a file holds
 *
 * What is odd in it rushes_board_check() finds.
 *
 * Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, whose message is the end of a sentence, if it is no board
 */
RushesBoard *
rushes_board_new_from_text (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonNode) node = rushes_board_json_parse (text, length, error);
  RushesBoardItem *root = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? read_item (RUSHES_BOARD_LEVEL_BOARD, node, error) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("it has no “%s”"), RUSHES_BOARD_FORMAT);
  return root != NULL ? new_board (root, error) : NULL;
}

/* The same of what was read already. */
RushesBoard *
rushes_board_new_from_variant (GVariant *value, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  rushes_board_text_append (text, value);
  return rushes_board_new_from_text (text->str, text->len, error);
}
