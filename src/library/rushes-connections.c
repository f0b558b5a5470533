/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-connections.h"

#include "rushes-error.h"
#include "rushes-text-saver.h"

/* The servers the user knows: a list model over a key file in the configuration folder, which a person
 * can read and mend. Keys and secret headers are in the keyring. Main thread; other threads get the
 * connections themselves, which never change. */
struct _RushesConnections
{
  GObject parent_instance;
  char *path;
  RushesTextSaver *saver;
  GPtrArray *list;     /* RushesConnection */
  GHashTable *session; /* ids that are not written */
};

static void rushes_connections_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RushesConnections, rushes_connections, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, rushes_connections_iface_init))

static GType
rushes_connections_get_item_type (GListModel *model)
{
  return RUSHES_TYPE_CONNECTION;
}

static guint
rushes_connections_get_n_items (GListModel *model)
{
  return RUSHES_CONNECTIONS (model)->list->len;
}

static gpointer
rushes_connections_get_item (GListModel *model, guint position)
{
  RushesConnections *self = RUSHES_CONNECTIONS (model);

  return position < self->list->len ? g_object_ref (self->list->pdata[position]) : NULL;
}

static void
rushes_connections_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = rushes_connections_get_item_type;
  iface->get_n_items = rushes_connections_get_n_items;
  iface->get_item = rushes_connections_get_item;
}

static void
rushes_connections_finalize (GObject *object)
{
  RushesConnections *self = RUSHES_CONNECTIONS (object);

  g_object_unref (self->saver);
  g_free (self->path);
  g_ptr_array_unref (self->list);
  g_hash_table_unref (self->session);
  G_OBJECT_CLASS (rushes_connections_parent_class)->finalize (object);
}

static void
rushes_connections_class_init (RushesConnectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rushes_connections_finalize;
}

static void
rushes_connections_init (RushesConnections *self)
{
  self->list = g_ptr_array_new_with_free_func (g_object_unref);
  self->session = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static RushesConnection *
read_group (GKeyFile *file, const char *id)
{
  g_autofree char *kind_name = g_key_file_get_string (file, id, "kind", NULL);
  g_autofree char *name = g_key_file_get_string (file, id, "name", NULL);
  g_autofree char *url = g_key_file_get_string (file, id, "url", NULL);
  g_autofree char *options_text = g_key_file_get_string (file, id, "options", NULL);
  g_autoptr (GVariant) options =
    options_text != NULL ? g_variant_parse (G_VARIANT_TYPE_VARDICT, options_text, NULL, NULL, NULL) : NULL;
  RushesProviderKind kind;

  if (name == NULL || url == NULL || !rushes_provider_kind_from_string (kind_name, &kind))
    return NULL;
  return rushes_connection_new (id, kind, name, url, options, g_key_file_get_boolean (file, id, "default", NULL));
}

static int
find (RushesConnections *self, const char *id)
{
  for (guint i = 0; i < self->list->len; i++)
    if (g_strcmp0 (rushes_connection_get_id (self->list->pdata[i]), id) == 0)
      return i;
  return -1;
}

/* Takes in those that are not here yet. */
static void
take_in (RushesConnections *self, const char *text, gsize length)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  guint before = self->list->len;

  if (length == 0 || !g_key_file_load_from_data (file, text, length, G_KEY_FILE_NONE, NULL))
    return;
  groups = g_key_file_get_groups (file, NULL);
  for (char **id = groups; *id != NULL; id++)
    {
      RushesConnection *connection = find (self, *id) < 0 ? read_group (file, *id) : NULL;
      if (connection != NULL)
        g_ptr_array_add (self->list, connection);
    }
  if (self->list->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->list->len - before);
}

/* Reads the file, at start. Blocking. */
RushesConnections *
rushes_connections_load (RushesPaths *paths)
{
  RushesConnections *self = g_object_new (RUSHES_TYPE_CONNECTIONS, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  self->path = g_build_filename (rushes_paths_get_config_dir (paths), "connections.ini", NULL);
  self->saver = rushes_text_saver_new (self->path);
  if (g_file_get_contents (self->path, &text, &length, NULL))
    take_in (self, text, length);
  return self;
}

static void
on_read (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (g_file_load_contents_finish (G_FILE (file), result, &text, &length, NULL, NULL))
    take_in (g_task_get_source_object (task), text, length);
  g_task_return_boolean (task, TRUE);
}

/* Takes in connections that another process has added since; without a file there are none. Main thread. */
void
rushes_connections_read_async (RushesConnections *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (self->path);

  g_file_load_contents_async (file, NULL, on_read, g_task_new (self, NULL, callback, data));
}

/* @kept: (element-type RushesConnection). Returns: (transfer full): the file that says these. Any thread. */
char *
rushes_connections_to_text (GPtrArray *kept)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < kept->len; i++)
    {
      RushesConnection *connection = kept->pdata[i];
      const char *id = rushes_connection_get_id (connection);
      g_autofree char *options = g_variant_print (rushes_connection_get_options (connection), TRUE);

      g_key_file_set_string (file, id, "kind", rushes_provider_kind_to_string (rushes_connection_get_kind (connection)));
      g_key_file_set_string (file, id, "name", rushes_connection_get_name (connection));
      g_key_file_set_string (file, id, "url", rushes_connection_get_url (connection));
      g_key_file_set_boolean (file, id, "default", rushes_connection_get_default (connection));
      g_key_file_set_string (file, id, "options", options);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

/* Returns: (transfer full) (element-type RushesConnection): those that are written down */
GPtrArray *
rushes_connections_dup_kept (RushesConnections *self)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->list->len; i++)
    if (!g_hash_table_contains (self->session, rushes_connection_get_id (self->list->pdata[i])))
      g_ptr_array_add (kept, g_object_ref (self->list->pdata[i]));
  return kept;
}

/* The file. Any thread. */
const char *
rushes_connections_get_path (RushesConnections *self)
{
  return self->path;
}

static char *
to_text (RushesConnections *self)
{
  g_autoptr (GPtrArray) kept = rushes_connections_dup_kept (self);

  return rushes_connections_to_text (kept);
}

/* Waits until all that was changed is written. Blocking, for the command line and the end of the program. */
gboolean
rushes_connections_save (RushesConnections *self, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (rushes_text_saver_flush (self->saver, &cause))
    return TRUE;
  rushes_error_set_from_file (error, cause, "write a file");
  return FALSE;
}

static void
save_soon (RushesConnections *self)
{
  rushes_text_saver_put (self->saver, to_text (self));
}

static void
put (RushesConnections *self, RushesConnection *connection)
{
  int position = find (self, rushes_connection_get_id (connection));
  gboolean is_new = position < 0;

  if (is_new)
    {
      position = self->list->len;
      g_ptr_array_add (self->list, g_object_ref (connection));
    }
  else
    {
      g_object_unref (self->list->pdata[position]);
      self->list->pdata[position] = g_object_ref (connection);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, is_new ? 0 : 1, 1);
}

static gint64
get_chosen (RushesConnection *connection)
{
  gint64 chosen = 0;

  g_variant_lookup (rushes_connection_get_options (connection), RUSHES_CONNECTION_CHOSEN, "x", &chosen);
  return chosen;
}

/* Returns: (transfer full) */
static RushesConnection *
new_chosen (RushesConnection *connection, gint64 chosen)
{
  GVariantDict options = G_VARIANT_DICT_INIT (rushes_connection_get_options (connection));

  g_variant_dict_insert (&options, RUSHES_CONNECTION_CHOSEN, "x", chosen);
  return rushes_connection_new (rushes_connection_get_id (connection), rushes_connection_get_kind (connection),
                                rushes_connection_get_name (connection), rushes_connection_get_url (connection),
                                g_variant_dict_end (&options), rushes_connection_get_default (connection));
}

static void
make_default (RushesConnections *self, const char *id)
{
  RushesConnection *chosen = find (self, id) >= 0 ? self->list->pdata[find (self, id)] : NULL;

  for (guint i = 0; chosen != NULL && i < self->list->len; i++)
    {
      RushesConnection *connection = self->list->pdata[i];
      gboolean is_it = g_strcmp0 (rushes_connection_get_id (connection), id) == 0;
      g_autoptr (RushesConnection) changed = NULL;

      if (rushes_connection_get_kind (connection) != rushes_connection_get_kind (chosen) ||
          rushes_connection_get_default (connection) == is_it)
        continue;
      changed = rushes_connection_new_as_default (connection, is_it);
      put (self, changed);
      if (is_it)
        chosen = self->list->pdata[i];
    }
  save_soon (self);
}

/* Adds a connection, or replaces the one with its id. The first of a kind becomes its default; one that says that it is the
 * default was made so by the user. */
void
rushes_connections_put (RushesConnections *self, RushesConnection *connection)
{
  int position = find (self, rushes_connection_get_id (connection));
  gint64 chosen = position >= 0 ? get_chosen (self->list->pdata[position]) : 0;
  g_autoptr (RushesConnection) kept = chosen > 0 ? new_chosen (connection, chosen) : g_object_ref (connection);

  put (self, kept);
  if (position < 0 && rushes_connection_get_default (connection))
    rushes_connections_set_default (self, rushes_connection_get_id (connection));
  else if (rushes_connections_get_default (self, rushes_connection_get_kind (kept)) == kept || rushes_connection_get_default (kept))
    make_default (self, rushes_connection_get_id (connection));
  save_soon (self);
}

/* Takes in what somebody has written into the file already. */
void
rushes_connections_adopt (RushesConnections *self, GPtrArray *kept)
{
  for (guint i = 0; i < kept->len; i++)
    put (self, kept->pdata[i]);
}

/* Adds one that is not written down: from the environment, or the sample server's. */
void
rushes_connections_put_for_session (RushesConnections *self, RushesConnection *connection)
{
  g_hash_table_add (self->session, g_strdup (rushes_connection_get_id (connection)));
  put (self, connection);
}

void
rushes_connections_remove (RushesConnections *self, const char *id)
{
  int position = find (self, id);

  if (position < 0)
    return;
  g_ptr_array_remove_index (self->list, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  save_soon (self);
}

/* The user makes it the one of its kind that is used when none is named, and, until another is chosen, whatever the kind. */
void
rushes_connections_set_default (RushesConnections *self, const char *id)
{
  RushesConnection *connection = rushes_connections_find (self, id);
  gint64 now = g_get_real_time ();
  g_autoptr (RushesConnection) chosen = NULL;

  for (guint i = 0; i < self->list->len; i++) /* the last one, whatever a clock said when another was */
    now = MAX (now, get_chosen (self->list->pdata[i]) + 1);
  chosen = connection != NULL ? new_chosen (connection, now) : NULL;

  if (chosen == NULL)
    return;
  put (self, chosen);
  make_default (self, id);
}

/* Returns: (transfer none) (nullable) */
RushesConnection *
rushes_connections_find (RushesConnections *self, const char *id)
{
  int position = find (self, id);

  return position >= 0 ? self->list->pdata[position] : NULL;
}

/* Returns: (transfer none) (nullable): by name, whatever its case */
RushesConnection *
rushes_connections_find_named (RushesConnections *self, const char *name)
{
  for (guint i = 0; i < self->list->len; i++)
    if (g_ascii_strcasecmp (rushes_connection_get_name (self->list->pdata[i]), name) == 0)
      return self->list->pdata[i];
  return NULL;
}

/* Returns: (transfer none) (nullable): the default of a kind, or its first */
RushesConnection *
rushes_connections_get_default (RushesConnections *self, RushesProviderKind kind)
{
  RushesConnection *first = NULL;

  for (guint i = 0; i < self->list->len; i++)
    {
      RushesConnection *connection = self->list->pdata[i];
      if (rushes_connection_get_kind (connection) != kind)
        continue;
      if (rushes_connection_get_default (connection))
        return connection;
      if (first == NULL)
        first = connection;
    }
  return first;
}

/* The kind that is used when nothing tells which: of the default that the user chose last; else ComfyUI, if there is one. */
RushesProviderKind
rushes_connections_get_default_kind (RushesConnections *self)
{
  RushesProviderKind kind = RUSHES_PROVIDER_COMFYUI;
  gint64 last = 0;

  if (rushes_connections_get_default (self, RUSHES_PROVIDER_COMFYUI) == NULL)
    kind = RUSHES_PROVIDER_OPENAI;
  for (guint i = 0; i < self->list->len; i++)
    if (rushes_connection_get_default (self->list->pdata[i]) && get_chosen (self->list->pdata[i]) > last)
      {
        last = get_chosen (self->list->pdata[i]);
        kind = rushes_connection_get_kind (self->list->pdata[i]);
      }
  return kind;
}
