/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"

/* A query as a list model: an array of row numbers; objects are made when a position is asked for. A new
 * query runs on a worker and replaces the whole list. Single clips come and go one by one. */
struct _RushesClipList
{
  GObject parent_instance;
  RushesLibrary *library;
  GArray *rows; /* gint64 */
  RushesQuery *query;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_REPLACING,
  SIGNAL_REPLACED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rushes_clip_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesClipList, rushes_clip_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_clip_list_iface_init))

static GType
rushes_clip_list_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_CLIP;
}

static guint
rushes_clip_list_get_n_items (GListModel *model)
{
  return RUSHES_CLIP_LIST (model)->rows->len;
}

static gpointer
rushes_clip_list_get_item (GListModel *model, guint position)
{
  RushesClipList *self = RUSHES_CLIP_LIST (model);
  RushesClip *clip;

  if (position >= self->rows->len)
    return NULL;
  clip = rushes_library_ref_clip (self->library, g_array_index (self->rows, gint64, position));
  if (clip != NULL)
    return clip;
  /* The row went away behind our back: a list must have an item at every position. */
  {
    RushesClipInfo *info = rushes_clip_info_new ();
    info->id = g_strdup ("");
    info->name = g_strdup ("");
    info->request = rushes_request_new (g_variant_new ("a{sv}", NULL));
    return rushes_clip_new (info);
  }
}

static void
rushes_clip_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_clip_list_get_item_type;
  iface->get_n_items = rushes_clip_list_get_n_items;
  iface->get_item = rushes_clip_list_get_item;
}

static void
run_query (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GArray *rows = rushes_library_query (RUSHES_CLIP_LIST (source)->library, data, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_rows (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesClipList *self = RUSHES_CLIP_LIST (source);
  g_autoptr (GArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);
  guint before = self->rows->len;

  if (rows == NULL)
    return;
  g_signal_emit (self, signals[SIGNAL_REPLACING], 0);
  g_clear_pointer (&self->rows, g_array_unref);
  self->rows = g_steal_pointer (&rows);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->rows->len);
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0);
}

/* Shows what matches @query, soon. */
void
rushes_clip_list_query (RushesClipList *self, const RushesQuery *query)
{
  g_autoptr (GTask) task = NULL;
  RushesQuery *own = rushes_query_copy (query);

  g_clear_pointer (&self->query, rushes_query_free);
  self->query = own;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_rows, NULL);
  g_task_set_task_data (task, rushes_query_copy (own), (GDestroyNotify) rushes_query_free);
  g_task_run_in_thread (task, run_query);
}

static int
find_row (RushesClipList *self, gint64 row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      return i;
  return -1;
}

static void
on_added (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  if (find_row (self, row) >= 0)
    return;
  /* A clip that has just been made is the newest; one that comes back from the trash may not be. */
  if (rushes_query_is_plain (self->query) &&
      (self->rows->len == 0 || row > g_array_index (self->rows, gint64, 0)))
    {
      g_array_prepend_val (self->rows, row);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
    }
  else
    rushes_clip_list_query (self, self->query);
}

static void
on_removed (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  int position = find_row (self, row);

  if (position < 0)
    return;
  g_array_remove_index (self->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* The position of a clip, or -1. */
int
rushes_clip_list_find (RushesClipList *self, const char *id)
{
  gint64 row = rushes_library_find_row (self->library, id);

  return row != 0 ? find_row (self, row) : -1;
}

static void
rushes_clip_list_dispose (GObject *object)
{
  RushesClipList *self = RUSHES_CLIP_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->library);
  G_OBJECT_CLASS (rushes_clip_list_parent_class)->dispose (object);
}

static void
rushes_clip_list_finalize (GObject *object)
{
  RushesClipList *self = RUSHES_CLIP_LIST (object);

  g_clear_object (&self->cancellable);
  g_array_unref (self->rows);
  g_clear_pointer (&self->query, rushes_query_free);
  G_OBJECT_CLASS (rushes_clip_list_parent_class)->finalize (object);
}

static void
rushes_clip_list_class_init (RushesClipListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_clip_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_clip_list_finalize;
  /* Around the exchange of the whole list: a view that lets go of its model meanwhile is spared asking
   * for every item of a large one. */
  signals[SIGNAL_REPLACING] = g_signal_new ("replacing", RUSHES_TYPE_CLIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLACED] = g_signal_new ("replaced", RUSHES_TYPE_CLIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
rushes_clip_list_init (RushesClipList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->cancellable = g_cancellable_new ();
}

/* Starts with everything, newest first. */
RushesClipList *
rushes_clip_list_new (RushesLibrary *library)
{
  RushesClipList *self = g_object_new (RUSHES_TYPE_CLIP_LIST, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (library, "removed", G_CALLBACK (on_removed), self, 0);
  rushes_clip_list_query (self, &(RushesQuery) { 0 });
  return self;
}
