/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-fetch-line.h"

/* A server may take as long as it likes for what it sends, as long as something comes: three of its downloads could hold three threads for days. So whoever
 * has none under way is never kept waiting by others, and what is above that shares the three. There are as many threads as servers at the most. */

#define THREADS 3

typedef struct
{
  char *whose;
  gint64 due;
  gpointer work;
} Entry;

struct _RushesFetchLine
{
  GThreadPool *pool;
  GFunc func;
  gpointer data;
  GMutex mutex;
  GQueue waiting;      /* Entry, what is due first before the others */
  GHashTable *running; /* whose → how many */
  guint n_running;
};

static void
entry_free (Entry *entry)
{
  g_free (entry->whose);
  g_free (entry);
}

static guint
count (RushesFetchLine *self, const char *whose)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->running, whose));
}

static void
add (RushesFetchLine *self, const char *whose, int by)
{
  guint n = count (self, whose) + (guint) by;

  self->n_running += (guint) by;
  if (n == 0)
    g_hash_table_remove (self->running, whose);
  else
    g_hash_table_insert (self->running, g_strdup (whose), GUINT_TO_POINTER (n));
}

/* Under the mutex. Begins what may begin. */
static void
begin (RushesFetchLine *self)
{
  for (GList *link = self->waiting.head, *next; link != NULL; link = next)
    {
      Entry *entry = link->data;

      next = link->next;
      if (self->n_running >= THREADS && count (self, entry->whose) > 0)
        continue;
      g_queue_delete_link (&self->waiting, link);
      add (self, entry->whose, 1);
      g_thread_pool_push (self->pool, entry, NULL);
    }
}

static void
run (gpointer data, gpointer box)
{
  RushesFetchLine *self = g_atomic_rc_box_acquire (box); /* the work may hold the last that holds us */
  Entry *entry = data;

  self->func (entry->work, self->data);
  g_mutex_lock (&self->mutex);
  add (self, entry->whose, -1);
  begin (self);
  g_mutex_unlock (&self->mutex);
  entry_free (entry);
  rushes_fetch_line_free (self);
}

static int
compare_due (gconstpointer a, gconstpointer b, gpointer data)
{
  const Entry *one = a, *two = b;

  return one->due < two->due ? -1 : 1; /* those that are due together, in the order they came */
}

/* @func: does a piece of work, with @data, on a thread */
RushesFetchLine *
rushes_fetch_line_new (GFunc func, gpointer data)
{
  RushesFetchLine *self = g_atomic_rc_box_new0 (RushesFetchLine);

  self->func = func;
  self->data = data;
  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiting);
  self->running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pool = g_thread_pool_new (run, self, -1, FALSE, NULL);
  return self;
}

/**
 * rushes_fetch_line_push:
 * @whose: who would keep others waiting: a server's id; "": nobody's, which needs no server
 * @due: what has a smaller one begins before
 * @work: for the function
 */
void
rushes_fetch_line_push (RushesFetchLine *self, const char *whose, gint64 due, gpointer work)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry) { g_strdup (whose), due, work };
  g_mutex_lock (&self->mutex);
  g_queue_insert_sorted (&self->waiting, entry, compare_due, NULL);
  begin (self);
  g_mutex_unlock (&self->mutex);
}

static void
clear (gpointer data)
{
  RushesFetchLine *self = data;

  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) entry_free);
  g_hash_table_unref (self->running);
  g_mutex_clear (&self->mutex);
}

/* When nothing is pushed any more; what is under way ends. */
void
rushes_fetch_line_free (RushesFetchLine *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
