/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-openai-memory.h"

#include "rushes-replace.h"

/* What was learnt of servers: for every connection by its address and options, so that a change of them begins anew, and so
 * that a connection of the environment's, which is written nowhere, is known the next time too. In a file of the cache: it
 * may be thrown away. Any thread. */

#define PATIENCE_US (5 * G_USEC_PER_SEC) /* with whoever asks first: a clip may be made while it waits for the answer */
#define LOOK_US (G_USEC_PER_SEC / 10)    /* for a cancel, meanwhile */

typedef struct
{
  RushesOpenaiDialect *dialect;
  gboolean known;    /* it has worked */
  gboolean listened; /* the server's list of models was read for it */
  gboolean probing;  /* somebody asks, and the others wait */
  gint64 tried_us;   /* when, by the monotonic clock */
} Entry;

struct _RushesOpenaiMemory
{
  GObject parent_instance;
  char *path;
  GMutex mutex;
  GCond changed;
  GHashTable *entries; /* key → Entry */
};

G_DEFINE_FINAL_TYPE (RushesOpenaiMemory, rushes_openai_memory, G_TYPE_OBJECT)

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  rushes_openai_dialect_free (entry->dialect);
  g_free (entry);
}

static void
rushes_openai_memory_finalize (GObject *object)
{
  RushesOpenaiMemory *self = RUSHES_OPENAI_MEMORY (object);

  g_free (self->path);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_hash_table_unref (self->entries);
  G_OBJECT_CLASS (rushes_openai_memory_parent_class)->finalize (object);
}

static void
rushes_openai_memory_class_init (RushesOpenaiMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_openai_memory_finalize;
}

static void
rushes_openai_memory_init (RushesOpenaiMemory *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
}

/* @path: (nullable): of the file; without one it lasts as long as the program */
RushesOpenaiMemory *
rushes_openai_memory_new (const char *path)
{
  RushesOpenaiMemory *self = g_object_new (RUSHES_TYPE_OPENAI_MEMORY, NULL);

  self->path = g_strdup (path);
  return self;
}

/* A digest, since an address may hold what is nobody's business, and brackets. */
static char *
dup_key (RushesTarget *target)
{
  static const char *const options[] = { RUSHES_CONNECTION_PRESET, RUSHES_CONNECTION_BODY, RUSHES_CONNECTION_PICTURE, RUSHES_CONNECTION_MODELS,
                                         RUSHES_CONNECTION_SECONDS_FIELD, RUSHES_CONNECTION_SECONDS_TYPE };
  g_autoptr (GString) text = g_string_new (rushes_endpoint_get_base_url (rushes_target_get_endpoint (target)));

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    {
      const char *value = rushes_connection_get_string (rushes_target_get_connection (target), options[i]);
      g_string_append_printf (text, "\n%s", value != NULL ? value : "");
    }
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
}

/* What another process has learnt meanwhile is taken over. Locked. */
static Entry *
get_entry (RushesOpenaiMemory *self, RushesTarget *target)
{
  g_autofree char *key = dup_key (target);
  Entry *entry = g_hash_table_lookup (self->entries, key);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->dialect = rushes_openai_dialect_new (rushes_target_get_connection (target));
      g_hash_table_insert (self->entries, g_strdup (key), entry);
    }
  if (!entry->known && !entry->probing && self->path != NULL && g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL) &&
      rushes_openai_dialect_read (entry->dialect, file, key))
    entry->known = entry->listened = TRUE;
  return entry;
}

/* Locked. What cannot be written is learnt again. */
static void
save (RushesOpenaiMemory *self, RushesTarget *target, const RushesOpenaiDialect *dialect)
{
  g_autofree char *key = dup_key (target), *text = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (self->path == NULL)
    return;
  g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL);
  g_key_file_remove_group (file, key, NULL);
  if (dialect != NULL)
    rushes_openai_dialect_write (dialect, file, key);
  text = g_key_file_to_data (file, NULL, NULL);
  rushes_replace_file (self->path, text, -1, NULL);
}

static void
set_dialect (Entry *entry, RushesOpenaiDialect *dialect)
{
  rushes_openai_dialect_free (entry->dialect);
  entry->dialect = dialect;
}

/* Returns: (transfer full): as the server is to be asked now. @listened: (out) (optional): whether its list was read */
RushesOpenaiDialect *
rushes_openai_memory_recall (RushesOpenaiMemory *self, RushesTarget *target, gboolean *listened)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = get_entry (self, target);

  if (listened != NULL)
    *listened = entry->listened;
  return rushes_openai_dialect_copy (entry->dialect);
}

/* @dialect: (nullable): what the list of models told, if anything */
void
rushes_openai_memory_listen (RushesOpenaiMemory *self, RushesTarget *target, const RushesOpenaiDialect *dialect)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = get_entry (self, target);

  entry->listened = TRUE;
  if (dialect != NULL)
    set_dialect (entry, rushes_openai_dialect_copy (dialect));
}

/**
 * rushes_openai_memory_begin:
 *
 * Before a create. Where nothing is known, the others wait for the first, to learn from it; not for ever. Blocking.
 *
 * Returns: whether this is the first, which is to be told to rushes_openai_memory_end()
 */
gboolean
rushes_openai_memory_begin (RushesOpenaiMemory *self, RushesTarget *target, GCancellable *cancellable)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = get_entry (self, target);

  while (entry->probing && !entry->known && g_get_monotonic_time () < entry->tried_us + PATIENCE_US && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait_until (&self->changed, &self->mutex, g_get_monotonic_time () + LOOK_US);
  if (entry->known || entry->probing)
    return FALSE;
  entry->probing = TRUE;
  entry->tried_us = g_get_monotonic_time ();
  return TRUE;
}

/* The first tries it in this way now, after a definite refusal of the one before. */
void
rushes_openai_memory_try (RushesOpenaiMemory *self, RushesTarget *target, const RushesOpenaiDialect *dialect)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = get_entry (self, target);

  entry->tried_us = g_get_monotonic_time ();
  set_dialect (entry, rushes_openai_dialect_copy (dialect));
}

/* @first: as rushes_openai_memory_begin() said */
void
rushes_openai_memory_end (RushesOpenaiMemory *self, RushesTarget *target, const RushesOpenaiDialect *dialect, gboolean first,
                          RushesOpenaiOutcome outcome)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Entry *entry = get_entry (self, target);
  gboolean was_known = entry->known;

  if (outcome == RUSHES_OPENAI_WORKED)
    {
      entry->known = TRUE;
      if (!was_known || g_hash_table_size (dialect->tried) > 0)
        {
          set_dialect (entry, rushes_openai_dialect_copy (dialect));
          save (self, target, dialect);
        }
    }
  else if (outcome == RUSHES_OPENAI_REFUSED)
    {
      entry->known = entry->listened = FALSE;
      set_dialect (entry, rushes_openai_dialect_new (rushes_target_get_connection (target)));
      if (was_known)
        save (self, target, NULL);
    }
  if (first)
    entry->probing = FALSE;
  g_cond_broadcast (&self->changed);
}
