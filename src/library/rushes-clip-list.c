/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-list.h"

/* A query as a list model: an array of row numbers; objects are made when a position is asked for. A query runs on a worker:
 * the first screenful is asked for alone, so that it is there before the rest of a hundred thousand. What a view shows stays
 * where it is: only what differs changes. */

#define SCREENFUL 256
#define FEW 1000 /* so many may go one by one; a view lets go of the model for more */

struct _RushesClipList
{
  GObject parent_instance;
  RushesLibrary *library;
  GArray *rows; /* gint64 */
  RushesQuery *query;
  GCancellable *cancellable;
  gboolean busy;  /* a query runs */
  gboolean again; /* and what it asked for has changed meanwhile */
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

static guint
count_common (GArray *a, GArray *b, gboolean from_end, guint most)
{
  guint n = 0;

  while (n < most && g_array_index (a, gint64, from_end ? a->len - 1 - n : n) == g_array_index (b, gint64, from_end ? b->len - 1 - n : n))
    n++;
  return n;
}

/* @rows: (transfer full): what is shown from now on. What both begin and end with stays. */
static void
take_rows (RushesClipList *self, GArray *rows)
{
  guint start = count_common (self->rows, rows, FALSE, MIN (self->rows->len, rows->len));
  guint end = count_common (self->rows, rows, TRUE, MIN (self->rows->len, rows->len) - start);
  guint n_removed = self->rows->len - start - end, n_added = rows->len - start - end;
  gboolean many = n_removed > FEW;

  if (many)
    g_signal_emit (self, signals[SIGNAL_REPLACING], 0);
  g_array_unref (self->rows);
  self->rows = rows;
  if (n_removed + n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_removed, n_added);
  if (many)
    g_signal_emit (self, signals[SIGNAL_REPLACED], 0);
}

static void start (RushesClipList *self, guint limit);

static void
on_rows (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesClipList *self = RUSHES_CLIP_LIST (source);
  guint limit = ((RushesQuery *) g_task_get_task_data (G_TASK (result)))->limit;
  GCancellable *asked_by = g_task_get_cancellable (G_TASK (result));
  g_autoptr (GArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);
  gboolean more = rows != NULL && limit > 0 && rows->len == limit;

  if (asked_by != self->cancellable || self->library == NULL) /* another question has been asked, or nobody listens */
    return;
  self->busy = FALSE;
  if (rows != NULL)
    take_rows (self, g_steal_pointer (&rows));
  if (more || self->again)
    start (self, 0);
}

static void
start (RushesClipList *self, guint limit)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_rows, NULL);
  RushesQuery *query = rushes_query_copy (self->query);

  query->limit = limit;
  self->busy = TRUE;
  self->again = FALSE;
  g_task_set_task_data (task, query, (GDestroyNotify) rushes_query_free);
  g_task_run_in_thread (task, run_query);
}

/* Shows what matches @query, soon. */
void
rushes_clip_list_query (RushesClipList *self, const RushesQuery *query)
{
  RushesQuery *own = rushes_query_copy (query);

  g_clear_pointer (&self->query, rushes_query_free);
  self->query = own;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  start (self, SCREENFUL);
}

/* The same question again, since the answer may be another now. */
void
rushes_clip_list_refresh (RushesClipList *self)
{
  if (self->busy)
    self->again = TRUE;
  else
    start (self, 0);
}

static int
find_row (RushesClipList *self, gint64 row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, gint64, i) == row)
      return i;
  return -1;
}

/* A clip that has just been made stands first; one that comes back from the trash, or was imported, may not. Rows are times. */
static gboolean
is_first (RushesClipList *self, gint64 row)
{
  return !self->busy && rushes_query_is_plain (self->query) && (self->rows->len == 0 || row > g_array_index (self->rows, gint64, 0));
}

static void
on_added (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  if (find_row (self, row) >= 0)
    return;
  if (is_first (self, row))
    {
      g_array_prepend_val (self->rows, row);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, 1);
    }
  else
    rushes_clip_list_refresh (self);
}

static void
on_removed (RushesLibrary *library, gint64 row, RushesClipList *self)
{
  int position = find_row (self, row);

  if (self->busy) /* it may have been found before it went */
    self->again = TRUE;
  if (position < 0)
    return;
  g_array_remove_index (self->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Only a list of clips without a file is another then. */
static void
on_missing_changed (RushesClipList *self)
{
  if (self->query->missing)
    rushes_clip_list_refresh (self);
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
  g_signal_connect_object (library, "missing-changed", G_CALLBACK (on_missing_changed), self, G_CONNECT_SWAPPED);
  rushes_clip_list_query (self, &(RushesQuery) { 0 });
  return self;
}
