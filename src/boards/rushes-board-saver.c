/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-board-saver.h"

#include "rushes-board-file.h"
#include "rushes-board-lock.h"
#include "rushes-error.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* Writes a board that is open in a window: on a worker, half a second after a change, one write at a time. What another process has written
 * meanwhile is not written over: “not-saved” says so, and whoever has the board open reads it anew. Main thread. */

#define REST_MS 500

struct _RushesBoardSaver
{
  GObject parent_instance;
  RushesBoard *board;
  char *boards_dir, *folder;
  char *stamp;     /* (nullable): of the file as it was read or written last */
  guint timer;     /* while the hand does not rest */
  gboolean is_writing, changed;
};

enum
{
  SAVED,     /* () */
  NOT_SAVED, /* (const GError *): what is to be written stays so */
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RushesBoardSaver, rushes_board_saver, G_TYPE_OBJECT)

typedef struct
{
  char *boards_dir, *folder, *stamp;
  RushesBoardSnapshot *snapshot;
} Write;

static void
write_free (gpointer data)
{
  Write *order = data;

  g_free (order->boards_dir);
  g_free (order->folder);
  g_free (order->stamp);
  rushes_board_snapshot_free (order->snapshot);
  g_free (order);
}

/* Returns: (transfer full) (nullable): the new stamp */
static char *
write_now (Write *order, GError **error)
{
  g_autoptr (RushesBoardLock) lock = rushes_board_lock_take (order->boards_dir, error);
  g_autofree char *stamp = rushes_board_file_dup_stamp (order->folder);

  if (lock == NULL)
    return NULL;
  if (g_strcmp0 (stamp, order->stamp) != 0)
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_IN_USE, _("The board in %s was changed by another program."), order->folder);
      return NULL;
    }
  return rushes_board_file_save (order->folder, order->snapshot, error) ? rushes_board_file_dup_stamp (order->folder) : NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *stamp = write_now (data, &error);

  if (stamp != NULL)
    g_task_return_pointer (task, stamp, g_free);
  else
    g_task_return_error (task, error);
}

static void begin (RushesBoardSaver *self);

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  RushesBoardSaver *self = RUSHES_BOARD_SAVER (source);
  g_autoptr (GError) error = NULL;
  char *stamp = g_task_propagate_pointer (G_TASK (result), &error);

  self->is_writing = FALSE;
  if (stamp == NULL)
    {
      self->changed = TRUE;
      g_signal_emit (self, signals[NOT_SAVED], 0, error);
      return;
    }
  g_free (self->stamp);
  self->stamp = stamp;
  if (self->changed && self->timer == 0)
    begin (self);
  else if (!self->changed)
    g_signal_emit (self, signals[SAVED], 0);
}

static Write *
new_write (RushesBoardSaver *self)
{
  Write *order = g_new (Write, 1);

  *order = (Write) { g_strdup (self->boards_dir), g_strdup (self->folder), g_strdup (self->stamp), rushes_board_snapshot_new (self->board) };
  self->changed = FALSE;
  return order;
}

static void
begin (RushesBoardSaver *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_written, NULL);

  self->is_writing = TRUE;
  g_task_set_task_data (task, new_write (self), write_free);
  rushes_worker_run (task, run);
}

static gboolean
on_rest (gpointer data)
{
  RushesBoardSaver *self = data;

  self->timer = 0;
  if (!self->is_writing)
    begin (self);
  return G_SOURCE_REMOVE;
}

/* The timer is not set back: who types without a pause is written down as well. */
static void
on_changed (RushesBoard *board, RushesBoardSaver *self)
{
  self->changed = TRUE;
  if (self->timer == 0)
    self->timer = g_timeout_add (REST_MS, on_rest, self);
}

static void
rushes_board_saver_dispose (GObject *object)
{
  RushesBoardSaver *self = RUSHES_BOARD_SAVER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (rushes_board_saver_parent_class)->dispose (object);
}

static void
rushes_board_saver_finalize (GObject *object)
{
  RushesBoardSaver *self = RUSHES_BOARD_SAVER (object);

  g_free (self->boards_dir);
  g_free (self->folder);
  g_free (self->stamp);
  G_OBJECT_CLASS (rushes_board_saver_parent_class)->finalize (object);
}

static void
rushes_board_saver_class_init (RushesBoardSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rushes_board_saver_dispose;
  G_OBJECT_CLASS (klass)->finalize = rushes_board_saver_finalize;
  signals[SAVED] = g_signal_new ("saved", RUSHES_TYPE_BOARD_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[NOT_SAVED] = g_signal_new ("not-saved", RUSHES_TYPE_BOARD_SAVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rushes_board_saver_init (RushesBoardSaver *self)
{
}

/* @board: as it was just read from @slug below @boards_dir. Returns: (transfer full) */
RushesBoardSaver *
rushes_board_saver_new (RushesBoard *board, const char *boards_dir, const char *slug)
{
  RushesBoardSaver *self = g_object_new (RUSHES_TYPE_BOARD_SAVER, NULL);

  self->board = g_object_ref (board);
  self->boards_dir = g_strdup (boards_dir);
  self->folder = g_build_filename (boards_dir, slug, NULL);
  self->stamp = rushes_board_file_dup_stamp (self->folder);
  g_signal_connect (board, "changed", G_CALLBACK (on_changed), self);
  return self;
}

/* Whether nothing waits to be written. */
gboolean
rushes_board_saver_is_saved (RushesBoardSaver *self)
{
  return !self->changed && !self->is_writing;
}

/* Writes what is not written yet, at the end of a session. Blocks, in the main loop. */
void
rushes_board_saver_flush (RushesBoardSaver *self)
{
  g_autoptr (GError) error = NULL;
  Write *order;
  char *stamp;

  while (self->is_writing)
    g_main_context_iteration (NULL, TRUE);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!self->changed)
    return;
  order = new_write (self);
  stamp = write_now (order, &error);
  write_free (order);
  if (stamp == NULL)
    {
      self->changed = TRUE;
      g_signal_emit (self, signals[NOT_SAVED], 0, error);
      return;
    }
  g_free (self->stamp);
  self->stamp = stamp;
  g_signal_emit (self, signals[SAVED], 0);
}
