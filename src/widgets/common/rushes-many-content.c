/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "rushes-many-content.h"

#include "rushes-worker.h"

/* The same as rushes_clip_content_new() gives, of any number of clips: where their files are is read on a worker, beginning at once, and
 * whoever takes it before that waits for it. What is dropped in other programs is written out there, too. A list of files, which this program itself
 * and portals would take in no other way than at once, is offered when it is there; until then they take the same text as all others. Main thread. */

#define URIS "text/uri-list"
#define TEXT "text/plain;charset=utf-8"

/* What a worker has read. */
typedef struct
{
  GdkFileList *list;
  GBytes *uris, *text;
} Files;

struct _RushesManyContent
{
  GdkContentProvider parent_instance;
  Files *files;       /* NULL: not yet, or they cannot be read */
  GError *error;      /* NULL: not yet, or they could */
  GPtrArray *waiting; /* GTask: that want to write */
};

G_DEFINE_FINAL_TYPE (RushesManyContent, rushes_many_content, GDK_TYPE_CONTENT_PROVIDER)

static void
files_free (gpointer data)
{
  Files *files = data;

  g_boxed_free (GDK_TYPE_FILE_LIST, files->list);
  g_bytes_unref (files->uris);
  g_bytes_unref (files->text);
  g_free (files);
}

static GdkFileList *
new_list (GPtrArray *paths)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_full (paths->len, g_object_unref);

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (files, g_file_new_for_path (paths->pdata[i]));
  return gdk_file_list_new_from_array ((GFile **) files->pdata, files->len);
}

static Files *
read_files (RushesLibrary *library, GArray *rows, GError **error)
{
  g_autoptr (GPtrArray) paths = rushes_library_list_paths (library, rows, error);
  GString *uris, *text;
  Files *files;

  if (paths == NULL)
    return NULL;
  uris = g_string_new (NULL);
  text = g_string_new (NULL);
  for (guint i = 0; i < paths->len; i++)
    {
      g_autofree char *uri = g_filename_to_uri (paths->pdata[i], NULL, NULL);
      g_string_append_printf (uris, "%s\r\n", uri);
      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (char *) paths->pdata[i]);
    }
  files = g_new (Files, 1);
  *files = (Files) { new_list (paths), g_string_free_to_bytes (uris), g_string_free_to_bytes (text) };
  return files;
}

typedef struct
{
  RushesLibrary *library;
  GArray *rows;
} Order;

static void
order_free (gpointer data)
{
  g_object_unref (((Order *) data)->library);
  g_array_unref (((Order *) data)->rows);
  g_free (data);
}

static void
run_read (GTask *task, gpointer content, gpointer data, GCancellable *cancellable)
{
  Order *order = data;
  GError *error = NULL;
  Files *files = read_files (order->library, order->rows, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, files_free);
  else
    g_task_return_error (task, error);
}

static void
on_written (GObject *stream, GAsyncResult *result, gpointer task)
{
  g_autoptr (GTask) own = task;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (stream), result, NULL, &error))
    g_task_return_boolean (own, TRUE);
  else
    g_task_return_error (own, error);
}

/* @task: (transfer full): its data is the stream, its name what is wanted */
static void
write_out (RushesManyContent *self, GTask *task)
{
  GBytes *bytes = g_str_equal (g_task_get_name (task), URIS) ? self->files->uris : self->files->text;

  g_output_stream_write_all_async (g_task_get_task_data (task), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), g_task_get_priority (task),
                                   g_task_get_cancellable (task), on_written, task); /* which has a reference to us */
}

static void
on_read (GObject *object, GAsyncResult *result, gpointer data)
{
  RushesManyContent *self = RUSHES_MANY_CONTENT (object);
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->files = g_task_propagate_pointer (G_TASK (result), &self->error);
  self->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    if (self->files != NULL)
      write_out (self, waiting->pdata[i]);
    else
      {
        g_task_return_error (waiting->pdata[i], g_error_copy (self->error));
        g_object_unref (waiting->pdata[i]);
      }
  if (self->files != NULL)
    gdk_content_provider_content_changed (GDK_CONTENT_PROVIDER (self));
}

static GdkContentFormats *
rushes_many_content_ref_formats (GdkContentProvider *provider)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_mime_type (builder, URIS);
  gdk_content_formats_builder_add_mime_type (builder, TEXT);
  if (RUSHES_MANY_CONTENT (provider)->files != NULL)
    {
      gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
      gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);
    }
  return gdk_content_formats_builder_free_to_formats (builder);
}

static void
rushes_many_content_write_mime_type_async (GdkContentProvider *provider, const char *mime_type, GOutputStream *stream, int io_priority,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  RushesManyContent *self = RUSHES_MANY_CONTENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_task_set_name (task, g_str_equal (mime_type, URIS) ? URIS : TEXT);
  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  if (self->files != NULL)
    write_out (self, task);
  else if (self->error == NULL)
    g_ptr_array_add (self->waiting, task);
  else
    {
      g_task_return_error (task, g_error_copy (self->error));
      g_object_unref (task);
    }
}

static gboolean
rushes_many_content_write_mime_type_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* What is read already. */
static gboolean
rushes_many_content_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  RushesManyContent *self = RUSHES_MANY_CONTENT (provider);

  if (self->files != NULL && G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    g_value_set_boxed (value, self->files->list);
  else if (self->files != NULL && G_VALUE_HOLDS_STRING (value))
    g_value_take_string (value, g_strndup (g_bytes_get_data (self->files->text, NULL), g_bytes_get_size (self->files->text)));
  else
    return GDK_CONTENT_PROVIDER_CLASS (rushes_many_content_parent_class)->get_value (provider, value, error);
  return TRUE;
}

static void
rushes_many_content_finalize (GObject *object)
{
  RushesManyContent *self = RUSHES_MANY_CONTENT (object);

  g_clear_pointer (&self->files, files_free);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->waiting);
  G_OBJECT_CLASS (rushes_many_content_parent_class)->finalize (object);
}

static void
rushes_many_content_class_init (RushesManyContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rushes_many_content_finalize;
  provider_class->ref_formats = rushes_many_content_ref_formats;
  provider_class->write_mime_type_async = rushes_many_content_write_mime_type_async;
  provider_class->write_mime_type_finish = rushes_many_content_write_mime_type_finish;
  provider_class->get_value = rushes_many_content_get_value;
}

static void
rushes_many_content_init (RushesManyContent *self)
{
  self->waiting = g_ptr_array_new ();
}

/* @rows: (transfer full) (element-type gint64): of clips. Returns: (transfer full) */
GdkContentProvider *
rushes_many_content_new (RushesLibrary *library, GArray *rows)
{
  RushesManyContent *self = g_object_new (RUSHES_TYPE_MANY_CONTENT, NULL);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);
  Order *order = g_new (Order, 1);

  *order = (Order) { g_object_ref (library), rows };
  g_task_set_task_data (task, order, order_free);
  rushes_worker_run (task, run_read);
  return GDK_CONTENT_PROVIDER (self);
}
