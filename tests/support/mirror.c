/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "mirror.h"

struct _Mirror
{
  GListModel *model;
  GPtrArray *items;
  guint n_heard;
  MirrorFunc func; /* (nullable) */
  gpointer data;
};

/* That the list and the mirror agree, and that nothing is there twice: a view knows its cells by what they show. */
void
mirror_check (Mirror *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint n = g_list_model_get_n_items (self->model);

  g_assert_cmpuint (n, ==, self->items->len);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (self->model, i);
      g_assert_true (item == self->items->pdata[i]);
      g_assert_true (g_hash_table_add (seen, item));
      g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (item, g_list_model_get_item_type (self->model)));
    }
  g_assert_null (g_list_model_get_item (self->model, n));
  g_assert_null (g_list_model_get_item (self->model, G_MAXUINT));
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Mirror *self = data;

  self->n_heard++;
  g_assert_cmpuint (position, <=, self->items->len);
  g_assert_cmpuint (removed, <=, self->items->len - position);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, self->items->len - removed + added);
  if (removed > 0)
    g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i), g_list_model_get_item (model, position + i));
  mirror_check (self);
  if (self->func != NULL)
    self->func (model, self->data);
}

/* @func: (nullable). It hears of what changes after those that listen already, and holds the list and what is in it. Returns: (transfer full) */
Mirror *
mirror_new (GListModel *model, MirrorFunc func, gpointer data)
{
  Mirror *self = g_new0 (Mirror, 1);

  self->model = g_object_ref (model);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->func = func;
  self->data = data;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (self->items, g_list_model_get_item (model, i));
  mirror_check (self);
  g_signal_connect (model, "items-changed", G_CALLBACK (on_items_changed), self);
  return self;
}

/* Returns: how many changes it was told of */
guint
mirror_get_n_heard (Mirror *self)
{
  return self->n_heard;
}

void
mirror_free (Mirror *self)
{
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_ptr_array_unref (self->items);
  g_object_unref (self->model);
  g_free (self);
}
