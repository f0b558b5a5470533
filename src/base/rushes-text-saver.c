/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-text-saver.h"

#include "rushes-replace.h"

struct _RushesTextSaver
{
  GObject parent_instance;
  char *path;
  GThreadPool *writer; /* one thread */
  GMutex lock;
  GCond written;
  char *text;     /* (nullable): what is to be written */
  guint n_open;   /* turns of the thread that are not over */
  GError *failed; /* (nullable): why the last one was not written */
};

G_DEFINE_FINAL_TYPE (RushesTextSaver, rushes_text_saver, G_TYPE_OBJECT)

static void
write_it (RushesTextSaver *self, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    return; /* a newer one was there already */
  rushes_replace_file (self->path, text, -1, &error);
  if (error != NULL)
    g_warning ("%s was not saved: %s", self->path, error->message);
  g_mutex_lock (&self->lock);
  g_clear_error (&self->failed);
  self->failed = g_steal_pointer (&error);
  g_mutex_unlock (&self->lock);
}

static void
run (gpointer turn, gpointer data)
{
  RushesTextSaver *self = data;
  g_autofree char *text = NULL;

  g_mutex_lock (&self->lock);
  text = g_steal_pointer (&self->text);
  g_mutex_unlock (&self->lock);
  write_it (self, text);
  g_mutex_lock (&self->lock);
  self->n_open--;
  g_cond_broadcast (&self->written);
  g_mutex_unlock (&self->lock);
}

/* What was put is written. */
static void
rushes_text_saver_finalize (GObject *object)
{
  RushesTextSaver *self = RUSHES_TEXT_SAVER (object);

  g_thread_pool_free (self->writer, FALSE, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->written);
  g_clear_error (&self->failed);
  g_free (self->text);
  g_free (self->path);
  G_OBJECT_CLASS (rushes_text_saver_parent_class)->finalize (object);
}

static void
rushes_text_saver_class_init (RushesTextSaverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_text_saver_finalize;
}

static void
rushes_text_saver_init (RushesTextSaver *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->written);
  self->writer = g_thread_pool_new (run, self, 1, FALSE, NULL);
}

/* @path: of the file */
RushesTextSaver *
rushes_text_saver_new (const char *path)
{
  RushesTextSaver *self = g_object_new (RUSHES_TYPE_TEXT_SAVER, NULL);

  self->path = g_strdup (path);
  return self;
}

/* @text: (transfer full): all of the file from now on; any thread */
void
rushes_text_saver_put (RushesTextSaver *self, char *text)
{
  g_mutex_lock (&self->lock);
  g_free (self->text);
  self->text = text;
  self->n_open++;
  g_mutex_unlock (&self->lock);
  g_thread_pool_push (self->writer, self, NULL);
}

/* Waits until all that was put is written. Blocking; any thread but the one that writes.
 *
 * Returns: whether the last was; errors are of %G_FILE_ERROR */
gboolean
rushes_text_saver_flush (RushesTextSaver *self, GError **error)
{
  gboolean done;

  g_mutex_lock (&self->lock);
  while (self->n_open > 0)
    g_cond_wait (&self->written, &self->lock);
  done = self->failed == NULL;
  if (!done)
    g_propagate_error (error, g_error_copy (self->failed));
  g_mutex_unlock (&self->lock);
  return done;
}
