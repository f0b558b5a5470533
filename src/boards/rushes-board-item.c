/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-item-private.h"

#include "rushes-board-text.h"
#include "rushes-error.h"

#include <glib/gi18n.h>

/* A board, a scene, a shot or a take: its members as they stand in the file, known or not and in their order, and what is below it, which
 * is a #GListModel. An item knows no rules; those are in the files about numbers, links, states and steps. Main thread, or a worker that
 * has it alone. */

typedef struct
{
  const char *name; /* interned */
  GVariant *value;
} Member;

struct _RushesBoardItem
{
  GObject parent_instance;
  RushesBoardLevel level;
  GArray *members;
  GPtrArray *children;
  RushesBoardItem *above; /* (nullable): not ours */
  char *line;             /* a #GRefString, as it stands in the file; NULL: not written down since it changed */
};

enum
{
  CHANGED, /* (const char *member): one of its own members */
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesBoardItem, rushes_board_item, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
clear_member (gpointer data)
{
  g_variant_unref (((Member *) data)->value);
}

static void
rushes_board_item_finalize (GObject *object)
{
  RushesBoardItem *self = RUSHES_BOARD_ITEM (object);

  for (guint i = 0; i < self->children->len; i++)
    ((RushesBoardItem *) self->children->pdata[i])->above = NULL;
  g_ptr_array_unref (self->children);
  g_array_unref (self->members);
  g_clear_pointer (&self->line, g_ref_string_release);
  G_OBJECT_CLASS (rushes_board_item_parent_class)->finalize (object);
}

static void
rushes_board_item_class_init (RushesBoardItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_board_item_finalize;
  signals[CHANGED] = g_signal_new ("changed", RUSHES_TYPE_BOARD_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rushes_board_item_init (RushesBoardItem *self)
{
  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  g_array_set_clear_func (self->members, clear_member);
  self->children = g_ptr_array_new_with_free_func (g_object_unref);
}

static GType
get_item_type (GListModel *model)
{
  return RUSHES_TYPE_BOARD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return RUSHES_BOARD_ITEM (model)->children->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RushesBoardItem *self = RUSHES_BOARD_ITEM (model);

  return position < self->children->len ? g_object_ref (self->children->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

RushesBoardItem *
rushes_board_item_new (RushesBoardLevel level)
{
  RushesBoardItem *self = g_object_new (RUSHES_TYPE_BOARD_ITEM, NULL);

  self->level = level;
  return self;
}

RushesBoardLevel
rushes_board_item_get_level (RushesBoardItem *self)
{
  return self->level;
}

/* Returns: (transfer none) (nullable): the scene of a shot, the board of a scene */
RushesBoardItem *
rushes_board_item_get_parent (RushesBoardItem *self)
{
  return self->above;
}

guint
rushes_board_item_get_count (RushesBoardItem *self)
{
  return self->children->len;
}

/* Returns: (transfer none): the scene, shot or take with that index, from 0 */
RushesBoardItem *
rushes_board_item_get_child (RushesBoardItem *self, guint index)
{
  return self->children->pdata[index];
}

/* Returns: where it stands below its parent, from 0 */
guint
rushes_board_item_get_index (RushesBoardItem *self)
{
  guint index = 0;

  if (self->above != NULL)
    g_ptr_array_find (self->above->children, self, &index);
  return index;
}

static Member *
find (RushesBoardItem *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      if (g_str_equal (member->name, name))
        return member;
    }
  return NULL;
}

/* Returns: (nullable): what its member with that index is called; NULL after the last one. The lists are no members. */
const char *
rushes_board_item_get_name (RushesBoardItem *self, guint index)
{
  return index < self->members->len ? g_array_index (self->members, Member, index).name : NULL;
}

/* Returns: (transfer none) (nullable): as it stands in the file: x, d, s, b, av, a{sv}, or mv for null */
GVariant *
rushes_board_item_get (RushesBoardItem *self, const char *name)
{
  Member *member = find (self, name);

  return member != NULL ? member->value : NULL;
}

/* Returns: (nullable): NULL too where something else than text stands; borrowed until the member changes */
const char *
rushes_board_item_get_string (RushesBoardItem *self, const char *name)
{
  GVariant *value = rushes_board_item_get (self, name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) ? g_variant_get_string (value, NULL) : NULL;
}

/* Returns: @fallback where no whole number stands */
gint64
rushes_board_item_get_int (RushesBoardItem *self, const char *name, gint64 fallback)
{
  GVariant *value = rushes_board_item_get (self, name);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64) ? g_variant_get_int64 (value) : fallback;
}

/* Returns: (transfer full): the texts of a list; what is no text in it is left out */
char **
rushes_board_item_dup_texts (RushesBoardItem *self, const char *name)
{
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  GVariant *value = rushes_board_item_get (self, name);

  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE ("av")))
    for (gsize i = 0; i < g_variant_n_children (value); i++)
      {
        g_autoptr (GVariant) box = g_variant_get_child_value (value, i), inner = g_variant_get_variant (box);
        if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING))
          g_strv_builder_add (texts, g_variant_get_string (inner, NULL));
      }
  return g_strv_builder_end (texts);
}

/* Returns: whether a list has that text */
gboolean
rushes_board_item_has_text (RushesBoardItem *self, const char *name, const char *text)
{
  g_auto (GStrv) texts = rushes_board_item_dup_texts (self, name);

  return g_strv_contains ((const char *const *) texts, text);
}

/* A take stands in the line of its shot, a scene's line is only its head. */
static void
forget_line (RushesBoardItem *self)
{
  g_clear_pointer (&self->line, g_ref_string_release);
  if (self->level == RUSHES_BOARD_LEVEL_TAKE && self->above != NULL)
    forget_line (self->above);
}

/* @value: (nullable): takes the member away. A floating reference is taken. */
void
rushes_board_item_set (RushesBoardItem *self, const char *name, GVariant *value)
{
  Member *member = find (self, name);
  GVariant *plain = value != NULL ? rushes_board_text_make_plain (value) : NULL;

  if (member == NULL && plain != NULL)
    {
      Member added = { g_intern_string (name), plain };
      g_array_append_val (self->members, added);
    }
  else if (member != NULL && plain != NULL)
    {
      g_variant_unref (member->value);
      member->value = plain;
    }
  else if (member != NULL)
    g_array_remove_index (self->members, member - (Member *) self->members->data);
  forget_line (self);
  g_signal_emit (self, signals[CHANGED], 0, name);
}

static void
set_texts (RushesBoardItem *self, const char *name, char **texts)
{
  rushes_board_item_set (self, name, *texts != NULL ? g_variant_new_strv ((const char *const *) texts, -1) : NULL);
}

/* Adds @text to a list, unless it is in it. */
void
rushes_board_item_add_text (RushesBoardItem *self, const char *name, const char *text)
{
  g_auto (GStrv) texts = rushes_board_item_dup_texts (self, name), more = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (g_strv_contains ((const char *const *) texts, text))
    return;
  g_strv_builder_addv (builder, (const char **) texts);
  g_strv_builder_add (builder, text);
  more = g_strv_builder_end (builder);
  set_texts (self, name, more);
}

/* Takes @text out of a list; an empty list is no member. */
void
rushes_board_item_take_text (RushesBoardItem *self, const char *name, const char *text)
{
  g_auto (GStrv) texts = rushes_board_item_dup_texts (self, name), fewer = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!g_strv_contains ((const char *const *) texts, text))
    return;
  for (char **each = texts; *each != NULL; each++)
    if (!g_str_equal (*each, text))
      g_strv_builder_add (builder, *each);
  fewer = g_strv_builder_end (builder);
  set_texts (self, name, fewer);
}

/* @child: (transfer full): one level below; @index beyond the end means the end */
void
rushes_board_item_insert (RushesBoardItem *self, guint index, RushesBoardItem *child)
{
  g_return_if_fail (child->level == self->level + 1 && child->above == NULL);
  index = MIN (index, self->children->len);
  g_ptr_array_insert (self->children, (int) index, child);
  child->above = self;
  forget_line (self);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 0, 1);
}

/* Returns: (transfer full) */
RushesBoardItem *
rushes_board_item_steal (RushesBoardItem *self, guint index)
{
  RushesBoardItem *child = g_ptr_array_steal_index (self->children, index);

  child->above = NULL;
  forget_line (self);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
  return child;
}

/* Returns: what the list below an item is called in the file; NULL below a take */
const char *
rushes_board_level_get_list (RushesBoardLevel level)
{
  static const char *const lists[] = { RUSHES_BOARD_SCENES, RUSHES_BOARD_SHOTS, RUSHES_BOARD_TAKES, NULL };

  return lists[level];
}

/* Returns: (transfer full): what finds it again in its board, as text: “shot 30” */
char *
rushes_board_item_dup_address (RushesBoardItem *self)
{
  switch (self->level)
    {
    case RUSHES_BOARD_LEVEL_SCENE:
      return g_strdup_printf ("scene %" G_GINT64_FORMAT, rushes_board_item_get_int (self, RUSHES_BOARD_ID, 0));
    case RUSHES_BOARD_LEVEL_SHOT:
      return g_strdup_printf ("shot %" G_GINT64_FORMAT, rushes_board_item_get_int (self, RUSHES_BOARD_NUMBER, 0));
    case RUSHES_BOARD_LEVEL_TAKE:
      return g_strdup_printf ("take %" G_GINT64_FORMAT " %s", self->above != NULL ? rushes_board_item_get_int (self->above, RUSHES_BOARD_NUMBER, 0) : 0,
                              rushes_board_item_get_string (self, RUSHES_BOARD_CLIP));
    case RUSHES_BOARD_LEVEL_BOARD:
    default:
      return g_strdup ("board");
    }
}

/* Returns: (transfer full): an a{sv} of all that it is, with what is below it */
GVariant *
rushes_board_item_to_variant (RushesBoardItem *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT), list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));

  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      g_variant_builder_add (&builder, "{sv}", member->name, member->value);
    }
  for (guint i = 0; i < self->children->len; i++)
    {
      g_autoptr (GVariant) child = rushes_board_item_to_variant (self->children->pdata[i]);
      g_variant_builder_add (&list, "v", child);
    }
  if (self->children->len > 0)
    g_variant_builder_add (&builder, "{sv}", rushes_board_level_get_list (self->level), g_variant_builder_end (&list));
  else
    g_variant_builder_clear (&list);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* For who makes an item: nobody is told. @value: (transfer full): plain; there is no member of that name yet */
void
rushes_board_item_take_member (RushesBoardItem *self, const char *name, GVariant *value)
{
  Member member = { g_intern_string (name), value };

  g_array_append_val (self->members, member);
}

/* Likewise. @child: (transfer full) */
void
rushes_board_item_take_child (RushesBoardItem *self, RushesBoardItem *child)
{
  child->above = self;
  g_ptr_array_add (self->children, child);
}

static gboolean
refuse_structure (const char *list, GError **error)
{
  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” is no list of objects"), list);
  return FALSE;
}

static gboolean
read_children (RushesBoardItem *self, GVariant *value, GError **error)
{
  const char *list = rushes_board_level_get_list (self->level);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE ("av")))
    return refuse_structure (list, error);
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) box = g_variant_get_child_value (value, i), inner = g_variant_get_variant (box);
      RushesBoardItem *child;

      if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_VARDICT))
        return refuse_structure (list, error);
      child = rushes_board_item_from_variant (self->level + 1, inner, error);
      if (child == NULL)
        return FALSE;
      rushes_board_item_take_child (self, child);
    }
  return TRUE;
}

/* The other way. Returns: (transfer full) (nullable): NULL if what should be a list of items is none; all other members are taken as
 * they are */
RushesBoardItem *
rushes_board_item_from_variant (RushesBoardLevel level, GVariant *value, GError **error)
{
  g_autoptr (RushesBoardItem) self = rushes_board_item_new (level);
  const char *list = rushes_board_level_get_list (level), *name;
  GVariantIter iter;
  GVariant *inner;

  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &inner))
    {
      g_autoptr (GVariant) owned = inner;
      if (list == NULL || !g_str_equal (name, list))
        rushes_board_item_take_member (self, name, g_steal_pointer (&owned));
      else if (!read_children (self, owned, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* Its own members as JSON, with @between between two. */
void
rushes_board_item_append_members (RushesBoardItem *self, GString *text, const char *between)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = &g_array_index (self->members, Member, i);
      if (i > 0)
        g_string_append (text, between);
      rushes_board_text_append_string (text, member->name);
      g_string_append (text, ": ");
      rushes_board_text_append (text, member->value);
    }
}

static void
append_whole (RushesBoardItem *self, GString *text)
{
  g_string_append_c (text, '{');
  rushes_board_item_append_members (self, text, ", ");
  if (self->children->len > 0)
    g_string_append_printf (text, "%s\"%s\": [", self->members->len > 0 ? ", " : "", rushes_board_level_get_list (self->level));
  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      append_whole (self->children->pdata[i], text);
    }
  g_string_append (text, self->children->len > 0 ? "]}" : "}");
}

/* Returns: (transfer full): a #GRefString, the item with all below it in one line. It is kept until something changes, so that a writer
 * on another thread gets all lines of a large board at once. */
char *
rushes_board_item_ref_line (RushesBoardItem *self)
{
  g_autoptr (GString) text = NULL;

  if (self->line == NULL)
    {
      text = g_string_new (NULL);
      append_whole (self, text);
      self->line = g_ref_string_new_len (text->str, (gssize) text->len);
    }
  return g_ref_string_acquire (self->line);
}
