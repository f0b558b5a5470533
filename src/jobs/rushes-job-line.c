/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-job-line.h"

/* Who stands where. It knows nothing of how jobs run. */
struct _RushesJobLine
{
  GObject parent_instance;
  RushesConnections *connections;
  GPtrArray *entries; /* RushesJobEntry, in the order of the line */
  GHashTable *by_id;  /* the same by their jobs' ids */
};

static void rushes_job_line_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesJobLine, rushes_job_line, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_job_line_iface_init))

static GType
rushes_job_line_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_JOB;
}

static guint
rushes_job_line_get_n_items (GListModel *model)
{
  return RUSHES_JOB_LINE (model)->entries->len;
}

static gpointer
rushes_job_line_get_item (GListModel *model, guint position)
{
  RushesJobLine *self = RUSHES_JOB_LINE (model);

  return position < self->entries->len ? g_object_ref (rushes_job_line_get (self, position)->job) : NULL;
}

static void
rushes_job_line_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_job_line_get_item_type;
  iface->get_n_items = rushes_job_line_get_n_items;
  iface->get_item = rushes_job_line_get_item;
}

static void
entry_free (gpointer data)
{
  RushesJobEntry *entry = data;

  g_clear_handle_id (&entry->timer, g_source_remove);
  if (entry->cancellable != NULL)
    g_cancellable_cancel (entry->cancellable);
  g_clear_object (&entry->cancellable);
  g_object_unref (entry->job);
  g_free (entry);
}

RushesConnections *
rushes_job_line_get_connections (RushesJobLine *self)
{
  return self->connections;
}

guint
rushes_job_line_get_length (RushesJobLine *self)
{
  return self->entries->len;
}

RushesJobEntry *
rushes_job_line_get (RushesJobLine *self, guint position)
{
  return self->entries->pdata[position];
}

/* Returns: -1 if there is none */
int
rushes_job_line_find_position (RushesJobLine *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_strcmp0 (rushes_job_get_id (rushes_job_line_get (self, i)->job), id) == 0)
      return i;
  return -1;
}

/* Returns: (nullable). However long the line is: it is asked for at each poll, and for each job by who counts them. */
RushesJobEntry *
rushes_job_line_find (RushesJobLine *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/* @record: (transfer full) */
RushesJobEntry *
rushes_job_line_append (RushesJobLine *self, RushesJobRecord *record)
{
  RushesJobEntry *entry = g_new0 (RushesJobEntry, 1);

  entry->job = rushes_job_new (record);
  rushes_job_line_update_place (self, entry);
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_id, g_strdup (rushes_job_get_id (entry->job)), entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
  return entry;
}

void
rushes_job_line_swap (RushesJobLine *self, guint position, guint other)
{
  guint first = MIN (position, other), n = MAX (position, other) - first + 1;
  RushesJobEntry *entry = rushes_job_line_get (self, position);

  self->entries->pdata[position] = self->entries->pdata[other];
  self->entries->pdata[other] = entry;
  g_list_model_items_changed (G_LIST_MODEL (self), first, n, n);
}

void
rushes_job_line_remove (RushesJobLine *self, guint position)
{
  g_hash_table_remove (self->by_id, rushes_job_get_id (rushes_job_line_get (self, position)->job));
  g_ptr_array_remove_index (self->entries, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Says nothing: for the end. */
void
rushes_job_line_clear (RushesJobLine *self)
{
  g_hash_table_remove_all (self->by_id);
  g_ptr_array_set_size (self->entries, 0);
}

/* Returns: (nullable) (transfer none): where the job is, or is to go */
RushesConnection *
rushes_job_line_get_connection (RushesJobLine *self, RushesJobEntry *entry)
{
  const RushesJobRecord *record = rushes_job_get_record (entry->job);

  return record->connection_id != NULL ? rushes_connections_find (self->connections, record->connection_id) : NULL;
}

void
rushes_job_line_update_place (RushesJobLine *self, RushesJobEntry *entry)
{
  RushesConnection *connection = rushes_job_line_get_connection (self, entry);

  rushes_job_set_place (entry->job, connection != NULL ? rushes_connection_get_name (connection) : NULL);
}

static void
rushes_job_line_finalize (GObject *object)
{
  RushesJobLine *self = RUSHES_JOB_LINE (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->entries);
  g_object_unref (self->connections);
  G_OBJECT_CLASS (rushes_job_line_parent_class)->finalize (object);
}

static void
rushes_job_line_class_init (RushesJobLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_job_line_finalize;
}

static void
rushes_job_line_init (RushesJobLine *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RushesJobLine *
rushes_job_line_new (RushesConnections *connections)
{
  RushesJobLine *self = g_object_new (RUSHES_TYPE_JOB_LINE, NULL);

  self->connections = g_object_ref (connections);
  return self;
}
