/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-boards.h"

#include "rushes-board-file.h"
#include "rushes-board-media.h"
#include "rushes-board-put.h"
#include "rushes-board-text.h"
#include "rushes-board-unpack.h"
#include "rushes-board-folder.h"
#include "rushes-error.h"
#include "rushes-fountain-board.h"
#include "rushes-owner-lock.h"
#include "rushes-owner.h"
#include "rushes-styles.h"
#include "rushes-owner-socket.h"
#include "rushes-worker.h"

#include <glib/gi18n.h>

/* Boards as the command line and the window use them. The process that owns the queue makes the changes; where there is none, this one does. */

#define TELL_MS 10000 /* until the owner counts as hanging; a machine may be busy */

/* What the owner says of the change itself, not of the way to it. */
static gboolean
is_answer (const GError *error, GQuark ours)
{
  return error->domain == ours;
}

/* A change on its way. */
typedef struct
{
  RushesPaths *paths;
  RushesLedger *ledger;
  RushesLibrary *library;
  char *slug, *text; /* text: the change, for another process */
  GVariant *change;
  gboolean own;      /* whether this process owned the queue when it was asked for */
  GCancellable *late; /* a process that is stopped does not even greet: only a timer ends that */
  guint timer;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_object_unref (errand->paths);
  g_object_unref (errand->ledger);
  g_object_unref (errand->library);
  g_free (errand->slug);
  g_free (errand->text);
  g_variant_unref (errand->change);
  g_object_unref (errand->late);
  g_free (errand);
}

static gboolean
is_held_by_other (Errand *errand)
{
  return !errand->own && rushes_owner_lock_is_held (rushes_paths_get_data_dir (errand->paths));
}

/* On a worker. (transfer full) (nullable) */
static char *
tell_owner (Errand *errand, gboolean *sent, GError **error)
{
  const char *data_dir = rushes_paths_get_data_dir (errand->paths);
  g_autoptr (GError) cause = NULL;
  char *sentence;

  while ((sentence = rushes_owner_socket_change (data_dir, errand->slug, errand->text, TELL_MS, errand->late, sent, &cause)) == NULL && !*sent &&
         rushes_owner_may_come (data_dir, cause, errand->late))
    g_clear_error (&cause);
  if (sentence == NULL)
    {
      g_debug ("The owner was not reached: %s", cause->message);
      g_propagate_error (error, g_steal_pointer (&cause));
    }
  return sentence;
}

static void
refuse (Errand *errand, gboolean sent, GError **error)
{
  g_autofree char *holder = rushes_owner_lock_dup_holder (rushes_paths_get_data_dir (errand->paths));

  g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_LOCKED,
               sent ? _("Process %s runs the queue and does not answer. It may change the board later")
                    : _("Process %s runs the queue and does not answer. The board was not changed"), holder);
}

static char *
run_errand (Errand *errand, GError **error)
{
  GQuark ours = RUSHES_ERROR; /* known before one comes from another process */

  while (is_held_by_other (errand))
    {
      g_autoptr (GError) cause = NULL;
      gboolean sent = FALSE;
      char *sentence = tell_owner (errand, &sent, &cause);

      if (sentence != NULL)
        return sentence;
      if (is_answer (cause, ours))
        {
          g_dbus_error_strip_remote_error (cause);
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
      if (sent || is_held_by_other (errand))
        {
          refuse (errand, sent, error);
          return NULL;
        }
    }
  return rushes_board_jobs_run (errand->paths, errand->ledger, errand->library, errand->slug, errand->change, error);
}

/* A change may be as long as very many clips make it. */
static void
write_change (Errand *errand)
{
  GVariant *said = errand->change;
  g_autoptr (GString) text = g_string_new (NULL);

  errand->change = rushes_board_text_make_plain (said);
  g_variant_unref (said);
  rushes_board_text_append (text, errand->change);
  errand->text = g_strdup (text->str);
}

static void
run_task (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *sentence;

  write_change (data);
  sentence = run_errand (data, &error);
  if (sentence != NULL)
    g_task_return_pointer (task, sentence, g_free);
  else
    g_task_return_error (task, error);
}

static gboolean
on_late (gpointer errand)
{
  g_cancellable_cancel (((Errand *) errand)->late);
  return G_SOURCE_CONTINUE;
}

/**
 * rushes_boards_change_async:
 * @change: a{sv}, see rushes-board-change.h and rushes-board-jobs.h; a floating reference is taken
 *
 * The change goes on when nobody waits for it any more.
 */
void
rushes_boards_change_async (RushesCore *core, const char *slug, GVariant *change, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (core, NULL, callback, data);
  Errand *errand = g_new0 (Errand, 1);

  errand->paths = g_object_ref (rushes_core_get_paths (core));
  errand->ledger = g_object_ref (rushes_core_get_ledger (core));
  errand->library = g_object_ref (rushes_core_get_library (core));
  errand->slug = g_strdup (slug);
  errand->change = g_variant_ref_sink (change);
  errand->own = rushes_job_queue_is_owner (rushes_core_get_queue (core));
  errand->late = g_cancellable_new ();
  errand->timer = g_timeout_add (TELL_MS, on_late, errand);
  g_task_set_task_data (task, errand, errand_free);
  rushes_worker_run (task, run_task);
}

/* Returns: (transfer full) (nullable): what was done, "" if nothing had to be; NULL with %RUSHES_ERROR_LOCKED if another process owns the queue and does not answer */
char *
rushes_boards_change_finish (GAsyncResult *result, GError **error)
{
  g_source_remove (((Errand *) g_task_get_task_data (G_TASK (result)))->timer);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_back (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* The same, waiting in the main loop. */
char *
rushes_boards_change (RushesCore *core, const char *slug, GVariant *change, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rushes_boards_change_async (core, slug, change, on_back, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return rushes_boards_change_finish (result, error);
}

/**
 * rushes_boards_complete_words:
 * @words: “MEMBER=VALUE”, for a change
 *
 * A style becomes what it says, and each file a copy of the board's own: who makes the change may live in another folder. Blocking, any thread.
 *
 * Returns: (transfer full) (nullable): NULL with %RUSHES_ERROR_FILE, a whole sentence, if something of it cannot be had
 */
char **
rushes_boards_complete_words (RushesCore *core, const char *slug, char **words, GError **error)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);
  g_auto (GStrv) said = rushes_styles_put_in (rushes_core_get_paths (core), words, error);

  return said != NULL ? rushes_board_media_keep_words (folder, said, error) : NULL;
}

/* Returns: (transfer full) (nullable): to look at */
RushesBoard *
rushes_boards_load (RushesCore *core, const char *slug, GError **error)
{
  g_autofree char *folder = rushes_board_file_dup_folder (rushes_core_get_paths (core), slug);

  return rushes_board_file_load (folder, error);
}

static RushesBoard *
read_script (const char *path, const char *id, const char *title, GPtrArray *remarks, GError **error)
{
  g_autofree char *bytes = NULL, *name = g_path_get_basename (path);
  g_autoptr (GError) cause = NULL;
  RushesBoard *board = NULL;
  gboolean latin1 = FALSE;
  gsize length;

  if (g_file_get_contents (path, &bytes, &length, &cause))
    board = rushes_fountain_to_board (bytes, length, id, title, &latin1, &cause);
  if (board == NULL)
    g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_FILE, _("“%s” cannot be read as a screenplay: %s"), name, cause->message);
  if (latin1)
    g_ptr_array_add (remarks, g_strdup_printf (_("“%s” is not UTF-8; it was read as Latin-1."), name));
  return board;
}

/* (transfer full) (nullable): @name is what it is called unless it says itself */
static RushesBoard *
read_board (RushesCore *core, const char *name, const char *from, const char *stage, GPtrArray *remarks, GError **error)
{
  g_autofree char *uuid = g_uuid_string_random (), *slug = rushes_paths_make_slug (name, "board"), *id = g_strdup_printf ("%s-%.8s", slug, uuid);

  if (from == NULL)
    return rushes_board_new (id, name);
  return g_file_test (from, G_FILE_TEST_IS_DIR) ? rushes_board_folder_read (core, from, stage, id, name, remarks, error)
                                                : read_script (from, id, name, remarks, error);
}

/* What it is made from is read, and clips are brought in, before the boards are locked: that takes its time. */
static char *
make (RushesCore *core, const char *title, const char *from, GPtrArray *remarks, GError **error)
{
  g_autofree char *name = from != NULL ? g_path_get_basename (from) : NULL, *stage = rushes_board_put_make_stage (rushes_core_get_paths (core), error), *slug = NULL;
  g_autoptr (RushesBoard) board = NULL;
  char *dot = name != NULL ? strrchr (name, '.') : NULL;

  if (dot != NULL && dot != name)
    *dot = '\0';
  board = stage != NULL ? read_board (core, title != NULL ? title : name, from, stage, remarks, error) : NULL;
  if (board != NULL && title != NULL)
    rushes_board_set_title (board, title);
  if (board != NULL)
    slug = rushes_board_put (rushes_core_get_paths (core), stage, board, title != NULL ? title : name, error);
  if (stage != NULL)
    rushes_board_put_remove_stage (stage);
  return g_steal_pointer (&slug);
}

/**
 * rushes_boards_make:
 * @title: (nullable): NULL: as the screenplay or the folder is called
 * @from: (nullable): a screenplay, a folder with pictures and clips, or a board as a folder
 * @remarks: (element-type utf8): gets sentences about what was left out
 *
 * Returns: (transfer full) (nullable): the folder of the new board
 */
char *
rushes_boards_make (RushesCore *core, const char *title, const char *from, GPtrArray *remarks, GError **error)
{
  if (from != NULL && rushes_board_unpack_is_packed (from))
    return rushes_board_unpack (rushes_core_get_library (core), from, title, remarks, error);
  return make (core, title, from, remarks, error);
}
