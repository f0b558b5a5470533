/* SPDX-FileCopyrightText: The Rushes authors */
/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rushes-comfy-catalog.h"

#include "rushes-comfy-api.h"
#include "rushes-json.h"

/* What servers declare of their nodes. The whole is 1.8 MB, so it is kept by server and version; for one
 * graph it is cheaper, and fresher, to ask for its classes alone. Workers only. */

#define SINGLE_MAX 24                   /* classes up to which single questions are cheaper than the whole */
#define FRESH_US (10 * G_TIME_SPAN_SECOND) /* new model files show up after that long */

struct _RushesComfyCatalog
{
  RushesHttp *http; /* borrowed: the provider owns both */
  GMutex mutex;
  GHashTable *kept;    /* "url version" → RushesComfyNodes */
  GHashTable *classes; /* "url class" → Answer */
};

typedef struct
{
  JsonNode *declared; /* NULL: the server does not know the class */
  gint64 asked_us;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_clear_pointer (&answer->declared, json_node_unref);
  g_free (answer);
}

RushesComfyCatalog *
rushes_comfy_catalog_new (RushesHttp *http)
{
  RushesComfyCatalog *self = g_new0 (RushesComfyCatalog, 1);

  self->http = http;
  g_mutex_init (&self->mutex);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rushes_comfy_nodes_unref);
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  return self;
}

void
rushes_comfy_catalog_free (RushesComfyCatalog *self)
{
  g_hash_table_unref (self->classes);
  g_hash_table_unref (self->kept);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* (transfer full) (nullable): the server and the version that a catalog belongs to */
static char *
dup_key (RushesComfyCatalog *self, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) root = rushes_comfy_api_get (self->http, target, "/system_stats", NULL, cancellable, error);
  JsonObject *object = root != NULL ? rushes_json_root_object (root, error) : NULL;
  JsonObject *system = object != NULL ? rushes_json_peek_object (object, "system") : NULL;
  const char *version = system != NULL ? rushes_json_peek_string (system, "comfyui_version") : NULL;

  if (object == NULL)
    return NULL;
  return g_strconcat (rushes_endpoint_get_base_url (rushes_target_get_endpoint (target)), " ", version, NULL);
}

static RushesComfyNodes *
find_kept (RushesComfyCatalog *self, const char *key)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RushesComfyNodes *nodes = g_hash_table_lookup (self->kept, key);

  return nodes != NULL ? rushes_comfy_nodes_ref (nodes) : NULL;
}

static void
keep (RushesComfyCatalog *self, const char *key, RushesComfyNodes *nodes)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_insert (self->kept, g_strdup (key), rushes_comfy_nodes_ref (nodes));
}

/* Everything the server declares. Returns: (transfer full) */
RushesComfyNodes *
rushes_comfy_catalog_read (RushesComfyCatalog *self, RushesTarget *target, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = dup_key (self, target, cancellable, error);
  RushesComfyNodes *nodes = key != NULL ? find_kept (self, key) : NULL;
  g_autoptr (JsonNode) root = NULL;

  if (key == NULL || nodes != NULL)
    return nodes;
  root = rushes_comfy_api_get (self->http, target, "/object_info", NULL, cancellable, error);
  if (root == NULL || rushes_json_root_object (root, error) == NULL)
    return NULL;
  nodes = rushes_comfy_nodes_new (root);
  keep (self, key, nodes);
  return nodes;
}

static GHashTable *
list_classes (JsonObject *graph)
{
  GHashTable *classes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) nodes = json_object_get_values (graph);

  for (GList *l = nodes; l != NULL; l = l->next)
    if (JSON_NODE_HOLDS_OBJECT (l->data) && rushes_json_peek_string (json_node_get_object (l->data), "class_type") != NULL)
      g_hash_table_add (classes, (gpointer) rushes_json_peek_string (json_node_get_object (l->data), "class_type"));
  return classes;
}

static gboolean
find_answer (RushesComfyCatalog *self, const char *key, JsonNode **declared)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Answer *answer = g_hash_table_lookup (self->classes, key);

  if (answer == NULL || g_get_monotonic_time () - answer->asked_us > FRESH_US)
    return FALSE;
  *declared = answer->declared != NULL ? json_node_ref (answer->declared) : NULL;
  return TRUE;
}

static void
keep_answer (RushesComfyCatalog *self, const char *key, JsonNode *declared)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Answer *answer = g_new (Answer, 1);

  *answer = (Answer) { declared != NULL ? json_node_ref (declared) : NULL, g_get_monotonic_time () };
  g_hash_table_insert (self->classes, g_strdup (key), answer);
}

/* *@declared: (transfer full): NULL for a class the server does not know: it answers {} then */
static gboolean
read_class (RushesComfyCatalog *self, RushesTarget *target, const char *class_type, JsonNode **declared,
            GCancellable *cancellable, GError **error)
{
  g_autofree char *key = g_strconcat (rushes_endpoint_get_base_url (rushes_target_get_endpoint (target)), " ", class_type, NULL);
  g_autofree char *escaped = g_uri_escape_string (class_type, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/object_info/", escaped, NULL);
  g_autoptr (JsonNode) root = NULL;
  JsonObject *object;

  if (find_answer (self, key, declared))
    return TRUE;
  root = rushes_comfy_api_get (self->http, target, path, NULL, cancellable, error);
  object = root != NULL ? rushes_json_root_object (root, error) : NULL;
  if (object == NULL)
    return FALSE;
  *declared = json_object_has_member (object, class_type) ? json_node_ref (json_object_get_member (object, class_type)) : NULL;
  keep_answer (self, key, *declared);
  return TRUE;
}

static gboolean
add_class (RushesComfyCatalog *self, RushesTarget *target, const char *class_type, JsonObject *all, GCancellable *cancellable,
           GError **error)
{
  JsonNode *declared = NULL;

  if (!read_class (self, target, class_type, &declared, cancellable, error))
    return FALSE;
  if (declared != NULL)
    json_object_set_member (all, class_type, declared);
  return TRUE;
}

/* What the server declares of the classes in @graph. Returns: (transfer full) */
RushesComfyNodes *
rushes_comfy_catalog_read_for (RushesComfyCatalog *self, RushesTarget *target, JsonObject *graph, GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GHashTable) classes = list_classes (graph);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *all;
  GHashTableIter iter;
  gpointer class_type;

  if (g_hash_table_size (classes) > SINGLE_MAX)
    return rushes_comfy_catalog_read (self, target, cancellable, error);
  all = json_object_new ();
  json_node_take_object (root, all);
  g_hash_table_iter_init (&iter, classes);
  while (g_hash_table_iter_next (&iter, &class_type, NULL))
    if (!add_class (self, target, class_type, all, cancellable, error))
      return NULL;
  return rushes_comfy_nodes_new (root);
}
