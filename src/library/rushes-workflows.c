/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-workflows.h"

#include "rushes-error.h"
#include "rushes-replace.h"
#include "rushes-sync.h"
#include "rushes-text-saver.h"

#include <glib/gstdio.h>

/* The user's own workflows: a list model over a folder of API graphs, each a file that ComfyUI itself can
 * load, and a key file with what we know about them. Sorted: favourites first, then by name. What is removed
 * stays until the next start, so that it can come back. Main thread, except where it says so. */
struct _RushesWorkflows
{
  GObject parent_instance;
  char *folder, *index;
  RushesTextSaver *saver;
  GPtrArray *list;    /* RushesWorkflow */
  GPtrArray *removed; /* RushesWorkflow */
};

static void rushes_workflows_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesWorkflows, rushes_workflows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_workflows_iface_init))

static GType
rushes_workflows_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_WORKFLOW;
}

static guint
rushes_workflows_get_n_items (GListModel *model)
{
  return RUSHES_WORKFLOWS (model)->list->len;
}

static gpointer
rushes_workflows_get_item (GListModel *model, guint position)
{
  RushesWorkflows *self = RUSHES_WORKFLOWS (model);

  return position < self->list->len ? g_object_ref (self->list->pdata[position]) : NULL;
}

static void
rushes_workflows_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_workflows_get_item_type;
  iface->get_n_items = rushes_workflows_get_n_items;
  iface->get_item = rushes_workflows_get_item;
}

static void
rushes_workflows_finalize (GObject *object)
{
  RushesWorkflows *self = RUSHES_WORKFLOWS (object);

  g_free (self->folder);
  g_object_unref (self->saver);
  g_free (self->index);
  g_ptr_array_unref (self->list);
  g_ptr_array_unref (self->removed);
  G_OBJECT_CLASS (rushes_workflows_parent_class)->finalize (object);
}

static void
rushes_workflows_class_init (RushesWorkflowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_workflows_finalize;
}

static void
rushes_workflows_init (RushesWorkflows *self)
{
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
  self->removed = g_ptr_array_new_with_free_func (g_object_unref);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  RushesWorkflow *left = *(RushesWorkflow **) a, *right = *(RushesWorkflow **) b;
  int favourites = rushes_workflow_get_favourite (right) - rushes_workflow_get_favourite (left);

  return favourites != 0 ? favourites : g_utf8_collate (rushes_workflow_get_name (left), rushes_workflow_get_name (right));
}

static void
write_group (GKeyFile *file, RushesWorkflow *workflow, gboolean removed)
{
  const char *id = rushes_workflow_get_id (workflow);

  g_key_file_set_string (file, id, "name", rushes_workflow_get_name (workflow));
  g_key_file_set_boolean (file, id, "favourite", rushes_workflow_get_favourite (workflow));
  if (rushes_workflow_get_clip (workflow) != NULL)
    g_key_file_set_string (file, id, "clip", rushes_workflow_get_clip (workflow));
  if (removed)
    g_key_file_set_boolean (file, id, "removed", TRUE);
}

static char *
to_text (RushesWorkflows *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < self->list->len; i++)
    write_group (file, self->list->pdata[i], FALSE);
  for (guint i = 0; i < self->removed->len; i++)
    write_group (file, self->removed->pdata[i], TRUE);
  return g_key_file_to_data (file, NULL, NULL);
}

/* Lost with it is only what they were called. */
static void
save (RushesWorkflows *self)
{
  rushes_text_saver_put (self->saver, to_text (self));
}

/* Waits until all that was changed is written. Blocking, for the command line and the end of the program. */
gboolean
rushes_workflows_save (RushesWorkflows *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (rushes_text_saver_flush (self->saver, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write a file");
  return FALSE;
}

static void
sort (RushesWorkflows *self)
{
  guint n = self->list->len;

  g_ptr_array_sort (self->list, compare);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n);
}

static void
on_notify (RushesWorkflow *workflow, GParamSpec *pspec, RushesWorkflows *self)
{
  save (self);
  if (!g_str_equal (pspec->name, "clip"))
    sort (self);
}

static RushesWorkflow *
read_group (RushesWorkflows *self, GKeyFile *file, const char *id)
{
  g_autofree char *name = g_key_file_get_string (file, id, "name", NULL);
  g_autofree char *clip = g_key_file_get_string (file, id, "clip", NULL);
  RushesWorkflow *workflow = rushes_workflow_new (id, name != NULL ? name : id);

  g_object_set (workflow, "favourite", g_key_file_get_boolean (file, id, "favourite", NULL), "clip", clip, NULL);
  g_signal_connect_object (workflow, "notify", G_CALLBACK (on_notify), self, 0);
  return workflow;
}

/* Adopts the graphs that lie in the folder, whether or not the list knows them. */
static void
read_folder (RushesWorkflows *self, GKeyFile *file)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *id = g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - 5) : NULL;
      if (id == NULL)
        continue;
      if (g_key_file_get_boolean (file, id, "removed", NULL))
        {
          g_autofree char *path = rushes_workflows_dup_path (self, id);
          g_unlink (path);
        }
      else
        g_ptr_array_add (self->list, read_group (self, file, id));
    }
}

/* Reads the list once, at start. Blocking. */
RushesWorkflows *
rushes_workflows_load (RushesPaths *paths)
{
  RushesWorkflows *self = g_object_new (RUSHES_TYPE_WORKFLOWS, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();

  self->folder = g_build_filename (rushes_paths_get_data_dir (paths), "workflows", NULL);
  self->index = g_build_filename (self->folder, "workflows.ini", NULL);
  self->saver = rushes_text_saver_new (self->index);
  g_key_file_load_from_file (file, self->index, G_KEY_FILE_NONE, NULL);
  read_folder (self, file);
  g_ptr_array_sort (self->list, compare);
  return self;
}

static int
find_in (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (rushes_workflow_get_id (list->pdata[i]), id) == 0)
      return i;
  return -1;
}

/* @id: with or without its prefix. Returns: (transfer none) (nullable) */
RushesWorkflow *
rushes_workflows_find (RushesWorkflows *self, const char *id)
{
  int position = find_in (self->list, id != NULL && g_str_has_prefix (id, RUSHES_WORKFLOW_PREFIX) ? id + strlen (RUSHES_WORKFLOW_PREFIX) : id);

  return position >= 0 ? self->list->pdata[position] : NULL;
}

/* Lists a graph that rushes_workflows_store() has written. Returns: (transfer none) */
RushesWorkflow *
rushes_workflows_insert (RushesWorkflows *self, const char *id, const char *name)
{
  RushesWorkflow *workflow = rushes_workflow_new (id, name);
  guint n = self->list->len;

  g_signal_connect_object (workflow, "notify", G_CALLBACK (on_notify), self, 0);
  g_ptr_array_add (self->list, workflow);
  g_ptr_array_sort (self->list, compare);
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n + 1);
  return workflow;
}

void
rushes_workflows_remove (RushesWorkflows *self, const char *id)
{
  int position = find_in (self->list, id);

  if (position < 0)
    return;
  g_ptr_array_add (self->removed, g_ptr_array_steal_index (self->list, position));
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* Takes back what was removed since the start. */
void
rushes_workflows_restore (RushesWorkflows *self, const char *id)
{
  int position = find_in (self->removed, id);
  guint n = self->list->len;

  if (position < 0)
    return;
  g_ptr_array_add (self->list, g_ptr_array_steal_index (self->removed, position));
  g_ptr_array_sort (self->list, compare);
  save (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, n + 1);
}

/* Tells that a graph has changed. */
void
rushes_workflows_touch (RushesWorkflows *self, const char *id)
{
  int position = find_in (self->list, id);

  if (position >= 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

/* Returns: (transfer full): where the graph is. Any thread. */
char *
rushes_workflows_dup_path (RushesWorkflows *self, const char *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
holds (const char *path, const char *text, gsize length)
{
  g_autofree char *there = NULL;
  gsize there_length;
  GStatBuf about;

  return g_stat (path, &about) == 0 && (gsize) about.st_size == length && g_file_get_contents (path, &there, &there_length, NULL) &&
         there_length == length && memcmp (there, text, length) == 0;
}

/* Returns: (transfer full) (nullable): the id of one that has this very graph; it may be a removed one. Blocking, any thread. */
char *
rushes_workflows_find_graph (RushesWorkflows *self, const char *graph)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      if (g_str_has_suffix (name, ".json") && holds (path, graph, strlen (graph)))
        return g_strndup (name, strlen (name) - 5);
    }
  return NULL;
}

/**
 * rushes_workflows_store:
 * @id: (nullable): whose graph is replaced; %NULL for a new one
 *
 * Returns: (transfer full): the id. Blocking, any thread.
 */
char *
rushes_workflows_store (RushesWorkflows *self, const char *id, const char *graph, GError **error)
{
  g_autofree char *own = id != NULL ? g_strdup (id) : g_uuid_string_random ();
  g_autofree char *path = rushes_workflows_dup_path (self, own);

  if (!rushes_sync_make_folder (self->folder) || !rushes_replace_file (path, graph, -1, NULL))
    {
      g_set_error (error, RUSHES_ERROR, RUSHES_ERROR_STORAGE, "%s", self->folder);
      return NULL;
    }
  return g_steal_pointer (&own);
}
