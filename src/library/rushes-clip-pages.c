/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-clip-pages.h"

#include "rushes-worker.h"

/* The clips of a list, read by pages on a worker, ahead of where it is looked at: whoever asks for one gets it at once, blank if it has
 * not been read yet. The page that was asked for last comes first; some that were read are kept. Main thread. */

#define MOST_WANTED 8 /* more than a view shows at a time */
#define MOST_KEPT (6 * RUSHES_CLIP_PAGE)
#define NO_PAGE G_MAXUINT

struct _RushesClipPages
{
  RushesLibrary *library;
  RushesClipPagesRowFunc func;
  gpointer data;
  GQueue wanted;  /* Wanted: the last one first */
  guint current;  /* the page that was asked for last, or NO_PAGE */
  guint ahead;    /* the one that comes next that way, or NO_PAGE */
  GQueue kept;    /* RushesClip, the newest first */
  gboolean busy;
  GCancellable *cancellable;
};

/* What a worker has read. */
typedef struct
{
  gint64 row;
  RushesClipInfo *info; /* NULL: it is gone, or handed over */
} Read;

static void
read_free (gpointer data)
{
  g_clear_pointer (&((Read *) data)->info, rushes_clip_info_free);
  g_free (data);
}

/* A page that somebody looks at. */
typedef struct
{
  guint page;   /* NO_PAGE: its clips stand elsewhere by now */
  GArray *rows; /* gint64 */
} Wanted;

static void
wanted_free (gpointer data)
{
  g_array_unref (((Wanted *) data)->rows);
  g_free (data);
}

/* @func: called with @data, for as long as this lives */
RushesClipPages *
rushes_clip_pages_new (RushesLibrary *library, RushesClipPagesRowFunc func, gpointer data)
{
  RushesClipPages *self = g_new0 (RushesClipPages, 1);

  *self = (RushesClipPages) { .library = g_object_ref (library), .func = func, .data = data, .current = NO_PAGE, .ahead = NO_PAGE,
                              .cancellable = g_cancellable_new () };
  g_queue_init (&self->wanted);
  g_queue_init (&self->kept);
  return self;
}

void
rushes_clip_pages_free (RushesClipPages *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_queue_clear_full (&self->kept, g_object_unref);
  g_queue_clear_full (&self->wanted, wanted_free);
  g_object_unref (self->library);
  g_free (self);
}

/* Stays read for a while, whoever lets go of it. */
void
rushes_clip_pages_keep (RushesClipPages *self, RushesClip *clip)
{
  g_queue_push_head (&self->kept, g_object_ref (clip));
  if (self->kept.length > MOST_KEPT)
    g_object_unref (g_queue_pop_tail (&self->kept));
}

/* Returns: (transfer full): what is known of the clips in @rows (gint64), for rushes_clip_pages_take(). Blocking; any thread. */
GPtrArray *
rushes_clip_pages_read (RushesLibrary *library, GArray *rows)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (read_free);

  for (guint i = 0; i < rows->len; i++)
    {
      Read *read = g_new (Read, 1);
      *read = (Read) { g_array_index (rows, gint64, i), rushes_library_read_clip (library, g_array_index (rows, gint64, i), NULL) };
      g_ptr_array_add (all, read);
    }
  return all;
}

/* Fills in those that are blank. */
void
rushes_clip_pages_take (RushesClipPages *self, GPtrArray *read)
{
  for (guint i = 0; i < read->len; i++)
    {
      Read *one = read->pdata[i];
      g_autoptr (RushesClip) clip = one->info != NULL ? rushes_library_take_clip (self->library, one->row, g_steal_pointer (&one->info)) : NULL;
      if (clip != NULL)
        rushes_clip_pages_keep (self, clip);
    }
}

static void start (RushesClipPages *self);

static void
on_read (GObject *library, GAsyncResult *result, gpointer data)
{
  g_autoptr (GPtrArray) read = g_task_propagate_pointer (G_TASK (result), NULL);
  RushesClipPages *self = data;

  if (read == NULL) /* cancelled: we are gone */
    return;
  self->busy = FALSE;
  rushes_clip_pages_take (self, read);
  start (self);
}

static void
run_read (GTask *task, gpointer library, gpointer rows, GCancellable *cancellable)
{
  g_task_return_pointer (task, rushes_clip_pages_read (library, rows), (GDestroyNotify) g_ptr_array_unref);
}

/* Returns: (transfer full): the rows (gint64) of a page that are to be read */
static GArray *
list_rows (RushesClipPages *self, guint page)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < RUSHES_CLIP_PAGE; i++)
    {
      gint64 row = self->func (page * RUSHES_CLIP_PAGE + i, self->data);
      if (row != 0 && !rushes_library_has_clip (self->library, row))
        g_array_append_val (rows, row);
    }
  return rows;
}

/* Returns: (transfer full) (nullable): the rows to be read next; some may have been by now */
static GArray *
take_wanted (RushesClipPages *self)
{
  Wanted *wanted = g_queue_pop_head (&self->wanted);
  GArray *rows;

  if (wanted != NULL)
    {
      rows = g_array_ref (wanted->rows);
      wanted_free (wanted);
      return rows;
    }
  rows = self->ahead != NO_PAGE ? list_rows (self, self->ahead) : NULL;
  self->ahead = NO_PAGE;
  return rows;
}

static void
leave_out_loaded (RushesClipPages *self, GArray *rows)
{
  for (guint i = rows->len; i > 0; i--)
    if (rushes_library_has_clip (self->library, g_array_index (rows, gint64, i - 1)))
      g_array_remove_index (rows, i - 1);
}

static void
start (RushesClipPages *self)
{
  while (!self->busy)
    {
      g_autoptr (GArray) rows = take_wanted (self);
      g_autoptr (GTask) task = NULL;

      if (rows == NULL)
        return;
      leave_out_loaded (self, rows);
      if (rows->len == 0)
        continue;
      self->busy = TRUE;
      task = g_task_new (self->library, self->cancellable, on_read, self);
      g_task_set_task_data (task, g_steal_pointer (&rows), (GDestroyNotify) g_array_unref);
      rushes_worker_run (task, run_read);
    }
}

/* Before all others. */
static void
want (RushesClipPages *self, guint page)
{
  Wanted *wanted;

  for (GList *link = self->wanted.head; link != NULL; link = link->next)
    if (((Wanted *) link->data)->page == page)
      {
        g_queue_unlink (&self->wanted, link);
        g_queue_push_head_link (&self->wanted, link);
        return;
      }
  wanted = g_new (Wanted, 1);
  *wanted = (Wanted) { page, list_rows (self, page) };
  g_queue_push_head (&self->wanted, wanted);
  if (self->wanted.length > MOST_WANTED)
    wanted_free (g_queue_pop_tail (&self->wanted));
}

/* Returns: (transfer full): the clip at @position, where there is one; it may be blank, and is read soon then */
RushesClip *
rushes_clip_pages_ref (RushesClipPages *self, guint position)
{
  RushesClip *clip = rushes_library_ref_clip_later (self->library, self->func (position, self->data));
  guint page = position / RUSHES_CLIP_PAGE;

  if (!rushes_clip_is_loaded (clip))
    want (self, page);
  if (page != self->current)
    {
      self->ahead = self->current == NO_PAGE || page > self->current ? page + 1 : page > 0 ? page - 1 : NO_PAGE;
      self->current = page;
    }
  start (self);
  return clip;
}

/* What stands at the positions is something else now. What was wanted still is. */
void
rushes_clip_pages_forget (RushesClipPages *self)
{
  for (GList *link = self->wanted.head; link != NULL; link = link->next)
    ((Wanted *) link->data)->page = NO_PAGE;
  self->current = self->ahead = NO_PAGE;
}
