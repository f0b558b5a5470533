/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-board-references.h"

#include "rushes-board-history.h"

/* All places where a board names a file or a clip. */

typedef struct
{
  RushesBoardStep *step;
  RushesBoardReferenceFunc func;
  gpointer data;
} Replacing;

static void
replace_text (Replacing *self, RushesBoardItem *item, const char *member, RushesBoardReference kind)
{
  const char *text = rushes_board_item_get_string (item, member);
  g_autofree char *other = text != NULL ? self->func (item, kind, text, self->data) : NULL;

  if (g_strcmp0 (text, other) != 0)
    rushes_board_step_add_set (self->step, item, member, other != NULL ? g_variant_new_string (other) : NULL);
}

/* (transfer full): @dict with another text in it, or without it */
static GVariant *
replace_in_dict (Replacing *self, RushesBoardItem *item, GVariant *dict, const char *name, RushesBoardReference kind)
{
  g_autofree char *other = NULL;
  const char *text;
  GVariantDict changed;

  if (!g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT) || !g_variant_lookup (dict, name, "&s", &text))
    return g_variant_ref (dict);
  other = self->func (item, kind, text, self->data);
  if (g_strcmp0 (text, other) == 0)
    return g_variant_ref (dict);
  g_variant_dict_init (&changed, dict);
  if (other != NULL)
    g_variant_dict_insert (&changed, name, "s", other);
  else
    g_variant_dict_remove (&changed, name);
  return g_variant_ref_sink (g_variant_dict_end (&changed));
}

/* @value: what stands there now, or nothing of worth. */
static void
set_member (Replacing *self, RushesBoardItem *item, const char *member, GVariant *value)
{
  GVariant *before = rushes_board_item_get (item, member);
  gboolean empty = g_variant_is_container (value) && g_variant_n_children (value) == 0;

  if (!g_variant_equal (before, value))
    rushes_board_step_add_set (self->step, item, member, empty ? NULL : value);
}

static void
replace_in_member (Replacing *self, RushesBoardItem *item, const char *member, const char *name, RushesBoardReference kind)
{
  GVariant *dict = rushes_board_item_get (item, member);
  g_autoptr (GVariant) changed = dict != NULL ? replace_in_dict (self, item, dict, name, kind) : NULL;

  if (changed != NULL)
    set_member (self, item, member, changed);
}

static void
replace_in_people (Replacing *self, RushesBoardItem *root)
{
  GVariant *people = rushes_board_item_get (root, RUSHES_BOARD_PEOPLE), *value;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) changed = NULL;
  GVariantIter iter;
  const char *name;

  if (people == NULL || !g_variant_is_of_type (people, G_VARIANT_TYPE_VARDICT))
    {
      g_variant_builder_clear (&builder);
      return;
    }
  g_variant_iter_init (&iter, people);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) other = replace_in_dict (self, root, value, "picture", RUSHES_BOARD_REFERENCE_FILE);
      g_variant_builder_add (&builder, "{sv}", name, other);
      g_variant_unref (value);
    }
  changed = g_variant_ref_sink (g_variant_builder_end (&builder));
  set_member (self, root, RUSHES_BOARD_PEOPLE, changed);
}

/* A frame names a file or a clip, not both. */
static void
replace_frame (Replacing *self, RushesBoardItem *shot, const char *member)
{
  GVariant *frame = rushes_board_item_get (shot, member);
  const char *text;

  if (frame == NULL || !g_variant_is_of_type (frame, G_VARIANT_TYPE_VARDICT))
    return;
  if (g_variant_lookup (frame, "picture", "&s", &text))
    replace_in_member (self, shot, member, "picture", RUSHES_BOARD_REFERENCE_FILE);
  else
    replace_in_member (self, shot, member, RUSHES_BOARD_CLIP, RUSHES_BOARD_REFERENCE_CLIP);
}

static void
replace_in_shot (Replacing *self, RushesBoardItem *shot)
{
  replace_text (self, shot, RUSHES_BOARD_STILL, RUSHES_BOARD_REFERENCE_FILE);
  replace_frame (self, shot, RUSHES_BOARD_FIRST);
  replace_frame (self, shot, RUSHES_BOARD_LAST);
  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    {
      RushesBoardItem *take = rushes_board_item_get_child (shot, i);
      replace_text (self, take, RUSHES_BOARD_CLIP, RUSHES_BOARD_REFERENCE_CLIP);
      replace_in_member (self, take, RUSHES_BOARD_START, RUSHES_BOARD_CLIP, RUSHES_BOARD_REFERENCE_TRACE);
    }
  replace_text (self, shot, RUSHES_BOARD_CHOSEN, RUSHES_BOARD_REFERENCE_TRACE); /* one of its takes, so it was asked for already */
}

/**
 * rushes_board_replace_references:
 * @func: is asked for each file and clip that the board names, shot by shot; not within what it does not know
 *
 * It is no step that is undone: for a copy of a board, or one that nobody has seen.
 */
gboolean
rushes_board_replace_references (RushesBoard *board, RushesBoardReferenceFunc func, gpointer data, GError **error)
{
  Replacing self = { rushes_board_step_new (""), func, data };
  RushesBoardItem *root = rushes_board_get_root (board);
  g_autoptr (GPtrArray) shots = rushes_board_list_shots (board);

  replace_in_people (&self, root);
  replace_in_member (&self, root, RUSHES_BOARD_TRACK, "file", RUSHES_BOARD_REFERENCE_FILE);
  for (guint i = 0; i < shots->len; i++)
    replace_in_shot (&self, shots->pdata[i]);
  return rushes_board_do_silently (board, self.step, error);
}
