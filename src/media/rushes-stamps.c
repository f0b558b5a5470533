/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-stamps.h"

#include <sys/stat.h>

struct _RushesStamps
{
  GMutex mutex;
  GHashTable *known; /* path → Stamp */
};

typedef struct
{
  gint64 time; /* nanoseconds */
  gint64 size; /* bytes; -1: it was not there */
} Stamp;

RushesStamps *
rushes_stamps_new (void)
{
  RushesStamps *self = g_new0 (RushesStamps, 1);

  g_mutex_init (&self->mutex);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
rushes_stamps_free (RushesStamps *self)
{
  g_hash_table_unref (self->known);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

static Stamp
look (const char *path)
{
  struct stat about;

  if (stat (path, &about) != 0)
    return (Stamp) { 0, -1 };
  return (Stamp) { about.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + about.st_mtim.tv_nsec, about.st_size };
}

/* To be called before the file is read: one that is written meanwhile counts as changed. Blocking. */
void
rushes_stamps_note (RushesStamps *self, const char *path)
{
  Stamp stamp = look (path);

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->known, g_strdup (path), g_memdup2 (&stamp, sizeof stamp));
  g_mutex_unlock (&self->mutex);
}

/* Not under the mutex: a disk may take its time. (transfer full) */
static GHashTable *
copy (RushesStamps *self)
{
  GHashTable *stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer path, stamp;

  g_mutex_lock (&self->mutex);
  g_hash_table_iter_init (&iter, self->known);
  while (g_hash_table_iter_next (&iter, &path, &stamp))
    g_hash_table_insert (stamps, g_strdup (path), g_memdup2 (stamp, sizeof (Stamp)));
  g_mutex_unlock (&self->mutex);
  return stamps;
}

static gboolean
is_same (const Stamp *stamp, const Stamp *other)
{
  return stamp->time == other->time && stamp->size == other->size;
}

/* What somebody else has taken meanwhile, or read anew, is left. Returns: whether it was still known as it was before */
static gboolean
take (RushesStamps *self, const char *path, const Stamp *before)
{
  const Stamp *known;
  gboolean taken;

  g_mutex_lock (&self->mutex);
  known = g_hash_table_lookup (self->known, path);
  taken = known != NULL && is_same (known, before) && g_hash_table_remove (self->known, path);
  g_mutex_unlock (&self->mutex);
  return taken;
}

/* Blocking; where several look at once one of them has each. Returns: (transfer full) (element-type utf8): the files that are others now, or came or went; they
 * are not known any more */
GPtrArray *
rushes_stamps_take_changed (RushesStamps *self)
{
  GPtrArray *changed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) stamps = copy (self);
  GHashTableIter iter;
  gpointer path, before;

  g_hash_table_iter_init (&iter, stamps);
  while (g_hash_table_iter_next (&iter, &path, &before))
    {
      Stamp now = look (path);
      if (!is_same (&now, before) && take (self, path, before))
        g_ptr_array_add (changed, g_strdup (path));
    }
  return changed;
}
