/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-session.h"

#include "rushes-board-file.h"
#include "rushes-boards.h"
#include "rushes-worker.h"

/* A board that is open in a window. The file stays the truth: changes are made by whoever makes them for all processes, one after the other,
 * and the board is read again after each, as when anybody else has changed it. “told” says what was done, “failed” why it was not, “gone” that the board
 * is in the trash, for example. */
struct _RushesBoardSession
{
  GObject parent_instance;
  RushesCore *core;
  char *slug, *stamp; /* stamp: of the file that the view shows */
  RushesBoardView *view;
  GFileMonitor *monitor, *folder_monitor; /* folder_monitor: tells that it goes, file and all */
  GQueue changes;     /* Change: that wait for the one that is being made */
  GHashTable *ids;    /* row → id of the clips that the view has */
  gboolean changing, loading, stale; /* stale: read again after what is read now */
  gboolean lacks;     /* a clip that is a take is not there: it may come */
};

G_DEFINE_FINAL_TYPE (RushesBoardSession, rushes_board_session, G_TYPE_OBJECT)

enum
{
  TOLD,
  FAILED,
  GONE,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GVariant *change;
  gboolean words; /* it has words that name files or styles, which have to be made whole first */
} Change;

static void
change_free (gpointer data)
{
  g_variant_unref (((Change *) data)->change);
  g_free (data);
}

static void
rushes_board_session_dispose (GObject *object)
{
  RushesBoardSession *self = RUSHES_BOARD_SESSION (object);

  g_queue_clear_full (&self->changes, change_free);
  g_clear_object (&self->monitor);
  g_clear_object (&self->folder_monitor);
  g_clear_object (&self->view);
  g_clear_object (&self->core);
  G_OBJECT_CLASS (rushes_board_session_parent_class)->dispose (object);
}

static void
rushes_board_session_finalize (GObject *object)
{
  RushesBoardSession *self = RUSHES_BOARD_SESSION (object);

  g_free (self->slug);
  g_free (self->stamp);
  g_hash_table_unref (self->ids);
  G_OBJECT_CLASS (rushes_board_session_parent_class)->finalize (object);
}

static void
rushes_board_session_class_init (RushesBoardSessionClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rushes_board_session_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_board_session_finalize;
  signals[TOLD] = g_signal_new ("told", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  /* There is nothing to be read or changed any more. */
  signals[GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /* Nothing is being changed or read any more. */
  signals[SETTLED] = g_signal_new ("settled", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rushes_board_session_init (RushesBoardSession *self)
{
  self->ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

typedef struct
{
  gint64 row;
  RushesClipInfo *info; /* (nullable): of one that is not to be found */
} Found;

static void
clear_found (gpointer data)
{
  g_clear_pointer (&((Found *) data)->info, rushes_clip_info_free);
}

/* What a worker needs, and what it finds. */
typedef struct
{
  RushesLibrary *library;
  char *folder, *stamp; /* stamp: (nullable): of a file that need not be read */
  GHashTable *known; /* ids of clips that need not be looked for */
  RushesBoard *board; /* (nullable): NULL: it is as it was */
  gboolean gone;     /* with its folder */
  GArray *found;     /* Found */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->library);
  g_free (reading->folder);
  g_free (reading->stamp);
  g_hash_table_unref (reading->known);
  g_clear_object (&reading->board);
  g_array_unref (reading->found);
  g_free (reading);
}

static void
find_clips (Reading *reading, RushesBoardItem *shot)
{
  for (guint i = 0; i < rushes_board_item_get_count (shot); i++)
    {
      const char *id = rushes_board_item_get_string (rushes_board_item_get_child (shot, i), RUSHES_BOARD_CLIP);
      Found found = { 0 };

      if (id == NULL || !g_hash_table_add (reading->known, g_strdup (id)))
        continue;
      found.row = rushes_library_find_row (reading->library, id, NULL);
      found.info = found.row > 0 ? rushes_library_read_clip (reading->library, found.row, NULL) : NULL;
      g_array_append_val (reading->found, found);
    }
}

static void
read_board (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_autofree char *stamp = rushes_board_file_dup_stamp (reading->folder);
  g_autoptr (GPtrArray) shots = NULL;
  GError *error = NULL;

  reading->gone = stamp == NULL && !g_file_test (reading->folder, G_FILE_TEST_IS_DIR);
  if (stamp == NULL || g_strcmp0 (stamp, reading->stamp) != 0)
    reading->board = rushes_board_file_load (reading->folder, &error);
  g_free (reading->stamp);
  reading->stamp = g_steal_pointer (&stamp);
  shots = reading->board != NULL ? rushes_board_list_shots (reading->board) : NULL;
  for (guint i = 0; shots != NULL && i < shots->len; i++)
    {
      g_ref_string_release (rushes_board_item_ref_line (shots->pdata[i])); /* made here, it is ready for the main thread */
      find_clips (reading, shots->pdata[i]);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
take_clips (RushesBoardSession *self, GArray *found)
{
  RushesLibrary *library = rushes_core_get_library (self->core);

  self->lacks = FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      Found *one = &g_array_index (found, Found, i);
      g_autoptr (RushesClip) clip = one->info != NULL ? rushes_library_take_clip (library, one->row, g_steal_pointer (&one->info)) : NULL;

      self->lacks = self->lacks || clip == NULL;
      if (clip == NULL)
        continue;
      rushes_board_view_put_clip (self->view, clip);
      g_hash_table_insert (self->ids, g_memdup2 (&one->row, sizeof one->row), g_strdup (rushes_clip_get_id (clip)));
    }
}

static void go_on (RushesBoardSession *self);

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesBoardSession *self = RUSHES_BOARD_SESSION (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->loading = FALSE;
  if (self->core == NULL)
    return;
  if (reading->gone)
    g_signal_emit (self, signals[GONE], 0);
  else if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_signal_emit (self, signals[FAILED], 0, error);
  else if (reading->board != NULL)
    {
      g_free (self->stamp);
      self->stamp = g_strdup (reading->stamp);
      take_clips (self, reading->found);
      rushes_board_view_set_board (self->view, reading->board);
    }
  go_on (self);
}

static void
read_again (RushesBoardSession *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);
  Reading *reading = g_new0 (Reading, 1);
  GHashTableIter iter;
  gpointer id;

  reading->library = g_object_ref (rushes_core_get_library (self->core));
  reading->folder = rushes_board_file_dup_folder (rushes_core_get_paths (self->core), self->slug);
  reading->stamp = self->lacks ? NULL : g_strdup (self->stamp);
  reading->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  reading->found = g_array_new (FALSE, FALSE, sizeof (Found));
  g_array_set_clear_func (reading->found, clear_found);
  g_hash_table_iter_init (&iter, self->ids);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    g_hash_table_add (reading->known, g_strdup (id));
  self->loading = TRUE;
  self->stale = FALSE;
  g_task_set_task_data (task, reading, reading_free);
  rushes_worker_run (task, read_board);
}

/* The first change is made, or cannot be. @sentence: (nullable) */
static void
finish_change (RushesBoardSession *self, const char *sentence, const GError *error)
{
  Change *change = g_queue_pop_head (&self->changes);

  self->changing = FALSE;
  if (self->core == NULL)
    return;
  self->stale = TRUE;
  if (sentence != NULL)
    g_signal_emit (self, signals[TOLD], 0, sentence, change->change);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
  change_free (change);
  go_on (self);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesBoardSession) self = RUSHES_BOARD_SESSION (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = rushes_boards_change_finish (result, &error);

  finish_change (self, sentence, error);
}

/* What a worker needs to make words whole. */
typedef struct
{
  RushesCore *core;
  char *slug;
  char **words;
} Saying;

static void
saying_free (gpointer data)
{
  Saying *saying = data;

  g_object_unref (saying->core);
  g_free (saying->slug);
  g_strfreev (saying->words);
  g_free (saying);
}

static void
complete (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saying *saying = data;
  GError *error = NULL;
  char **whole = rushes_boards_complete_words (saying->core, saying->slug, saying->words, &error);

  if (whole != NULL)
    g_task_return_pointer (task, whole, (GDestroyNotify) g_strfreev);
  else
    g_task_return_error (task, error);
}

static void
on_complete (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RushesBoardSession) self = RUSHES_BOARD_SESSION (data);
  Change *change = g_queue_peek_head (&self->changes);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_task_propagate_pointer (G_TASK (result), &error);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (change != NULL ? change->change : NULL);

  if (words == NULL || change == NULL)
    {
      finish_change (self, NULL, error);
      return;
    }
  g_variant_dict_insert (&dict, "words", "^as", words);
  g_variant_unref (change->change);
  change->change = g_variant_ref_sink (g_variant_dict_end (&dict));
  rushes_boards_change_async (self->core, self->slug, change->change, on_changed, g_object_ref (self));
}

static void
complete_words (RushesBoardSession *self, GVariant *change)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_complete, g_object_ref (self));
  Saying *saying = g_new0 (Saying, 1);

  saying->core = g_object_ref (self->core);
  saying->slug = g_strdup (self->slug);
  if (!g_variant_lookup (change, "words", "^as", &saying->words))
    saying->words = g_new0 (char *, 1);
  g_task_set_task_data (task, saying, saying_free);
  rushes_worker_run (task, complete);
}

/* One thing at a time: all changes that wait, then the board is read. */
static void
go_on (RushesBoardSession *self)
{
  Change *change = g_queue_peek_head (&self->changes);

  if (self->changing || self->loading)
    return;
  self->changing = change != NULL;
  if (change != NULL && change->words)
    complete_words (self, change->change);
  else if (change != NULL)
    rushes_boards_change_async (self->core, self->slug, change->change, on_changed, g_object_ref (self));
  else if (self->stale)
    read_again (self);
  else
    g_signal_emit (self, signals[SETTLED], 0);
}

/* Reads the board again: it may have changed. */
void
rushes_board_session_look (RushesBoardSession *self)
{
  self->stale = TRUE;
  go_on (self);
}

static void
on_file_changed (RushesBoardSession *self)
{
  rushes_board_session_look (self);
}

static void
on_added (RushesLibrary *library, gint64 row, RushesBoardSession *self)
{
  if (self->lacks)
    rushes_board_session_look (self);
}

static void
on_removed (RushesLibrary *library, gint64 row, RushesBoardSession *self)
{
  g_autofree char *id = g_strdup (g_hash_table_lookup (self->ids, &row));

  if (id == NULL)
    return;
  g_hash_table_remove (self->ids, &row);
  self->lacks = TRUE;
  rushes_board_view_drop_clip (self->view, id);
}

/* Returns: (transfer full) (nullable) */
static GFileMonitor *
monitor (RushesBoardSession *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *one = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);

  if (one != NULL)
    g_signal_connect_object (one, "changed", G_CALLBACK (on_file_changed), self, G_CONNECT_SWAPPED);
  return one;
}

static void
watch (RushesBoardSession *self)
{
  RushesLibrary *library = rushes_core_get_library (self->core);
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (self->core), self->slug), *path = rushes_board_file_dup_path (folder);

  self->monitor = monitor (self, path);
  self->folder_monitor = monitor (self, folder);
  g_signal_connect_object (library, "added", G_CALLBACK (on_added), self, 0);
  g_signal_connect_object (library, "removed", G_CALLBACK (on_removed), self, 0);
  g_signal_connect_object (library, "changed", G_CALLBACK (rushes_board_session_look), self, G_CONNECT_SWAPPED);
}

/* @slug: the board's folder. Returns: (transfer full): it reads the board at once */
RushesBoardSession *
rushes_board_session_new (RushesCore *core, const char *slug)
{
  RushesBoardSession *self = g_object_new (RUSHES_TYPE_BOARD_SESSION, NULL);
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);

  self->core = g_object_ref (core);
  self->slug = g_strdup (slug);
  self->view = rushes_board_view_new ();
  rushes_board_view_set_folder (self->view, folder);
  watch (self);
  rushes_board_session_look (self);
  return self;
}

const char *
rushes_board_session_get_slug (RushesBoardSession *self)
{
  return self->slug;
}

/* Returns: (transfer none): has no board until it was read */
RushesBoardView *
rushes_board_session_get_view (RushesBoardSession *self)
{
  return self->view;
}

static void
push (RushesBoardSession *self, GVariant *what, gboolean words)
{
  Change *change = g_new (Change, 1);

  *change = (Change) { g_variant_ref_sink (what), words };
  g_queue_push_tail (&self->changes, change);
  go_on (self);
}

/* @change: a{sv}, see rushes-board-change.h; a floating reference is taken. It is made after those before it. */
void
rushes_board_session_change (RushesBoardSession *self, GVariant *change)
{
  push (self, change, FALSE);
}

/* The same of a change in “words”, as on the command line: files that they name are copied into the board's folder first, and styles become what they
 * say, on a worker. Paths are absolute. What cannot be had is told by “failed”, and nothing is changed. */
void
rushes_board_session_say (RushesBoardSession *self, GVariant *change)
{
  push (self, change, TRUE);
}

/* Returns: whether something is being changed or read */
gboolean
rushes_board_session_is_busy (RushesBoardSession *self)
{
  return self->changing || self->loading;
}

/* Until all that was asked for is written. Blocks, in the main loop. */
void
rushes_board_session_wait (RushesBoardSession *self)
{
  g_autoptr (RushesBoardSession) held = g_object_ref (self);

  while (rushes_board_session_is_busy (held))
    g_main_context_iteration (NULL, TRUE);
}
